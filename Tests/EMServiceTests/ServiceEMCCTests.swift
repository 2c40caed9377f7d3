import EMBundle
import EMService
import Testing

/// Logins across clusters while messages are lost, late and doubled.
@Suite struct ServiceEMCCTests {
  /// A login whose messages are held after `count` of them were carried.
  private func login(carrying count: Int) -> ServiceScene {
    var scene = ServiceScene()
    scene.holdsMessages = true
    _ = scene.login()
    for _ in 0..<count where !scene.messages.isEmpty {
      let message = scene.messages.removeFirst()
      scene.carry(message.request, from: message.from, to: message.to, message.ticket)
    }
    return scene
  }

  @Test func `a lost question about the user frees nothing and takes nothing`() {
    var scene = login(carrying: 0)
    scene.feed(.peer(.failure(.silent), scene.messages[0].ticket), to: "AWAY")
    #expect(scene.answers.values.compactMap(\.code) == [201])
    #expect(scene.refusals == ["40"])
    #expect(scene.state("HOME").sessionsAbroad == [])
    #expect(scene.cores["AWAY"]?.metrics.requestsInProgress == 0)
  }

  @Test func `a login whose answer is lost is taken back`() throws {
    var scene = login(carrying: 1)
    let message = try #require(scene.messages.first)
    // The home cluster does it, and its answer is lost.
    _ = scene.ask(.peer(message.request, from: "AWAY"), at: "HOME")
    #expect(scene.state("HOME").sessionsAbroad.count == 1)
    scene.messages = []
    scene.feed(.peer(.failure(.silent), message.ticket), to: "AWAY")
    #expect(scene.state("AWAY").outboxCount == 1)
    scene.carryMessages()
    #expect(scene.state("HOME").sessionsAbroad == [])
    #expect(scene.state("AWAY").outboxCount == 0)
    // The same question, late: nothing is done twice.
    guard case .peer(.failure)? = scene.ask(.peer(message.request, from: "AWAY"), at: "HOME") else {
      Issue.record("the home cluster logs in again")
      return
    }
    #expect(scene.state("HOME").sessionsAbroad == [])
  }

  @Test func `a crash between question and answer leaves no base device taken`() throws {
    var scene = login(carrying: 1)
    let message = try #require(scene.messages.first)
    _ = scene.ask(.peer(message.request, from: "AWAY"), at: "HOME")
    let old = try #require(scene.cores["AWAY"])
    scene.cores["AWAY"] = ServiceCore(old.configuration, state: old.state, run: 2)
    scene.messages = []
    scene.holdsMessages = false
    #expect(scene.state("HOME").sessionsAbroad.count == 1)
    scene.tick()
    #expect(scene.state("HOME").sessionsAbroad == [])
    #expect(scene.state("AWAY").sessionsHere == [])
  }

  @Test func `a login that comes twice is answered as the first time`() throws {
    var scene = login(carrying: 1)
    let message = try #require(scene.messages.first)
    let first = scene.ask(.peer(message.request, from: "AWAY"), at: "HOME")
    let second = scene.ask(.peer(message.request, from: "AWAY"), at: "HOME")
    guard case .peer(.homeLogin(let one))? = first, case .peer(.homeLogin(let other))? = second else {
      Issue.record("no answers")
      return
    }
    #expect(one.answer == other.answer)
    #expect(scene.state("HOME").sessionsAbroad.count == 1)
    scene.carryMessages()
    #expect(scene.state("AWAY").sessionsHere == scene.state("HOME").sessionsAbroad)
  }

  @Test func `somebody else who came meanwhile stays, and the home cluster hears of it`() {
    var login = LoginScene()
    login.away.users.append(RuntimeUser(id: "bkim"))
    login.away.users.update("bkim") { $0.controlledProfiles = ["UDP-bkim"] }
    login.away.deviceProfiles.append(LoginScene.profile("UDP-bkim", number: "3"))
    var scene = ServiceScene(login)
    scene.holdsMessages = true
    _ = scene.login()
    let check = scene.messages.removeFirst()
    scene.carry(check.request, from: check.from, to: check.to, check.ticket)
    #expect(scene.login("bkim", "2345")?.session?.kind == .local)
    scene.carryMessages()
    #expect(scene.answers.values.compactMap(\.code) == [18])
    #expect(scene.state("AWAY").sessionsHere.map(\.user) == ["bkim"])
    #expect(scene.state("HOME").sessionsAbroad == [])
  }

  @Test func `an old end from the home cluster does not end the session after it`() throws {
    var scene = ServiceScene()
    let first = try #require(scene.login()?.session)
    scene.silent = ["AWAY"]
    scene.tick()
    _ = scene.logout(LoginScene.desk, .administrator, of: "HOME")
    let end = try #require(scene.state("HOME").outbox.first)
    #expect(end.effect == .end(device: LoginScene.desk, visiting: "AWAY", at: "AWAY"))
    scene.tick()
    scene.silent = []
    _ = scene.logout(LoginScene.desk, of: "AWAY")
    let second = try #require(scene.login()?.session)
    #expect(second.since > first.since)
    _ = scene.ask(.peer(.effect(end.effect, id: end.id), from: "HOME"), at: "AWAY")
    #expect(scene.state("AWAY").sessionsHere == [second])
  }

  @Test func `an end that overtakes the answer to the login counts`() throws {
    var scene = login(carrying: 1)
    let message = try #require(scene.messages.first)
    guard case .peer(let answer)? = scene.ask(.peer(message.request, from: "AWAY"), at: "HOME") else {
      Issue.record("no answer")
      return
    }
    scene.messages = []
    scene.holdsMessages = false
    _ = scene.logout(LoginScene.desk, .administrator, of: "HOME")
    #expect(scene.state("HOME").outboxCount == 0)
    scene.feed(.peer(.success(answer), message.ticket), to: "AWAY")
    #expect(scene.state("AWAY").sessionsHere == [])
    #expect(scene.answers.values.compactMap(\.code) == [25])
    #expect(scene.state("AWAY").outboxCount == 0)
  }

  @Test func `in the second of an end that is not acknowledged the home cluster is busy`() throws {
    var scene = ServiceScene()
    _ = scene.login()
    scene.silent = ["AWAY"]
    _ = scene.logout(LoginScene.desk, .administrator, of: "HOME")
    scene.silent = []
    scene.holdsMessages = true
    _ = scene.logout(LoginScene.desk, of: "AWAY")
    scene.carryMessages()
    scene.holdsMessages = true
    let ticket = scene.login()
    #expect(ticket == nil)
    #expect(scene.messages.count == 1)
    scene.carryMessages()
    #expect(scene.state("HOME").sessionsAbroad == [] && scene.state("AWAY").sessionsHere == [])
    #expect(scene.answers.values.contains { $0.code == 26 })
  }

  @Test func `a phone is not lent again before the home cluster knows of the logout`() {
    var scene = ServiceScene()
    _ = scene.login()
    scene.holdsMessages = true
    _ = scene.logout(LoginScene.desk, of: "AWAY")
    let end = scene.messages.removeFirst()
    _ = scene.login()
    let check = scene.messages.removeFirst()
    scene.carry(check.request, from: check.from, to: check.to, check.ticket)
    #expect(scene.messages.isEmpty)
    scene.holdsMessages = false
    scene.carry(end.request, from: end.from, to: end.to, end.ticket)
    #expect(scene.state("AWAY").sessionsHere.count == 1)
    #expect(scene.state("AWAY").sessionsHere == scene.state("HOME").sessionsAbroad)
  }

  @Test func `other clusters can end only their own sessions`() {
    var login = LoginScene()
    login.others = [LoginScene.cluster("EVIL", peer: "AWAY")]
    var scene = ServiceScene(login)
    _ = scene.login()
    let effect = LoginEffect.end(device: LoginScene.desk, visiting: "AWAY", at: "AWAY")
    _ = scene.ask(.peer(.effect(effect, id: "x"), from: "EVIL"), at: "AWAY")
    _ = scene.ask(.peer(.effect(effect, id: "y"), from: "EVIL"), at: "HOME")
    #expect(scene.state("AWAY").sessionsHere.count == 1)
    #expect(scene.state("HOME").sessionsAbroad.count == 1)
  }

  @Test(arguments: [("AWAY", true, true), ("AWAY", false, false), ("EVIL", true, false)])
  func `only members of EM roaming end sessions, and only super users'`(peer: String, isSuperUser: Bool, ends: Bool) {
    var login = LoginScene()
    login.others = [LoginScene.cluster("EVIL", peer: "HOME")]
    login.roamingMembers = ["HOME", "AWAY"]
    login.user { $0.isRoamingSuperUser = isSuperUser }
    var scene = ServiceScene(login)
    #expect(scene.login(on: LoginScene.homeDesk, of: "HOME")?.session != nil)
    let effect = LoginEffect.roamed(user: "adiaz", at: "HOME")
    _ = scene.ask(.peer(.effect(effect, id: "\(scene.now + 1)-1-1"), from: peer), at: "HOME")
    #expect(scene.state("HOME").sessionsHere.isEmpty == ends)
  }

  @Test func `messages are sent with growing pauses until they are acknowledged`() {
    var scene = ServiceScene()
    _ = scene.login()
    scene.silent = ["HOME"]
    _ = scene.logout(LoginScene.desk, of: "AWAY")
    scene.silent = []
    scene.holdsMessages = true
    var seconds: [Int] = []
    let start = scene.now
    for _ in 0..<2000 {
      scene.tick()
      for message in scene.messages {
        guard case .effect = message.request else { continue }
        seconds.append(scene.now - start)
        scene.feed(.peer(.failure(.silent), message.ticket), to: message.from)
      }
      scene.messages = []
    }
    #expect(seconds.prefix(9) == [2, 6, 14, 30, 62, 126, 254, 510, 810])
  }

  @Test func `a remote cluster that does not answer an update is not asked until the next one`() {
    var scene = ServiceScene()
    scene.silent = ["HOME"]
    scene.tick(1800)
    scene.silent = []
    #expect(scene.login()?.code == 201)
    #expect(scene.refusals == ["40"])
    #expect(scene.questions == [])
    let now = scene.now
    scene.perform("AWAY") { $0.updateRemoteClusters(at: now) }
    #expect(scene.login()?.session != nil)
  }

  @Test func `a remote cluster that is silent three times running is asked every thirty seconds`() throws {
    var scene = ServiceScene()
    scene.holdsMessages = true
    /// Begins a login; true where the remote cluster is asked, which stays silent.
    func isAsked() -> Bool {
      scene.messages = []
      _ = scene.login()
      guard let message = scene.messages.first else { return false }
      scene.feed(.peer(.failure(.silent), message.ticket), to: "AWAY")
      return true
    }
    #expect((1...5).map { _ in isAsked() } == [true, true, true, false, false])
    #expect(scene.refusals == Array(repeating: "40", count: 5))
    scene.tick(29)
    #expect(!isAsked())
    scene.tick()
    #expect((1...2).map { _ in isAsked() } == [true, false])
    scene.tick(30)
    scene.holdsMessages = false
    #expect((1...2).map { _ in scene.login()?.session != nil } == [true, false])
    _ = scene.logout(LoginScene.desk, of: "AWAY")
    #expect(scene.login()?.session != nil)
  }

  @Test func `a remote cluster with another cluster ID is 212`() {
    var login = LoginScene()
    login.home.clusterID = "OTHER"
    var scene = ServiceScene(login)
    #expect(scene.login()?.code == 201)
    #expect(scene.refusals == ["212"])
  }

  @Test func `a new bundle ends what it no longer has, and lets the rest go on`() throws {
    var scene = ServiceScene()
    _ = scene.login()
    let now = scene.now
    var configuration = try #require(scene.cores["HOME"]?.configuration)
    var cluster = configuration.cluster
    cluster.users.update("adiaz") { $0.isEMCCEnabled = false }
    configuration = ServiceConfiguration(cluster, in: configuration.deployment)
    scene.perform("HOME") { $0.replace(configuration: configuration, at: now) }
    #expect(scene.state("HOME").sessionsAbroad.count == 1)
    #expect(scene.login(on: LoginScene.secondDesk)?.code == 31)
    cluster.users = []
    configuration = ServiceConfiguration(cluster, in: configuration.deployment)
    scene.perform("HOME") { $0.replace(configuration: configuration, at: now) }
    #expect(scene.state("HOME").sessionsAbroad == [] && scene.state("AWAY").sessionsHere == [])
  }

  @Test func `a store that fails ends conversations with 6`() throws {
    var scene = login(carrying: 1)
    let kept = scene.state("AWAY")
    scene.messages = []
    scene.perform("AWAY") { $0.replace(state: kept) }
    #expect(scene.answers.values.compactMap(\.code) == [6])
    #expect(scene.cores["AWAY"]?.metrics.requestsInProgress == 0)
    scene.carryMessages()
    scene.tick()
    #expect(scene.state("AWAY").outboxCount == 0)
  }
}
