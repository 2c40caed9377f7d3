import EMDSL
import EMDiagnostics

/// Rule 94: a user who both roams and uses EMCC.
enum RoamingUserWithEMCC: Rule {
  /// The texts of EM3094 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3094", name: "emr-emcc-both", severity: .warning,
    summary: "A super user of EM roaming has EMCC on.",
    why: "EM roaming wants the user at home in every cluster, EMCC in exactly one: a cluster that knows the user "
      + "never asks another, so EMCC never happens.",
    fix: "take the user out of the group, or take 'emcc: true' away",
    source: "Seeds 001; TAC 214535, isLocalUser (inferred)",
    mistakes: [
      RuleExample(
        "A user of EMCC was made a super user of EM roaming.",
        [
          "adiaz: {lastName: Diaz,":
            "adiaz: {accessControlGroups: [«Standard EM Roaming Across Clusters Super Users»], lastName: Diaz,"
        ])
    ],
    right: [
      RuleExample(
        "The super user has EMCC off.",
        [
          "adiaz: {lastName: Diaz,":
            "adiaz: {emcc: false, accessControlGroups: [Standard EM Roaming Across Clusters Super Users], lastName: "
            + "Diaz,"
        ]),
      RuleExample(
        "Other groups do not matter.",
        ["adiaz: {lastName: Diaz,": "adiaz: {accessControlGroups: [Standard CCM End Users], lastName: Diaz,"]),
    ])

  /// A super user's account.
  private struct Account {
    var place: Place?
    var cluster: Cluster
  }

  /// Super users of EM roaming in any cluster against users with EMCC in any cluster.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    var superUsers = RoamingSuperUsers()
    var memberships: [UInt32: Account] = [:]
    for cluster in deployment.clusters {
      for user in cluster.users where !user.accessControlGroups.isEmpty && user.isKnown {
        guard memberships[user.name.id] == nil || user.emcc == true else { continue }
        // The account with EMCC is where the two meet.
        guard let membership = superUsers.membership(of: user) else { continue }
        memberships[user.name.id] = Account(place: membership.place, cluster: cluster)
      }
    }
    guard !memberships.isEmpty else { return }
    for cluster in deployment.clusters {
      for user in cluster.users where user.emcc == true && user.homeCluster != false && user.isKnown {
        guard let account = memberships.removeValue(forKey: user.name.id) else { continue }
        let isElsewhere = account.cluster !== cluster
        report.add(
          "user '\(user.name)' of \(cluster.handle) has EMCC, and is a super user of EM roaming"
            + (isElsewhere ? " in \(account.cluster.handle)" : ""),
          at: account.place, related: [Report.related(user.place(\.emcc), "EMCC is on here")],
          help: "take the user out of the group for EMCC, or write 'emcc: false' for EM roaming",
          [cluster, account.cluster])
      }
    }
  }
}
