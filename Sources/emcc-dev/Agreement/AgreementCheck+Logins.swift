import Compiler
import EMBundle
import EMDiagnostics
import EMService
import EMSimulation

extension AgreementCheck {
  /// A login into a deployment where nobody is logged in and everything works.
  private struct LoginTrial {
    /// Handle of the user's cluster.
    let home: String
    /// Handle of the phone's cluster.
    let visiting: String
    /// What the phone shows; nil where the user is logged in.
    let display: String?
    /// Who tried what where.
    let story: String
  }

  /// Rules whose promise needs more than one login: base devices run out when many are logged in.
  private static let needsCrowd: Set<String> = ["EM3542"]

  /// What the rules and the logins of users see differently.
  func logins() -> [Disagreement] {
    let model = LoginModel(deployment)
    let trials = travels(model.values) + localLogins(model.values)
    var found: [Disagreement] = []
    for trial in trials {
      guard let display = trial.display, !isSuspected(trial.home, trial.visiting) else { continue }
      found.append(Disagreement(kind: .unseenLogin, subject: display, detail: trial.story))
    }
    // A login stops at its first gate, so one mistake may hide another, and without travellers nobody sees any.
    guard findings.count == 1, let finding = findings.first, let promised = finding.phoneShows else { return found }
    let isSeen = finding.clusters.allSatisfy { cluster in
      let travels = trials.filter { $0.home != $0.visiting }
      return travels.contains { $0.home == cluster } && travels.contains { $0.visiting == cluster }
    }
    guard isSeen, !Self.needsCrowd.contains(finding.code) else { return found }
    if !trials.contains(where: { $0.display == promised }) {
      found.append(Disagreement(kind: .unfoundedLogin, subject: finding.code, detail: finding.message))
    }
    return found
  }

  /// Users who may travel, or roam, at every phone for visitors of every cluster that they may visit.
  private func travels(_ values: RuntimeDeployment) -> [LoginTrial] {
    values.emccMesh.flatMap { pair -> [LoginTrial] in
      guard let home = values.clusters[pair.home], let visiting = values.clusters[pair.visiting] else { return [] }
      let users = home.users.filter { user in
        user.isEMCCEnabled && (user.isHome || !isAtHomeAnywhere(user, values)) || isRoamer(user, home, visiting, values)
      }
      return visiting.phones.filter { $0.isEMEnabled && $0.supportsEMCC }.flatMap { phone -> [LoginTrial] in
        let all = visiting.phoneServices.filter { $0.isEnabled && !$0.isChangeCredential && phone.reaches($0) }
        // A service for the cluster's own users beside one for visitors is no mistake.
        let asking = all.filter(\.asksOtherClusters)
        let services = asking.isEmpty ? all : asking
        return users.flatMap { user in services.map { trial(user, of: home, at: phone, of: visiting, $0, values) } }
      }
    }
  }

  /// True where some cluster answers for a user.
  private func isAtHomeAnywhere(_ user: RuntimeUser, _ values: RuntimeDeployment) -> Bool {
    values.clusters.contains { $0.users[user.id].map { $0.isHome || $0.isRoamingSuperUser } ?? false }
  }

  /// True for a super user of EM roaming between two members that know it.
  func isRoamer(
    _ user: RuntimeUser, _ home: RuntimeCluster, _ visiting: RuntimeCluster, _ values: RuntimeDeployment
  ) -> Bool {
    user.isRoamingSuperUser
      && [home, visiting].allSatisfy {
        $0.version?.supportsEMRoaming != false && values.roamingMembers.contains($0.handle)
      }
  }

  /// Users with a device profile, and those who may travel, at every phone of their own cluster with Extension Mobility.
  private func localLogins(_ values: RuntimeDeployment) -> [LoginTrial] {
    values.clusters.flatMap { cluster -> [LoginTrial] in
      let users = cluster.users.filter { $0.isHome && (!$0.controlledProfiles.isEmpty || $0.isEMCCEnabled) }
      return cluster.phones.filter(\.isEMEnabled).flatMap { phone -> [LoginTrial] in
        let services = cluster.phoneServices.filter { $0.isEnabled && !$0.isChangeCredential && phone.reaches($0) }
        return users.flatMap { user in services.map { trial(user, of: cluster, at: phone, of: cluster, $0, values) } }
      }
    }
  }

  private func trial(
    _ user: RuntimeUser, of home: RuntimeCluster, at phone: RuntimePhone, of visiting: RuntimeCluster,
    _ service: RuntimePhoneService, _ values: RuntimeDeployment
  ) -> LoginTrial {
    var simulator = LoginSimulator(values)
    let known = record(of: user, home, at: visiting, values)
    var attempt = LoginAttempt(
      visiting: visiting.handle, device: phone.name, user: typed(known, service.loginType), service: service)
    var result = simulator.login(attempt)
    if case .chooseProfile(let profiles) = result.outcome {
      attempt.profile = profiles.first
      result = simulator.login(attempt)
    }
    // A PIN that must be changed is meant so.
    let error = result.outcome == .changePIN ? nil : result.outcome.error
    let last = result.records.last.map { "\($0.cluster), \($0.gate.rawValue): \($0.detail)" } ?? ""
    return LoginTrial(
      home: home.handle, visiting: visiting.handle, display: error?.display,
      story: "\(user.id) of \(home.handle) on \(phone.name) of \(visiting.handle) by '\(service.name)': \(last)")
  }

  /// The record that decides a user's login: the visited cluster's own for a super user of EM roaming, who types and
  /// chooses what that cluster has; else that of the home.
  func record(
    of user: RuntimeUser, _ home: RuntimeCluster, at visiting: RuntimeCluster, _ values: RuntimeDeployment
  ) -> RuntimeUser {
    isRoamer(user, home, visiting, values) ? visiting.users[user.id] ?? user : user
  }

  /// What the user types for a login type; user IDs where there is no other name.
  func typed(_ user: RuntimeUser, _ type: RuntimePhoneService.LoginType?) -> String {
    switch type {
    case .selfServiceID: user.selfServiceID ?? user.id
    case .directoryNumber: user.primaryExtension ?? user.id
    default: user.id
    }
  }
}

extension RuntimePhone {
  /// True where the phone shows a service.
  fileprivate func reaches(_ service: RuntimePhoneService) -> Bool {
    service.isEnterpriseSubscription || services.contains(service.name)
  }
}
