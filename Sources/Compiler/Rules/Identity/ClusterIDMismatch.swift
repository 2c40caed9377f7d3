import EMDSL
import EMDiagnostics
import EMService

/// Rule 12: a remote cluster under another cluster ID than its own.
enum ClusterIDMismatch: Rule {
  /// The texts of EM3012 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3012", name: "emcc-cluster-id-mismatch", severity: .error,
    summary: "A remote cluster is entered with another cluster ID than the peer has.",
    why: "The IDs are compared letter by letter: the update of remote clusters fails, and so does every login "
      + "between the two.",
    fix: "take the line out: the ID that the peer declares is then used",
    source: "Seeds 000, table of error codes: 42, 44 and 212", phone: .invalidClusterID,
    mistakes: [
      RuleExample(
        "The ID was typed in small letters.",
        ["maxPhones: 1000": "maxPhones: 1000\nremoteClusters: {AWAY: {clusterId: «away-cucm»}}"])
    ],
    right: [
      RuleExample(
        "The ID is the peer's.",
        ["maxPhones: 1000": "maxPhones: 1000\nremoteClusters: {AWAY: {clusterId: AWAY-CUCM}}"])
    ])

  /// IDs that are written at remote clusters; derived ones are right by themselves.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    let byHandle = Dictionary(deployment.clusters.map { ($0.handle, $0) }, uniquingKeysWith: { first, _ in first })
    for cluster in deployment.clusters where !cluster.isExternal {
      for remote in cluster.remoteClusters where remote.isWritten(\.clusterId) {
        // An unread document of the peer may hold its ID.
        guard let written = remote.clusterId?.string, let peer = byHandle[remote.name.string], !peer.isIncomplete,
          !peer.hasDamagedClusterID
        else { continue }
        let actual = peer.clusterID
        guard written != actual else { continue }
        let isCase = written.lowercased() == actual.lowercased()
        report.add(
          "remote cluster '\(remote.name)' has the ID '\(written)' in \(cluster.handle), but \(peer.handle) has "
            + "'\(actual)'",
          remote, \.clusterId, related: [Report.related(peer.clusterIDPlace, "\(peer.handle) says so here")],
          help: "write '\(actual)', or take the line out"
            + (isCase ? ": capital and small letters are different" : ": the ID of \(peer.handle) is then used"),
          clusters: cluster, peer)
      }
    }
  }
}
