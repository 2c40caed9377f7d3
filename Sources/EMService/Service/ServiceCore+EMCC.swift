import EMBundle

/// Logins of other clusters' users: what the cluster of the phone asks.
///
/// A login that the home cluster was asked for is taken back by a message of the outbox, which is durable before the
/// question goes out and is dropped together with the begin of the session: whatever is lost on the way, and whoever
/// stops in between, no base device stays taken for a phone that does not know of it.
extension ServiceCore {
  /// Asks remote clusters whose user it is.
  mutating func find(
    _ requests: [CheckUserRequest], _ call: LoginCall, _ conversation: inout Conversation
  ) -> Progress {
    var replies: [(request: Int, reply: CheckUserReply)] = []
    for (index, request) in requests.enumerated() {
      guard let peer = reachablePeer(request.to) else {
        replies.append((index, CheckUserReply(.obstacle(.disconnected))))
        continue
      }
      if let obstacle = remotes[peer]?.obstacle {
        replies.append((index, CheckUserReply(.obstacle(obstacle))))
        continue
      }
      guard patience.mayAsk(peer, at: now) else {
        replies.append((index, CheckUserReply(.obstacle(.silent))))
        continue
      }
      let ticket = ticket(for: .checkUser(request: index, peer: peer, of: conversation.ticket))
      put(.ask(peer: peer, .checkUser(request), ticket))
    }
    conversation.stage = .finding(replies, missing: requests.count - replies.count)
    return replies.count < requests.count ? .wait : goOnFinding(replies, call, &conversation)
  }

  /// A remote cluster has said whether it is its user, or has not.
  mutating func found(
    _ request: Int, _ answer: Result<PeerAnswer, PeerObstacle>, from peer: String, _ client: Ticket
  ) {
    guard var conversation = conversations[client], case .login(let call) = conversation.request,
      case .finding(var replies, let missing)? = conversation.stage
    else { return }
    let reply: CheckUserReply =
      switch answer {
      case .success(.checkUser(let reply)): reply
      case .success(.failure(let error)): CheckUserReply(.failure(error))
      case .success: CheckUserReply(.failure(.parsingError))
      case .failure(let obstacle): CheckUserReply(.obstacle(obstacle))
      }
    if reply.answer == .failure(.pinChangeRequired) { expectPINChange(on: call.device, at: peer) }
    replies.append((request, reply))
    conversation.stage = .finding(replies, missing: missing - 1)
    // The first cluster that knows the user counts; the others need not be waited for.
    if case .exists = reply.answer {
    } else if missing > 1 {
      return keep(conversation)
    }
    let progress = goOnFinding(replies, call, &conversation)
    settle(conversation, progress)
  }

  private mutating func goOnFinding(
    _ replies: [(request: Int, reply: CheckUserReply)], _ call: LoginCall, _ conversation: inout Conversation
  ) -> Progress {
    guard var machine = conversation.login else { return .answer(.failure(.unknownError, detail: "")) }
    machine.context = context()
    let step = machine.resume(withReplies: replies, &state)
    state.requestsInProgress = 0
    conversation.login = machine
    return go(on: step, call, &conversation)
  }

  /// Asks the home cluster to log the user in, once it knows what happened on the phone before.
  mutating func askHome(
    _ request: HomeLoginRequest, _ call: LoginCall, _ conversation: inout Conversation
  ) -> Progress {
    // The home cluster would end the session of whoever came while the remote clusters were asked.
    guard state.session(on: request.device) == nil else {
      return finish(LoginResult(outcome: .failure(.anotherUserLoggedIn), records: []), call, conversation)
    }
    guard let peer = reachablePeer(request.to), !reserved.contains(request.device) else {
      return finish(LoginResult(outcome: .failure(.busyPleaseTryAgain), records: []), call, conversation)
    }
    let phone = ServiceState.Phone(device: request.device, visiting: cluster.handle)
    let pending = state.pendingEnds(of: phone.device, visiting: phone.visiting, at: peer)
    reserved.insert(request.device)
    guard pending.isEmpty else {
      conversation.stage = .flushing(request, peer: peer)
      flushing[phone] = conversation.ticket
      courier.hurry(peer)
      return .wait
    }
    let id = messageID()
    // The courier gets it where the login does not succeed; after a crash the outbox still has it.
    state.apply(
      .enqueue(
        OutboxMessage(
          id: id.cancellation, peer: peer,
          effect: .end(device: request.device, visiting: cluster.handle, at: peer))))
    let ticket = ticket(for: .homeLogin(peer: peer, of: conversation.ticket))
    put(.ask(peer: peer, .homeLogin(request, id: id.text), ticket))
    conversation.stage = .loggingIn(peer: peer, cancellation: id.cancellation)
    return .wait
  }

  /// Goes on with a login that waited until the home cluster knew what happened before; `isKnown` is false where the
  /// home cluster does not answer.
  mutating func flushed(_ phone: ServiceState.Phone, isKnown: Bool) {
    guard let client = flushing[phone], var conversation = conversations[client],
      case .login(let call) = conversation.request, case .flushing(let request, let peer)? = conversation.stage
    else { return }
    if isKnown {
      guard state.pendingEnds(of: phone.device, visiting: phone.visiting, at: peer).isEmpty else { return }
    }
    flushing[phone] = nil
    reserved.remove(phone.device)
    guard isKnown else {
      let result = LoginResult(outcome: .failure(.noResponseFromRemoteHost), records: [])
      return settle(conversation, finish(result, call, conversation))
    }
    let progress = askHome(request, call, &conversation)
    settle(conversation, progress)
  }

  /// Ends the logins that wait until clusters know what happened before, where it is in vain.
  mutating func stopFlushing(_ isInVain: (String) -> Bool) {
    let phones = flushing.filter { _, client in
      guard case .flushing(_, let peer)? = conversations[client]?.stage else { return true }
      return isInVain(peer)
    }
    for phone in phones.keys.sorted(by: { $0.device < $1.device }) { flushed(phone, isKnown: false) }
  }

  /// The home cluster has logged the user in, or has not, or nobody knows.
  mutating func loggedInAtHome(_ answer: Result<PeerAnswer, PeerObstacle>, _ client: Ticket) {
    guard var conversation = conversations[client], case .login(let call) = conversation.request,
      case .loggingIn(let peer, let cancellation)? = conversation.stage, var machine = conversation.login
    else { return }
    let reply: HomeLoginReply? =
      switch answer {
      case .success(.homeLogin(let reply)): reply
      case .success(.failure(let error)): HomeLoginReply(.failure(error), records: [])
      default: nil
      }
    machine.context = context()
    let step = machine.resume(with: reply.map { checked($0, machine, peer) }, &state)
    state.requestsInProgress = 0
    reserved.remove(machine.request.device)
    overtaken[machine.request.device] = nil
    if case .done(let result) = step, case .success = result.outcome {
      state.apply(.dequeue(id: cancellation))
    } else {
      courier.add(cancellation, to: peer)
    }
    let progress = go(on: step, call, &conversation)
    settle(conversation, progress)
  }

  /// A home cluster can say nothing of a phone or a cluster but those that it was asked for.
  private func checked(_ reply: HomeLoginReply, _ machine: VisitingLogin, _ peer: String) -> HomeLoginReply {
    var reply = reply
    reply.effects = []
    guard case .accepted(let after) = reply.answer else { return reply }
    let session = after.session
    guard session.device == machine.request.device, session.visiting == cluster.handle, session.home == peer else {
      return HomeLoginReply(.failure(.parsingError), records: reply.records)
    }
    if let end = overtaken[session.device], end.peer == peer, session.since <= end.time {
      return HomeLoginReply(.failure(.userLoggedInElsewhere), records: reply.records)
    }
    return reply
  }

  /// Handle of a remote cluster that a service of the deployment may run; nil where there is none.
  func reachablePeer(_ remote: RuntimeRemoteCluster) -> String? {
    guard let peer = remote.peer, configuration.deployment.clusters[peer]?.isExternal == false else { return nil }
    return peer
  }
}
