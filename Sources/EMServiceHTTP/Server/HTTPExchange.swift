internal import CMicroHTTPD
internal import EMDiagnostics
internal import EMTLS
internal import Glibc

/// One request on its way: belongs to the thread of its connection, but for the answer.
///
/// Unchecked: `answer` has a lock; everything else is used by the connection's thread alone.
final class HTTPExchange: @unchecked Sendable {
  /// How far the request is.
  enum Phase {
    /// Its header has not been looked at.
    case header
    /// Its body comes in.
    case body
    /// It waits for its answer.
    case waiting
    /// It was answered.
    case answered
  }

  /// Path and query as sent.
  let target: String
  /// How far it is.
  var phase = Phase.header
  /// The body so far.
  var body: [UInt8] = []
  private let answer = Locked<(@Sendable () -> HTTPResponse)?>(nil)

  /// Begins an exchange.
  init(target: String) { self.target = target }

  /// Takes what makes the answer; true for the first one.
  func take(_ make: @escaping @Sendable () -> HTTPResponse) -> Bool {
    answer.withLock { answer in
      guard answer == nil else { return false }
      answer = make
      return true
    }
  }

  /// The answer, when it is there.
  func made() -> HTTPResponse? { answer.withLock { $0 }?() }
}

/// A connection as it is handed to another thread, which only resumes it.
struct SuspendedConnection: @unchecked Sendable {
  /// The library's connection.
  let pointer: OpaquePointer
}

/// What the library calls, on threads of its own.
enum HTTPCallbacks {
  /// The request line has come in.
  typealias Began =
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?) -> UnsafeMutableRawPointer?
  /// A request has ended, in whatever way.
  typealias Completed =
    @convention(c) (
      UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
      MHD_RequestTerminationCode
    ) -> Void
  /// A connection was opened or is closed.
  typealias Changed =
    @convention(c) (
      UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
      MHD_ConnectionNotificationCode
    ) -> Void

  /// The request line has come in: the exchange begins.
  static let began: Began = { _, uri, _ in
    guard let uri else { return nil }
    let exchange = HTTPExchange(target: String(cString: uri))
    // The library would take memory of the connection for each field of the query, and never answer where that is not
    // enough (0.9.75). Nobody asks it for fields: it finds an empty query in its buffer, which it is about to cut up.
    if let mark = strchr(uri, Int32(UInt8(ascii: "?"))) { mark[1] = 0 }
    return Unmanaged.passRetained(exchange).toOpaque()
  }

  /// The exchange ends.
  static let completed: Completed = { context, connection, place, _ in
    guard let context, let connection, let place, let pointer = place.pointee else { return }
    let server = Unmanaged<HTTPServer>.fromOpaque(context).takeUnretainedValue()
    Unmanaged<HTTPExchange>.fromOpaque(pointer).release()
    place.pointee = nil
    // The next request on the connection may begin whenever it wants, within the idle time.
    server.setDeadline(descriptor(of: connection), after: server.limits.idleTime + server.limits.requestTime)
  }

  /// A connection was opened or is closed.
  static let changed: Changed = { context, connection, _, code in
    guard let context, let connection else { return }
    let server = Unmanaged<HTTPServer>.fromOpaque(context).takeUnretainedValue()
    guard code == .CONNECTION_NOTIFY_STARTED else { return server.closed(descriptor(of: connection)) }
    let credential = server.opened(descriptor(of: connection))
    if let credential, let session = session(of: connection) {
      credential.show(on: session, asksClient: server.asksClients)
    }
  }

  /// A request goes on.
  static let access: MHD_AccessHandlerCallback = { context, connection, _, method, _, data, size, place in
    guard let context, let connection, let method, let size, let pointer = place?.pointee else { return .NO }
    let server = Unmanaged<HTTPServer>.fromOpaque(context).takeUnretainedValue()
    let exchange = Unmanaged<HTTPExchange>.fromOpaque(pointer).takeUnretainedValue()
    switch exchange.phase {
    case .header:
      exchange.phase = .body
      guard isLengthClear(connection) else {
        return server.answer(
          .text(400, "the length of the body is not clear", [(name: "Connection", value: "close")]), connection,
          exchange)
      }
      guard announcedLength(connection) <= server.limits.body else {
        return server.answer(.text(413, "the body is too long"), connection, exchange)
      }
      return .YES
    case .body where size.pointee > 0:
      guard let data, exchange.body.count + size.pointee <= server.limits.body else { return .NO }
      exchange.body.append(contentsOf: UnsafeRawBufferPointer(start: data, count: size.pointee))
      size.pointee = 0
      return .YES
    case .body: return server.begin(String(cString: method), connection, exchange)
    case .waiting:
      guard let response = exchange.made() else { return .NO }
      server.countWaiting(-1)
      return server.answer(response, connection, exchange)
    case .answered: return .NO
    }
  }

  /// False where a proxy may see the end of the request somewhere else, and so requests that others have sent
  /// (RFC 9112, section 6.3).
  private static func isLengthClear(_ connection: OpaquePointer) -> Bool {
    var fields: [String] = []
    withUnsafeMutablePointer(to: &fields) { place in
      _ = MHD_get_connection_values(
        connection, .HEADER_KIND,
        { place, _, name, _ in
          guard let place, let name else { return .YES }
          place.assumingMemoryBound(to: [String].self).pointee.append(String(cString: name).lowercased())
          return .YES
        }, place)
    }
    return fields.count { $0 == "content-length" || $0 == "transfer-encoding" } < 2
  }

  /// Bytes of the body as the header says; 0 where it does not.
  private static func announcedLength(_ connection: OpaquePointer) -> Int {
    guard let text = MHD_lookup_connection_value(connection, .HEADER_KIND, "Content-Length") else { return 0 }
    return Int(String(cString: text)) ?? Int.max
  }

  /// The socket of a connection.
  static func descriptor(of connection: OpaquePointer) -> Int32 {
    cmicrohttpd_info(connection, .CONNECTION_INFO_CONNECTION_FD)?.pointee.connect_fd ?? -1
  }

  /// The TLS session of a connection; nil where it has none.
  static func session(of connection: OpaquePointer) -> OpaquePointer? {
    guard let info = cmicrohttpd_info(connection, .CONNECTION_INFO_GNUTLS_SESSION) else { return nil }
    return info.pointee.tls_session.map { OpaquePointer($0) }
  }
}

extension HTTPServer {
  /// Hands a request to the handler.
  func begin(_ method: String, _ connection: OpaquePointer, _ exchange: HTTPExchange) -> MHD_Result {
    let request = HTTPRequest(
      method: method, target: exchange.target, headers: headers(of: connection), body: exchange.body,
      address: clientAddress(of: connection), isTLS: isTLS, certificate: certificate(of: connection))
    exchange.body = []
    switch handler.handle(request) {
    case .now(let response): return answer(response, connection, exchange)
    case .later(let work):
      exchange.phase = .waiting
      setDeadline(HTTPCallbacks.descriptor(of: connection), after: nil)
      countWaiting(1)
      // Suspended before anybody can resume it.
      MHD_suspend_connection(connection)
      let suspended = SuspendedConnection(pointer: connection)
      work { make in
        if exchange.take(make) { MHD_resume_connection(suspended.pointer) }
      }
      return .YES
    }
  }

  /// Sends an answer.
  func answer(_ response: HTTPResponse, _ connection: OpaquePointer, _ exchange: HTTPExchange) -> MHD_Result {
    exchange.phase = .answered
    setDeadline(HTTPCallbacks.descriptor(of: connection), after: limits.idleTime + limits.requestTime)
    var body = response.body
    let made = body.withUnsafeMutableBytes { bytes in
      MHD_create_response_from_buffer(bytes.count, bytes.baseAddress, .RESPMEM_MUST_COPY)
    }
    guard let made else { return .NO }
    defer { MHD_destroy_response(made) }
    for header in response.headers { _ = MHD_add_response_header(made, header.name, header.value) }
    return MHD_queue_response(connection, UInt32(clamping: response.status), made)
  }

  /// The header fields in their order.
  private func headers(of connection: OpaquePointer) -> [(name: String, value: String)] {
    var headers: [(name: String, value: String)] = []
    withUnsafeMutablePointer(to: &headers) { place in
      _ = MHD_get_connection_values(
        connection, .HEADER_KIND,
        { place, _, name, value in
          guard let place, let name else { return .YES }
          let header = (name: String(cString: name), value: value.map { String(cString: $0) } ?? "")
          place.assumingMemoryBound(to: [(name: String, value: String)].self).pointee.append(header)
          return .YES
        }, place)
    }
    return headers
  }

  private func clientAddress(of connection: OpaquePointer) -> String {
    let info = cmicrohttpd_info(connection, .CONNECTION_INFO_CLIENT_ADDRESS)
    return info?.pointee.client_addr.map { numericAddress($0) } ?? ""
  }

  private func certificate(of connection: OpaquePointer) -> TLSCertificate? {
    guard asksClients, let session = HTTPCallbacks.session(of: connection) else { return nil }
    return TLSCertificate(session: session)
  }
}
