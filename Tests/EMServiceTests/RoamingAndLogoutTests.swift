import EMBundle
import EMService
import EMSimulation
import Testing

/// EM roaming, logouts, and what can change between two messages.
@Suite struct RoamingAndLogoutTests {
  /// The user as a super user in both clusters.
  private var roaming: LoginScene {
    var scene = LoginScene()
    scene.roamingMembers = ["HOME", "AWAY"]
    scene.user { $0.isRoamingSuperUser = true }
    if let user = scene.home.users["adiaz"] { scene.away.users.append(user) }
    scene.away.deviceProfiles.append(LoginScene.profile("UDP-adiaz", number: "2101001"))
    scene.attempt.service = LoginScene.service("AWAY", emcc: false)
    return scene
  }

  @Test func `a super user logs in locally, and is logged out elsewhere`() throws {
    var scene = roaming
    scene.sessions = [LoginScene.session(on: LoginScene.homeDesk, of: "HOME", .roaming)]
    var simulator = scene.simulator
    guard case .success(let after) = simulator.login(scene.attempt).outcome else {
      Issue.record("the login fails")
      return
    }
    #expect(after.session.kind == .roaming)
    #expect(after.loggedOut == scene.sessions)
    #expect(after.notes == ["ILS advertises '2101001' at AWAY to the other members"])
    #expect(simulator.state(of: "HOME").sessionsHere == [])
  }

  @Test func `a cluster that cannot be reached learns of it later`() throws {
    var scene = roaming
    scene.sessions = [LoginScene.session(on: LoginScene.homeDesk, of: "HOME", .roaming)]
    scene.surroundings.silent = ["HOME"]
    var simulator = scene.simulator
    guard case .success(let after) = simulator.login(scene.attempt).outcome else {
      Issue.record("the login fails")
      return
    }
    #expect(after.loggedOut == [])
    #expect(after.notes.count == 2)
    #expect(simulator.state(of: "HOME").sessionsHere == scene.sessions)
  }

  @Test(arguments: [nil, "HUB"]) func `spokes learn nothing of each other while their hub is down`(down: String?) throws
  {
    var scene = roaming
    scene.others = [LoginScene.cluster("HUB", peer: "HOME")]
    scene.roamingMembers.append("HUB")
    scene.home.ils = RuntimeILS(isHub: false, hub: "HUB")
    scene.away.ils = RuntimeILS(isHub: false, hub: "HUB")
    scene.others[0].ils = RuntimeILS(isHub: true)
    scene.sessions = [LoginScene.session(on: LoginScene.homeDesk, of: "HOME", .roaming)]
    if let down { scene.surroundings.obstacles[Surroundings.Way(from: "AWAY", to: down)] = .disconnected }
    #expect(scene.success()?.loggedOut == (down == nil ? scene.sessions : []))
    #expect(scene.success()?.notes.count == (down == nil ? 1 : 3))
  }

  @Test func `within a cluster a super user may be logged in twice`() {
    var scene = roaming
    scene.sessions = [LoginScene.session(on: LoginScene.secondDesk, of: "AWAY", .roaming)]
    #expect(scene.success()?.loggedOut == [])
  }

  static let versions: [(String, LoginSession.Kind)] = [
    ("12.0.1.21900-7", .roaming), ("12.0.1.10000-10", .local), ("11.5.1.14900-11", .local),
    ("14.0.1.13900-155", .roaming), ("12.0.1", .roaming), ("12.0", .roaming),
  ]

  @Test(arguments: versions) func `EM roaming begins with 12_0(1)SU1`(version: String, kind: LoginSession.Kind) {
    var scene = roaming
    scene.away.version = UnifiedCMVersion(version)
    #expect(scene.success()?.session.kind == kind)
    #expect(scene.success()?.notes.contains { $0.contains("too old for EM roaming") } == (kind == .local))
  }

  @Test func `a super user whom the cluster does not know is asked for elsewhere`() {
    var scene = roaming
    scene.away.users = []
    #expect(scene.code() == 23)
  }

  @Test func `a super user without a profile in the cluster cannot log in`() {
    var scene = roaming
    scene.away.deviceProfiles = []
    #expect(scene.code() == 205)
  }

  @Test func `a logout frees the base device`() {
    let scene = LoginScene()
    var simulator = scene.simulator
    let login = simulator.login(scene.attempt)
    #expect(login.outcome.error == nil)
    let result = simulator.logout(device: LoginScene.desk, of: "AWAY")
    #expect(result?.error == nil)
    #expect(result?.session?.user == "adiaz")
    #expect(result?.logoutProfile == "LOGGED-OUT")
    #expect(simulator.state(of: "HOME").sessionsAbroad == [])
    #expect(simulator.state(of: "AWAY").sessionsHere == [])
    #expect(simulator.state(of: "AWAY").lastUsers == [LoginScene.desk: "adiaz"])
  }

  @Test func `a home that is not reached at the logout keeps the base device until the phone comes back`() {
    let scene = LoginScene()
    var simulator = scene.simulator
    _ = simulator.login(scene.attempt)
    simulator.surroundings.silent = ["HOME"]
    #expect(simulator.logout(device: LoginScene.desk, of: "AWAY")?.error == nil)
    #expect(simulator.state(of: "HOME").sessionsAbroad.count == 1)
    simulator.surroundings.silent = []
    #expect(simulator.login(scene.attempt).outcome.error == nil)
    #expect(simulator.state(of: "HOME").sessionsAbroad.map(\.device) == [LoginScene.desk])
  }

  @Test func `a logout fails with 19 where nobody is, with 5 over the API where EM is off`() {
    var scene = LoginScene()
    var simulator = scene.simulator
    #expect(simulator.logout(device: LoginScene.desk, of: "AWAY")?.error == .noUserLoggedIn)
    #expect(simulator.logout(device: "SEP00AA29999999", of: "AWAY")?.error == .deviceDoesNotExist)
    scene.phone { $0.isEMEnabled = false }
    simulator = scene.simulator
    #expect(simulator.logout(device: LoginScene.desk, of: "AWAY", origin: .api)?.error == .deviceLogonDisabled)
  }

  @Test func `what changes after the check of the user is 38, and a phone without EMCC is 32`() throws {
    var scene = LoginScene()
    scene.user { $0.isEMCCEnabled = false }
    var request = HomeLoginRequest(
      to: scene.away.remoteClusters[0], visiting: "AWAY", visitingVersion: scene.away.version,
      visitingSecurityMode: .mixed, user: "adiaz", pin: "1", profile: "UDP-adiaz", device: LoginScene.desk,
      isPhoneSecure: false, supportsEMCC: true)
    let context = EMServiceContext(
      cluster: scene.home, pools: RoamingPools(scene.home), roamingMembers: [], now: 0
    ) { _, _ in .right }
    var state = ServiceState()
    #expect(HomeService(context).login(request, &state).answer == .failure(.emccNotAllowed))
    request.supportsEMCC = false
    #expect(HomeService(context).login(request, &state).answer == .failure(.deviceDoesNotSupportEMCC32))
    #expect(state == ServiceState())
  }
}
