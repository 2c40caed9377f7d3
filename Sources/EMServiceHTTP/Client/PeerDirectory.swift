internal import EMBundle
internal import EMDiagnostics
package import EMService
package import EMTLS

/// The other clusters as the service knows them now; changes when the bundle or the configuration is loaded anew.
package final class PeerDirectory: Sendable {
  /// Where other clusters are when nothing else is said: Unified CM's port for it.
  private static let defaultPort = 8443

  private struct Table: Sendable {
    var configuration: ServiceConfiguration
    var addresses: [String: String]
  }

  private let table: Locked<Table>

  /// Makes a directory; `addresses` (host and port by cluster ID or handle) come before those of the remote clusters.
  package init(_ configuration: ServiceConfiguration, addresses: [String: String]) {
    table = Locked(Table(configuration: configuration, addresses: addresses))
  }

  /// Goes on with another configuration.
  package func replace(_ configuration: ServiceConfiguration, addresses: [String: String]) {
    let new = Table(configuration: configuration, addresses: addresses)
    table.withLock { $0 = new }
  }

  /// The handle of the other cluster whose certificate this is, at a time in seconds since 1970; nil for one that
  /// nobody has, that two have, or that is not valid.
  package func handle(of certificate: TLSCertificate, at now: Int) -> String? {
    guard certificate.defect(at: now) == nil else { return nil }
    return table.withLock { table in
      let owners = table.configuration.deployment.clusters.filter { $0.certificates.contains(certificate.fingerprint) }
      guard owners.count == 1, owners[0].handle != table.configuration.cluster.handle else { return nil }
      return owners[0].handle
    }
  }

  /// Why a cluster, by handle, is not trusted with the certificate that it shows; nil where it is.
  package func distrust(of certificate: TLSCertificate?, shownBy handle: String, at now: Int) -> String? {
    guard let certificate else { return "it shows no certificate" }
    if let defect = certificate.defect(at: now) { return "its certificate \(defect)" }
    if self.handle(of: certificate, at: now) == handle { return nil }
    let shown = "the certificate that it shows, of SHA-256 \(certificate.fingerprint.hexadecimal)"
    let isShared = table.withLock {
      $0.configuration.deployment.clusters[handle]?.certificates.contains(certificate.fingerprint) == true
    }
    return isShared ? "several clusters have \(shown)" : "the bundle does not have \(shown)"
  }

  /// True where a cluster, by handle, has a fingerprint in the bundle.
  func isKnown(_ handle: String) -> Bool {
    table.withLock { $0.configuration.deployment.clusters[handle]?.certificates.isEmpty == false }
  }

  /// True where another cluster of the deployment has this handle or cluster ID.
  func hasPeer(_ name: String) -> Bool {
    table.withLock { table in
      let own = table.configuration.cluster
      return table.configuration.deployment.clusters.contains {
        $0.handle != own.handle && [$0.handle, $0.clusterID].contains(name)
      } || own.remoteClusters.contains { $0.peer != nil && $0.clusterID == name }
    }
  }

  /// Host and port of a cluster, by handle; nil where they are not known.
  func address(of handle: String) -> String? {
    table.withLock { table in
      let remote = table.configuration.cluster.remoteClusters.first { $0.peer == handle }
      let id = table.configuration.deployment.clusters[handle]?.clusterID ?? remote?.clusterID ?? handle
      let written = remote?.address.map { host in
        let isIPv6 = host.contains(":") && !host.hasPrefix("[")
        return isIPv6 ? "[\(host)]:\(Self.defaultPort)" : "\(host):\(Self.defaultPort)"
      }
      return table.addresses[id] ?? table.addresses[handle] ?? written
    }
  }
}
