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
    if bundle.isEmpty { return "no bundle is named" }
    if cluster.isEmpty { return "no cluster is named" }
    if store.isEmpty { return "no file for the logins is named ('store')" }
    if credentials.isEmpty { return "no file for the credentials is named ('credentials')" }
    if secret.isEmpty { return "no file with the server's secret is named ('secretFile')" }
    if listeners.isEmpty { return "no place to listen is named ('listen' or 'listenTLS')" }
    let wantsTLS = peerListener != nil || listeners.contains { $0.isTLS }
    if wantsTLS, certificate == nil || key == nil { return "TLS needs a certificate and its key" }
    return nil
  }
}
