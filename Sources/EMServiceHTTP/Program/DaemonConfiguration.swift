/// What `emserviced` runs with: the command line on top of a file.
package struct DaemonConfiguration: Sendable, Equatable {
  /// A place to listen for clients and phones.
  package struct Listener: Sendable, Equatable {
    /// Address and port.
    package var address: ListenAddress
    /// HTTPS.
    package var isTLS: Bool

    /// Makes a place.
    package init(address: ListenAddress, isTLS: Bool) {
      self.address = address
      self.isTLS = isTLS
    }
  }

  /// The bundle: its directory or its archive.
  package var bundle = ""
  /// Handle of the cluster that is served.
  package var cluster = ""
  /// Public key of minisign, or its file; nil where the bundle need not be signed.
  package var publicKey: String?
  /// Where clients and phones are listened to.
  package var listeners: [Listener] = []
  /// Where other clusters are listened to; nil where none are.
  package var peerListener: ListenAddress?
  /// Where those who run the service are listened to; nil where nobody is.
  package var operationsListener: ListenAddress?
  /// Files with the certificate and its key, PEM; for HTTPS, and shown to other clusters.
  package var certificate: String?
  /// File with the key.
  package var key: String?
  /// Host and port of other clusters by cluster ID or handle, where they are not where the bundle says.
  package var peerAddresses: [String: String] = [:]
  /// Database of the logins.
  package var store = ""
  /// Database of PINs and passwords.
  package var credentials = ""
  /// File with the server's secret.
  package var secret = ""
  /// Form of the log.
  package var log = ServiceLog.Format.text
  /// File that says what becomes of phones.
  package var eventLog: String?
  /// Address that is told what becomes of phones.
  package var webhook: Webhook.Settings?
  /// File with the value of the header `Authorization` for the webhook.
  package var webhookAuthorization: String?
  /// File that gets the ports on which the service listens.
  package var portFile: String?
  /// Limits of connections.
  package var limits = HTTPLimits()
  /// How often somebody may ask.
  package var rates = ServiceFront.Rates()
  /// Requests that may wait or be in hand.
  package var openRequests = 2048
  /// Seconds that requests in hand have when the service ends.
  package var drainTime = 10
  /// Hashes of PINs that are computed at once; nil for as many as there are processors.
  package var hashingThreads: Int?
  /// Questions about PINs that may wait.
  package var waitingHashes = 256

  /// Nothing is configured.
  package init() {}

  /// Why the service cannot run with it, in a sentence; nil where nothing is missing.
  package var defect: String? {
    if bundle.isEmpty { return Self.missing("bundle", "bundle") }
    if cluster.isEmpty { return Self.missing("cluster", "cluster") }
    if store.isEmpty { return Self.missing("store", "store") }
    if let defect = credentialsDefect ?? secretDefect { return defect }
    if listeners.isEmpty { return "'listen' (--listen) or 'listenTLS' (--listen-tls) is missing" }
    if peerListener != nil || listeners.contains(where: \.isTLS) {
      let reason = ": 'listenTLS' and 'peerListen' need it"
      if certificate == nil { return Self.missing("certificate", "certificate") + reason }
      if key == nil { return Self.missing("key", "key") + reason }
    }
    for (id, address) in peerAddresses.sorted(by: { $0.key < $1.key }) {
      if let parts = ListenAddress.parts(address), parts.port > 0 { continue }
      return "'peerAddresses.\(id)' must be host and port such as eu.example:8444, not '\(address)'"
    }
    return nil
  }

  /// Why there is no database of credentials; nil where one is named.
  var credentialsDefect: String? { credentials.isEmpty ? Self.missing("credentials", "credentials") : nil }

  /// Why there is no secret; nil where one is named.
  var secretDefect: String? { secret.isEmpty ? Self.missing("secretFile", "secret-file") : nil }

  private static func missing(_ key: String, _ option: String) -> String { "'\(key)' (--\(option)) is missing" }
}
