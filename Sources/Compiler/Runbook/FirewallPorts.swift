import EMDSL

/// By which names a cluster is known.
struct ClusterAddresses {
  /// The names of its nodes, publisher first; of a cluster that somebody else runs the one that is written.
  let all: [String]
  /// The name that other clusters' remote cluster entries use; nil where none is known.
  let main: String?

  /// Looks them up.
  init(_ cluster: Cluster) {
    if let external = cluster.external {
      all = [external[dynamicMember: \.address]?.string].compactMap(\.self)
      main = all.first
    } else {
      let nodes = RunbookFacts.nodes(of: cluster)
      all = nodes.compactMap { RunbookFacts.address($0) }
      main = RunbookFacts.address(cluster.nodesRunning(.extensionMobility).first) ?? all.first
    }
  }
}

/// Which ports must be open (Unified CM's port usage guides; Technical note 214535 for logins).
struct FirewallPorts {
  /// The deployment.
  let deployment: Deployment
  /// Our clusters that take part.
  let clusters: [RunbookFacts]
  /// The exchange of certificates.
  let certificates: CertificateSteps

  /// Headings.
  static let columns = ["From", "To", "Ports", "For"]

  /// Only what this deployment uses.
  var rows: [[RunbookText]] {
    var rows = between
    if clusters.contains(where: { !$0.cluster.ils.isEmpty }) {
      rows.append([
        "publishers with the lookup service", "those of their hubs", "TCP 7501, with a password 7502", "lookup service",
      ])
    }
    rows.append(["your computer", "publishers", "TCP 8443, 443 and 22", "administration, requests, command line"])
    return rows
  }

  /// What a cluster needs towards each other one, whoever runs it.
  var between: [[RunbookText]] {
    let hasVisitors = deployment.mesh.pairs.contains { $0.home != $0.visiting }
    var rows: [[RunbookText]] = []
    if hasVisitors {
      rows += [
        [
          "Extension Mobility nodes", "Extension Mobility nodes of other clusters", "TCP 8443",
          "logins, remote cluster update, UDS",
        ],
        ["phones for visitors", "TFTP nodes of the visitors' homes", "TCP 6970 and 6972, UDP 69", "their files"],
        [
          "phones for visitors", "CallManager nodes of the visitors' homes", "TCP and UDP 5060, TCP 5061",
          "registration, calls; 5061 for secure phones",
        ],
        [
          "CallManager nodes", "CallManager nodes of other clusters", "TCP and UDP 5060, TCP 5061",
          "EMCC SIP trunk and intercluster trunks",
        ],
        [
          "phones for visitors", "phones, gateways and media resources of the homes", "UDP 16384 to 32767",
          "voice and video",
        ],
        ["phones for visitors", "trust verification service of their own cluster", "TCP 2445", "trust of files"],
        ["phones for visitors", "Extension Mobility nodes of their own cluster", "TCP 8080 and 8443", "login service"],
      ]
    }
    if certificates.isNeeded {
      let server = certificates.exchange?.sftp.first
      rows.append([
        "publishers", server?.server.map { .name($0.string) } ?? "SFTP server", "TCP \(server?.port ?? 22)",
        "certificates",
      ])
    }
    return rows
  }
}
