internal import EMHTTPClient
internal import EMServiceWire
package import EMService

/// Asks other clusters over mutual TLS.
package final class PeerClient: PeerPort {
  private let client: HTTPClient
  private let directory: PeerDirectory
  private let certificate: String
  private let key: String
  private let log: ServiceLog
  private let metrics: ShellMetrics

  /// Makes a client that shows a certificate, out of files.
  package init(
    _ directory: PeerDirectory, certificate: String, key: String, log: ServiceLog, metrics: ShellMetrics
  ) throws(ServiceFailure) {
    guard let client = HTTPClient() else { throw ServiceFailure("libcurl cannot be started") }
    self.client = client
    self.directory = directory
    self.certificate = certificate
    self.key = key
    self.log = log
    self.metrics = metrics
  }

  /// Ends the client.
  package func stop() { client.stop() }

  /// Asks a cluster, by handle.
  package func ask(
    _ peer: String, _ request: PeerRequest, timeout: Int,
    then completion: @escaping @Sendable (Result<PeerAnswer, PeerObstacle>) -> Void
  ) {
    let place = directory.place(of: peer)
    guard let known = place.peer else {
      note(peer, "there is no certificate of it")
      return completion(.failure(.untrusted))
    }
    guard let address = place.address else {
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
