import Compiler
import EMBundle
import EMService
import EMSimulation

extension AgreementCheck {
  /// Errors that come of who is logged in where, and not of the configuration.
  private static let stateErrors: Set<PhoneError> = [
    .anotherUserLoggedIn, .userLoggedInElsewhere, .noFreeBaseDevice, .noUserLoggedIn,
  ]

  /// Logs users in and out at random, one after the other, in what others left behind.
  ///
  /// Nothing fails for a reason that `check` does not know, and what has to hold of sessions holds after each step.
  func sequences(_ random: inout RandomSource) -> [Disagreement] {
    let values = LoginModel(deployment).values
    var simulator = LoginSimulator(values)
    var found: [Disagreement] = []
    let phones = values.clusters.flatMap { cluster in
      cluster.phones.filter { $0.isEMEnabled && $0.supportsEMCC }.map { (cluster, $0) }
    }
    let users = values.clusters.flatMap { home in
      home.users.filter { $0.isHome && ($0.isEMCCEnabled || $0.isRoamingSuperUser) }.map { (home, $0) }
    }
    guard !phones.isEmpty, !users.isEmpty else { return [] }
    for _ in 0..<24 {
      let (visiting, phone) = random.pick(phones)
      let (home, user) = random.pick(users)
      let isPair = values.emccMesh.contains { $0.home == home.handle && $0.visiting == visiting.handle }
      guard isPair && user.isEMCCEnabled || home.handle == visiting.handle || isRoamer(user, home, visiting, values)
      else {
        continue
      }
      let story: String
      if random.chance(30) {
        let result = simulator.logout(device: phone.name, of: visiting.handle)
        story = "logout at \(phone.name) of \(visiting.handle): \(result?.error.map { "\($0.rawValue)" } ?? "done")"
      } else {
        guard let service = visiting.phoneServices.first(where: { $0.isEnabled && $0.asksOtherClusters }) else {
          continue
        }
        let known = record(of: user, home, at: visiting, values)
        var attempt = LoginAttempt(
          visiting: visiting.handle, device: phone.name, user: typed(known, service.loginType),
          service: service)
        attempt.profile = known.controlledProfiles.first
        let result = simulator.login(attempt)
        story =
          "\(user.id) of \(home.handle) on \(phone.name) of \(visiting.handle), among others: "
          + (result.records.last?.detail ?? "")
        if let error = result.outcome.error, !Self.stateErrors.contains(error), result.outcome != .changePIN,
          !isSuspected(home.handle, visiting.handle)
        {
          found.append(Disagreement(kind: .unseenLogin, subject: error.display ?? "\(error)", detail: story))
        }
      }
      found += brokenInvariants(simulator, values).map {
        Disagreement(kind: .brokenSession, subject: $0, detail: story)
      }
    }
    return found
  }

  /// What does not hold of the sessions.
  private func brokenInvariants(_ simulator: LoginSimulator, _ values: RuntimeDeployment) -> [String] {
    var broken: [String] = []
    var roamers: [String: String] = [:]
    for cluster in values.clusters {
      let state = simulator.state(of: cluster.handle)
      for session in state.sessionsHere where session.kind == .roaming {
        if let other = roamers.updateValue(cluster.handle, forKey: session.user), other != cluster.handle {
          broken.append("a super user of EM roaming in two clusters")
        }
      }
      for session in state.sessionsHere where session.home != cluster.handle {
        let known = simulator.state(of: session.home).sessionsAbroad
        if !known.contains(where: { $0.device == session.device && $0.user == session.user }) {
          broken.append("a visitor's session that the home does not know")
        }
      }
      let numbers = state.sessionsAbroad.compactMap(\.baseDevice)
      if numbers.contains(where: { !(1...max(1, cluster.baseDevices.count)).contains($0) }) {
        broken.append("a base device that does not exist")
      }
      // Both kinds of session count since 12.5; before, those abroad are always allowed.
      guard cluster.parameters.multipleLogin != .allowed else { continue }
      // Super users may be on several phones of one cluster (Seeds 001).
      let local = state.sessionsHere.filter { $0.home == cluster.handle && $0.kind != .roaming }.map(\.user)
      if Set(local).count != local.count { broken.append("a user on two phones of the cluster") }
    }
    return broken
  }
}
