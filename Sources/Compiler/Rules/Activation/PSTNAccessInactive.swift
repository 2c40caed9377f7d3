import EMDSL
import EMDiagnostics
import EMService

/// Rule 36: a visited cluster has PSTN Access switched off.
enum PSTNAccessInactive: EMCCMemberRule {
  /// The texts of EM3036 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3036", name: "emcc-isp-pstn-inactive", severity: .error,
    summary: "PSTN Access is not active in the intercluster service profile of a cluster that receives visitors.",
    why: "Visitors are refused, even where nobody wants to call the public network through the visited cluster.",
    fix: "write 'pstnAccess: {active: true, sipTrunk: TRUNK}' with an EMCC trunk",
    source: "Seeds 000, table of error codes: 211", phone: .emccNotActivated,
    mistakes: [
      RuleExample(
        "PSTN Access was thought to be needless.",
        ["pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}": "pstnAccess: {active: «false», sipTrunk: TRUNK-EMCC}"]),
      RuleExample(
        "PSTN Access was left out.",
        [
          "interclusterServiceProfile:\n  emcc: {active: true}\n"
            + "  pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}\n":
            "interclusterServiceProfile: «{emcc: {active: true}}»\n"
        ]),
    ],
    right: [
      RuleExample(
        "A cluster that receives nobody does without.",
        [
          "mesh: full": "mesh: [{home: HOME, visiting: AWAY}]",
          "pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}": "pstnAccess: {active: false}",
        ])
    ])

  /// Clusters that receive users; without a profile EMCC itself is off, which `EMCCInactive` reports.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    let homes = deployment.homes(at: cluster)
    guard let first = homes.first else { return }
    let guests = homes.count == 1 ? "users of \(first.handle)" : "users of \(homes.count) clusters"
    for profile in cluster.interclusterServiceProfile where profile.isKnown && profile.pstnAccess.first?.active != true
    {
      guard !profile.isDamaged(\.pstnAccess), profile.pstnAccess.first?.isKnown ?? true else { continue }
      let message =
        "cluster \(cluster.handle) receives \(guests), but its intercluster service profile has PSTN "
        + "Access off"
      let trunk = cluster.emccTrunks.first?.name.string ?? "TRUNK"
      let help = "write 'pstnAccess: {active: true, sipTrunk: \(trunk)}'"
      if let service = profile.pstnAccess.first {
        report.add(message, service, \.active, help: help, clusters: cluster)
      } else {
        report.add(message, at: cluster.sectionPlace(\.interclusterServiceProfile), help: help, [cluster])
      }
    }
  }
}
