internal import EMService
internal import EMDiagnostics
internal import EMServiceWire
package import EMTLS

/// Answers clients of the EM API and phones, and other clusters, by asking the service.
package final class ServiceFront: HTTPHandler {
  /// How often somebody may ask.
  package struct Rates: Sendable, Equatable {
    /// Requests a second from one address; 0 for any number.
    package var perAddress = 100.0
    /// Requests at once from one address.
    package var addressBurst = 400.0
    /// Requests with the credentials of one user a second; 0 for any number.
    package var perUser = 2.0
    /// Requests with the credentials of one user at once.
    package var userBurst = 20.0
    /// Wrong PINs and passwords from one address a second, whoever's; 0 for any number.
    package var failures = 1.0
    /// Wrong PINs and passwords from one address at once.
    package var failureBurst = 60.0

    /// The rates that hold where none are configured.
    package init() {}
  }

  /// Who may come this way.
  package enum Audience: Sendable {
    /// Clients and phones.
    case clients
    /// Other clusters; finds out whose certificate it is.
    case peers(@Sendable (TLSCertificate) -> String?)
  }

  private let audience: Audience
  private let host: ServiceHost
  private let metrics: ShellMetrics
  private let addresses: RateLimiter
  private let users: RateLimiter
  /// Who tries one PIN with many users meets no lock.
  private let failures: RateLimiter
  private let isDraining = Locked(false)
  /// Remembers the logins of phones that wait for a choice.
  private let wire: Locked<Wire>
  /// For requests that nothing is remembered of: a copy of it is used without waiting for others.
  private let stateless: Wire

  /// Makes the front of a service; `name` is the host and port for clients that do not say where they are.
  package init(_ host: ServiceHost, _ audience: Audience, name: String, rates: Rates, metrics: ShellMetrics) {
    self.host = host
    self.audience = audience
    self.metrics = metrics
    addresses = RateLimiter(perSecond: rates.perAddress, burst: rates.addressBurst)
    users = RateLimiter(perSecond: rates.perUser, burst: rates.userBurst)
    failures = RateLimiter(perSecond: rates.failures, burst: rates.failureBurst)
    wire = Locked(Wire(host: name))
    stateless = Wire(host: name)
  }

  /// Refuses requests from now on.
  package func drain() { isDraining.withLock { $0 = true } }

  /// Forgets what has waited too long; to be called about once a minute or more often.
  package func tick() {
    let now = Self.now
    wire.withLock { $0.tick(at: now) }
  }

  /// Begins to handle a request.
  package func handle(_ request: HTTPRequest) -> HTTPHandling {
    metrics.count(.requestsHandled)
    guard !isDraining.withLock({ $0 }) else {
      return .now(.text(503, "the service is about to end", [(name: "Retry-After", value: "5")]))
    }
    let wireRequest = WireRequest(request, verifiedCluster: cluster(of: request))
    // Logins that wait for a choice are remembered for phones alone.
    let remembers = wireRequest.path.hasSuffix(WirePath.application)
    switch parse(wireRequest, remembers) {
    case .response(let response): return .now(HTTPResponse(response))
    case .request(let parsed):
      guard isAllowed(parsed.request) else { return .now(.text(404, "not found")) }
      let network = clientNetwork(of: request.address)
      guard admits(parsed.request, from: network) else {
        metrics.count(.requestsRefused)
        return .now(respond(.failure(.busyPleaseTryAgain, detail: ""), parsed, remembers))
      }
      return .later { [self] reply in ask(parsed, from: network, remembers, reply) }
    }
  }

  // MARK: Steps

  private func ask(
    _ parsed: ParsedRequest, from address: String, _ remembers: Bool,
    _ reply: @escaping @Sendable (@escaping @Sendable () -> HTTPResponse) -> Void
  ) {
    let began = MonotonicTime.now
    let isTaken = host.ask(parsed.request) { [self] answer in
      metrics.observe(.request(parsed.request.kind), seconds: MonotonicTime.now.seconds(since: began))
      if answer.isWrongCredentials { _ = failures.admits(address) }
      reply { [self] in respond(answer, parsed, remembers) }
    }
    guard !isTaken else { return }
    metrics.count(.requestsRefused)
    reply { [self] in respond(.failure(.busyPleaseTryAgain, detail: ""), parsed, remembers) }
  }

  private func parse(_ request: WireRequest, _ remembers: Bool) -> WireParsing {
    let now = Self.now
    guard remembers else {
      var wire = stateless
      return wire.parse(request, at: now)
    }
    return wire.withLock { $0.parse(request, at: now) }
  }

  private func respond(_ answer: ServiceAnswer, _ parsed: ParsedRequest, _ remembers: Bool) -> HTTPResponse {
    let now = Self.now
    guard remembers else {
      var wire = stateless
      return HTTPResponse(wire.response(answer, for: parsed, at: now))
    }
    return HTTPResponse(wire.withLock { $0.response(answer, for: parsed, at: now) })
  }

  private func cluster(of request: HTTPRequest) -> String? {
    guard case .peers(let find) = audience, let certificate = request.certificate else { return nil }
    return find(certificate)
  }

  /// Other clusters come their own way, and clients do not come theirs.
  private func isAllowed(_ request: ServiceRequest) -> Bool {
    let isPeer = if case .peer = request { true } else { false }
    return switch audience {
    case .clients: !isPeer
    case .peers: isPeer
    }
  }

  private func admits(_ request: ServiceRequest, from address: String) -> Bool {
    // Other clusters have shown their certificates, and speak for many users.
    if case .peers = audience { return true }
    guard addresses.admits(address) else { return false }
    guard !request.hasCredentials || failures.admits(address, takesToken: false) else { return false }
    return request.credentialOwner.map { users.admits($0) } ?? true
  }

  private static var now: Int { Int(truncatingIfNeeded: MonotonicTime.now.nanoseconds / 1_000_000_000) }
}

extension WireRequest {
  /// The request as it came.
  fileprivate init(_ request: HTTPRequest, verifiedCluster: String?) {
    let parts = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.init(request.method, parts.first.map(String.init) ?? "/")
    query = parts.count > 1 ? Array(parts[1].utf8) : []
    headers = request.headers.map { Header($0.name, $0.value) }
    body = request.body
    peerAddress = request.address
    isTLS = request.isTLS
    self.verifiedCluster = verifiedCluster
  }
}

extension HTTPResponse {
  /// The response; the server leaves the body of an answer to HEAD out.
  fileprivate init(_ response: WireResponse) {
    self.init(
      status: response.status, headers: response.headers.map { (name: $0.name, value: $0.value) }, body: response.body)
  }
}
