import EMDSL
import EMDiagnostics

/// Rule 37, wrong type: a service of the intercluster service profile names an ordinary trunk.
enum OrdinaryTrunkForEMCC: ClusterRule {
  /// The texts of EM3537 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3537", name: "emcc-isp-trunk-wrong-type", severity: .error,
    summary: "PSTN Access or RSVP Agent names a SIP trunk that is not one for EMCC.",
    why: "Unified CM's validation refuses the profile; calls of visitors have no way out.",
    fix: "name a trunk with 'serviceType: emcc'", source: "TAC 200599, intercluster service profile",
    mistakes: [
      RuleExample(
        "The trunk to the other cluster was named.",
        [
          "pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}": "pstnAccess: {active: true, sipTrunk: «TRUNK-AWAY»}",
          "  TRUNK-EMCC: {serviceType:":
            "  TRUNK-AWAY: {devicePool: DP-NYC, destinations: [away-sub.example.com]}\n  TRUNK-EMCC: {serviceType:",
        ])
    ],
    right: [
      RuleExample(
        "What is off may name any trunk.",
        [
          "pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}":
            "pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}\n  rsvpAgent: {active: false, sipTrunk: TRUNK-AWAY}",
          "  TRUNK-EMCC: {serviceType:":
            "  TRUNK-AWAY: {devicePool: DP-NYC, destinations: [away-sub.example.com]}\n  TRUNK-EMCC: {serviceType:",
        ])
    ])

  /// The trunks that active services name; a missing one is `ActiveServiceWithoutTrunk`'s.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    for profile in cluster.interclusterServiceProfile {
      judge(profile.pstnAccess.first, "PSTN Access", cluster, &report)
      judge(profile.rsvpAgent.first, "RSVP Agent", cluster, &report)
    }
  }

  private static func judge(
    _ service: Entity<ServiceActivationRow>?, _ name: String, _ cluster: Cluster, _ report: inout Report
  ) {
    guard let service, service.active == true, let trunk = service.sipTrunk, trunk.isKnown,
      trunk.serviceType == .intercluster
    else { return }
    let right = cluster.emccTrunks.first.map { "name '\($0.name)'" }
    let type = trunk.isWritten(\.serviceType) ? trunk.place(\.serviceType) : trunk.place
    report.add(
      "service \(name) of \(cluster.handle) names SIP trunk '\(trunk.name)', which is not one for "
        + "EMCC", service, \.sipTrunk,
      related: [Report.related(type, "an ordinary trunk")],
      help: (right ?? "add a trunk with 'serviceType: emcc' and name that one")
        + "; the type of a trunk cannot be changed, only by deleting and adding it", clusters: cluster)
  }
}
