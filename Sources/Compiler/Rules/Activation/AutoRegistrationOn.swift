import EMDSL
import EMDiagnostics
import EMService

/// Rule 52: auto-registration in a cluster with EMCC.
enum AutoRegistrationOn: EMCCMemberRule {
  /// The texts of EM3052 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3052", name: "emcc-autoreg-enabled", severity: .error,
    summary: "Auto-registration is on at a node of a member of the EMCC group.",
    why:
      "When a visitor logs out, the phone may register itself in the home cluster as a new device; then its name "
      + "exists twice, and every later login fails.",
    fix: "write 'autoRegistration: false', and delete the phones that registered themselves",
    source: "Seeds 000, restrictions: duplicate devices", phone: .duplicateDeviceName,
    mistakes: [
      RuleExample(
        "Auto-registration was left on at one node.",
        [
          "{address: home-sub2.example.com, services":
            "{address: home-sub2.example.com, autoRegistration: «true», services"
        ])
    ],
    right: [
      RuleExample(
        "A node without Cisco CallManager registers nothing.",
        ["{address: home-pub.example.com, role": "{address: home-pub.example.com, autoRegistration: true, role"])
    ])

  /// Nodes that run Cisco CallManager: elsewhere the setting does nothing.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    for node in cluster.nodes where node.autoRegistration == true && node.runs(.callManager) {
      report.add(
        "auto-registration is on at node '\(node.name)' of \(cluster.handle)", node, \.autoRegistration,
        clusters: cluster)
    }
  }
}
