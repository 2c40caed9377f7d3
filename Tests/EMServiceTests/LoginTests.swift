import EMBundle
import EMService
import EMSimulation
import Testing

/// What becomes of a phone, and of a user's other sessions.
@Suite struct LoginTests {
  @Test func `a visitor's phone takes the profile, the roaming pool and three calling search spaces`() throws {
    let after = try #require(LoginScene().success())
    #expect(after.session.kind == .emcc)
    #expect(after.session.baseDevice == 1)
    #expect(after.session.home == "HOME")
    #expect(after.session.until == 36_000)
    #expect(after.lines.map(\.number) == ["2101001"])
    #expect(after.cssChain.map(\.css) == ["CSS-ADJ-GB", "CSS-LINE", "CSS-EMCC"])
    #expect(after.cssChain.map(\.role) == [.adjunct, .line, .emcc])
    #expect(after.devicePool == "DP-ROAM-GB")
    #expect(after.timeZone == "Europe/London")
    #expect(after.rates == RegionRates(audio: 8, video: 384, linkLossType: .lowLoss))
    #expect(after.maximumLoginTime == 600)
    #expect(after.tftpServers == ["HOME-sub"])
    #expect(after.logoutProfile == "LOGGED-OUT")
    #expect(after.restarts.map(\.kind) == [.registerAtHome])
    #expect(after.notes == [])
  }

  @Test func `a phone at home takes the profile and keeps its pool`() throws {
    let after = try #require(LoginScene.local.success())
    #expect(after.session.kind == .local)
    #expect(after.session.until == nil)
    #expect(after.cssChain.map(\.css) == ["CSS-LINE", "CSS-PHONE"])
    #expect(after.devicePool == "DP-HOME")
    #expect(after.rates == nil)
    #expect(after.restarts.map(\.kind) == [.restart])
  }

  @Test func `another language restarts the phone, then resets it`() throws {
    var scene = LoginScene.local
    scene.home.deviceProfiles.update("UDP-adiaz") { $0.userLocale = "Japanese Japan" }
    #expect(scene.success()?.restarts.map(\.kind) == [.restart, .reset])
    scene.attempt = LoginScene().attempt
    #expect(scene.success()?.restarts.map(\.kind) == [.registerAtHome, .restart, .reset])
  }

  @Test(arguments: [("UID", "adiaz"), ("SP", "71001"), ("DN", "2101001")])
  func `a user may be named in three ways`(type: String, text: String) throws {
    for var scene in [LoginScene(), LoginScene.local] {
      scene.attempt.service = LoginScene.service(scene.attempt.visiting, type)
      scene.attempt.user = text
      #expect(scene.success()?.session.user == "adiaz")
    }
  }

  @Test func `of several profiles the user chooses one`() throws {
    for var scene in [LoginScene(), LoginScene.local] {
      scene.home.deviceProfiles.append(LoginScene.profile("UDP-second", number: "2101002"))
      scene.user { $0.controlledProfiles = ["UDP-second", "UDP-adiaz"] }
      #expect(scene.run().outcome == .chooseProfile(["UDP-second", "UDP-adiaz"]))
      scene.attempt.profile = "UDP-second"
      #expect(scene.success()?.lines.map(\.number) == ["2101002"])
    }
  }

  @Test func `a model that is not the profile's is a note`() throws {
    var scene = LoginScene.local
    scene.phone { $0.model = RuntimeModel("Cisco 7821") }
    #expect(scene.success()?.notes.count == 1)
    #expect(scene.success()?.notes.first?.contains("'UDP-adiaz' is for a Cisco 8851 (SIP)") == true)
  }

  @Test func `the limit is the user's own, else the parameter where it is enforced`() throws {
    var scene = LoginScene.local
    scene.home.parameters.maximumLoginTime = 480
    #expect(scene.success()?.maximumLoginTime == nil)
    scene.home.parameters.enforcesMaximumLoginTime = true
    #expect(scene.success()?.maximumLoginTime == 480)
    scene.user { $0.maximumLoginTime = 720 }
    #expect(scene.success()?.maximumLoginTime == 720)
    scene.home.version = UnifiedCMVersion(12, 0, 1)
    #expect(scene.success()?.maximumLoginTime == 480)
  }

  // MARK: Roaming pools

  @Test func `what fits no pool, has no geolocation or no filter takes that of the template`() throws {
    var scene = LoginScene()
    scene.phone { $0.geolocation?.texts[.country] = "FR" }
    #expect(scene.success()?.devicePool == "DP-HOME")
    scene.phone { $0.geolocation = nil }
    #expect(scene.success()?.devicePoolReason == "that of the EMCC template: the phone has no geolocation")
    scene = LoginScene()
    scene.home.features.geolocationFilter = nil
    #expect(scene.success()?.cssChain.first?.css == nil)
    #expect(scene.success()?.devicePool == "DP-HOME")
  }

  @Test func `of equals the first by name is taken, with a note`() throws {
    var scene = LoginScene()
    scene.home.devicePools.append(LoginScene.pool("DP-A", country: " gb ", adjunct: nil))
    let after = try #require(scene.success())
    #expect(after.devicePool == "DP-A")
    #expect(after.notes.first?.hasPrefix("'DP-A', 'DP-ROAM-GB' fit geolocation 'GEO-GB' equally well") == true)
  }

  // MARK: Several logins

  @Test func `auto logout ends the other session, at home and abroad`() throws {
    var scene = LoginScene()
    scene.home.parameters.multipleLogin = .autoLogout
    for session in [
      LoginScene.session(on: LoginScene.homeDesk, of: "HOME", .local),
      LoginScene.session(on: LoginScene.secondDesk, of: "AWAY"),
    ] {
      scene.sessions = [session]
      var simulator = scene.simulator
      guard case .success(let after) = simulator.login(scene.attempt).outcome else {
        Issue.record("the login fails")
        return
      }
      #expect(after.loggedOut == [session])
      #expect(simulator.state(of: "HOME").sessionsHere == [])
      #expect(simulator.state(of: "HOME").sessionsAbroad == [after.session])
      #expect(simulator.state(of: "AWAY").sessionsHere == [after.session])
    }
  }

  @Test func `auto logout at home ends a session abroad on both sides`() throws {
    var scene = LoginScene.local
    scene.home.parameters.multipleLogin = .autoLogout
    scene.sessions = [LoginScene.session(on: LoginScene.desk, of: "AWAY")]
    var simulator = scene.simulator
    #expect(simulator.login(scene.attempt).outcome.error == nil)
    #expect(simulator.state(of: "HOME").sessionsAbroad == [])
    #expect(simulator.state(of: "AWAY").sessionsHere == [])
  }

  @Test(arguments: [(UnifiedCMVersion(12, 0, 1), false), (UnifiedCMVersion(12, 5), true)])
  func `before 12_5 the parameter leaves EMCC out of account`(version: UnifiedCMVersion, counts: Bool) {
    var abroad = LoginScene()
    abroad.home.version = version
    abroad.sessions = [LoginScene.session(on: LoginScene.secondDesk, of: "AWAY")]
    #expect(abroad.code() == (counts ? 25 : nil))
    var local = LoginScene.local
    local.home.version = version
    local.sessions = abroad.sessions
    #expect(local.code() == (counts ? 25 : nil))
  }

  @Test func `where several logins are allowed both sessions go on, on two base devices`() throws {
    var scene = LoginScene()
    scene.home.parameters.multipleLogin = .allowed
    scene.sessions = [LoginScene.session(on: LoginScene.secondDesk, of: "AWAY")]
    let after = try #require(scene.success())
    #expect(after.loggedOut == [])
    #expect(after.session.baseDevice == 2)
  }

  // MARK: Which cluster answers

  @Test func `of two clusters that know the user the first counts, and a refusal does not`() throws {
    var scene = LoginScene()
    var third = scene.home
    third.handle = "THIRD"
    third.clusterID = "THIRD-ID"
    scene.others = [third]
    scene.away.remoteClusters.append(RuntimeRemoteCluster(peer: "THIRD", clusterID: "THIRD-ID"))
    #expect(scene.success()?.session.home == "HOME")
    scene.user { $0.isEMCCEnabled = false }
    #expect(scene.success()?.session.home == "THIRD")
    scene.surroundings.silent = ["THIRD"]
    #expect(scene.code() == 31)
  }

  @Test func `a cluster that somebody else runs is not simulated`() {
    var scene = LoginScene()
    scene.home.isExternal = true
    #expect(scene.run().outcome == .notSimulated("HOME"))
  }

  @Test func `the right PIN is that of the person who types, whoever the extension means`() {
    var scene = LoginScene()
    scene.attempt.service = LoginScene.service("AWAY", "DN")
    scene.attempt.user = "2101001"
    scene.attempt.person = "adiaz"
    #expect(scene.code() == nil)
    var other = RuntimeUser(id: "bkim")
    other.primaryExtension = "2101001"
    other.controlledProfiles = ["UDP-bkim"]
    scene.away.users.append(other)
    scene.away.deviceProfiles.append(LoginScene.profile("UDP-bkim", number: "2101001"))
    #expect(scene.code() == 201)
  }
}
