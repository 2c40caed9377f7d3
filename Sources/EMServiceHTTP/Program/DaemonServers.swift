internal import EMBundle
internal import EMService
internal import EMTLS

/// The servers of a daemon, with what answers on them.
struct DaemonServers {
  /// The servers, those of the operators last.
  private(set) var servers: [HTTPServer] = []
  /// What each server is for: `http`, `https`, `peers` or `operations`.
  private(set) var roles: [String] = []
  /// What answers clients and other clusters.
  private(set) var fronts: [ServiceFront] = []

  /// Starts them all, or none.
  init(
    _ settings: DaemonConfiguration, _ credential: TLSCredential?, host: ServiceHost, metrics: ShellMetrics,
    peers: PeerDirectory, isReady: @escaping @Sendable () -> Bool
  ) throws(ServiceFailure) {
    do throws(ServiceFailure) {
      try startClients(settings, credential, host, metrics)
      try startPeers(settings, credential, host, metrics, peers)
      try startOperations(settings, host, metrics, isReady)
    } catch {
      for server in servers { server.stop() }
      throw error
    }
  }

  /// A line for each server: what it is for, address and port.
  var portLines: String {
    zip(roles, servers).map { "\($0) \($1.address.address) \($1.address.port)\n" }.joined()
  }

  private mutating func startClients(
    _ settings: DaemonConfiguration, _ credential: TLSCredential?, _ host: ServiceHost, _ metrics: ShellMetrics
  ) throws(ServiceFailure) {
    guard let first = settings.listeners.first else { return }
    // One front for all: a phone may ask over HTTP and choose over HTTPS.
    let front = ServiceFront(host, .clients, name: first.address.text, rates: settings.rates, metrics: metrics)
    fronts.append(front)
    for listener in settings.listeners {
      let tls = listener.isTLS ? try Self.tls(credential, asksClients: false) : nil
      let server = try HTTPServer(listener.address, tls: tls, limits: settings.limits, handler: front)
      add(server, listener.isTLS ? "https" : "http")
    }
  }

  private mutating func startPeers(
    _ settings: DaemonConfiguration, _ credential: TLSCredential?, _ host: ServiceHost, _ metrics: ShellMetrics,
    _ peers: PeerDirectory
  ) throws(ServiceFailure) {
    guard let address = settings.peerListener else { return }
    let front = ServiceFront(
      host, .peers { peers.handle(of: $0, at: WallClock.seconds) }, name: address.text, rates: settings.rates,
      metrics: metrics)
    fronts.append(front)
    let tls = try Self.tls(credential, asksClients: true)
    add(try HTTPServer(address, tls: tls, limits: settings.limits, handler: front), "peers")
  }

  private mutating func startOperations(
    _ settings: DaemonConfiguration, _ host: ServiceHost, _ metrics: ShellMetrics,
    _ isReady: @escaping @Sendable () -> Bool
  ) throws(ServiceFailure) {
    guard let address = settings.operationsListener else { return }
    let others = servers
    let front = OperationsFront(host, metrics: metrics, isReady: isReady) {
      let open = others.reduce(0) { $0 + $1.connectionCount }
      return [ServiceCounter("em_connections", "Open connections of clients.", isGauge: true, open)]
    }
    var limits = HTTPLimits()
    limits.connections = 64
    limits.threads = 1
    add(try HTTPServer(address, limits: limits, handler: front), "operations")
  }

  private mutating func add(_ server: HTTPServer, _ role: String) {
    servers.append(server)
    roles.append(role)
  }

  private static func tls(_ credential: TLSCredential?, asksClients: Bool) throws(ServiceFailure) -> ServerTLS {
    guard let credential else { throw ServiceFailure("TLS needs a certificate and its key") }
    return ServerTLS(credential, asksClients: asksClients)
  }
}
