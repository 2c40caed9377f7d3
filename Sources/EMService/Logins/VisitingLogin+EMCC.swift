import EMBundle

/// Users of other clusters.
extension VisitingLogin {
  /// What the visited cluster can tell before it asks others.
  mutating func checkEMCC(_ phone: RuntimePhone) -> PhoneError? {
    let handle = cluster.handle
    let service = request.service
    let asks = service?.asksOtherClusters ?? false
    let services = cluster.interclusterServices
    let isProxyRefused =
      request.sender.isBehindProxy && cluster.parameters.validatesAddress && !cluster.parameters.allowsProxyForEMCC
    let remotes = cluster.remoteClusters.filter(\.offersEMCC)
    let knowsNone = cluster.remoteClusters.isEmpty
    let serviceItem = service.map { log.item(.phoneService($0.name), "emcc") }
    return log.check(
      .otherClusters, asks, else: .userDoesNotExist, serviceItem,
      passed: "service '\(service?.name ?? "")' has EMCC=#EMCC#",
      failed: service.map { "service '\($0.name)' is for users of \(handle) only" }
        ?? "the request is for users of \(handle) only")
      ?? log.check(
        .deviceSupport, phone.supportsEMCC, else: .deviceDoesNotSupportEMCC, log.item(.phone(phone.name), "model"),
        passed: "\(phone.model.name) supports EMCC", failed: "\(phone.model.name) does not support EMCC")
      ?? log.check(
        .emccActive, services.isEMCCActive, else: .authenticationError,
        log.item(.interclusterServiceProfile, "emcc.active"), passed: "EMCC is active in \(handle)",
        failed: "EMCC is not active in the intercluster service profile of \(handle)")
      ?? log.check(
        .pstnAccess, services.isPSTNAccessActive, else: .emccNotActivated,
        log.item(.interclusterServiceProfile, "pstnAccess.active"), passed: "PSTN access is active in \(handle)",
        failed: "PSTN access is not active in the intercluster service profile of \(handle)")
      ?? log.check(
        .emccProxy, !isProxyRefused, else: .proxyNotAllowed, log.item(.serviceParameters, "emccAllowProxy"),
        passed: request.sender.isBehindProxy ? "the proxy is allowed" : "no proxy",
        failed: "the request came through a proxy, and EMCC Allow Proxy is off")
      ?? log.check(
        .remoteClusters, !remotes.isEmpty, else: .noRemoteCluster, log.item(.remoteClusters),
        passed: remotes.map { $0.peer ?? $0.clusterID }.joined(separator: ", "),
        failed: knowsNone ? "\(handle) knows no remote cluster" : "no remote cluster of \(handle) has EMCC on")
  }
}

/// The search for the home cluster: the one that answers for the user.
///
/// Of several the first answer counts (inferred), one that knows the user before one that refuses; where nobody does,
/// an obstacle is shown before "no such user" (inferred).
struct HomeSearch {
  /// What comes out.
  enum Result {
    /// A cluster answers for the user.
    case found(RuntimeRemoteCluster, user: String, profiles: [String])
    /// Only a cluster that somebody else runs could.
    case external(String)
    /// Nobody does, or the home cluster refuses.
    case failed(PhoneError)
  }

  private let requests: [CheckUserRequest]
  /// Replies in the order in which they came.
  private let replies: [(remote: RuntimeRemoteCluster, reply: CheckUserReply)]

  init(_ requests: [CheckUserRequest], _ replies: [(request: Int, reply: CheckUserReply)]) {
    self.requests = requests
    var all: [(remote: RuntimeRemoteCluster, reply: CheckUserReply)] = []
    for (index, reply) in replies where requests.indices.contains(index) { all.append((requests[index].to, reply)) }
    for (index, request) in requests.enumerated() where !replies.contains(where: { $0.request == index }) {
      all.append((request.to, CheckUserReply(.obstacle(.silent))))
    }
    self.replies = all
  }

  /// What comes out, noted in a log.
  func result(_ user: String, _ log: inout GateLog) -> Result {
    var known: [(remote: RuntimeRemoteCluster, user: String, profiles: [String], records: [GateRecord])] = []
    for (remote, reply) in replies {
      if case .exists(let id, let profiles) = reply.answer { known.append((remote, id, profiles, reply.records)) }
    }
    if let home = known.first {
      let others = known.dropFirst().map { name($0.remote) }
      let also = others.isEmpty ? "" : "; \(others.joined(separator: ", ")) too: the first answer counts"
      log.pass(.findHome, "\(name(home.remote)) answers for '\(user)'\(also)", item(home.remote, log))
      log.append(home.records)
      return .found(home.remote, user: home.user, profiles: home.profiles)
    }
    if let refusal = firstRefusal(isParsing: false) { return refuse(refusal, user, &log) }
    for (remote, reply) in replies {
      guard reply.answer == .notSimulated else { continue }
      log.pass(.findHome, "only \(name(remote)) could answer, which somebody else runs", item(remote, log))
      return .external(name(remote))
    }
    if let failed = firstObstacle(&log) { return .failed(failed) }
    if let refusal = firstRefusal(isParsing: true) { return refuse(refusal, user, &log) }
    let names = replies.map { name($0.remote) }.joined(separator: ", ")
    return .failed(
      log.fail(.findHome, .userDoesNotExist, "none of \(names) has a user '\(user)'", log.item(.remoteClusters)))
  }

  private typealias Refusal = (remote: RuntimeRemoteCluster, error: PhoneError, records: [GateRecord])

  /// A request that cannot be read says nothing about the user: it counts last.
  private func firstRefusal(isParsing: Bool) -> Refusal? {
    for (remote, reply) in replies {
      guard case .failure(let error) = reply.answer, (error == .parsingError) == isParsing else { continue }
      return (remote, error, reply.records)
    }
    return nil
  }

  private func refuse(_ refusal: Refusal, _ user: String, _ log: inout GateLog) -> Result {
    log.pass(.findHome, "\(name(refusal.remote)) answers", item(refusal.remote, log))
    log.append(refusal.records)
    return .failed(refusal.error)
  }

  /// What hinders a connection counts before silence.
  private func firstObstacle(_ log: inout GateLog) -> PhoneError? {
    for obstacle in [Obstacle.disconnected, .untrusted, .updateRefused, .silent] {
      guard let (remote, _) = replies.first(where: { $0.reply.answer == .obstacle(obstacle) }) else { continue }
      return log.fail(
        .findHome, obstacle.error, "nobody answers for the user, and \(name(remote)) \(obstacle.text)",
        item(remote, log))
    }
    return nil
  }

  private func name(_ remote: RuntimeRemoteCluster) -> String { remote.peer ?? "'\(remote.clusterID)'" }

  private func item(_ remote: RuntimeRemoteCluster, _ log: GateLog) -> ConfigurationItem {
    log.item(remote.peer.map { .remoteCluster($0) } ?? .remoteClusters)
  }
}
