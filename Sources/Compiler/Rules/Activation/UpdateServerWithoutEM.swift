import EMDSL
import EMDiagnostics

/// Rule 49: a server for remote cluster updates that does not run Extension Mobility.
enum UpdateServerWithoutEM: EMCCMemberRule {
  /// The texts of EM3049 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3049", name: "emcc-update-server-not-em", severity: .error,
    summary: "A server for remote cluster updates does not run Cisco Extension Mobility.",
    why:
      "The update asks the remote clusters for their services; from a node without Extension Mobility it gets no "
      + "answer, and every remote cluster stays inactive.",
    fix: "name a node that runs Cisco Extension Mobility",
    source: "Seeds 000, table 2",
    mistakes: [
      RuleExample(
        "The publisher was named, which does not run Extension Mobility.",
        ["  remoteClusterUpdateServer: home-sub\n": "  remoteClusterUpdateServer: «home-pub»\n"])
    ],
    right: [
      RuleExample(
        "The same server for both is no mistake of this kind.",
        ["backupRemoteClusterUpdateServer: home-sub2": "backupRemoteClusterUpdateServer: home-sub"])
    ])

  /// The named server and its backup; where no node at all runs it, `ServiceNotActivated` says so.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    let servers = cluster.nodesRunning(.extensionMobility)
    // Where no node at all runs it, the nodes are at fault: rule 50.
    guard let features = cluster.emccFeatures, !servers.isEmpty else { return }
    for field in [\EMCCFeatureConfigurationRow.remoteClusterUpdateServer, \.backupRemoteClusterUpdateServer] {
      guard let node = features[dynamicMember: field], node.isKnown, !node.runs(.extensionMobility) else { continue }
      report.add(
        "node '\(node.name)' of \(cluster.handle) does not run Cisco Extension Mobility, and is to ask the remote "
          + "clusters",
        features, field, related: [Report.related(node.place(\.services), "its services")],
        help:
          "name a node that runs it (\(Phrase.list(servers.map { "'\($0.name)'" }))), or add 'extensionMobility' to "
          + "its services",
        clusters: cluster)
    }
  }
}
