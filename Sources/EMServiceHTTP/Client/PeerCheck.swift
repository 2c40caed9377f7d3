internal import EMBundle
package import EMService
package import EMTLS

/// Whether the bundle lets this cluster and the others trust each other; they are told of at the start, by `check`, and
/// when the bundle is loaded anew.
package struct PeerCheck {
  /// Something that keeps clusters apart.
  package struct Warning: Equatable {
    /// Handle of the cluster whose entry in the bundle it is about.
    package var cluster: String
    /// What is wrong.
    package var reason: String
  }

  /// Why a cluster without a fingerprint is not talked to.
  static let isUnknown =
    "the bundle has no fingerprint of its certificate (certificates.tomcat.sha256 in YAML): it is not talked to"

  /// Why a cluster that shares a fingerprint with another one is not trusted.
  private static func isShared(with others: [String]) -> String {
    "the bundle has one of its fingerprints for \(others.joined(separator: ", ")) too: who shows it is not trusted"
  }

  /// What keeps them apart, in the order of the clusters; nothing in a deployment of one cluster.
  package let warnings: [Warning]

  /// Compares a cluster's own certificate and the other clusters with the bundle.
  package init(
    _ configuration: ServiceConfiguration, _ certificate: TLSCertificate, at now: Int = WallClock.seconds
  ) {
    let own = configuration.cluster.handle
    // Clusters that somebody else runs have no service that this one could talk to.
    let others = configuration.deployment.clusters.filter { $0.handle != own && !$0.isExternal }
    var warnings: [Warning] = []
    if !others.isEmpty {
      let known = configuration.deployment.clusters[own]?.certificates ?? []
      if !known.contains(certificate.fingerprint) {
        warnings.append(
          Warning(
            cluster: own,
            reason: "the bundle does not have the fingerprint of this cluster's own certificate "
              + "(certificates.tomcat.sha256 in YAML): other clusters will not trust it"))
      }
      if let defect = certificate.defect(at: now) {
        warnings.append(
          Warning(cluster: own, reason: "this cluster's own certificate \(defect): others will not trust it"))
      }
    }
    for other in others where other.certificates.isEmpty {
      warnings.append(Warning(cluster: other.handle, reason: Self.isUnknown))
    }
    for other in others {
      let sharing = configuration.deployment.clusters.filter { cluster in
        cluster.handle != other.handle && cluster.certificates.contains(where: other.certificates.contains)
      }
      guard !sharing.isEmpty else { continue }
      warnings.append(Warning(cluster: other.handle, reason: Self.isShared(with: sharing.map(\.handle))))
    }
    self.warnings = warnings
  }
}
