import EMDSL
import EMDiagnostics

/// Rule 109: a reference to something that only another cluster lists under `existing`.
enum ExistingElsewhereOnly: Rule {
  /// The texts of EM3109 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3109", name: "existing-in-other-cluster", severity: .error,
    summary: "A reference leads to something that only another cluster lists under 'existing'.",
    why: "A reference never leaves its cluster: Unified CM would refuse the object.",
    fix: "list the name under 'existing' of this cluster too, if the cluster has it",
    source: "Language: references resolve in their own cluster",
    mistakes: [
      RuleExample(
        "A file was copied from the cluster that has the media resources.",
        [
          "cluster: AWAY": "cluster: AWAY\nexisting: {mediaResourceGroupLists: [MRGL-NYC]}",
          "DP-NYC: {geolocation: GEO-US,": "DP-NYC: {mediaResourceGroupList: «MRGL-NYC», geolocation: GEO-US,",
        ])
    ],
    right: [
      RuleExample(
        "Each cluster lists its own.",
        [
          "cluster: HOME": "cluster: HOME\nexisting: {mediaResourceGroupLists: [MRGL-NYC]}",
          "DP-NYC: {geolocation: GEO-US,": "DP-NYC: {mediaResourceGroupList: MRGL-NYC, geolocation: GEO-US,",
        ])
    ])

  /// References that the linker left to this rule, because another cluster lists the name.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    for reference in deployment.unresolved where reference.isExistingElsewhere {
      guard let cluster = reference.cluster.map({ deployment[$0] }), !cluster.isIncomplete,
        let kind = reference.kinds.first, let owner = reference.otherClusters.first.map({ deployment[$0] })
      else { continue }
      let times = reference.count > 1 ? " (\(reference.count) references)" : ""
      report.add(
        "\(kind.noun) '\(reference.name)' is listed under 'existing' of \(owner.handle), not of "
          + "\(cluster.handle)\(times)",
        at: reference.places.first,
        related: reference.places.dropFirst().map { Report.related($0, "and here") }
          + [Report.related(reference.otherPlace, "\(owner.handle) lists it here")],
        help: "if \(cluster.handle) has one of this name, list it under 'existing: {\(kind.section): "
          + "[\(reference.name)]}' there"
          + (reference.suggestion.map { "; or did you mean '\($0)'?" } ?? ""),
        [cluster])
    }
  }
}
