import EMBundle

extension HomeService {
  /// Logs a user in on a phone of another cluster, or not; changes the state only where it does.
  package func login(_ request: HomeLoginRequest, _ state: inout ServiceState) -> HomeLoginReply {
    var log = GateLog(cluster.handle, .home)
    let isSecure: Bool
    switch checkSecurity(request, &log) {
    case .failed(let error): return HomeLoginReply(.failure(error), records: log.records)
    case .secure(let secure): isSecure = secure
    }
    if let error = checkUser(request, &log) ?? checkResources(request, state, &log) {
      return HomeLoginReply(.failure(error), records: log.records)
    }
    let others = log.judge(
      .homeMultipleLogin,
      MultipleLogins(request.user, .emcc, on: request.device, of: request.visiting, in: cluster, state),
      user: request.user)
    if let error = others.error { return HomeLoginReply(.failure(error), records: log.records) }
    guard let profile = cluster.deviceProfiles[request.profile],
      let number = state.freeBaseDevice(of: cluster.baseDevices.count)
    else { return HomeLoginReply(.failure(.deviceProfileNotFound), records: log.records) }
    var effects: [LoginEffect] = []
    for session in others.ended {
      state.end(device: session.device, of: session.visiting)
      if session.visiting != cluster.handle {
        effects.append(.end(device: session.device, visiting: session.visiting, at: session.visiting))
      }
    }
    // What is left over of an earlier session on the phone.
    state.end(device: request.device, of: request.visiting)
    let limit = cluster.parameters.interclusterMaximumLoginTime
    let session = LoginSession(
      device: request.device, visiting: request.visiting, user: request.user, home: cluster.handle,
      profile: profile.name, kind: .emcc, baseDevice: number, since: context.now,
      until: limit > 0 ? LoginSession.end(after: limit, from: context.now) : nil)
    var after = phone(request, with: profile, session, isSecure, &log)
    after.loggedOut = others.ended
    after.doNotDisturb = state.quietProfiles.contains(profile.name)
    state.beginAbroad(session)
    return HomeLoginReply(.accepted(after), records: log.records, effects: effects)
  }

  /// What was answered to a login that succeeded, for a visited cluster that asks again.
  func answerAgain(
    _ request: HomeLoginRequest, _ session: LoginSession, _ state: ServiceState
  ) -> HomeLoginReply {
    var log = GateLog(cluster.handle, .home)
    guard case .secure(let isSecure) = checkSecurity(request, &log),
      let profile = cluster.deviceProfiles[session.profile]
    else { return HomeLoginReply(.failure(.deviceProfileNotFound), records: log.records) }
    var after = phone(request, with: profile, session, isSecure, &log)
    after.doNotDisturb = state.quietProfiles.contains(profile.name)
    return HomeLoginReply(.accepted(after), records: log.records)
  }

  private func phone(
    _ request: HomeLoginRequest, with profile: RuntimeDeviceProfile, _ session: LoginSession, _ isSecure: Bool,
    _ log: inout GateLog
  ) -> PhoneAfterLogin {
    let (pool, reason, notes) = choosePool(request, &log)
    var after = cluster.visitor(with: profile, pool: pool, reason, session)
    after.isSecure = isSecure
    after.notes = notes + after.notes
    return after
  }

  private enum Security {
    case secure(Bool)
    case failed(PhoneError)
  }

  /// Tables 6 to 8 (Seeds 000).
  ///
  /// What a phone shows where they say "not supported" is not documented; 45 is inferred.
  private func checkSecurity(_ request: HomeLoginRequest, _ log: inout GateLog) -> Security {
    let home = cluster.securitySide
    let visiting = SecurityMatrix.Side(
      version: request.visitingVersion.map { SecurityMatrix.VersionClass($0) ?? .eight } ?? .nineOrLater,
      mode: request.visitingSecurityMode)
    let outcome = SecurityMatrix.outcome(home: home, visiting: visiting, isPhoneSecure: request.isPhoneSecure)
    let isMode = outcome.phoneError == .remoteClusterSecurityModeNotSupported
    let visited = ConfigurationItem(request.visiting, .phone(request.device), "securityProfile")
    let phone = request.isPhoneSecure ? "secure" : "nonsecure"
    let text =
      "a \(phone) phone of \(request.visiting) (\(HomeService.text(visiting))) and \(cluster.handle) "
      + "(\(HomeService.text(home)))"
    switch outcome.status {
    case .secureSession, .nonSecureSession:
      let session = outcome.status == .secureSession ? "a secure session" : "a nonsecure session"
      let inferred = outcome.isListed ? "" : ", which no table lists"
      log.pass(.securityModes, "\(session): \(text)\(inferred)", log.item(.cluster, "securityMode"))
      return .secure(outcome.status == .secureSession)
    case .fails, .unsupported:
      return .failed(
        log.fail(
          .securityModes, outcome.phoneError ?? .remoteClusterVersionNotSupported, "\(text) do not go together",
          isMode ? log.item(.cluster, "securityMode") : visited))
    }
  }

  private static func text(_ side: SecurityMatrix.Side) -> String {
    (side.version == .eight ? "8.x" : "9.x or later") + ", " + (side.mode == .mixed ? "mixed" : "nonsecure")
  }

  /// The user may have changed since the check.
  private func checkUser(_ request: HomeLoginRequest, _ log: inout GateLog) -> PhoneError? {
    let verdict = context.verify(request.user, request.pin)
    if let error = log.checkPIN(.pinAgain, request.user, verdict, else: .emccAuthenticationError) { return error }
    guard request.supportsEMCC else {
      return log.fail(
        .homePolicy, .deviceDoesNotSupportEMCC32, "'\(request.device)' does not support EMCC",
        ConfigurationItem(request.visiting, .phone(request.device), "model"))
    }
    let user = cluster.users[request.user]
    return log.check(
      .homePolicy, user?.isEMCCEnabled ?? false, else: .emccNotAllowed, log.item(.user(request.user), "emcc"),
      passed: "\(cluster.handle) allows '\(request.user)' EMCC",
      failed: "\(cluster.handle) does not allow '\(request.user)' EMCC any more")
  }

  private func checkResources(
    _ request: HomeLoginRequest, _ state: ServiceState, _ log: inout GateLog
  ) -> PhoneError? {
    let base = cluster.baseDevices
    let free = state.freeBaseDevice(of: base.count)
    return log.check(
      .deviceNameAtHome, cluster.phones[request.device] == nil, else: .duplicateDeviceName,
      log.item(.phone(request.device)), passed: "\(cluster.handle) has no phone '\(request.device)'",
      failed: "\(cluster.handle) has a phone '\(request.device)' too")
      ?? log.check(
        .baseDevice, free != nil, else: .noFreeBaseDevice, log.item(.baseDevices, "count"),
        passed: "EMCC\(free ?? 0) of \(base.count)",
        failed: base.count == 0
          ? "\(cluster.handle) has no EMCC base devices" : "all \(base.count) of \(cluster.handle) are in use")
      ?? log.check(
        .baseDeviceSecurity, !base.isSecure, else: .deviceSecurityModeError, log.item(.baseDevices, "template"),
        passed: "the base devices are nonsecure", failed: "the base devices have a secure profile") ?? checkTFTP(&log)
  }

  /// Error 39 where the default server is unset, or one of the two runs no TFTP service (Seeds 000 table 2).
  private func checkTFTP(_ log: inout GateLog) -> PhoneError? {
    let features = cluster.features
    guard let server = features.defaultTFTPServer else {
      return log.fail(
        .tftp, .configurationIssue, "the EMCC feature configuration of \(cluster.handle) names no TFTP server",
        log.item(.featureConfiguration, "defaultTftpServer"))
    }
    for (name, field) in [(server, "defaultTftpServer"), (features.backupTFTPServer, "backupTftpServer")] {
      guard let node = name.flatMap({ cluster.nodes[$0] }), !node.runsTFTP else { continue }
      return log.fail(
        .tftp, .configurationIssue, "node '\(node.name)' of \(cluster.handle) does not run Cisco Tftp",
        log.item(.featureConfiguration, field))
    }
    log.pass(.tftp, "'\(server)' of \(cluster.handle)", log.item(.featureConfiguration, "defaultTftpServer"))
    return nil
  }

  private func choosePool(
    _ request: HomeLoginRequest, _ log: inout GateLog
  ) -> (pool: String?, reason: String, notes: [String]) {
    let filter = cluster.features.geolocationFilter?.name
    let filterItem = log.item(.featureConfiguration, "geolocationFilter")
    switch context.pools.choose(for: request.geolocation) {
    case .pool(let name):
      let reason = "it fits geolocation '\(request.geolocation?.name ?? "")' through filter '\(filter ?? "")'"
      log.pass(.roamingPool, "'\(name)': \(reason)", log.item(.devicePool(name), "geolocation"))
      return (name, reason, [])
    case .tie(let names):
      let list = names.map { "'\($0)'" }.joined(separator: ", ")
      let note =
        "\(list) fit geolocation '\(request.geolocation?.name ?? "")' equally well through filter '\(filter ?? "")': "
        + "which one Unified CM takes is not documented"
      log.pass(.roamingPool, note, filterItem)
      return (names.first, "the first by name of \(names.count) that fit equally well", [note])
    case .template(let why):
      let pool = cluster.baseDevices.templateDevicePool
      let text = pool.map { "'\($0)' of the EMCC template" } ?? "none: there is no EMCC template"
      log.pass(.roamingPool, "\(text): \(why)", filter == nil ? filterItem : log.item(.baseDevices, "template"))
      return (pool, "that of the EMCC template: \(why)", [why])
    }
  }
}
