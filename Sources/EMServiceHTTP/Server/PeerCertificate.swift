internal import CGnuTLS
internal import Glibc

/// What is known of an X.509 certificate.
package struct PeerCertificate: Sendable, Equatable {
  /// SHA-256 of the certificate.
  package var fingerprint: [UInt8]
  /// SHA-256 of its public key (SubjectPublicKeyInfo), by which clients pin it.
  package var publicKeyDigest: [UInt8]
  /// When it ends, in seconds since 1970.
  package var expires: Int

  /// The certificates of a PEM file, in its order; empty where there are none.
  package static func all(pem: [UInt8]) -> [PeerCertificate] {
    var pem = pem
    return pem.withUnsafeMutableBufferPointer { bytes -> [PeerCertificate] in
      var data = gnutls_datum_t(data: bytes.baseAddress, size: UInt32(clamping: bytes.count))
      var list: UnsafeMutablePointer<gnutls_x509_crt_t?>?
      var count: UInt32 = 0
      guard gnutls_x509_crt_list_import2(&list, &count, &data, GNUTLS_X509_FMT_PEM, 0) >= 0, let list else { return [] }
      defer { free(list) }
      return UnsafeBufferPointer(start: list, count: Int(count)).compactMap { certificate in
        guard let certificate else { return nil }
        defer { gnutls_x509_crt_deinit(certificate) }
        return PeerCertificate(certificate)
      }
    }
  }

  private init?(_ certificate: gnutls_x509_crt_t) {
    var digest = [UInt8](repeating: 0, count: 32)
    var size = digest.count
    guard gnutls_x509_crt_get_fingerprint(certificate, GNUTLS_DIG_SHA256, &digest, &size) == 0, size == 32 else {
      return nil
    }
    fingerprint = digest
    let flags = UInt32(GNUTLS_KEYID_USE_SHA256.rawValue)
    guard gnutls_x509_crt_get_key_id(certificate, flags, &digest, &size) == 0, size == 32 else { return nil }
    publicKeyDigest = digest
    expires = gnutls_x509_crt_get_expiration_time(certificate)
  }
}
