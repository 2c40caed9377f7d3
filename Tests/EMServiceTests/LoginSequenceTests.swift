import EMBundle
import EMService
import EMSimulation
import EMTestSupport
import Testing

/// What holds after any sequence of logins and logouts.
@Suite struct LoginSequenceTests {
  private static let users = ["adiaz", "bkim", "cliu"]
  private static let phones = [
    ("AWAY", LoginScene.desk), ("AWAY", LoginScene.secondDesk), ("HOME", LoginScene.homeDesk),
    ("HOME", "SEP00AA10000002"),
  ]

  /// Three users of HOME and four phones; `seed` picks the behaviour.
  private static func simulator(_ random: inout SplitMix) -> LoginSimulator {
    var scene = LoginScene()
    for user in users.dropFirst() {
      var copy = RuntimeUser(id: user)
      copy.isEMCCEnabled = true
      copy.controlledProfiles = ["UDP-\(user)"]
      scene.home.users.append(copy)
      scene.home.deviceProfiles.append(LoginScene.profile("UDP-\(user)", number: "2101002"))
    }
    scene.home.phones.append(LoginScene.phone("SEP00AA10000002", pool: "DP-HOME", country: "US"))
    scene.home.parameters.multipleLogin =
      EMServiceParameters.MultipleLogin.allCases.randomElement(using: &random) ?? .allowed
    if Bool.random(using: &random) { scene.home.version = UnifiedCMVersion(12, 0) }
    return scene.simulator
  }

  @Test(arguments: 0..<300) func `devices, base devices and both sides stay in order`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var simulator = Self.simulator(&random)
    let cluster = simulator.deployment.clusters["HOME"]
    for _ in 0..<20 {
      let (visiting, device) = Self.phones.randomElement(using: &random) ?? ("AWAY", LoginScene.desk)
      if Int.random(in: 0..<4, using: &random) == 0 {
        _ = simulator.logout(device: device, of: visiting)
      } else {
        let user = Self.users.randomElement(using: &random) ?? ""
        _ = simulator.login(
          LoginAttempt(visiting: visiting, device: device, user: user, service: LoginScene.service(visiting)))
      }
      let (home, away) = (simulator.state(of: "HOME"), simulator.state(of: "AWAY"))
      let abroad = home.sessionsAbroad.sorted { $0.device < $1.device }
      #expect(abroad == away.sessionsHere)
      #expect(Set(abroad.map(\.device)).count == abroad.count)
      #expect(abroad.allSatisfy { (1...2).contains($0.baseDevice ?? 0) })
      #expect(Set(abroad.map(\.baseDevice)).count == abroad.count)
      #expect(home.requestsInProgress == 0 && away.requestsInProgress == 0)
      if let cluster, cluster.parameters.multipleLogin != .allowed {
        let counted = home.sessionsHere + (cluster.version == UnifiedCMVersion(12, 0) ? [] : abroad)
        #expect(Set(counted.map(\.user)).count == counted.count)
      }
    }
  }
}
