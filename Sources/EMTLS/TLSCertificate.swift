internal import CGnuTLS
package import EMBundle

/// A certificate: ours, or that of the other side of a connection.
package struct TLSCertificate: Sendable, Equatable {
  /// SHA-256 of the whole certificate.
  package var fingerprint: Digest
  /// From when on it is valid, in seconds since 1970.
  package var activates: Int
  /// Until when it is valid, in seconds since 1970.
  package var expires: Int

  /// Makes a certificate out of what is known of it.
  package init(fingerprint: Digest, activates: Int, expires: Int) {
    self.fingerprint = fingerprint
    self.activates = activates
    self.expires = expires
  }

  /// The certificate that the other side of a session of GnuTLS has shown; nil where it showed none.
  ///
  /// It has the key, too: the handshake has proved that.
  package init?(session: OpaquePointer) {
    var count: UInt32 = 0
    guard let chain = gnutls_certificate_get_peers(session, &count), count > 0 else { return nil }
    self.init(der: chain.pointee)
  }

  /// Reads a certificate.
  init?(der: gnutls_datum_t) {
    var der = der
    var bytes = [UInt8](repeating: 0, count: 32)
    var size = bytes.count
    guard gnutls_fingerprint(GNUTLS_DIG_SHA256, &der, &bytes, &size) == 0, size == bytes.count,
      let digest = Digest(bytes: bytes)
    else { return nil }
    var certificate: gnutls_x509_crt_t?
    guard gnutls_x509_crt_init(&certificate) == 0, let certificate else { return nil }
    defer { gnutls_x509_crt_deinit(certificate) }
    guard gnutls_x509_crt_import(certificate, &der, GNUTLS_X509_FMT_DER) == 0 else { return nil }
    fingerprint = digest
    activates = gnutls_x509_crt_get_activation_time(certificate)
    expires = gnutls_x509_crt_get_expiration_time(certificate)
    // GnuTLS tells so that a time cannot be read.
    guard activates != -1, expires != -1 else { return nil }
  }

  /// Why it is not valid at a time in seconds since 1970; nil where it is.
  package func defect(at now: Int) -> String? {
    if now < activates { return "is not valid yet" }
    return now < expires ? nil : "has expired"
  }
}
