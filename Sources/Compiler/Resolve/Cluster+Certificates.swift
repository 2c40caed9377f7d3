import EMBundle
import EMDSL
import EMDiagnostics

/// A fingerprint where it is written.
struct CertificateFingerprint {
  /// What it says, in whatever form its digits are written.
  let digest: Digest
  /// Where it stands.
  let place: Place?

  /// Reads a fingerprint, its pairs with `:` between them or not; nil where there is none.
  init?(_ text: Interned?, at place: Place?) {
    guard let text, let digest = Digest(hexadecimal: text.string.lowercased().filter { $0 != ":" }) else { return nil }
    self.digest = digest
    self.place = place
  }
}

/// A certificate by which services of other clusters know a cluster.
struct ServiceCertificate {
  /// Its key under `certificates`.
  let key: String
  /// Of the certificate itself.
  let current: CertificateFingerprint?
  /// Of the one that takes its place.
  let next: CertificateFingerprint?

  /// Reads the fingerprints of a certificate.
  init(_ key: String, _ certificate: Entity<CertificateRow>) {
    self.key = key
    current = CertificateFingerprint(certificate.sha256, at: certificate.place(\.sha256))
    next = CertificateFingerprint(certificate.nextSha256, at: certificate.place(\.nextSha256))
  }

  /// Those that are trusted: both, where both are written.
  var fingerprints: [CertificateFingerprint] { [current, next].compactMap(\.self) }
}

extension Cluster {
  /// Certificates by which services of other clusters know this one; the other kinds are never shown to them.
  var serviceCertificates: [ServiceCertificate] {
    guard let all = self.certificates.first else { return [] }
    return [("tomcat", all.tomcat.first), ("tomcatEcdsa", all.tomcatEcdsa.first)].compactMap { key, certificate in
      certificate.map { ServiceCertificate(key, $0) }
    }
  }
}
