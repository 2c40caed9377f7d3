import EMBundle
import EMService
import Testing

/// Logins, from a client's request to its answer.
@Suite struct ServiceLoginTests {
  private func scene(_ change: (inout LoginScene) -> Void = { _ in }) -> ServiceScene {
    var scene = LoginScene()
    change(&scene)
    return ServiceScene(scene)
  }

  @Test func `a user of the cluster logs in, and the phone becomes the user's`() throws {
    var scene = scene()
    let session = try #require(scene.login(on: LoginScene.homeDesk, of: "HOME")?.session)
    #expect(session.kind == .local)
    #expect(scene.questions == [.pin(user: "adiaz", pin: "1234")])
    #expect(scene.state("HOME").sessionsHere == [session])
    guard case .loggedIn(let after, clearsCallLogs: false)? = scene.devices.first else {
      Issue.record("the phone is told nothing")
      return
    }
    #expect(after.session == session)
    #expect(scene.cores["HOME"]?.metrics.loginsSuccessful == 1)
  }

  @Test func `names are compared without regard to case`() {
    var scene = scene()
    #expect(scene.login("ADiaz", on: LoginScene.homeDesk.lowercased(), of: "HOME")?.session?.user == "adiaz")
    #expect(
      scene.ask(.userDevices(["ADIAZ", "x"], .administrator), at: "HOME")
        == .userDevices([
          UserUse(user: "ADIAZ", exists: true, devices: [LoginScene.homeDesk]),
          UserUse(user: "x", exists: false, devices: []),
        ]))
  }

  @Test(arguments: ["adiaz", "nobody"]) func `a wrong PIN and an unknown user look alike`(user: String) {
    var scene = scene()
    var call = LoginCall(device: LoginScene.homeDesk, user: user, pin: "9", caller: .phone)
    call.service = LoginScene.service("HOME", emcc: false)
    let answer = scene.ask(.login(call), at: "HOME")
    #expect(answer?.code == 201)
    // One look at a PIN, whoever is meant.
    #expect(scene.questions.count == 1)
  }

  @Test func `where no cluster knows the user the phone shows 201, and the log says 23`() throws {
    var scene = scene()
    #expect(scene.login("nobody")?.code == 201)
    #expect(scene.questions == [.decoy(user: "", pin: "1234")])
    let event = try #require(scene.events.last { $0.name == "login refused" })
    #expect(event.fields.contains(ServiceEvent.Field("code", "23")))
    #expect(scene.cores["AWAY"]?.metrics.unknownRemoteUsers == 1)
  }

  static let verdicts: [(CredentialVerdict, Int?)] = [
    (.locked, 201), (.busy, 26), (.unavailable, 204), (.wrong, 201), (.right(mustChange: false), nil),
  ]

  @Test(arguments: verdicts) func `what credentials say decides`(verdict: CredentialVerdict, code: Int?) {
    var scene = scene()
    scene.verdict = verdict
    #expect(scene.login(on: LoginScene.homeDesk, of: "HOME")?.code == code)
  }

  @Test func `who must change the PIN is asked to, and need not after the change`() {
    var scene = scene { $0.user { $0.mustChangePIN = true } }
    #expect(scene.login(on: LoginScene.homeDesk, of: "HOME") == .changePIN)
    let change = PINChange(
      device: LoginScene.homeDesk, user: "ADIAZ", current: "1234", new: "7391", confirmation: "7391")
    #expect(scene.ask(.changePIN(change), at: "HOME") == .pinChange(.changed))
    #expect(scene.pins["adiaz"] == "7391")
    scene.verdict = .right(mustChange: false)
    #expect(scene.login("adiaz", "7391", on: LoginScene.homeDesk, of: "HOME")?.session != nil)
  }

  @Test func `for two minutes the old PIN is accepted, unless the user has changed it`() {
    var scene = scene()
    _ = scene.login(on: LoginScene.homeDesk, of: "HOME")
    _ = scene.logout(LoginScene.homeDesk, of: "HOME")
    scene.pins["adiaz"] = "5555"
    #expect(scene.login(on: LoginScene.homeDesk, of: "HOME")?.session != nil)
    #expect(scene.questions.count == 1)
    _ = scene.logout(LoginScene.homeDesk, of: "HOME")
    scene.tick(120)
    #expect(scene.login(on: LoginScene.homeDesk, of: "HOME")?.code == 201)
    #expect(scene.login("adiaz", "5555", on: LoginScene.homeDesk, of: "HOME")?.session != nil)
    _ = scene.logout(LoginScene.homeDesk, of: "HOME")
    let change = PINChange(device: "", user: "adiaz", current: "5555", new: "6", confirmation: "6")
    #expect(scene.ask(.changePIN(change), at: "HOME") == .pinChange(.changed))
    #expect(scene.login("adiaz", "5555", on: LoginScene.homeDesk, of: "HOME")?.code == 201)
  }

  @Test func `more logins in progress than the maximum are 26`() {
    var scene = scene { $0.home.parameters.maximumConcurrentRequests = 2 }
    let now = scene.now
    func begin(_ number: UInt64) -> ServiceAnswer? {
      var answer: ServiceAnswer?
      scene.perform("HOME") { core in
        var call = LoginCall(device: LoginScene.homeDesk, user: "adiaz", pin: "1234", caller: .phone)
        call.service = LoginScene.service("HOME")
        var reaction = core.handle(.request(.login(call), Ticket(1000 + number)), at: now)
        if case .answer(let said, _)? = reaction.outputs.first { answer = said }
        reaction.outputs = []
        return reaction
      }
      return answer
    }
    #expect(begin(1) == nil)
    #expect(begin(2) == nil)
    #expect(begin(3)?.code == 26)
    #expect(scene.cores["HOME"]?.metrics.requestsThrottled == 1)
    #expect(scene.cores["HOME"]?.metrics.requestsInProgress == 2)
  }

  @Test func `the EM API takes the default profile, and lets sessions last as asked`() {
    var scene = scene {
      $0.home.deviceProfiles.append(LoginScene.profile("SECOND", number: "1"))
      $0.user { $0.controlledProfiles.append("SECOND") }
    }
    #expect(scene.apiLogin()?.code == 12)
    #expect(scene.apiLogin { $0.profile = "second" }?.session?.profile == "SECOND")
    _ = scene.logout(LoginScene.homeDesk, of: "HOME")
    var other = LoginScene()
    other.home.deviceProfiles.append(LoginScene.profile("SECOND", number: "1"))
    other.home.parameters.enforcesMaximumLoginTime = true
    other.home.parameters.maximumLoginTime = 480
    other.user {
      $0.controlledProfiles.append("SECOND")
      $0.defaultProfile = "SECOND"
    }
    let durations: [(LoginCall.Duration, Int?)] = [
      (.configured, 480), (.minutes(6000), 6000), (.minutes(.max), 10_000_000), (.indefinite, nil),
    ]
    for (duration, minutes) in durations {
      scene = ServiceScene(other)
      let session = scene.apiLogin { $0.duration = duration }?.session
      #expect(session?.profile == "SECOND")
      #expect(session?.until == minutes.map { scene.now + $0 * 60 })
    }
  }

  static let callers: [(String, String, String, Int?)] = [
    ("portal", "secret", "adiaz", nil), ("portal", "wrong", "adiaz", 3), ("", "secret", "adiaz", 2),
    ("portal", "", "adiaz", 2), ("nobody", "x", "adiaz", 3), ("ADIAZ", "1234", "adiaz", nil),
    ("adiaz", "1234", "bkim", 10), ("adiaz", "9", "adiaz", 3), ("guest", "g", "adiaz", 10),
    ("portal", "secret", "nobody", 23),
  ]

  @Test(arguments: callers) func `callers of the EM API`(
    id: String, certificate: String, user: String, code: Int?
  ) {
    var scene = scene { $0.home.users.append(RuntimeUser(id: "bkim")) }
    scene.applications["guest"] = "g"
    let answer = scene.apiLogin(user, as: id, certificate)
    #expect(answer?.code == code)
    if code == 3 { #expect(answer == .failure(.invalidApplicationUser, detail: "Could not authenticate '\(id)'")) }
  }

  @Test func `users ask about themselves only`() {
    var scene = scene { $0.home.users.append(RuntimeUser(id: "bkim")) }
    let caller = Caller.application(id: "adiaz", certificate: "1234")
    let profiles = UserProfiles(user: "Adiaz", exists: true, profiles: ["UDP-adiaz"], defaultProfile: "UDP-adiaz")
    #expect(scene.ask(.deviceProfiles(["Adiaz"], caller), at: "HOME") == .deviceProfiles([profiles]))
    #expect(
      scene.ask(.checkUsers(["Adiaz"], caller), at: "HOME") == .checkedUsers([UserCheck(user: "Adiaz", id: "adiaz")]))
    #expect(scene.ask(.userDevices(["adiaz", "bkim"], caller), at: "HOME")?.code == 10)
    #expect(scene.ask(.deviceUsers([LoginScene.homeDesk], caller), at: "HOME")?.code == 10)
  }

  @Test func `a PIN is not changed where a field is blank, the new ones differ, or nobody is meant`() {
    var scene = scene()
    func change(_ user: String, _ current: String, _ new: String, _ confirmation: String) -> PINChangeResult? {
      let change = PINChange(device: "", user: user, current: current, new: new, confirmation: confirmation)
      guard case .pinChange(let result)? = scene.ask(.changePIN(change), at: "HOME") else { return nil }
      return result
    }
    #expect(change("adiaz", "1234", "", "") == .blank)
    #expect(change("adiaz", "1234", "5", "6") == .confirmationDiffers)
    #expect(change("nobody", "1234", "5", "5") == .wrongCredentials)
    #expect(change("adiaz", "9", "5", "5") == .wrongCredentials)
    #expect(scene.pins["adiaz"] == "1234")
  }

  @Test func `the EM API has its own codes`() {
    var scene = scene { $0.home.phones.update(LoginScene.homeDesk) { $0.isEMEnabled = false } }
    #expect(scene.apiLogin()?.code == 22)
    scene = self.scene { $0.user { $0.controlledProfiles = [] } }
    #expect(scene.apiLogin()?.code == 12)
    scene = self.scene()
    #expect(scene.apiLogin()?.session != nil)
    #expect(scene.apiLogin()?.code == 18)
  }

  @Test func `addresses are those of registered phones, trusted ones, and ones that were trusted before`() {
    func login(_ address: String?, _ change: (inout ServiceScene) -> Void) -> Int? {
      var scene = scene {
        $0.home.parameters.validatesAddress = true
        $0.home.parameters.trustedAddresses = ["10.0.0.1"]
      }
      change(&scene)
      var call = LoginCall(device: LoginScene.homeDesk, user: "adiaz", pin: "1234", caller: .phone)
      call.service = LoginScene.service("HOME")
      call.sender.address = address
      return scene.ask(.login(call), at: "HOME")?.code
    }
    #expect(login("10.0.0.1") { _ in } == nil)
    #expect(login("10.0.0.2") { _ in } == 28)
    #expect(login(nil) { _ in } == 28)
    let registered = ServiceInput.registered(device: LoginScene.homeDesk, address: "10.0.0.2")
    #expect(login("10.0.0.2") { $0.feed(registered, to: "HOME") } == nil)
    #expect(
      login("10.0.0.2") {
        $0.feed(registered, to: "HOME")
        $0.feed(.registered(device: LoginScene.homeDesk, address: "10.0.0.3"), to: "HOME")
      } == 28)
    #expect(login("10.0.0.2") { $0.feed(.registered(device: "SEP9", address: "10.0.0.2"), to: "HOME") } == 28)
  }

  @Test func `a super user of EM roaming is logged out in the other clusters`() {
    var login = LoginScene()
    login.roamingMembers = ["HOME", "AWAY"]
    login.user { $0.isRoamingSuperUser = true }
    if let user = login.home.users["adiaz"] { login.away.users.append(user) }
    login.away.deviceProfiles.append(LoginScene.profile("UDP-adiaz", number: "2101001"))
    var scene = ServiceScene(login)
    #expect(scene.login(on: LoginScene.homeDesk, of: "HOME")?.session?.kind == .roaming)
    scene.silent = ["HOME"]
    scene.tick()
    #expect(scene.login()?.session?.kind == .roaming)
    #expect(scene.state("HOME").sessionsHere.count == 1)
    scene.silent = []
    scene.tick(2)
    #expect(scene.state("HOME").sessionsHere == [])
    #expect(scene.state("AWAY").sessionsHere.count == 1)
    #expect(scene.state("AWAY").outbox == [])
  }
}
