import EMDSL
import EMDiagnostics
import EMService

/// Rule 13: two clusters with one cluster ID.
enum DuplicateClusterID: Rule {
  /// The texts of EM3013 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3013", name: "cluster-id-duplicate", severity: .error,
    summary: "Two clusters that know each other have the same cluster ID.",
    why: "Clusters tell each other apart by it: the update of remote clusters and the Intercluster Lookup Service "
      + "take one for the other.",
    fix: "give each cluster an ID of its own", source: "TAC 200599; System Configuration Guide 12, ILS",
    phone: .invalidClusterID,
    mistakes: [
      RuleExample("A cluster was made as a copy of another.", ["clusterId: HOME-CUCM": "clusterId: «AWAY-CUCM»"]),
      RuleExample(
        "Both clusters still have the ID that Unified CM comes with.",
        [
          "clusterId: AWAY-CUCM": "clusterId: StandAloneCluster",
          "clusterId: HOME-CUCM": "clusterId: "
            + "«StandAloneCluster»",
        ]),
    ],
    right: [
      RuleExample("Without an ID of its own a cluster has its handle.", ["clusterId: HOME-CUCM\n": ""])
    ])

  /// All clusters of the groups and the mesh, external ones too; only ours can be renamed.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    var groups: [String: [Cluster]] = [:]
    for cluster in deployment.participants where !cluster.hasDamagedClusterID {
      // An unread document may hold the ID.
      if cluster.isIncomplete && !cluster.parts.contains(where: { $0.clusterId != nil }) { continue }
      groups[cluster.clusterID, default: []].append(cluster)
    }
    for (text, clusters) in groups.sorted(by: { $0.key < $1.key }) where clusters.count > 1 {
      // Of ours, the last one by handle is the one to rename; an external one cannot be.
      guard let last = clusters.last(where: { !$0.isExternal }) ?? clusters.last else { continue }
      let others = clusters.filter { $0 !== last }
      report.add(
        "clusters \(Phrase.list(clusters.map(\.handle), limit: clusters.count)) have the same ID '\(text)'",
        at: last.clusterIDPlace, related: others.map { Report.related($0.clusterIDPlace, "\($0.handle) has it here") },
        help: text == "StandAloneCluster"
          ? "'StandAloneCluster' is what Unified CM comes with: give each cluster an ID of its own, under Enterprise "
            + "Parameters too"
          : "give each cluster an ID of its own", clusters)
    }
  }
}
