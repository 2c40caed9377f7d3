import EMDSL
import EMDiagnostics

/// Rule 38: more EMCC trunks than a cluster can use.
enum TooManyEMCCTrunks: ClusterRule {
  /// The texts of EM3038 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3038", name: "emcc-trunk-count", severity: .warning,
    summary: "A cluster has more than two SIP trunks for EMCC.",
    why: "One trunk serves PSTN Access, one RSVP Agent, or one both: a third is never used, and somebody counts on it.",
    fix: "remove the trunks that the intercluster service profile does not name",
    source: "Seeds 000, EMCC trunk: no more than two",
    mistakes: [
      RuleExample(
        "A trunk was added for each peer.",
        [
          "  TRUNK-EMCC: {serviceType:":
            "  TRUNK-TWO: {serviceType: emcc, devicePool: DP-NYC, sendGeolocation: true}\n  «TRUNK-THREE»: "
            + "{serviceType: emcc, devicePool: DP-NYC, sendGeolocation: true}\n  TRUNK-EMCC: {serviceType:"
        ])
    ],
    right: [
      RuleExample(
        "One for PSTN Access, one for RSVP Agent.",
        [
          "pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}":
            "pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}\n  rsvpAgent: {active: true, sipTrunk: TRUNK-TWO}",
          "  TRUNK-EMCC: {serviceType:":
            "  TRUNK-TWO: {serviceType: emcc, devicePool: DP-NYC, sendGeolocation: true}\n  TRUNK-EMCC: {serviceType:",
        ])
    ])

  /// EMCC trunks beyond two; the finding stands at one that no service uses, if there is one.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    let trunks = cluster.emccTrunks
    guard trunks.count > 2 else { return }
    let profile = cluster.interclusterServiceProfile.first
    let used = [profile?.pstnAccess.first, profile?.rsvpAgent.first].compactMap { $0?.sipTrunk?.index }
    let idle = trunks.filter { !used.contains($0.index) }
    guard let surplus = idle.last ?? trunks.last else { return }
    let others = trunks.filter { $0.index != surplus.index }
    report.add(
      "cluster \(cluster.handle) has \(trunks.count) SIP trunks for EMCC; it can use two", surplus,
      related: others.map { Report.related($0.place, used.contains($0.index) ? "in use" : "another one") },
      help: "remove \(idle.isEmpty ? "all but two" : idle.map { "'\($0.name)'" }.joined(separator: ", ")): "
        + "the intercluster service profile names \(used.isEmpty ? "none of them" : "others")", clusters: cluster)
  }
}
