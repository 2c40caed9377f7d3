import EMBundle

/// What the service does for other clusters.
extension ServiceCore {
  /// Serves another cluster.
  mutating func serve(_ request: PeerRequest, _ peer: String, _ conversation: Conversation) -> Progress {
    switch request {
    case .checkUser(let check): return checkUser(check, peer, conversation)
    case .homeLogin(let login, let id): return homeLogin(login, id, peer, conversation)
    case .effect(let effect, let id):
      if !state.isHandled(id, from: peer) { carryOut(effect, MessageID(id), peer) }
      return .answer(.peer(.acknowledged))
    case .update:
      let active = cluster.interclusterServices.isEMCCActive
      return .answer(
        .peer(
          .update(
            RemoteClusterStatus(
              clusterID: cluster.clusterID, version: cluster.version?.description ?? "", isEMCCActive: active))))
    case .changePIN(let change): return changePIN(change, ofVisitor: conversation)
    case .sessions(let devices, let visiting):
      return .answer(.peer(.sessions(sessions(on: devices, of: visiting, sharedWith: peer))))
    }
  }

  private mutating func checkUser(
    _ request: CheckUserRequest, _ peer: String, _ conversation: Conversation
  ) -> Progress {
    guard request.visiting == peer else { return .answer(.peer(.failure(.authenticationError))) }
    let open = OpenQuestion()
    let reply = HomeService(context(conversation.verdicts, open)).checkUser(request)
    if let question = open.question { return .verify(question) }
    // Whether there is such a user shall not show by the time that the answer takes.
    if conversation.verdicts.isEmpty { return .verify(.decoy(user: "", pin: request.pin)) }
    counters.checkUserRequestsHandled += 1
    return .answer(.peer(.checkUser(reply)))
  }

  private mutating func homeLogin(
    _ request: HomeLoginRequest, _ id: String, _ peer: String, _ conversation: Conversation
  ) -> Progress {
    guard request.visiting == peer else { return .answer(.peer(.failure(.authenticationError))) }
    if state.isHandled(id, from: peer) {
      // It came again, or was taken back before it came.
      guard let session = state.session(on: request.device, of: peer), session.user == request.user else {
        return .answer(.peer(.failure(.noResponseFromRemoteHost)))
      }
      return .answer(.peer(.homeLogin(HomeService(context()).answerAgain(request, session, state))))
    }
    // The visited cluster tells an earlier session from this one by the second in which it ended.
    let ends = state.pendingEnds(of: request.device, visiting: peer, at: peer)
    guard !ends.contains(where: { MessageID($0).time >= now }) else {
      return .answer(.peer(.failure(.busyPleaseTryAgain)))
    }
    let open = OpenQuestion()
    var reply = HomeService(context(conversation.verdicts, open)).login(request, &state)
    if let question = open.question { return .verify(question) }
    if case .accepted(let after) = reply.answer {
      state.apply(.handled(id: id, peer: peer, at: now))
      if let number = after.session.baseDevice { schedule.add(after.session, .abroad(baseDevice: number)) }
      for ended in after.loggedOut {
        if ended.visiting == cluster.handle { report(ended, .elsewhere) } else { logEnd(ended, .elsewhere) }
      }
      for effect in reply.effects { enqueue(effect) }
      log(
        .info, "login abroad",
        [
          "device": request.device, "user": request.user, "visiting": peer,
          "baseDevice": "\(after.session.baseDevice ?? 0)",
        ])
    }
    reply.effects = []
    return .answer(.peer(.homeLogin(reply)))
  }

  /// Carries out what another cluster says has happened.
  private mutating func carryOut(_ effect: LoginEffect, _ id: MessageID, _ peer: String) {
    switch effect {
    case .end(let device, let visiting, _):
      if visiting == cluster.handle {
        // The home cluster may speak of an earlier session on the phone.
        if let session = state.session(on: device), session.home == peer, session.since <= id.time {
          endHere(session, .peer)
        }
        // Or of one that has not begun here: its answer was overtaken.
        if reserved.contains(device) { overtaken[device] = (peer, id.time) }
      } else if visiting == peer, let session = state.session(on: device, of: peer) {
        endAbroad(session, .peer)
      }
    case .roamed(let user, _):
      // Nobody else may say where a user is, and only of super users does it matter.
      guard context.roamingPeers.contains(peer), let user = userName(user),
        let own = cluster.users[user], context.isRoamer(own)
      else { break }
      for session in state.sessionsHere(of: user, home: cluster.handle) {
        // Of two logins the later one counts; of two in the same second that of the later handle.
        guard (session.since, cluster.handle) < (id.time, peer) else { continue }
        endHere(session, .elsewhere)
      }
    }
    state.apply(.handled(id: id.text, peer: peer, at: now))
    if let login = id.cancelled { state.apply(.handled(id: login, peer: peer, at: now)) }
  }

  private func sessions(on devices: [String], of visiting: String, sharedWith peer: String) -> [LoginSession] {
    let all = devices.prefix(Upkeep.comparisonSize)
    if visiting == cluster.handle {
      return all.compactMap { state.session(on: $0) }.filter { $0.home == peer }.sorted { $0.device < $1.device }
    }
    guard visiting == peer else { return [] }
    return all.compactMap { state.session(on: $0, of: peer) }.sorted { $0.device < $1.device }
  }
}
