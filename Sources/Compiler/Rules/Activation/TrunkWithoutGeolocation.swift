import EMDSL
import EMDiagnostics

/// Rule 40: an EMCC trunk that does not send geolocations.
enum TrunkWithoutGeolocation: ClusterRule {
  /// The texts of EM3040 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3040", name: "emcc-trunk-no-geolocation", severity: .error,
    summary: "A SIP trunk for EMCC does not send geolocation information.",
    why: "The other side cannot tell where a call comes from: the wrong device pool or policy applies.",
    fix: "write 'sendGeolocation: true'", source: "TAC 200599, SIP trunk",
    mistakes: [
      RuleExample(
        "The box is not ticked.",
        ["css: CSS-IN, sendGeolocation: true}": "css: CSS-IN, sendGeolocation: «false»}"]),
      RuleExample(
        "Nothing is said, and off is the default.",
        [
          "TRUNK-EMCC: {serviceType: emcc, devicePool: DP-NYC, css: CSS-IN, sendGeolocation: true}":
            "«TRUNK-EMCC»: {serviceType: emcc, devicePool: DP-NYC, css: CSS-IN}"
        ]),
    ],
    right: [
      RuleExample(
        "An ordinary trunk need not.",
        [
          "  TRUNK-EMCC: {serviceType:":
            "  TRUNK-AWAY: {devicePool: DP-NYC, destinations: [away-sub.example.com]}\n  TRUNK-EMCC: {serviceType:"
        ])
    ])

  /// Every trunk whose service type is EMCC; ordinary ones need not send geolocations.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    for trunk in cluster.emccTrunks where trunk.sendGeolocation != true {
      report.add(
        "trunk '\(trunk.name)' of \(cluster.handle) is for EMCC and does not send geolocation information", trunk,
        \.sendGeolocation, help: "write 'sendGeolocation: true' for the trunk", clusters: cluster)
    }
  }
}
