import EMDSL
import EMDiagnostics

/// Rule 37, missing: an active service of the intercluster service profile has no trunk.
enum ActiveServiceWithoutTrunk: ClusterRule {
  /// The texts of EM3037 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3037", name: "emcc-isp-trunk-missing", severity: .error,
    summary: "PSTN Access or RSVP Agent is active without a SIP trunk.",
    why: "Unified CM's validation refuses the profile; calls of visitors have no way out.",
    fix: "name a trunk with 'serviceType: emcc' under 'sipTrunk'", source: "TAC 200599, intercluster service profile",
    mistakes: [
      RuleExample(
        "PSTN Access was activated in a hurry.",
        ["pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}": "pstnAccess: «{active: true}»"]),
      RuleExample(
        "The RSVP Agent's trunk says none.",
        [
          "pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}":
            "pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}\n  rsvpAgent: {active: true, sipTrunk: «none»}"
        ]),
    ],
    right: [
      RuleExample(
        "One trunk may serve both.",
        [
          "pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}":
            "pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}\n  rsvpAgent: {active: true, sipTrunk: TRUNK-EMCC}"
        ])
    ])

  /// PSTN Access and RSVP Agent, where they are active; EMCC itself needs no trunk.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    for profile in cluster.interclusterServiceProfile {
      judge(profile.pstnAccess.first, "PSTN Access", cluster, &report)
      judge(profile.rsvpAgent.first, "RSVP Agent", cluster, &report)
    }
  }

  private static func judge(
    _ service: Entity<ServiceActivationRow>?, _ name: String, _ cluster: Cluster, _ report: inout Report
  ) {
    guard let service, service.active == true, service.sipTrunk == nil else { return }
    let trunk = cluster.emccTrunks.first?.name.string
    report.add(
      "active service \(name) in the intercluster service profile of \(cluster.handle) has no SIP trunk", service,
      \.sipTrunk,
      help: trunk.map { "write 'sipTrunk: \($0)'" }
        ?? "declare a trunk with 'serviceType: emcc' under 'sipTrunks' and name it here", clusters: cluster)
  }
}
