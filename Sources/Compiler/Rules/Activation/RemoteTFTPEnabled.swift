import EMDSL
import EMDiagnostics

/// Rule 54: the TFTP service of a remote cluster is on.
enum RemoteTFTPEnabled: ClusterRule {
  /// The texts of EM3054 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3054", name: "emcc-tftp-service-enabled", severity: .error,
    summary: "The TFTP service of a remote cluster is enabled beside EMCC.",
    why: "Proxy TFTP and EMCC exclude each other: for EMCC the TFTP box of a remote cluster always stays off.",
    fix: "write 'tftp: false', or leave it out",
    source: "Seeds 000, note at the remote cluster's services; System Configuration Guide 15 differs for proxy TFTP",
    mistakes: [
      RuleExample(
        "All boxes of the remote cluster were ticked.",
        ["maxPhones: 1000": "maxPhones: 1000\nremoteClusters:\n  AWAY: {services: {tftp: «true»}}"]),
      RuleExample(
        "A remote cluster that is there for proxy TFTP alone: a warning, for the guides differ.",
        [
          "maxPhones: 1000":
            "maxPhones: 1000\nremoteClusters:\n  PARTNER: {clusterId: P, address: 192.0.2.1, services: {emcc: false, "
            + "tftp: «true»}}",
          "emergencyNumbers:\n":
            "clusters: {PARTNER: {external: true, clusterId: P, version: '14.0', securityMode: mixed}}\n"
            + "emergencyNumbers:\n",
        ]),
    ],
    right: [
      RuleExample(
        "Other services than TFTP.",
        [
          "maxPhones: 1000":
            "maxPhones: 1000\nremoteClusters:\n  AWAY: {services: {emcc: true, pstnAccess: true, tftp: false}}"
        ])
    ])

  /// Remote clusters with TFTP on: an error beside EMCC, else a warning.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    let isEMCC = deployment.emccGroup?.services.first?.emcc ?? true
    for remote in cluster.remoteClusters where remote.isKnown {
      guard let services = remote.services.first, services.tftp == true else { continue }
      let hasEMCC = services.emcc ?? isEMCC
      report.add(
        hasEMCC
          ? "remote cluster \(remote.name) of \(cluster.handle) has TFTP enabled beside EMCC"
          : "remote cluster \(remote.name) of \(cluster.handle) has TFTP enabled, and \(cluster.handle) takes part "
            + "in EMCC",
        services, \.tftp,
        severity: hasEMCC ? .error : .warning, clusters: cluster, peer(remote, deployment) ?? cluster)
    }
  }

  private static func peer(_ remote: Entity<RemoteClusterRow>, _ deployment: Deployment) -> Cluster? {
    deployment.clusters.first { remote.name == $0.handle }
  }
}
