import EMBundle

/// What the cluster of the user answers to the cluster of the phone.
package struct HomeService: Sendable {
  let context: EMServiceContext

  var cluster: RuntimeCluster { context.cluster }

  /// The service of the context's cluster.
  package init(_ context: EMServiceContext) { self.context = context }

  /// Whose user it is; changes nothing.
  package func checkUser(_ request: CheckUserRequest) -> CheckUserReply {
    var log = GateLog(cluster.handle, .home)
    if context.outages.contains(.service) { return CheckUserReply(.obstacle(.silent)) }
    if let type = request.loginType, let version = cluster.version, !LoginTypeMatrix.isUnderstood(by: version) {
      let error = log.fail(
        .homeRequest, .parsingError,
        "\(cluster.handle) (\(version)) cannot read a request with loginType=\(type.text): it is older than 12.0",
        log.item(.cluster, "version"))
      return CheckUserReply(.failure(error), records: log.records)
    }
    let users = context.users(request.user, by: request.loginType).filter(\.isHome)
    guard let user = users.first else { return CheckUserReply(.notHere) }
    log.pass(.homeRequest, "\(cluster.handle) reads the request", log.item(.cluster, "version"))
    let profiles = user.controlledProfiles.filter { cluster.deviceProfiles[$0] != nil }
    if let error = check(users, profiles, request, &log) {
      return CheckUserReply(.failure(error), records: log.records)
    }
    return CheckUserReply(.exists(user: user.id, profiles: profiles), records: log.records)
  }

  private func check(
    _ users: [RuntimeUser], _ profiles: [String], _ request: CheckUserRequest, _ log: inout GateLog
  ) -> PhoneError? {
    let user = users[0]
    let names = users.map { "'\($0.id)'" }.joined(separator: ", ")
    let second = users.dropFirst().first ?? user
    return log.check(
      .homeActive, cluster.interclusterServices.isEMCCActive, else: .authenticationError,
      log.item(.interclusterServiceProfile, "emcc.active"), passed: "EMCC is active in \(cluster.handle)",
      failed: "EMCC is not active in the intercluster service profile of \(cluster.handle)")
      ?? log.check(
        .homeUser, users.count == 1, else: .dnHasMultipleUsers47, log.item(.user(second.id), "primaryExtension"),
        passed: "'\(user.id)' is at home in \(cluster.handle)",
        failed: "'\(request.user)' is the primary extension of \(names)")
      ?? log.check(
        .homeProfile, !profiles.isEmpty, else: .deviceProfileNotFound,
        log.item(.user(user.id), "controlledProfiles"), passed: profiles.map { "'\($0)'" }.joined(separator: ", "),
        failed: "'\(user.id)' controls no device profile")
      ?? checkPIN(user, request, &log) ?? checkVisiting(request, &log)
      ?? log.check(
        .userEnabled, user.isEMCCEnabled, else: .emccNotActivatedForTheUser, log.item(.user(user.id), "emcc"),
        passed: "'\(user.id)' has EMCC", failed: "'\(user.id)' has EMCC off in \(cluster.handle)")
  }

  private func checkPIN(_ user: RuntimeUser, _ request: CheckUserRequest, _ log: inout GateLog) -> PhoneError? {
    let verdict = context.verify(user.id, request.pin)
    return log.checkPIN(.homePIN, user.id, verdict, else: .emccAuthenticationError)
      ?? log.checkPINChange(.homePINChange, user, verdict)
  }

  /// By cluster ID, letter by letter.
  ///
  /// Which of 35, 42 and 44 belongs to which mistake is inferred from their names: an
  /// ID that can be none is 44, one that is somebody else's, or the wrong one of a known cluster, 42, an unknown one 35.
  private func checkVisiting(_ request: CheckUserRequest, _ log: inout GateLog) -> PhoneError? {
    let sent = request.visitingClusterID
    guard HomeService.canBeClusterID(sent) else {
      return log.fail(
        .visitingCluster, .configurationIssue44, "'\(sent)' cannot be a cluster ID",
        ConfigurationItem(request.visiting, .cluster, "clusterId"))
    }
    guard request.to.clusterID == cluster.clusterID else {
      return log.fail(
        .visitingCluster, .invalidClusterID,
        "the request is for cluster ID '\(request.to.clusterID)', \(cluster.handle) has '\(cluster.clusterID)'",
        ConfigurationItem(request.visiting, .remoteCluster(cluster.handle), "clusterId"))
    }
    guard sent != cluster.clusterID else {
      return log.fail(
        .visitingCluster, .invalidClusterID, "both clusters have the ID '\(sent)'", log.item(.cluster, "clusterId"))
    }
    let entry = cluster.remoteClusters.first { $0.clusterID == sent }
    let namesake = cluster.remoteClusters.first { $0.peer == request.visiting }
    guard let found = entry ?? namesake else {
      return log.fail(
        .visitingCluster, .visitingClusterInformationNotInHomeCluster,
        "\(cluster.handle) has no remote cluster with the ID '\(sent)'", log.item(.remoteClusters))
    }
    let item = log.item(.remoteCluster(found.peer ?? request.visiting), "clusterId")
    guard let entry, entry.peer == nil || entry.peer == request.visiting else {
      return log.fail(
        .visitingCluster, .invalidClusterID,
        "\(cluster.handle) has \(found.peer ?? request.visiting) as '\(found.clusterID)', the request comes from "
          + "\(request.visiting) with '\(sent)'", item)
    }
    return log.check(
      .visitingCluster, entry.offersEMCC, else: .visitingClusterInformationNotInHomeCluster,
      log.item(.remoteCluster(entry.peer ?? request.visiting), "services.emcc"),
      passed: "\(cluster.handle) knows '\(sent)'", failed: "\(cluster.handle) has EMCC off for '\(sent)'")
  }

  /// Letters, digits, dots and hyphens (System Configuration Guide 15, remote clusters).
  private static func canBeClusterID(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }
  }
}
