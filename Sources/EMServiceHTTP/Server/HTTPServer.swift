internal import CMicroHTTPD
internal import EMDiagnostics
package import EMTLS
internal import Glibc

/// TLS of a server.
package struct ServerTLS: Sendable {
  /// What clients are shown.
  package var credential: TLSCredential
  /// Asks clients for their certificates, and takes any: whose it is, the handler finds out.
  package var asksClients: Bool

  /// Makes a configuration.
  package init(_ credential: TLSCredential, asksClients: Bool = false) {
    self.credential = credential
    self.asksClients = asksClients
  }

  /// TLS 1.2 and 1.3 with what GnuTLS holds to be sound.
  static let priorities = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"
}

/// An HTTP server on one socket: a few threads that wait for events, none for each connection.
///
/// While a request is handled its connection is suspended, and costs nothing but its memory.
package final class HTTPServer: Sendable {
  /// What is known of an open connection.
  struct Connection {
    /// When it is closed, unless its request has come in or its answer gone out; nil while a request is handled.
    var deadline: MonotonicTime?
    /// What the client is shown, which must be there as long as the connection is.
    var credential: TLSCredential?
  }

  /// What changes while the server runs.
  private struct State {
    var connections: [Int32: Connection] = [:]
    /// Requests that wait for their answers.
    var waiting = 0
    var isStopped = false
    /// What the next client is shown; nil without TLS.
    var credential: TLSCredential?
  }

  /// The daemon of the library; written once, before the object is handed out.
  private struct Daemon: @unchecked Sendable {
    var pointer: OpaquePointer?
    var isQuiet = false

    /// Takes no more connections; from then on the socket is ours to close.
    mutating func quiesce() {
      guard let pointer, !isQuiet else { return }
      isQuiet = true
      _ = MHD_quiesce_daemon(pointer)
    }
  }

  /// Where it listens.
  package let address: ListenAddress
  /// True for HTTPS.
  package let isTLS: Bool
  /// What clients may ask for.
  let limits: HTTPLimits
  /// Who answers.
  let handler: any HTTPHandler
  /// Clients are asked for their certificates.
  let asksClients: Bool
  private let descriptor: Int32
  private let state = Locked(State())
  private let daemon = Locked(Daemon())

  /// Listens and begins to serve.
  package init(
    _ wanted: ListenAddress, tls: ServerTLS? = nil, limits: HTTPLimits = HTTPLimits(), handler: any HTTPHandler
  ) throws(ServiceFailure) {
    let socket = try ListeningSocket(wanted)
    descriptor = socket.descriptor
    address = socket.address
    isTLS = tls != nil
    asksClients = tls?.asksClients == true
    self.limits = limits
    self.handler = handler
    let credential = tls?.credential
    state.withLock { $0.credential = credential }
    guard let pointer = start(isIPv6: socket.isIPv6) else {
      close(socket.descriptor)
      throw ServiceFailure("cannot serve on \(address.text)")
    }
    let started = Daemon(pointer: pointer)
    daemon.withLock { $0 = started }
  }

  deinit { stop() }

  /// Takes no more connections; those that are there go on.
  package func quiesce() {
    daemon.withLock { $0.quiesce() }
  }

  /// Shows another certificate on the connections to come, where the server has TLS.
  package func use(_ credential: TLSCredential) {
    guard isTLS else { return }
    state.withLock { $0.credential = credential }
  }

  /// Requests that wait for their answers.
  package var waiting: Int { state.withLock { $0.waiting } }

  /// Connections that are open.
  package var connectionCount: Int { state.withLock { $0.connections.count } }

  /// Ends the server; every request must have been answered.
  package func stop() {
    let pointer = daemon.withLock { daemon -> Daemon in
      daemon.quiesce()
      defer { daemon.pointer = nil }
      return daemon
    }.pointer
    guard let pointer else { return }
    MHD_stop_daemon(pointer)
    close(descriptor)
  }

  /// Closes connections that take too long; to be called about once a second.
  package func closeOverdue(at now: MonotonicTime = .now) {
    state.withLock { state in
      // Under the lock: a connection is taken out of the table before its descriptor is closed.
      for (descriptor, connection) in state.connections {
        if let deadline = connection.deadline, deadline <= now { shutdown(descriptor, Int32(SHUT_RDWR)) }
      }
    }
  }

  // MARK: Connections

  /// A connection has been accepted; returns what its client is shown.
  func opened(_ descriptor: Int32) -> TLSCredential? {
    let deadline = MonotonicTime.now.after(seconds: Double(limits.requestTime))
    return state.withLock { state in
      state.connections[descriptor] = Connection(deadline: deadline, credential: state.credential)
      return state.credential
    }
  }

  /// A connection is about to be closed.
  func closed(_ descriptor: Int32) { state.withLock { $0.connections[descriptor] = nil } }

  /// Sets the time of a connection to be closed at; nil for none.
  func setDeadline(_ descriptor: Int32, after seconds: Int?) {
    let deadline = seconds.map { MonotonicTime.now.after(seconds: Double($0)) }
    state.withLock { $0.connections[descriptor]?.deadline = deadline }
  }

  /// A request begins or ends to wait for its answer.
  func countWaiting(_ change: Int) { state.withLock { $0.waiting += change } }

  // MARK: Start

  private func start(isIPv6: Bool) -> OpaquePointer? {
    let context = Unmanaged.passUnretained(self).toOpaque()
    var flags = MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue | MHD_USE_TURBO.rawValue
    if isIPv6 { flags |= MHD_USE_IPv6.rawValue }
    if isTLS { flags |= MHD_USE_TLS.rawValue }
    var options: [MHD_OptionItem] = []
    func add(_ option: MHD_OPTION, _ value: Int, _ pointer: UnsafeMutableRawPointer? = nil) {
      options.append(MHD_OptionItem(option: option, value: value, ptr_value: pointer))
    }
    add(.LISTEN_SOCKET, Int(descriptor))
    add(.THREAD_POOL_SIZE, limits.threads)
    add(.CONNECTION_LIMIT, max(limits.connections, limits.threads))
    add(.PER_IP_CONNECTION_LIMIT, limits.connectionsPerAddress)
    add(.CONNECTION_MEMORY_LIMIT, limits.header)
    add(.CONNECTION_TIMEOUT, limits.idleTime)
    add(.STRICT_FOR_CLIENT, 0)
    add(.URI_LOG_CALLBACK, unsafeBitCast(HTTPCallbacks.began, to: Int.self), context)
    add(.NOTIFY_COMPLETED, unsafeBitCast(HTTPCallbacks.completed, to: Int.self), context)
    add(.NOTIFY_CONNECTION, unsafeBitCast(HTTPCallbacks.changed, to: Int.self), context)
    let priorities = strdup(ServerTLS.priorities)
    defer { free(priorities) }
    if isTLS {
      add(.HTTPS_CERT_CALLBACK, 0, TLSCredential.retriever)
      add(.HTTPS_PRIORITIES, 0, UnsafeMutableRawPointer(priorities))
    }
    add(.END, 0)
    return cmicrohttpd_start(flags, HTTPCallbacks.access, context, &options)
  }
}
