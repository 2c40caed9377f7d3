internal import EMService

/// Answers those who run the service: its health and its numbers.
package final class OperationsFront: HTTPHandler {
  private let host: ServiceHost
  private let metrics: ShellMetrics
  /// Numbers of the servers.
  private let gauges: @Sendable () -> [ServiceCounter]
  /// True where requests are taken.
  private let isReady: @Sendable () -> Bool

  /// Makes the front of a service.
  package init(
    _ host: ServiceHost, metrics: ShellMetrics, isReady: @escaping @Sendable () -> Bool,
    gauges: @escaping @Sendable () -> [ServiceCounter]
  ) {
    self.host = host
    self.metrics = metrics
    self.gauges = gauges
    self.isReady = isReady
  }

  /// Begins to handle a request.
  package func handle(_ request: HTTPRequest) -> HTTPHandling {
    // A page that somebody looks at on this machine must not log phones out.
    guard !Self.isOfPage(request) else { return .now(.text(403, "not for web pages")) }
    let parts = request.target.split(separator: "?", maxSplits: 1).map(String.init)
    let path = parts.first ?? "/"
    switch path {
    case "/metrics" where Self.reads(request), "/healthz" where Self.reads(request),
      "/readyz" where Self.reads(request), "/invariants" where Self.reads(request):
      return look(path)
    case "/registrations" where request.method == "POST":
      guard let device = Self.field("device", parts), let address = Self.field("address", parts) else {
        return .now(.text(400, "device and address are wanted"))
      }
      guard let numeric = canonicalAddress(address) else {
        return .now(.text(400, "'\(address)' is no address of IPv4 or IPv6"))
      }
      return register(device, at: numeric)
    case "/logout" where request.method == "POST":
      guard let device = Self.field("device", parts) else { return .now(.text(400, "device is wanted")) }
      return ask(.logout(LogoutCall(device: device, caller: .administrator)))
    case "/do-not-disturb" where request.method == "POST":
      guard let device = Self.field("device", parts), let state = Self.field("on", parts) else {
        return .now(.text(400, "device and on are wanted"))
      }
      guard let isOn = Bool(state) else { return .now(.text(400, "on must be true or false, not '\(state)'")) }
      return ask(.doNotDisturb(device: device, isOn: isOn))
    case "/metrics", "/healthz", "/readyz", "/invariants", "/registrations", "/logout", "/do-not-disturb":
      return .now(.text(405, "method not allowed"))
    default: return .now(.text(404, "not found"))
    }
  }

  /// True where a web browser asks on behalf of a page: it says so in requests of pages of other origins.
  private static func isOfPage(_ request: HTTPRequest) -> Bool {
    request.headers.contains { field in
      let name = field.name.lowercased()
      return name == "origin" || name == "sec-fetch-site" && field.value != "none"
    }
  }

  private static func reads(_ request: HTTPRequest) -> Bool { ["GET", "HEAD"].contains(request.method) }

  /// A field of the query; names of devices and addresses need no encoding.
  private static func field(_ name: String, _ parts: [String]) -> String? {
    guard parts.count > 1 else { return nil }
    for field in parts[1].split(separator: "&") where field.hasPrefix("\(name)=") {
      let value = String(field.dropFirst(name.count + 1))
      return value.isEmpty ? nil : value
    }
    return nil
  }

  /// Tells the service from where a phone is registered, after asking whether it is one of the cluster.
  private func register(_ device: String, at address: String) -> HTTPHandling {
    ask(.deviceUsers([device], .administrator)) { [host] answer in
      guard case .deviceUsers(let uses) = answer else { return Self.outcome(answer) }
      guard let use = uses.first, use.exists, !use.isEMCC else {
        return .text(400, "the cluster has no phone '\(device)'")
      }
      host.tell(.registered(device: device, address: address))
      return .text(200, "taken")
    }
  }

  /// Asks the service; what it says is in the status and one line.
  private func ask(
    _ request: ServiceRequest, then response: @escaping @Sendable (ServiceAnswer) -> HTTPResponse = outcome
  ) -> HTTPHandling {
    .later { [host] reply in
      let isTaken = host.ask(request) { answer in reply { response(answer) } }
      if !isTaken { reply { .text(503, "too much waits already") } }
    }
  }

  @Sendable private static func outcome(_ answer: ServiceAnswer) -> HTTPResponse {
    switch answer {
    case .failure(let error, let detail): .text(409, "error \(error.rawValue) (\(error.name)): \(detail)")
    default: .text(200, "done")
    }
  }

  /// Looks at the service on its own thread: one that is stuck does not answer.
  private func look(_ path: String) -> HTTPHandling {
    .later { [self] reply in
      let isTaken = host.inspect(isThorough: path == "/invariants") { [self] status in
        let response: HTTPResponse
        switch path {
        case "/metrics":
          let text = metrics.text(
            status.counters + [
              ServiceCounter(
                "em_store_down", "1 while the store does not work.", isGauge: true, status.storeFailure == nil ? 0 : 1)
            ] + gauges())
          let type = "text/plain; version=0.0.4; charset=utf-8"
          response = HTTPResponse(
            status: 200, headers: [(name: "Content-Type", value: type)], body: Array(text.utf8))
        case "/readyz":
          let obstacle = isReady() ? status.storeFailure : "it is about to end"
          response = obstacle.map { .text(503, "not ready: \($0)") } ?? .text(200, "ready")
        case "/invariants":
          let isGood = status.violations.isEmpty
          response = .text(isGood ? 200 : 500, isGood ? "good" : status.violations.joined(separator: "\n"))
        default: response = .text(200, "alive")
        }
        reply { response }
      }
      if !isTaken { reply { .text(503, "not running") } }
    }
  }
}
