internal import EMBundle
internal import EMCredentials
internal import EMDiagnostics
internal import EMService
internal import EMStoreSQLite
internal import EMTLS
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
  private let peers: PeerClient
  private let credential: Locked<TLSCredential?>
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
    let input = try DaemonInput(settings)
    try settings.inspectPlaces()
    let bundle = input.bundle
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
    try Self.noteEmpty(credentials, log)
    let own = input.credential
    credential = Locked(own)
    Self.note(own.map { PeerCheck(configuration, $0.certificate) }, log)
    directory = PeerDirectory(configuration, addresses: settings.peerAddresses)
    peers = try PeerClient(directory, own, log: log, metrics: metrics)
    var webhook: Webhook?
    if let settings = try settings.readWebhook() { webhook = try Webhook(settings, log: log, metrics: metrics) }
    devices = try DeviceControl(eventLog: settings.eventLog, webhook: webhook, log: log)
    host = try ServiceHost(
      configuration,
      ServiceHost.Ports(
        store: store, credentials: credentials, peers: peers, devices: devices, log: log, metrics: metrics),
      capacity: settings.openRequests)
    isReady = Locked(false)
    let made = try DaemonServers(
      settings, own, host: host, metrics: metrics, peers: directory, isReady: { [isReady] in isReady.withLock { $0 } })
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

  /// Loads the bundle and the own certificate anew, and what the configuration says of them and of other clusters; the
  /// former ones stay where anything of that fails.
  package func reload(_ configured: () throws(ServiceFailure) -> DaemonConfiguration) {
    do throws(ServiceFailure) {
      try devices.reopen()
      let settings = try configured()
      guard settings.cluster == self.settings.cluster else {
        throw ServiceFailure("another cluster needs a service of its own")
      }
      let input = try DaemonInput(settings, former: credential.withLock { $0 })
      let (bundle, renewed) = (input.bundle, input.credential)
      let cluster = bundle.configuration.cluster
      store.useRule(isOnlySession: Self.rule(cluster))
      extensions.withLock { $0 = cluster }
      directory.replace(bundle.configuration, addresses: settings.peerAddresses)
      host.replace(bundle.configuration)
      if let renewed { use(renewed) }
      log.log(.info, "reload", bundle.description)
      Self.note(renewed.map { PeerCheck(bundle.configuration, $0.certificate) }, log)
      let keys = settings.restartKeys(since: self.settings)
      guard !keys.isEmpty else { return }
      log.log(
        .warning, "reload",
        [.init("reason", "what changed needs a restart"), .init("keys", keys.joined(separator: ", "))])
    } catch {
      log.log(.error, "reload", [.init("reason", error.reason), .init("configuration", "the former one stays")])
    }
  }

  /// Shows another certificate from the next connection on; open ones go on with the one that they were shown.
  private func use(_ renewed: TLSCredential) {
    let isNew = credential.withLock { credential in
      defer { credential = renewed }
      return credential !== renewed
    }
    guard isNew else { return }
    for server in servers { server.use(renewed) }
    peers.use(renewed)
    log.log(.info, "certificate", [.init("sha256", renewed.certificate.fingerprint.hexadecimal)])
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
    peers.stop()
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
    let secret = try settings.readSecret()
    do throws(StoreFailure) {
      return try Credentials(settings.credentials, secret: secret, options: options)
    } catch {
      throw ServiceFailure(error.reason)
    }
  }

  private static func noteEmpty(_ credentials: Credentials, _ log: ServiceLog) throws(ServiceFailure) {
    do throws(StoreFailure) {
      guard try credentials.isEmpty() else { return }
      log.log(
        .warning, "credentials",
        [.init("reason", "there are none: every login fails until 'emserviced credentials load' has added some")])
    } catch {
      throw ServiceFailure(error.reason)
    }
  }

  private static func note(_ check: PeerCheck?, _ log: ServiceLog) {
    for warning in check?.warnings ?? [] {
      log.log(.warning, "peer", [.init("cluster", warning.cluster), .init("reason", warning.reason)])
    }
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

extension RuntimeCluster {
  /// Numbers that a user's PIN must not be: primary extension and lines of the device profiles.
  fileprivate func extensions(of user: String) -> [String] {
    let wanted = user.lowercased()
    guard let user = users[user] ?? users.first(where: { $0.id.lowercased() == wanted }) else { return [] }
    let lines = user.controlledProfiles.compactMap { deviceProfiles[$0] }.flatMap { $0.lines.map(\.number) }
    return [user.primaryExtension, user.selfServiceID].compactMap(\.self) + lines
  }
}
