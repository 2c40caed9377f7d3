import EMDSL
import EMDiagnostics

/// Rule 39: an EMCC trunk with settings that Unified CM locks.
enum LockedTrunkField: ClusterRule {
  /// The texts of EM3039 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3039", name: "emcc-trunk-forbidden-field", severity: .error,
    summary: "A SIP trunk for EMCC has settings that such a trunk does not have.",
    why: "Unified CM learns the far ends from the remote clusters and locks these settings: the request is refused.",
    fix: "take the setting away, or make the trunk an ordinary one",
    source: "Hosted Collaboration Solution, SIP trunk table",
    mistakes: [
      RuleExample(
        "The far end was named.",
        [
          "css: CSS-IN, sendGeolocation: true}":
            "css: CSS-IN, sendGeolocation: true, destinations: «[away-sub.example.com]»}"
        ]),
      RuleExample(
        "A Media Termination Point is demanded.",
        ["css: CSS-IN, sendGeolocation: true}": "css: CSS-IN, sendGeolocation: true, mtpRequired: «true»}"]),
    ],
    right: [
      RuleExample(
        "An ordinary trunk has far ends.",
        [
          "  TRUNK-EMCC: {serviceType:":
            "  TRUNK-AWAY: {devicePool: DP-NYC, destinations: [away-sub.example.com], mtpRequired: true}\n  "
            + "TRUNK-EMCC: {serviceType:"
        ]),
      RuleExample(
        "Off is what the trunk has anyhow.",
        ["css: CSS-IN, sendGeolocation: true}": "css: CSS-IN, sendGeolocation: true, unattendedPort: false}"]),
    ])

  /// Every locked field by itself, so that each line to remove has its finding.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    for trunk in cluster.emccTrunks {
      if !trunk.destinations.isEmpty { add(trunk, \.destinations, "destinations", cluster, &report) }
      if trunk.destinationIsSrv == true { add(trunk, \.destinationIsSrv, "destinationIsSrv", cluster, &report) }
      if trunk.mtpRequired == true { add(trunk, \.mtpRequired, "mtpRequired", cluster, &report) }
      if trunk.unattendedPort == true { add(trunk, \.unattendedPort, "unattendedPort", cluster, &report) }
    }
  }

  private static func add<C: Cell>(
    _ trunk: Entity<SIPTrunkRow>, _ field: KeyPath<SIPTrunkRow, C>, _ key: String, _ cluster: Cluster,
    _ report: inout Report
  ) {
    report.add(
      "trunk '\(trunk.name)' of \(cluster.handle) is for EMCC and cannot have '\(key)'", trunk, field,
      related: [Report.related(trunk.place(\.serviceType), "for EMCC")],
      help: "take '\(key)' away" + (key == "destinations" ? ": the far ends come from the remote clusters" : ""),
      clusters: cluster)
  }
}
