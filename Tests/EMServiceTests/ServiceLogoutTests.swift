import EMBundle
import EMService
import Testing

/// Logouts from every side, and what is kept after them.
@Suite struct ServiceLogoutTests {
  private func local(_ change: (inout LoginScene) -> Void = { _ in }) -> ServiceScene {
    var login = LoginScene()
    change(&login)
    var scene = ServiceScene(login)
    _ = scene.login(on: LoginScene.homeDesk, of: "HOME")
    scene.devices = []
    return scene
  }

  private func visitor(_ change: (inout LoginScene) -> Void = { _ in }) -> ServiceScene {
    var login = LoginScene()
    change(&login)
    var scene = ServiceScene(login)
    _ = scene.login()
    scene.devices = []
    return scene
  }

  private func reasons(_ scene: ServiceScene) -> [LogoutReason] {
    scene.devices.compactMap { if case .loggedOut(_, _, _, let reason) = $0 { reason } else { nil } }
  }

  @Test func `at the phone, over the API and by an administrator`() {
    let callers: [(Caller, LogoutReason)] = [
      (.phone, .user), (.administrator, .administrator),
      (.application(id: "portal", certificate: "secret"), .administrator),
      (.application(id: "adiaz", certificate: "1234"), .administrator),
    ]
    for (caller, reason) in callers {
      var scene = local()
      #expect(scene.logout(LoginScene.homeDesk, caller, of: "HOME") == .loggedOut([LoginScene.homeDesk]))
      #expect(reasons(scene) == [reason])
      #expect(scene.logout(LoginScene.homeDesk, caller, of: "HOME")?.code == 19)
    }
    var scene = local { $0.home.users.append(RuntimeUser(id: "bkim")) }
    let other = Caller.application(id: "bkim", certificate: "2345")
    #expect(scene.logout(LoginScene.homeDesk, other, of: "HOME")?.code == 10)
    #expect(scene.ask(.logoutAll(other), at: "HOME")?.code == 10)
    #expect(scene.state("HOME").sessionsHere.count == 1)
  }

  @Test(arguments: [true, false]) func `call logs are cleared at the phone only`(isOn: Bool) {
    var scene = local { $0.home.parameters.clearsCallLogs = isOn }
    _ = scene.logout(LoginScene.homeDesk, .phone, of: "HOME")
    _ = scene.apiLogin()
    _ = scene.logout(LoginScene.homeDesk, .administrator, of: "HOME")
    let cleared = scene.devices.map { event in
      switch event {
      case .loggedIn(_, let clears): clears
      case .loggedOut(_, _, let clears, _): clears
      }
    }
    #expect(cleared == [isOn, false, false])
  }

  @Test func `everybody at once`() {
    var scene = local()
    _ = scene.login("adiaz", on: LoginScene.desk)
    #expect(scene.ask(.logoutAll(.administrator), at: "HOME") == .loggedOut([LoginScene.homeDesk]))
    #expect(scene.ask(.logoutAll(.administrator), at: "HOME") == .loggedOut([]))
  }

  @Test func `exactly when the time is over`() {
    var scene = local {
      $0.home.parameters.enforcesMaximumLoginTime = true
      $0.home.parameters.maximumLoginTime = 2
    }
    scene.tick(119)
    #expect(scene.state("HOME").sessionsHere.count == 1)
    scene.tick()
    #expect(scene.state("HOME").sessionsHere == [])
    #expect(reasons(scene) == [.time])
  }

  @Test func `what is over while the service is down is made up once a day`() throws {
    var scene = local {
      $0.home.parameters.enforcesMaximumLoginTime = true
      $0.home.parameters.maximumLoginTime = 2
    }
    let old = try #require(scene.cores["HOME"])
    scene.cores["HOME"] = ServiceCore(old.configuration, state: old.state, run: 2)
    scene.now += 1000
    scene.tick(10)
    #expect(scene.state("HOME").sessionsHere.count == 1)
    scene.now = 86_399
    scene.tick()
    #expect(scene.state("HOME").sessionsHere == [])
    #expect(reasons(scene) == [.missedTime])
  }

  @Test func `a visitor at the phone frees the base device`() {
    var scene = visitor()
    #expect(scene.state("HOME").sessionsAbroad == scene.state("AWAY").sessionsHere)
    #expect(scene.logout(LoginScene.desk, of: "AWAY")?.code == nil)
    #expect(scene.state("HOME").sessionsAbroad == [])
    #expect(scene.state("HOME").outbox == [] && scene.state("AWAY").outbox == [])
    #expect(reasons(scene) == [.user])
  }

  @Test func `a visitor by the home cluster's administrator`() {
    var scene = visitor()
    #expect(scene.logout(LoginScene.desk, .phone, of: "HOME")?.code == 11)
    #expect(scene.logout(LoginScene.desk, .administrator, of: "HOME") == .loggedOut([LoginScene.desk]))
    #expect(scene.state("AWAY").sessionsHere == [])
    #expect(reasons(scene) == [.peer])
  }

  @Test func `a visitor when the inter-cluster time is over, even if the clusters do not reach each other`() {
    var scene = visitor { $0.home.parameters.interclusterMaximumLoginTime = 1 }
    scene.silent = ["HOME"]
    scene.tick(60)
    #expect(scene.state("HOME").sessionsAbroad == [] && scene.state("AWAY").sessionsHere == [])
    #expect(scene.state("HOME").outboxCount == 1 && scene.state("AWAY").outboxCount == 1)
    scene.silent = []
    scene.tick(400)
    #expect(scene.state("HOME").outboxCount == 0 && scene.state("AWAY").outboxCount == 0)
    #expect(reasons(scene) == [.time])
  }

  @Test func `the visiting administrator's log-out leaves the home cluster alone, until the maintenance`() {
    var scene = visitor {
      $0.home.features.expiredDeviceMaintenanceInterval = 10
      $0.home.parameters.interclusterMaximumLoginTime = 0
    }
    let now = scene.now
    scene.perform("AWAY") { $0.forgetVisitor(on: LoginScene.desk, at: now) }
    #expect(scene.state("AWAY").sessionsHere == [])
    #expect(scene.devices == [])
    scene.tick(590)
    #expect(scene.state("HOME").sessionsAbroad.count == 1)
    scene.tick(10)
    #expect(scene.state("HOME").sessionsAbroad == [])
  }

  @Test func `a session that the home cluster has lost ends at the visiting cluster's maintenance`() throws {
    var scene = visitor {
      $0.away.features.expiredDeviceMaintenanceInterval = 10
      $0.home.parameters.interclusterMaximumLoginTime = 0
    }
    var core = try #require(scene.cores["HOME"])
    _ = core.replace(state: ServiceState())
    scene.cores["HOME"] = core
    scene.tick(600)
    #expect(scene.state("AWAY").sessionsHere == [])
    #expect(reasons(scene) == [.expired])
  }

  @Test func `who logs in elsewhere is logged out, also abroad`() {
    var scene = visitor { $0.home.parameters.multipleLogin = .autoLogout }
    #expect(scene.login(on: LoginScene.homeDesk, of: "HOME")?.session != nil)
    #expect(scene.state("AWAY").sessionsHere == [])
    #expect(scene.login(on: LoginScene.secondDesk)?.session != nil)
    #expect(scene.state("HOME").sessionsHere == [])
    #expect(reasons(scene) == [.peer, .elsewhere])
    scene = visitor()
    #expect(scene.login(on: LoginScene.homeDesk, of: "HOME")?.code == 25)
  }

  @Test func `the user before is known while another one is on the phone`() {
    var scene = ServiceScene()
    func use() -> DeviceUse? {
      guard case .deviceUsers(let uses)? = scene.ask(.deviceUsers([LoginScene.desk, "x"], .administrator), at: "AWAY")
      else { return nil }
      #expect(uses[1].exists == false)
      return uses[0]
    }
    #expect(use()?.user == nil && use()?.lastUser == nil)
    _ = scene.login()
    #expect(use()?.user == "adiaz" && use()?.lastUser == nil)
    _ = scene.logout(LoginScene.desk, of: "AWAY")
    #expect(use()?.user == nil && use()?.lastUser == "adiaz")
    _ = scene.login()
    #expect(use()?.user == "adiaz" && use()?.lastUser == "adiaz")
    guard case .deviceUsers(let uses)? = scene.ask(.deviceUsers([LoginScene.desk], .administrator), at: "HOME") else {
      Issue.record("no answer")
      return
    }
    #expect(uses[0].isEMCC && uses[0].user == "adiaz")
  }

  @Test func `do-not-disturb stays with the profile`() {
    var scene = local()
    #expect(scene.ask(.doNotDisturb(device: LoginScene.homeDesk, isOn: true), at: "HOME") == .done)
    _ = scene.logout(LoginScene.homeDesk, of: "HOME")
    #expect(scene.ask(.doNotDisturb(device: LoginScene.homeDesk, isOn: true), at: "HOME")?.code == 19)
    _ = scene.login(on: LoginScene.homeDesk, of: "HOME")
    guard case .loggedIn(let after, _)? = scene.devices.last else {
      Issue.record("no login")
      return
    }
    #expect(after.doNotDisturb)
  }

  @Test func `do-not-disturb of a visitor is that of the profile at home, where the phone is registered`() {
    var login = LoginScene()
    login.away.users.append(RuntimeUser(id: "bkim"))
    login.away.users.update("bkim") { $0.controlledProfiles = ["UDP-adiaz"] }
    login.away.deviceProfiles.append(LoginScene.profile("UDP-adiaz", number: "1"))
    var scene = ServiceScene(login)
    scene.pins["bkim"] = "1234"
    func isQuiet() -> Bool? {
      guard case .loggedIn(let after, _)? = scene.devices.last else { return nil }
      return after.doNotDisturb
    }
    _ = scene.login("bkim")
    #expect(scene.ask(.doNotDisturb(device: LoginScene.desk, isOn: true), at: "AWAY") == .done)
    _ = scene.logout(LoginScene.desk, of: "AWAY")
    _ = scene.login()
    // A profile of the visited cluster that has the same name says nothing.
    #expect(isQuiet() == false)
    #expect(scene.ask(.doNotDisturb(device: LoginScene.desk, isOn: true), at: "AWAY")?.code == 12)
    #expect(scene.ask(.doNotDisturb(device: LoginScene.desk, isOn: true), at: "HOME") == .done)
    _ = scene.logout(LoginScene.desk, of: "AWAY")
    _ = scene.login(on: LoginScene.secondDesk)
    #expect(isQuiet() == true)
  }

  @Test func `the page of a phone`() {
    var scene = local { $0.home.parameters.remembersLastUser = true }
    func page(_ device: String = LoginScene.homeDesk, _ type: RuntimePhoneService.LoginType? = nil) -> ServiceAnswer? {
      scene.ask(.phonePage(device: device, loginType: type), at: "HOME")
    }
    let page1 = PhonePage(
      isInUse: true, rememberedUser: "adiaz", allowsLetters: true, userLocale: "English United States")
    #expect(page() == .phonePage(page1))
    _ = scene.logout(LoginScene.homeDesk, of: "HOME")
    let page2 = PhonePage(
      isInUse: false, rememberedUser: nil, allowsLetters: false, userLocale: "English United States")
    #expect(page(LoginScene.homeDesk, .directoryNumber) == .phonePage(page2))
    #expect(page("")?.code == 207)
    #expect(page("SEP9")?.code == 11)
    #expect(page(LoginScene.homeDesk, .invalid("XX"))?.code == 215)
  }
}
