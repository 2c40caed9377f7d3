internal import EMBundle
internal import EMService
internal import EMTLS

/// Whether the bundle lets this cluster and the others trust each other; they are told of at the start, by `check`, and
/// when the bundle is loaded anew.
struct PeerCheck {
  /// Something that keeps clusters apart.
  struct Warning: Equatable {
    /// Handle of the cluster whose entry in the bundle it is about.
    var cluster: String
    /// What is wrong.
    var reason: String
  }

  /// Why a cluster without a fingerprint is not talked to.
  static let isUnknown =
    "the bundle has no fingerprint of its certificate (certificates.tomcat.sha256 in YAML): it is not talked to"

  /// What keeps them apart, in the order of the clusters; nothing in a deployment of one cluster.
  let warnings: [Warning]

  /// Compares a cluster's own certificate and the other clusters with the bundle.
  init(_ configuration: ServiceConfiguration, _ certificate: TLSCertificate, at now: Int = WallClock.seconds) {
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
    self.warnings =
      warnings
      + others.filter(\.certificates.isEmpty).map { Warning(cluster: $0.handle, reason: Self.isUnknown) }
  }
}
