import CGnuTLS
import EMDiagnostics
import EMTLS
import EMTestSupport
import Foundation
import Glibc

/// Certificates of the fixtures with their keys; `expired` is valid for a day.
enum TestCredential {
  /// Certificate and key of a fixture, PEM.
  static func files(_ name: String) throws -> (certificate: [UInt8], key: [UInt8]) {
    let texts = try ["\(name).pem", "\(name).key.pem"].map {
      try String(contentsOfFile: "\(fixturesDirectory)/service/\($0)", encoding: .utf8)
    }
    return (Array(texts[0].utf8), Array(texts[1].utf8))
  }

  /// A fixture.
  static func named(_ name: String) throws -> TLSCredential {
    let files = try files(name)
    return try TLSCredential.load(certificate: files.certificate, key: files.key)
  }
}

/// A server that shows a certificate, and writes down every byte that a client sends behind the handshake.
final class RecordingServer: Sendable {
  /// What a connection was used for.
  struct Visit: Sendable {
    /// What came, decrypted.
    var text = ""
    /// What the client showed.
    var certificate: TLSCertificate?
  }

  /// The port of 127.0.0.1.
  let port: UInt16
  private let descriptor: Int32
  private let visits = Locked<[Visit]>([])
  private let thread = Locked<ServiceThread?>(nil)

  /// Shows these certificates, one for each connection, the last one from then on.
  init(_ names: [String], keepsConnections: Bool = true) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(descriptor, $0, size)
        _ = listen(descriptor, 16)
        _ = getsockname(descriptor, $0, &size)
      }
    }
    self.descriptor = descriptor
    port = UInt16(bigEndian: address.sin_port)
    let files = try names.map { try TestCredential.files($0) }
    let visits = visits
    let started = ServiceThread {
      var threads: [ServiceThread?] = []
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { break }
        let place = threads.count
        let file = files[min(place, files.count - 1)]
        visits.withLock { $0.append(Visit()) }
        threads.append(
          ServiceThread {
            let visit = Self.serve(connection, file.certificate, file.key, keepsConnections)
            close(connection)
            visits.withLock { $0[place] = visit }
          })
      }
      for thread in threads { thread?.join() }
    }
    thread.withLock { $0 = started }
  }

  /// Ends the server, which must have no connection any more; returns the connections in their order.
  func stop() -> [Visit] {
    shutdown(descriptor, Int32(SHUT_RDWR))
    thread.withLock { $0 }?.join()
    close(descriptor)
    return visits.withLock { $0 }
  }

  /// Serves one connection to its end.
  private static func serve(_ connection: Int32, _ certificate: [UInt8], _ key: [UInt8], _ keeps: Bool) -> Visit {
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var credentials: gnutls_certificate_credentials_t?
    var session: gnutls_session_t?
    gnutls_certificate_allocate_credentials(&credentials)
    gnutls_init(&session, UInt32(GNUTLS_SERVER | GNUTLS_NO_SIGNAL))
    defer {
      gnutls_deinit(session)
      gnutls_certificate_free_credentials(credentials)
    }
    use(certificate, key, credentials)
    gnutls_priority_set_direct(session, "NORMAL", nil)
    gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, UnsafeMutableRawPointer(credentials))
    guard let session else { return Visit() }
    gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUEST)
    gnutls_certificate_send_x509_rdn_sequence(session, 1)
    gnutls_transport_set_int2(session, connection, connection)
    var status = gnutls_handshake(session)
    while status < 0, gnutls_error_is_fatal(status) == 0 { status = gnutls_handshake(session) }
    guard status == 0 else { return Visit() }
    var visit = Visit(certificate: TLSCertificate(session: session))
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = gnutls_record_recv(session, &buffer, buffer.count)
      guard count > 0 else { return visit }
      visit.text += String(decoding: buffer[..<count], as: UTF8.self)
      // A message is one element of XML, whose end ends the request.
      guard visit.text.hasSuffix(">") || visit.text.hasSuffix(">\n") else { continue }
      let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\(keeps ? "" : "Connection: close\r\n")\r\n"
      gnutls_record_send(session, answer, answer.utf8.count)
      if !keeps {
        gnutls_bye(session, GNUTLS_SHUT_WR)
        return visit
      }
    }
  }

  private static func use(
    _ certificate: [UInt8], _ key: [UInt8], _ credentials: gnutls_certificate_credentials_t?
  ) {
    var (certificate, key) = (certificate, key)
    certificate.withUnsafeMutableBufferPointer { certificate in
      key.withUnsafeMutableBufferPointer { key in
        var pem = gnutls_datum_t(data: certificate.baseAddress, size: UInt32(certificate.count))
        var secret = gnutls_datum_t(data: key.baseAddress, size: UInt32(key.count))
        _ = gnutls_certificate_set_x509_key_mem2(credentials, &pem, &secret, GNUTLS_X509_FMT_PEM, nil, 0)
      }
    }
  }
}
