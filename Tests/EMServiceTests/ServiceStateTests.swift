import EMBundle
import EMService
import EMTestSupport
import Testing

/// The state and its changes, and that nothing in it grows with the number of sessions at each login.
@Suite struct ServiceStateTests {
  private func session(_ device: String, _ base: Int? = nil, user: String = "u") -> LoginSession {
    LoginSession(
      device: device, visiting: base == nil ? "HOME" : "AWAY", user: user, home: "HOME", profile: "P",
      kind: base == nil ? .local : .emcc, baseDevice: base)
  }

  @Test func `the lowest free base device is found whatever was taken and freed`() {
    var random = SplitMix(seed: 3)
    var state = ServiceState()
    var taken: Set<Int> = []
    for _ in 0..<3000 {
      if Bool.random(using: &random), let number = taken.sorted().randomElement(using: &random) {
        state.apply(.endAbroad(baseDevice: number))
        taken.remove(number)
      } else if let number = state.freeBaseDevice(of: 150) {
        state.beginAbroad(session("SEP\(number)", number))
        taken.insert(number)
      }
      #expect(state.freeBaseDevice(of: 150) == (1...150).first { !taken.contains($0) })
      #expect(state.countAbroad == taken.count)
    }
  }

  @Test func `sessions are found by user and by phone`() {
    var state = ServiceState()
    state.beginHere(session("B"))
    state.beginHere(session("A"))
    state.beginHere(session("C", user: "v"))
    state.beginAbroad(session("D", 2))
    state.beginAbroad(session("E", 1))
    #expect(state.sessionsHere(of: "u", home: "HOME").map(\.device) == ["A", "B"])
    #expect(state.sessionsAbroad(of: "u").map(\.device) == ["E", "D"])
    #expect(state.session(on: "D", of: "AWAY")?.baseDevice == 2)
    #expect(state.end(device: "D", of: "AWAY")?.baseDevice == 2)
    #expect(state.end(device: "D", of: "AWAY") == nil)
    #expect(state.session(on: "D", of: "AWAY") == nil)
    #expect(state.sessionsAbroad(of: "u").map(\.device) == ["E"])
  }

  @Test func `messages wait in order, and are remembered for a while`() {
    var state = ServiceState()
    for number in 0..<12 {
      state.apply(.enqueue(OutboxMessage(id: "m\(number)", peer: "AWAY", effect: .roamed(user: "u", at: "AWAY"))))
    }
    state.apply(.dequeue(id: "m3"))
    #expect(state.outbox.map(\.id) == (0..<12).filter { $0 != 3 }.map { "m\($0)" })
    state.apply(.handled(id: "x", peer: "AWAY", at: 10))
    state.apply(.handled(id: "x", peer: "OTHER", at: 20))
    #expect(state.isHandled("x", from: "AWAY"))
    state.apply(.forgetHandled(before: 20))
    #expect(!state.isHandled("x", from: "AWAY") && state.isHandled("x", from: "OTHER"))
  }

  @Test(.timeLimit(.minutes(1))) func `a login takes no longer among 60,000 users`() {
    var login = LoginScene()
    login.home.baseDevices.count = 60_000
    var users: [RuntimeUser] = []
    var phones: [RuntimePhone] = []
    var profiles: [RuntimeDeviceProfile] = []
    for number in 0..<60_000 {
      var user = RuntimeUser(id: "u\(number)")
      user.controlledProfiles = ["P\(number)"]
      user.isEMCCEnabled = true
      user.primaryExtension = "\(number)"
      users.append(user)
      phones.append(LoginScene.phone("SEP\(number)", pool: "DP-HOME", country: "US"))
      profiles.append(LoginScene.profile("P\(number)", number: "\(number)"))
    }
    login.home.users = NamedTable(users)
    login.home.phones = NamedTable(phones)
    login.home.deviceProfiles = NamedTable(profiles)
    var core = ServiceCore(
      ServiceConfiguration(login.home, in: RuntimeDeployment(clusters: [login.home])), state: ServiceState(), run: 1)
    let clock = ContinuousClock()
    func logIn(_ numbers: Range<Int>) -> Duration {
      clock.measure {
        for number in numbers {
          var call = LoginCall(device: "sep\(number)", user: "\(number)", pin: "1", caller: .phone)
          call.service = LoginScene.service("HOME", "DN")
          let asked = core.handle(.request(.login(call), Ticket(UInt64(number))), at: 1000 + number)
          guard
            case .verify(_, let ticket)? = asked.outputs.last(where: { if case .verify = $0 { true } else { false } })
          else { continue }
          _ = core.handle(.verified(.right(mustChange: nil), ticket), at: 1000 + number)
        }
      }
    }
    let first = logIn(0..<500)
    _ = logIn(500..<10_000)
    let last = logIn(10_000..<10_500)
    #expect(core.state.countHere == 10_500)
    // Ten times is far from the forty times of a search through all sessions, and more than a busy machine adds.
    #expect(last < first * 10)
    #expect(core.violations() == [])
  }
}
