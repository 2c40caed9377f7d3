import EMDSL
import EMDiagnostics
import EMService

/// Rule 35: a member of the EMCC group has EMCC switched off.
enum EMCCInactive: EMCCMemberRule {
  /// The texts of EM3035 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3035", name: "emcc-isp-emcc-inactive", severity: .error,
    summary: "EMCC is not active in the intercluster service profile of a cluster that takes part.",
    why: "The cluster neither asks other clusters nor answers them.",
    fix: "write 'interclusterServiceProfile: {emcc: {active: true}}'",
    source: "Seeds 000, table of error codes: 201", phone: .authenticationError,
    mistakes: [
      RuleExample(
        "EMCC was switched off.",
        [
          "emcc: {active: true}\n  pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}":
            "emcc: {active: «false»}\n  pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}"
        ]),
      RuleExample(
        "The cluster has no intercluster service profile at all: one finding.",
        [
          "interclusterServiceProfile:\n  emcc: {active: true}\n"
            + "  pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}\n": "",
          "cluster: HOME": "cluster: «HOME»",
        ]),
    ],
    right: [
      RuleExample(
        "RSVP Agent may be off.",
        [
          "pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}":
            "pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}\n  rsvpAgent: {active: false}"
        ])
    ])

  /// Members with a peer; a profile that could not be read may have EMCC on.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    let peers = Set(deployment.homes(at: cluster).map(\.id) + deployment.visited(from: cluster).map(\.id))
    guard !peers.isEmpty else { return }
    let with = peers.count == 1 ? "\(peers.first.map { deployment[$0].handle } ?? "")" : "\(peers.count) clusters"
    let profiles = cluster.interclusterServiceProfile
    if profiles.isEmpty {
      guard !cluster.parts.contains(where: { $0.isDamaged(\.interclusterServiceProfile) }) else { return }
      report.add(
        "cluster \(cluster.handle) takes part in EMCC with \(with) and has no intercluster service profile",
        at: cluster.place,
        help: "write 'interclusterServiceProfile: {emcc: {active: true}, pstnAccess: {active: true, sipTrunk: "
          + "TRUNK}}' with its EMCC trunk",
        [cluster])
      return
    }
    for profile in profiles where profile.isKnown && profile.emcc.first?.active != true {
      guard !profile.isDamaged(\.emcc), profile.emcc.first?.isKnown ?? true else { continue }
      let message =
        "cluster \(cluster.handle) takes part in EMCC with \(with), but its intercluster service profile "
        + "has EMCC off"
      let help = "write 'emcc: {active: true}', or take \(cluster.handle) out of the EMCC group"
      if let service = profile.emcc.first {
        report.add(message, service, \.active, help: help, clusters: cluster)
      } else {
        report.add(message, at: cluster.sectionPlace(\.interclusterServiceProfile), help: help, [cluster])
      }
    }
  }
}
