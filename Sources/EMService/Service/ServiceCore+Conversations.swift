import EMBundle

/// Conversations with clients and other clusters, from a request to its answer.
extension ServiceCore {
  /// Begins a conversation.
  mutating func begin(_ conversation: Conversation) {
    if conversation.isCounted { counters.requestsAttempted += 1 }
    if case .peer = conversation.request { counters.emccMessages += 1 }
    advance(conversation)
  }

  /// Goes on with a conversation as far as possible.
  mutating func advance(_ conversation: Conversation) {
    var conversation = conversation
    while true {
      let start = state.recorded
      let progress = proceed(&conversation)
      if case .verify(let question) = progress {
        state.rollBack(to: start)
        if let known = credentials.verdict(on: question, at: now) {
          conversation.verdicts.append((question, known))
          continue
        }
      }
      return settle(conversation, progress)
    }
  }

  /// Keeps a conversation that is not over, or answers.
  mutating func settle(_ conversation: Conversation, _ progress: Progress) {
    switch progress {
    case .answer(let answer):
      forget(conversation.ticket)
      if !conversation.isOfPeer { counters.requestsHandled += 1 }
      if answer.error == .busyPleaseTryAgain, conversation.isCounted { counters.requestsThrottled += 1 }
      put(.answer(answer, conversation.ticket))
    case .verify(let question):
      keep(conversation)
      ask(question, for: conversation.ticket)
    case .change(let change):
      keep(conversation)
      let ticket = ticket(for: .pinChange(user: change.user, of: conversation.ticket))
      put(.changePIN(change, ticket))
    case .wait: keep(conversation)
    }
  }

  /// Has a question answered; equal ones that are in flight are asked once, or a thousand requests of an application
  /// would all look at its password when the cache has forgotten it.
  private mutating func ask(_ question: CredentialQuestion, for client: Ticket) {
    guard joined[question]?.append(client) == nil else { return }
    if question.isShared { joined[question] = [] }
    put(.verify(question, ticket(for: .verdict(question, of: client))))
  }

  /// Keeps a conversation.
  mutating func keep(_ conversation: Conversation) {
    if conversations.updateValue(conversation, forKey: conversation.ticket) == nil, conversation.isLimited {
      inProgress += 1
    }
  }

  /// Forgets a conversation; nil where it is not there.
  @discardableResult
  mutating func forget(_ ticket: Ticket) -> Conversation? {
    guard let conversation = conversations.removeValue(forKey: ticket) else { return nil }
    if conversation.isLimited { inProgress -= 1 }
    return conversation
  }

  /// Logins and logouts in progress beside one.
  func inProgress(beside ticket: Ticket) -> Int {
    inProgress - (conversations[ticket]?.isLimited == true ? 1 : 0)
  }

  // MARK: What comes back

  mutating func verified(_ verdict: CredentialVerdict, _ ticket: Ticket) {
    guard case .verdict(let question, let client)? = waiting.removeValue(forKey: ticket) else { return }
    credentials.note(verdict, on: question, at: now)
    for client in [client] + (joined.removeValue(forKey: question) ?? []) {
      guard var conversation = conversations[client] else { continue }
      conversation.verdicts.append((question, verdict))
      advance(conversation)
    }
  }

  mutating func pinChanged(_ result: PINChangeResult, _ ticket: Ticket) {
    guard case .pinChange(let user, let client)? = waiting.removeValue(forKey: ticket) else { return }
    if result == .changed || result == .locked { credentials.forget(user: user) }
    log(.info, "pin", ["user": userName(user) ?? "", "result": result.rawValue])
    guard var conversation = conversations[client] else { return }
    conversation.pinChange = result
    advance(conversation)
  }

  mutating func answered(_ answer: Result<PeerAnswer, PeerObstacle>, _ ticket: Ticket) {
    guard let purpose = waiting.removeValue(forKey: ticket) else { return }
    switch purpose {
    case .checkUser(let request, let peer, let client):
      hear(from: peer, answer)
      found(request, answer, from: peer, client)
    case .homeLogin(let peer, let client):
      hear(from: peer, answer)
      loggedInAtHome(answer, client)
    case .pinChangeAbroad(let device, let peer, let client):
      hear(from: peer, answer)
      pinChangedAbroad(device, answer, client)
    case .acknowledgement(let id, let peer): acknowledged(id, peer, answer)
    case .update(let peer): updated(peer, answer)
    case .comparison(let peer, let sessions): compared(sessions, with: peer, answer)
    case .verdict, .pinChange: waiting[ticket] = purpose
    }
  }

  // MARK: What is decided

  private mutating func proceed(_ conversation: inout Conversation) -> Progress {
    switch conversation.request {
    case .login(let call): return login(call, &conversation)
    case .logout(let call): return logout(call, conversation)
    case .logoutAll(let caller): return logoutAll(caller, conversation)
    case .phonePage(let device, let type): return .answer(phonePage(device, type))
    case .changePIN(let change): return changePIN(change, conversation)
    case .doNotDisturb(let device, let isOn): return .answer(doNotDisturb(device, isOn))
    case .peer(let request, let peer): return serve(request, peer, conversation)
    case .deviceUsers, .userDevices, .deviceProfiles, .checkUsers:
      return query(conversation)
    }
  }

  /// Who a caller is, as far as credentials have said (EM API, authentication).
  func authority(of caller: Caller, _ conversation: Conversation) -> Authority {
    switch caller {
    case .phone: return .phone
    case .administrator: return .all
    case .application(let id, let certificate):
      guard !id.isEmpty, !certificate.isEmpty else {
        return .refused(.emccAuthenticationError, "Cannot authorize '\(id)': the name or the password is blank")
      }
      let question = CredentialQuestion.application(id: id, certificate: certificate)
      guard let verdict = conversation.verdict(on: question) else { return .unknown(question) }
      switch verdict {
      case .application(isProxy: true): return .all
      case .application(isProxy: false):
        return .refused(.userLacksApplicationProxyRights, "'\(id)' may not act for others")
      // One that is locked takes as long as one that there is not.
      case .right, .wrong, .locked: return user(id, certificate, conversation)
      case .busy, .unavailable: return refusal(verdict, id)
      }
    }
  }

  /// A user of the cluster may call for itself.
  private func user(_ id: String, _ certificate: String, _ conversation: Conversation) -> Authority {
    let user = userName(id)
    let question = user.map { CredentialQuestion.pin(user: $0, pin: certificate) } ?? .decoy(user: id, pin: certificate)
    guard let verdict = conversation.verdict(on: question) else { return .unknown(question) }
    guard let user, case .right(let mustChange) = verdict else { return refusal(verdict, id) }
    // As at a phone: a PIN that must be changed is good for its change only.
    guard mustChange ?? cluster.users[user]?.mustChangePIN != true else {
      return .refused(.pinChangeRequired, "'\(user)' must change the PIN")
    }
    return .user(user)
  }

  private func refusal(_ verdict: CredentialVerdict, _ id: String) -> Authority {
    switch verdict {
    case .busy: .refused(.busyPleaseTryAgain, "too many credentials are being looked at")
    case .unavailable: .refused(.directoryUserInfoError, "the credentials cannot be read")
    default: .refused(.invalidApplicationUser, "Could not authenticate '\(id)'")
    }
  }
}

extension CredentialQuestion {
  /// True where one look is enough for all who ask the same; a decoy for nobody must take its time for each.
  fileprivate var isShared: Bool { if case .decoy(user: "", _) = self { false } else { true } }
}

extension ServiceAnswer {
  /// The error; nil where there is none.
  var error: PhoneError? {
    if case .failure(let error, _) = self { error } else { nil }
  }
}
