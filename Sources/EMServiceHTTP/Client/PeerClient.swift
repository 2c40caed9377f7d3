internal import EMBundle
internal import EMDiagnostics
package import EMService
internal import EMServiceWire
internal import Glibc

/// The certificates of other clusters: a directory with one file `<cluster ID>.pem` for each.
package struct PeerCertificates: Sendable {
  /// One cluster's.
  package struct Peer: Sendable, Equatable {
    /// The file.
    package var path: String
    /// The certificates that the cluster may show: more than one while they change.
    package var certificates: [PeerCertificate]
  }

  /// By cluster ID.
  package private(set) var peers: [String: Peer] = [:]

  /// No clusters.
  package init() {}

  /// Reads the files of the clusters named; a cluster without a file is not talked to.
  package init(directory: String, clusterIDs: [String]) throws(ServiceFailure) {
    for id in clusterIDs where !id.contains("/") {
      let path = "\(directory)/\(id).pem"
      guard access(path, F_OK) == 0 else { continue }
      let certificates = PeerCertificate.all(pem: try SecretFile.read(path, isSecret: false))
      guard !certificates.isEmpty else { throw ServiceFailure("\(path): holds no certificate") }
      peers[id] = Peer(path: path, certificates: certificates)
    }
  }

  /// The cluster ID that a certificate belongs to, by its SHA-256; nil for one that nobody knows or that has expired.
  package func clusterID(of fingerprint: [UInt8], at now: Int) -> String? {
    let owner = peers.first { _, peer in
      peer.certificates.contains { $0.fingerprint == fingerprint && $0.expires > now }
    }
    return owner?.key
  }
}

/// Asks other clusters over mutual TLS.
package final class PeerClient: PeerPort {
  /// Where other clusters are when nothing else is said: Unified CM's port for it.
  private static let defaultPort = 8443

  private let client: HTTPClient
  private let configuration: Locked<ServiceConfiguration>
  private let certificates: PeerCertificates
  private let addresses: [String: String]
  private let certificate: String
  private let key: String
  private let log: ServiceLog
  private let metrics: ShellMetrics

  /// Makes a client; `addresses` (host and port by cluster ID or handle) come before those of the remote clusters.
  package init(
    _ configuration: ServiceConfiguration, certificates: PeerCertificates, addresses: [String: String],
    certificate: String, key: String, log: ServiceLog, metrics: ShellMetrics
  ) throws(ServiceFailure) {
    client = try HTTPClient()
    self.configuration = Locked(configuration)
    self.certificates = certificates
    self.addresses = addresses
    self.certificate = certificate
    self.key = key
    self.log = log
    self.metrics = metrics
  }

  /// Goes on with another configuration.
  package func replace(_ new: ServiceConfiguration) { configuration.withLock { $0 = new } }

  /// Ends the client.
  package func stop() { client.stop() }

  /// Asks a cluster, by handle.
  package func ask(
    _ peer: String, _ request: PeerRequest, timeout: Int,
    then completion: @escaping @Sendable (Result<PeerAnswer, PeerObstacle>) -> Void
  ) {
    let place = configuration.withLock { configuration in Place(peer, in: configuration) }
    guard let known = certificates.peers[place.clusterID] else {
      note(peer, "there is no certificate of it")
      return completion(.failure(.untrusted))
    }
    guard let address = addresses[place.clusterID] ?? addresses[peer] ?? place.address else {
      note(peer, "its address is not known")
      return completion(.failure(.disconnected))
    }
    let pins = known.certificates.map { "sha256//\(base64($0.publicKeyDigest))" }.joined(separator: ";")
    var call = HTTPCall(
      url: "https://\(address)\(WirePath.peer)", headers: ["Content-Type: text/xml; charset=utf-8", "Expect:"],
      body: PeerCodec.bytes(request), timeout: timeout)
    call.largestAnswer = PeerCodec.largestAnswer
    call.tls = HTTPCall.TLS(authorities: known.path, pins: pins, certificate: certificate, key: key)
    let began = MonotonicTime.now
    client.send(call) { [log, metrics] result in
      metrics.observe(.peer, seconds: MonotonicTime.now.seconds(since: began))
      let (outcome, problem) = Self.outcome(result)
      if let problem { log.log(.warning, "peer", [.init("cluster", peer), .init("reason", problem)]) }
      completion(outcome)
    }
  }

  private func note(_ peer: String, _ reason: String) {
    log.log(.warning, "peer", [.init("cluster", peer), .init("reason", reason)])
  }

  private static func outcome(
    _ result: Result<HTTPCallAnswer, HTTPCallFailure>
  ) -> (Result<PeerAnswer, PeerObstacle>, String?) {
    switch result {
    case .success(let answer) where answer.status == 200:
      guard case .success(let message) = PeerCodec.answer(answer.body) else {
        return (.failure(.silent), "its answer cannot be read")
      }
      return (.success(message), nil)
    case .success(let answer) where answer.status == 403:
      return (.failure(.untrusted), "it does not know our certificate")
    case .success(let answer): return (.failure(.silent), "it answered with status \(answer.status)")
    case .failure(let failure):
      switch failure {
      case .disconnected(let reason): return (.failure(.disconnected), reason)
      case .untrusted(let reason): return (.failure(.untrusted), reason)
      case .silent(let reason): return (.failure(.silent), reason)
      case .stopped: return (.failure(.disconnected), nil)
      }
    }
  }

  /// Where a cluster is.
  private struct Place: Sendable {
    /// Its cluster ID; the handle where nothing is known.
    var clusterID: String
    /// Host and port out of the remote clusters.
    var address: String?

    init(_ peer: String, in configuration: ServiceConfiguration) {
      let remote = configuration.cluster.remoteClusters.first { $0.peer == peer }
      clusterID = configuration.deployment.clusters[peer]?.clusterID ?? remote?.clusterID ?? peer
      address = remote?.address.map { host in
        let isIPv6 = host.contains(":") && !host.hasPrefix("[")
        return isIPv6 ? "[\(host)]:\(PeerClient.defaultPort)" : "\(host):\(PeerClient.defaultPort)"
      }
    }
  }
}

/// Bytes in base64 with padding.
func base64(_ bytes: [UInt8]) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let part = bytes[start..<min(start + 3, bytes.count)]
    var group = 0
    for byte in part { group = group << 8 | Int(byte) }
    group <<= 8 * (3 - part.count)
    for place in 0..<4 {
      text.append(place <= part.count ? digits[group >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
    }
  }
  return String(decoding: text, as: UTF8.self)
}
