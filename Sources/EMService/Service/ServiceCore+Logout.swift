import EMBundle

/// Logouts, from whatever side.
extension ServiceCore {
  /// Logs out whoever is on a phone; an administrator also a user of the cluster on another cluster's phone.
  mutating func logout(_ call: LogoutCall, _ conversation: Conversation) -> Progress {
    let authority = authority(of: call.caller, conversation)
    if case .unknown(let question) = authority { return .verify(question) }
    if case .refused(let error, let detail) = authority { return refuse(call, error, detail) }
    let name = phoneName(call.device)
    let session = name.flatMap { state.session(on: $0) }
    if case .user(let own) = authority, let session, session.user != own || session.home != cluster.handle {
      return refuse(call, .userLacksApplicationProxyRights, "'\(own)' may log out nobody else")
    }
    if name == nil, call.caller == .administrator, let session = sessionAbroad(on: call.device) {
      endAbroad(session, .administrator)
      counters.logoutsSuccessful += 1
      return .answer(.loggedOut([session.device]))
    }
    state.requestsInProgress = inProgress(beside: conversation.ticket)
    let result = context().logout(
      device: name ?? call.device, origin: call.caller == .phone ? .servicesButton : .api,
      from: sender(call.sender, call.caller), &state)
    state.requestsInProgress = 0
    guard let ended = result.session else {
      return refuse(call, result.error ?? .noUserLoggedIn, "nobody is logged out on '\(call.device)'")
    }
    for effect in result.effects { enqueue(effect) }
    counters.logoutsSuccessful += 1
    if let address = call.sender.address, cluster.parameters.validatesAddress {
      addresses.trust(address, size: cluster.parameters.cacheSize)
    }
    report(ended, call.caller == .phone ? .user : .administrator)
    return .answer(.loggedOut([ended.device]))
  }

  /// Logs out everybody on the cluster's phones.
  mutating func logoutAll(_ caller: Caller, _ conversation: Conversation) -> Progress {
    switch authority(of: caller, conversation) {
    case .unknown(let question): return .verify(question)
    case .refused(let error, let detail): return .answer(.failure(error, detail: detail))
    case .user(let own):
      return .answer(.failure(.userLacksApplicationProxyRights, detail: "'\(own)' may log out nobody else"))
    case .all, .phone: break
    }
    let sessions = state.sessionsHere
    for session in sessions { endHere(session, .administrator) }
    counters.logoutsSuccessful += sessions.count
    return .answer(.loggedOut(sessions.map(\.device)))
  }

  private mutating func refuse(_ call: LogoutCall, _ error: PhoneError, _ detail: String) -> Progress {
    log(.info, "logout refused", ["device": call.device, "code": "\(error.rawValue)", "detail": detail])
    return .answer(.failure(error, detail: detail))
  }

  /// Forgets another cluster's user on a phone of the cluster, and tells nobody.
  ///
  /// That is what the Log Out button of the visiting cluster's administration does: the phone stays at home until the
  /// home cluster logs it out (Seeds 000). `logout` by an administrator logs out on both sides.
  package mutating func forgetVisitor(on device: String, at now: Int) -> ServiceReaction {
    react(at: now) { core in
      guard let name = core.phoneName(device), let session = core.state.session(on: name),
        session.home != core.cluster.handle
      else { return }
      core.state.apply(.endHere(device: name))
      core.log(.warning, "visitor forgotten", ["device": name, "user": session.user, "home": session.home])
    }
  }

  // MARK: Ends of sessions

  /// Ends a session on a phone of the cluster, and tells the user's cluster.
  mutating func endHere(_ session: LoginSession, _ reason: LogoutReason) {
    state.apply(.endHere(device: session.device))
    if session.home != cluster.handle, reason != .peer, reason != .expired {
      enqueue(.end(device: session.device, visiting: cluster.handle, at: session.home))
    }
    report(session, reason)
  }

  /// Ends a session of a user of the cluster abroad, and tells the phone's cluster.
  mutating func endAbroad(_ session: LoginSession, _ reason: LogoutReason) {
    guard let number = session.baseDevice else { return }
    state.apply(.endAbroad(baseDevice: number))
    if reason != .peer, reason != .expired {
      enqueue(.end(device: session.device, visiting: session.visiting, at: session.visiting))
    }
    logEnd(session, reason)
  }

  /// Tells phone and log of a session that ended on a phone of the cluster.
  mutating func report(_ session: LoginSession, _ reason: LogoutReason) {
    putLater(loggedOut(session, reason))
    logEnd(session, reason)
  }

  /// Writes a line about a session that ended.
  mutating func logEnd(_ session: LoginSession, _ reason: LogoutReason) {
    log(
      .info, "logout",
      [
        "device": session.device, "user": session.user, "home": session.home, "visiting": session.visiting,
        "reason": reason.rawValue,
      ])
  }

  /// What becomes of the phone; call logs are cleared after EMCC, else at logouts at the phone only (Seeds 002).
  func loggedOut(_ session: LoginSession, _ reason: LogoutReason) -> ServiceOutput {
    let clears = session.kind == .emcc || cluster.parameters.clearsCallLogs && reason == .user
    return .device(
      .loggedOut(
        session, logoutProfile: cluster.phones[session.device]?.logoutProfile, clearsCallLogs: clears, reason: reason))
  }

  /// The session of a user of the cluster on a phone of another cluster, by device name alone.
  func sessionAbroad(on device: String) -> LoginSession? {
    for peer in configuration.deployment.clusters {
      for name in [device, device.uppercased()] {
        if let session = state.session(on: name, of: peer.handle) { return session }
      }
    }
    return nil
  }
}
