internal import EMBundle
internal import EMCredentials
internal import EMDiagnostics
internal import EMService
internal import EMStoreSQLite
internal import Glibc

extension Credentials: CredentialPort {}

/// A running service: host, servers and everything that they need.
package final class Daemon: Sendable {
  /// The rule by which the store tells sessions that forbid others; changes with the configuration.
  private static func rule(_ cluster: RuntimeCluster) -> @Sendable (LoginSession) -> Bool {
    { cluster.isOnlySession($0) }
  }

  private let settings: DaemonConfiguration
  private let log: ServiceLog
  private let metrics = ShellMetrics()
  private let store: SQLiteStore
  private let credentials: Credentials
  private let extensions: Locked<RuntimeCluster>
  private let directory: PeerDirectory
  private let peers: PeerClient?
  private let devices: DeviceControl
  private let host: ServiceHost
  private let fronts: [ServiceFront]
  private let isReady: Locked<Bool>
  /// The servers, those of the operators last.
  package let servers: [HTTPServer]

  /// Starts a service; what fails is undone.
  package init(_ settings: DaemonConfiguration, log: ServiceLog) throws(ServiceFailure) {
    self.settings = settings
    self.log = log
    let bundle = try ServiceBundle(settings)
    log.log(.info, "bundle", bundle.description)
    let configuration = bundle.configuration
    let known = Locked(configuration.cluster)
    extensions = known
    do throws(StoreFailure) {
      store = try SQLiteStore(
        settings.store, cluster: settings.cluster, isOnlySession: Self.rule(configuration.cluster))
    } catch {
      throw ServiceFailure(error.reason)
    }
    credentials = try Self.credentials(settings, known)
    directory = PeerDirectory(
      configuration, certificates: try Self.peerCertificates(settings, configuration, log),
      addresses: settings.peerAddresses)
    peers = try Self.peerClient(settings, directory, log, metrics)
    devices = try DeviceControl(
      eventLog: settings.eventLog, webhook: try Self.webhook(settings, log, metrics), log: log)
    host = try ServiceHost(
      configuration,
      ServiceHost.Ports(
        store: store, credentials: credentials, peers: peers ?? NoPeers(), devices: devices, log: log,
        metrics: metrics),
      capacity: settings.openRequests)
    isReady = Locked(false)
    let made = try DaemonServers(
      settings, host: host, metrics: metrics, peers: directory, isReady: { [isReady] in isReady.withLock { $0 } })
    servers = made.servers
    fronts = made.fronts
    isReady.withLock { $0 = true }
    for (role, server) in zip(made.roles, servers) {
      log.log(.info, "listen", [.init("role", role), .init("address", server.address.text)])
      guard role == "operations", !server.address.isLoopback else { continue }
      log.log(.warning, "operations", [.init("reason", "other machines may log phones out without authentication")])
    }
    if let path = settings.portFile { try Self.write(made.portLines, to: path) }
  }

  /// Closes connections that take too long and forgets what has waited too long; to be called about once a second.
  package func tick() {
    for server in servers { server.closeOverdue() }
    for front in fronts { front.tick() }
  }

  /// Loads the bundle anew, and what the configuration says of it and of other clusters; the former ones stay where
  /// that fails.
  package func reload(_ configured: () throws(ServiceFailure) -> DaemonConfiguration) {
    do throws(ServiceFailure) {
      try devices.reopen()
      let settings = try configured()
      guard settings.cluster == self.settings.cluster else {
        throw ServiceFailure("another cluster needs a service of its own")
      }
      let bundle = try ServiceBundle(settings)
      let certificates = try Self.peerCertificates(settings, bundle.configuration, log)
      let cluster = bundle.configuration.cluster
      store.useRule(isOnlySession: Self.rule(cluster))
      extensions.withLock { $0 = cluster }
      directory.replace(bundle.configuration, certificates: certificates, addresses: settings.peerAddresses)
      host.replace(bundle.configuration)
      log.log(.info, "reload", bundle.description)
    } catch {
      log.log(.error, "reload", [.init("reason", error.reason), .init("configuration", "the former one stays")])
    }
  }

  /// Takes no more requests, answers those in hand within the drain time, and ends.
  package func stop(isHurried: () -> Bool = { false }) {
    isReady.withLock { $0 = false }
    for front in fronts { front.drain() }
    for server in servers { server.quiesce() }
    let deadline = MonotonicTime.now.after(seconds: Double(settings.drainTime))
    while host.openRequests > 0, MonotonicTime.now < deadline, !isHurried() { usleep(20_000) }
    host.stop()
    // Every request is answered now; the answers leave with the last steps of the servers.
    let end = MonotonicTime.now.after(seconds: 2)
    while servers.contains(where: { $0.waiting > 0 }), MonotonicTime.now < end { usleep(5_000) }
    for server in servers { server.stop() }
    peers?.stop()
    devices.stop()
    credentials.close()
    store.close()
    log.log(.info, "end")
  }

  // MARK: Parts

  private static func credentials(
    _ settings: DaemonConfiguration, _ cluster: Locked<RuntimeCluster>
  ) throws(ServiceFailure) -> Credentials {
    var options = Credentials.Options()
    if let threads = settings.hashingThreads { options.threads = threads }
    options.maximumWaiting = settings.waitingHashes
    options.extensions = { user in cluster.withLock { $0.extensions(of: user) } }
    return try openCredentials(settings, options)
  }

  /// Opens the credentials that are configured.
  static func openCredentials(
    _ settings: DaemonConfiguration, _ options: Credentials.Options
  ) throws(ServiceFailure) -> Credentials {
    let secret: ServerSecret
    do throws(SecretFailure) { secret = try ServerSecret(file: settings.secret) } catch {
      throw ServiceFailure(error.reason)
    }
    do throws(StoreFailure) {
      return try Credentials(settings.credentials, secret: secret, options: options)
    } catch {
      throw ServiceFailure(error.reason)
    }
  }

  private static func peerCertificates(
    _ settings: DaemonConfiguration, _ configuration: ServiceConfiguration, _ log: ServiceLog
  ) throws(ServiceFailure) -> PeerCertificates {
    guard let directory = settings.peerCertificates else { return PeerCertificates() }
    let others = configuration.deployment.clusters.filter { $0.handle != settings.cluster }.map(\.clusterID)
    let certificates = try PeerCertificates(directory: directory, clusterIDs: others)
    for (id, peer) in certificates.peers.sorted(by: { $0.key < $1.key }) {
      let isExpired = peer.certificates.allSatisfy { $0.expires <= WallClock.seconds }
      log.log(
        isExpired ? .warning : .info, "peer-certificate",
        [.init("cluster", id), .init("file", peer.path), .init("state", isExpired ? "expired" : "good")])
    }
    return certificates
  }

  private static func peerClient(
    _ settings: DaemonConfiguration, _ directory: PeerDirectory, _ log: ServiceLog, _ metrics: ShellMetrics
  ) throws(ServiceFailure) -> PeerClient? {
    guard let certificate = settings.certificate, let key = settings.key, settings.peerCertificates != nil else {
      return nil
    }
    return try PeerClient(directory, certificate: certificate, key: key, log: log, metrics: metrics)
  }

  private static func webhook(
    _ settings: DaemonConfiguration, _ log: ServiceLog, _ metrics: ShellMetrics
  ) throws(ServiceFailure) -> Webhook? {
    guard var webhook = settings.webhook else { return nil }
    if let path = settings.webhookAuthorization {
      let text = String(decoding: try SecretFile.read(path, isSecret: true), as: UTF8.self)
      webhook.authorization = text.split(whereSeparator: \.isNewline).first.map(String.init)
    }
    return try Webhook(webhook, log: log, metrics: metrics)
  }

  /// Writes a small file, all or nothing.
  private static func write(_ text: String, to path: String) throws(ServiceFailure) {
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw ServiceFailure("\(path): cannot be written: \(systemMessage(errno))") }
    let bytes = Array(text.utf8)
    let count = Glibc.write(descriptor, bytes, bytes.count)
    close(descriptor)
    guard count == bytes.count, rename(temporary, path) == 0 else {
      throw ServiceFailure("\(path): cannot be written: \(systemMessage(errno))")
    }
  }
}

/// No other clusters are reached.
private struct NoPeers: PeerPort {
  func ask(
    _ peer: String, _ request: PeerRequest, timeout: Int,
    then completion: @escaping @Sendable (Result<PeerAnswer, PeerObstacle>) -> Void
  ) { completion(.failure(.disconnected)) }
}

extension RuntimeCluster {
  /// Numbers that a user's PIN must not be: primary extension and lines of the device profiles.
  fileprivate func extensions(of user: String) -> [String] {
    let wanted = user.lowercased()
    guard let user = users[user] ?? users.first(where: { $0.id.lowercased() == wanted }) else { return [] }
    let lines = user.controlledProfiles.compactMap { deviceProfiles[$0] }.flatMap { $0.lines.map(\.number) }
    return [user.primaryExtension, user.selfServiceID].compactMap(\.self) + lines
  }
}
