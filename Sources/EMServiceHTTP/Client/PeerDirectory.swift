internal import EMBundle
internal import EMDiagnostics
package import EMService
internal import Glibc

/// The certificates of other clusters: a directory with one file `<cluster ID>.pem` for each.
package struct PeerCertificates: Sendable {
  /// One cluster's.
  package struct Peer: Sendable, Equatable {
    /// The file.
    package var path: String
    /// The certificates that the cluster may show: more than one while they change.
    package var certificates: [PeerCertificate]
  }

  /// By cluster ID.
  package private(set) var peers: [String: Peer] = [:]

  /// No clusters.
  package init() {}

  /// Reads the files of the clusters named; a cluster without a file is not talked to.
  package init(directory: String, clusterIDs: [String]) throws(ServiceFailure) {
    for id in clusterIDs where !id.contains("/") {
      let path = "\(directory)/\(id).pem"
      guard access(path, F_OK) == 0 else { continue }
      let certificates = PeerCertificate.all(pem: try SecretFile.read(path, isSecret: false))
      guard !certificates.isEmpty else { throw ServiceFailure("\(path): holds no certificate") }
      peers[id] = Peer(path: path, certificates: certificates)
    }
  }

  /// The cluster ID that a certificate belongs to, by its SHA-256; nil for one that nobody knows or that has expired.
  package func clusterID(of fingerprint: [UInt8], at now: Int) -> String? {
    let owner = peers.first { _, peer in
      peer.certificates.contains { $0.fingerprint == fingerprint && $0.expires > now }
    }
    return owner?.key
  }
}

/// The other clusters as the service knows them now; changes when the bundle or the configuration is loaded anew.
package final class PeerDirectory: Sendable {
  /// Where other clusters are when nothing else is said: Unified CM's port for it.
  private static let defaultPort = 8443

  /// What is known of a cluster that is asked.
  struct Place: Sendable {
    /// Its certificates; nil where there are none.
    var peer: PeerCertificates.Peer?
    /// Host and port; nil where they are not known.
    var address: String?
  }

  private struct Table: Sendable {
    var configuration: ServiceConfiguration
    var certificates: PeerCertificates
    var addresses: [String: String]
  }

  private let table: Locked<Table>

  /// Makes a directory; `addresses` (host and port by cluster ID or handle) come before those of the remote clusters.
  package init(
    _ configuration: ServiceConfiguration, certificates: PeerCertificates, addresses: [String: String]
  ) {
    table = Locked(Table(configuration: configuration, certificates: certificates, addresses: addresses))
  }

  /// Goes on with another configuration.
  package func replace(
    _ configuration: ServiceConfiguration, certificates: PeerCertificates, addresses: [String: String]
  ) {
    let new = Table(configuration: configuration, certificates: certificates, addresses: addresses)
    table.withLock { $0 = new }
  }

  /// The handle of the cluster that a certificate belongs to, by its SHA-256.
  package func handle(of fingerprint: [UInt8], at now: Int) -> String? {
    table.withLock { table in
      guard let id = table.certificates.clusterID(of: fingerprint, at: now) else { return nil }
      return table.configuration.deployment.clusters.first { $0.clusterID == id }?.handle
    }
  }

  /// What is known of a cluster, by handle.
  func place(of handle: String) -> Place {
    table.withLock { table in
      let remote = table.configuration.cluster.remoteClusters.first { $0.peer == handle }
      let id = table.configuration.deployment.clusters[handle]?.clusterID ?? remote?.clusterID ?? handle
      let written = remote?.address.map { host in
        let isIPv6 = host.contains(":") && !host.hasPrefix("[")
        return isIPv6 ? "[\(host)]:\(Self.defaultPort)" : "\(host):\(Self.defaultPort)"
      }
      return Place(
        peer: table.certificates.peers[id], address: table.addresses[id] ?? table.addresses[handle] ?? written)
    }
  }
}
