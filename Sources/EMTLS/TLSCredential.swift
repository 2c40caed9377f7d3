internal import CGlibcExtras
internal import CGnuTLS
internal import EMBundle
internal import EMDiagnostics
internal import Glibc

/// Why a certificate and its key cannot be used.
package struct TLSDefect: Error, Equatable {
  /// A few words.
  package var reason: String
}

/// A certificate of ours, with those up to an authority, and its key: what servers and clients show.
///
/// Unchecked: nothing is changed after `init`, and GnuTLS only reads.
package final class TLSCredential: @unchecked Sendable {
  /// Certificates of a chain at most.
  private static let longestChain = 16
  /// The numbers of the files for libcurl.
  private static let numbers = Locked(FileNumbers())

  /// The certificate itself.
  package let certificate: TLSCertificate
  private let digest: Digest
  /// File with certificate and key, for libcurl; it has no name of its own and is there as long as the object.
  ///
  /// libcurl tells connections apart by this path, so none is used twice before the numbers are used up: after a renewal
  /// no connection on which the former certificate was shown is taken for a new request.
  package let path: String
  private let file: Int32
  private let shown: UnsafeMutablePointer<cgnutls_credential>

  /// Takes certificate and key, PEM, where they belong together; returns `former` where it has the same ones.
  package static func load(
    certificate pem: [UInt8], key: [UInt8], former: TLSCredential? = nil
  ) throws(TLSDefect) -> TLSCredential {
    let digest = Digest(of: pem + [0] + key)
    if let former, former.digest == digest { return former }
    return try TLSCredential(pem, key, digest)
  }

  private init(_ pem: [UInt8], _ key: [UInt8], _ digest: Digest) throws(TLSDefect) {
    try Self.check(pem, key)
    self.digest = digest
    shown = .allocate(capacity: 1)
    shown.initialize(
      to: cgnutls_credential(certificates: .allocate(capacity: Self.longestChain), count: 0, key: nil))
    do throws(TLSDefect) {
      certificate = try Self.load(pem, key, into: &shown.pointee)
      file = try Self.memory(pem + [UInt8(ascii: "\n")] + key)
    } catch {
      Self.free(shown)
      throw error
    }
    path = "/proc/self/fd/\(file)"
  }

  deinit {
    close(file)
    Self.free(shown)
  }

  // MARK: Sessions

  /// Shows the certificate on a session of a server, which must not outlive the object; asks the client for its own
  /// where that is wanted.
  package func show(on session: OpaquePointer, asksClient: Bool) {
    // The HTTP library keeps something of its own there for pre-shared keys, which are not served.
    gnutls_session_set_ptr(session, shown)
    guard asksClient else { return }
    gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUEST)
    // Without the names of authorities a client sends the certificate that it was given, whoever signed it.
    gnutls_certificate_send_x509_rdn_sequence(session, 1)
  }

  /// What GnuTLS calls for the certificate of a session: a `gnutls_certificate_retrieve_function2`.
  package static var retriever: UnsafeMutableRawPointer { cgnutls_retriever() }

  // MARK: Loading

  /// Lets GnuTLS find out whether certificate and key can be read and belong together.
  private static func check(_ pem: [UInt8], _ key: [UInt8]) throws(TLSDefect) {
    var scratch: gnutls_certificate_credentials_t?
    guard gnutls_certificate_allocate_credentials(&scratch) == 0, let scratch else {
      throw defect(GNUTLS_E_MEMORY_ERROR)
    }
    defer { gnutls_certificate_free_credentials(scratch) }
    let status = withDatum(pem) { pem in
      withDatum(key) { key in
        gnutls_certificate_set_x509_key_mem2(scratch, pem, key, GNUTLS_X509_FMT_PEM, nil, 0)
      }
    }
    guard status >= 0 else { throw defect(status) }
  }

  private static func load(
    _ pem: [UInt8], _ key: [UInt8], into shown: inout cgnutls_credential
  ) throws(TLSDefect) -> TLSCertificate {
    var count = UInt32(longestChain)
    var status = withDatum(pem) { pem in
      gnutls_pcert_list_import_x509_raw(
        shown.certificates, &count, pem, GNUTLS_X509_FMT_PEM,
        UInt32(GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED.rawValue))
    }
    guard status >= 0 else { throw defect(status) }
    shown.count = count
    status = gnutls_privkey_init(&shown.key)
    guard status >= 0 else { throw defect(status) }
    status = withDatum(key) { key in
      gnutls_privkey_import_x509_raw(shown.key, key, GNUTLS_X509_FMT_PEM, nil, 0)
    }
    guard status >= 0 else { throw defect(status) }
    guard count > 0, let certificate = TLSCertificate(der: shown.certificates.pointee.cert) else {
      throw TLSDefect(reason: "holds no certificate")
    }
    return certificate
  }

  /// A file in memory under a number that no such file had for long.
  private static func memory(_ bytes: [UInt8]) throws(TLSDefect) -> Int32 {
    let descriptor = memfd_create("credential", CGLIBCEXTRAS_MFD_CLOEXEC)
    guard descriptor >= 0 else { throw TLSDefect(reason: systemMessage(errno)) }
    defer { close(descriptor) }
    guard write(descriptor, bytes, bytes.count) == bytes.count else { throw TLSDefect(reason: systemMessage(errno)) }
    let file = numbers.withLock { $0.take { fcntl(descriptor, F_DUPFD_CLOEXEC, $0) } }
    guard file >= 0 else { throw TLSDefect(reason: systemMessage(errno)) }
    return file
  }

  private static func free(_ shown: UnsafeMutablePointer<cgnutls_credential>) {
    for place in 0..<Int(shown.pointee.count) { gnutls_pcert_deinit(shown.pointee.certificates + place) }
    shown.pointee.certificates.deallocate()
    // Nothing where the key was not made.
    gnutls_privkey_deinit(shown.pointee.key)
    shown.deallocate()
  }

  private static func defect(_ status: Int32) -> TLSDefect {
    TLSDefect(reason: gnutls_strerror(status).map { String(cString: $0) } ?? "GnuTLS cannot use it")
  }

  private static func withDatum(_ bytes: [UInt8], _ body: (UnsafePointer<gnutls_datum_t>) -> Int32) -> Int32 {
    var bytes = bytes
    return bytes.withUnsafeMutableBufferPointer { buffer in
      var datum = gnutls_datum_t(data: buffer.baseAddress, size: UInt32(clamping: buffer.count))
      return body(&datum)
    }
  }
}
