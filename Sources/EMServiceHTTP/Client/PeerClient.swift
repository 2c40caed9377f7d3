internal import EMDiagnostics
internal import EMHTTPClient
internal import EMServiceWire
package import EMService
package import EMTLS

/// Asks other clusters over mutual TLS.
///
/// Nothing of a request leaves before the certificate of the other side is known to be the cluster's: the PIN of a
/// visitor is in it.
package final class PeerClient: PeerPort {
  private let client: HTTPClient
  private let directory: PeerDirectory
  private let credential: Locked<TLSCredential?>
  private let log: ServiceLog
  private let metrics: ShellMetrics
  private let clock: @Sendable () -> Int

  /// Makes a client that shows a certificate; without one nobody is asked.
  ///
  /// `clock` gives seconds since 1970.
  package init(
    _ directory: PeerDirectory, _ credential: TLSCredential?, log: ServiceLog, metrics: ShellMetrics,
    clock: @escaping @Sendable () -> Int = { WallClock.seconds }
  ) throws(ServiceFailure) {
    guard let client = HTTPClient() else { throw ServiceFailure("libcurl cannot be started") }
    self.client = client
    self.directory = directory
    self.credential = Locked(credential)
    self.log = log
    self.metrics = metrics
    self.clock = clock
  }

  /// Shows another certificate from the next request on.
  package func use(_ credential: TLSCredential) { self.credential.withLock { $0 = credential } }

  /// Ends the client.
  package func stop() { client.stop() }

  /// Asks a cluster, by handle.
  package func ask(
    _ peer: String, _ request: PeerRequest, timeout: Int,
    then completion: @escaping @Sendable (Result<PeerAnswer, PeerObstacle>) -> Void
  ) {
    guard let credential = credential.withLock({ $0 }) else {
      note(peer, "this cluster has no certificate to show")
      return completion(.failure(.disconnected))
    }
    guard directory.isKnown(peer) else {
      note(peer, PeerCheck.isUnknown)
      return completion(.failure(.untrusted))
    }
    guard let address = directory.address(of: peer) else {
      note(peer, "its address is not known")
      return completion(.failure(.disconnected))
    }
    var call = HTTPCall(
      url: "https://\(address)\(WirePath.peer)", headers: ["Content-Type: text/xml; charset=utf-8", "Expect:"],
      body: PeerCodec.bytes(request), timeout: timeout)
    call.largestAnswer = PeerCodec.largestAnswer
    call.tls = .judged(showing: credential) { [directory, clock] certificate in
      directory.distrust(of: certificate, shownBy: peer, at: clock())
    }
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
