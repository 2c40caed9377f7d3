internal import EMCredentials
internal import EMDiagnostics
internal import EMService
internal import EMStoreSQLite
internal import EMTLS
internal import Glibc

/// What a service reads before it opens anything: at the start, at SIGHUP, and for `check`.
struct DaemonInput {
  /// The bundle.
  let bundle: ServiceBundle
  /// Certificate and key; nil where none are named.
  let credential: TLSCredential?

  /// Reads everything; a credential that has not changed stays `former`.
  init(_ settings: DaemonConfiguration, former: TLSCredential? = nil) throws(ServiceFailure) {
    if let defect = settings.defect { throw ServiceFailure(defect) }
    bundle = try ServiceBundle(settings)
    let peers = PeerDirectory(bundle.configuration, addresses: settings.peerAddresses)
    if let id = settings.peerAddresses.keys.sorted().first(where: { !peers.hasPeer($0) }) {
      throw ServiceFailure("'peerAddresses.\(id)': \(settings.cluster) has no other cluster '\(id)' in the bundle")
    }
    credential = try settings.credential(former: former)
  }
}

extension DaemonConfiguration {
  /// Looks at what is used at the start only, for `run` and for `check`, and leaves nothing behind: files and their
  /// directories, databases that are there, the secret, the webhook, and addresses, but not their ports.
  func inspectPlaces() throws(ServiceFailure) {
    for place in listeners.map(\.address) + [peerListener, operationsListener].compactMap(\.self) {
      try ListeningSocket.tryAddress(place)
    }
    let webhook = try readWebhook()
    try webhook?.inspect()
    for path in [store, credentials, eventLog, webhook?.deadLetters, portFile].compactMap(\.self) {
      try Self.refuseUnwritable(path)
    }
    let secret = try readSecret()
    do throws(StoreFailure) {
      try SQLiteStore.inspect(store, cluster: cluster)
      try Credentials.inspect(credentials, secret: secret)
    } catch {
      throw ServiceFailure(error.reason)
    }
  }

  /// The webhook with what its file says; nil where none is named.
  func readWebhook() throws(ServiceFailure) -> Webhook.Settings? {
    guard var webhook, let path = webhookAuthorization else { return webhook }
    let text = String(decoding: try SecretFile.read(path, isSecret: true), as: UTF8.self)
    let line = text.prefix { !$0.isNewline }
    guard !line.isEmpty else {
      throw ServiceFailure("\(path): its first line is empty, and the header 'Authorization' needs it")
    }
    webhook.authorization = String(line)
    return webhook
  }

  /// The server's secret.
  func readSecret() throws(ServiceFailure) -> ServerSecret {
    do throws(SecretFailure) { return try ServerSecret(file: secret) } catch { throw ServiceFailure(error.reason) }
  }

  /// Refuses a path at which no file can be written: one that is a directory, or that lies in none.
  private static func refuseUnwritable(_ path: String) throws(ServiceFailure) {
    var status = stat()
    let isThere = stat(path, &status) == 0
    guard !isThere || status.st_mode & S_IFMT != S_IFDIR else { throw ServiceFailure("\(path): is a directory") }
    let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    guard access(isThere ? path : "\(directory).", W_OK) == 0 else {
      throw ServiceFailure("\(path): cannot be written: \(systemMessage(errno))")
    }
  }
}
