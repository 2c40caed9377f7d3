import EMDSL
import EMDiagnostics
import EMService

/// Rule 48: no TFTP server for visitors' phones, or a node that is none.
enum TFTPUnset: EMCCMemberRule {
  /// The texts of EM3048 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3048", name: "emcc-tftp-unset", severity: .error,
    summary: "The TFTP server for EMCC login devices is not set, or its node does not run Cisco Tftp.",
    why:
      "A phone abroad loads its configuration from the TFTP server of the user's home cluster; without one the login "
      + "fails.",
    fix: "name a node of the home cluster that runs Cisco Tftp",
    source: "Seeds 000, table 2 and table of error codes: 39", phone: .configurationIssue,
    mistakes: [
      RuleExample(
        "The default TFTP server was forgotten.",
        [
          "emccFeatureConfiguration:\n  defaultTftpServer: home-sub\n  backup": "emccFeatureConfiguration:\n  «backup",
          "backupRemoteClusterUpdateServer: home-sub2": "backupRemoteClusterUpdateServer: home-sub2»",
        ]),
      RuleExample(
        "The publisher does not run Cisco Tftp.", ["defaultTftpServer: home-sub": "defaultTftpServer: «home-pub»"]),
    ],
    right: [
      RuleExample(
        "A cluster whose users stay at home needs none.",
        ["mesh: full": "mesh: [{home: AWAY, visiting: HOME}]", "  defaultTftpServer: home-sub\n": ""])
    ])

  /// Home clusters only: their users' phones abroad load from them.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    guard deployment.isHome(cluster), !cluster.hasDamaged(\.emccFeatureConfiguration) else { return }
    let servers = cluster.nodesRunning(.tftp)
    let choice = servers.isEmpty ? "" : ", such as '\(servers[0].name)'"
    guard let features = cluster.emccFeatures else {
      return report.add(
        "cluster \(cluster.handle) has no TFTP server for its users' phones abroad", at: cluster.place,
        help: "add 'emccFeatureConfiguration' with 'defaultTftpServer': a node that runs Cisco Tftp\(choice)", [cluster]
      )
    }
    if features.defaultTftpServer == nil {
      report.add(
        "emccFeatureConfiguration of \(cluster.handle) has no TFTP server for its users' phones abroad", features,
        help: "add 'defaultTftpServer': a node that runs Cisco Tftp\(choice)", clusters: cluster)
    }
    // Where no node at all runs it, the nodes are at fault: rule 50.
    guard !servers.isEmpty else { return }
    for field in [\EMCCFeatureConfigurationRow.defaultTftpServer, \.backupTftpServer] {
      guard let node = features[dynamicMember: field], node.isKnown, !node.runs(.tftp) else { continue }
      report.add(
        "node '\(node.name)' of \(cluster.handle) does not run Cisco Tftp, and phones abroad are to load from it",
        features,
        field, related: [Report.related(node.place(\.services), "its services")],
        help:
          "name a node that runs it (\(Phrase.list(servers.map { "'\($0.name)'" }))), or add 'tftp' to its services",
        clusters: cluster)
    }
  }
}
