import EMBundle

/// Logins at the cluster's phones.
extension ServiceCore {
  /// Logs a user in, or not.
  mutating func login(_ call: LoginCall, _ conversation: inout Conversation) -> Progress {
    var request = loginRequest(call)
    switch authority(of: call.caller, conversation) {
    case .unknown(let question): return .verify(question)
    case .refused(let error, let detail): return refuse(call, error, error, detail)
    case .user(let own) where userName(call.user) != own:
      let error = PhoneError.userLacksApplicationProxyRights
      return refuse(call, error, error, "'\(own)' may log in nobody else")
    case .user, .all: request.isVouched = true
    case .phone: break
    }
    let open = OpenQuestion()
    var machine = VisitingLogin(request, at: context(conversation.verdicts, open))
    state.requestsInProgress = inProgress(beside: conversation.ticket)
    let step = machine.start(&state)
    state.requestsInProgress = 0
    if let question = open.question { return .verify(question) }
    conversation.login = machine
    return go(on: step, call, &conversation)
  }

  /// Does the next step of a login.
  mutating func go(on step: VisitingLogin.Step, _ call: LoginCall, _ conversation: inout Conversation) -> Progress {
    switch step {
    case .checkUser(let requests): return find(requests, call, &conversation)
    case .homeLogin(let request): return askHome(request, call, &conversation)
    case .done(let result): return finish(result, call, conversation)
    }
  }

  /// Answers a login that is over.
  mutating func finish(_ result: LoginResult, _ call: LoginCall, _ conversation: Conversation) -> Progress {
    for effect in result.effects { enqueue(effect) }
    switch result.outcome {
    case .success(let after):
      succeed(after, call)
      return .answer(.loggedIn(after))
    case .chooseProfile(let profiles):
      guard call.caller == .phone else {
        return refuse(call, .deviceProfileNotFound, .deviceProfileNotFound, "no device profile of several is named")
      }
      return .answer(.chooseProfile(profiles))
    case .changePIN:
      guard call.caller == .phone else {
        return refuse(call, .pinChangeRequired, .pinChangeRequired, "the PIN must be changed")
      }
      return .answer(.changePIN)
    case .notSimulated(let handle):
      let error = PhoneError.noResponseFromRemoteHost
      return refuse(
        call, error, shown(error, call, result), "only \(handle) could answer, which somebody else runs", result)
    case .failure(var error):
      if needsDecoy(result, call) {
        let decoy = CredentialQuestion.decoy(user: call.user, pin: call.pin ?? "")
        switch conversation.stage == nil ? conversation.verdict(on: decoy) : .wrong {
        case nil: return .verify(decoy)
        // As for a user that there is.
        case .busy: error = .busyPleaseTryAgain
        case .unavailable: error = .directoryServerError
        default: break
        }
      }
      if error == .userDoesNotExist, conversation.stage != nil { counters.unknownRemoteUsers += 1 }
      let detail = result.records.last { $0.error != nil }?.detail ?? ""
      return refuse(call, error, shown(error, call, result), detail, result)
    }
  }

  private mutating func succeed(_ after: PhoneAfterLogin, _ call: LoginCall) {
    counters.loginsSuccessful += 1
    let session = after.session
    schedule.add(session, .here(device: session.device))
    for ended in after.loggedOut where ended.visiting == cluster.handle && ended.home == cluster.handle {
      putLater(loggedOut(ended, .elsewhere))
    }
    let clears = session.kind == .emcc || cluster.parameters.clearsCallLogs && call.caller == .phone
    putLater(.device(.loggedIn(after, clearsCallLogs: clears)))
    if let address = call.sender.address, cluster.parameters.validatesAddress {
      addresses.trust(address, size: cluster.parameters.cacheSize)
    }
    log(
      .info, "login",
      [
        "device": session.device, "user": session.user, "home": session.home, "profile": session.profile,
        "kind": session.kind.rawValue,
      ])
  }

  /// Answers with an error; `error` is the true one, for the log.
  private mutating func refuse(
    _ call: LoginCall, _ error: PhoneError, _ shown: PhoneError, _ detail: String, _ result: LoginResult? = nil
  ) -> Progress {
    let isNamed = isNamed(call, result)
    log(
      .info, "login refused",
      [
        "device": call.device, "user": isNamed ? call.user : "", "code": "\(error.rawValue)",
        "detail": isNamed ? detail : detail.replacing("'\(call.user)'", with: "the user"),
      ])
    // Whoever stands at a phone does not learn which users there are, and no user by the EM API who is on a phone.
    let text =
      switch shown {
      case .anotherUserLoggedIn: ""
      case .authenticationError where shown != error: "the user or the PIN is wrong"
      default: detail
      }
    return .answer(.failure(shown, detail: text))
  }

  /// True where the log may name the user: what nobody is called may be a PIN that was typed into the wrong field.
  private func isNamed(_ call: LoginCall, _ result: LoginResult?) -> Bool {
    call.caller != .phone || userName(call.user) != nil || result?.isKnownElsewhere == true
      || !context.users(call.user, by: call.service?.loginType).isEmpty
  }

  /// What the client sees of an error: before a PIN was right, all that a phone shows of the search for the user is a
  /// wrong PIN; and the EM API has codes of its own where EMApp's stand (EM API, response codes).
  private func shown(_ error: PhoneError, _ call: LoginCall, _ result: LoginResult) -> PhoneError {
    switch (error, call.caller) {
    case (_, .phone): error.isConcealable && result.isBeforeRightPIN ? .authenticationError : error
    case (.hotelingFlagError, _): .deviceLogonDisabled22
    case (.userProfileAbsent, _): .deviceProfileNotFound
    case (.blankUserIDOrPIN, _), (.authenticationError, _): .userDoesNotExist
    default: error
    }
  }

  /// True where an answer without a look at a PIN would tell by its time that there is no such user.
  private func needsDecoy(_ result: LoginResult, _ call: LoginCall) -> Bool {
    guard call.caller == .phone else { return false }
    return result.records.contains { $0.gate == .localUser } && !result.records.contains { $0.gate == .pin }
  }

  private func loginRequest(_ call: LoginCall) -> LoginRequest {
    let device = phoneName(call.device) ?? call.device
    var request = LoginRequest(device: device, user: call.user, pin: call.pin ?? "", service: call.service)
    request.profile = call.profile
    request.duration = call.duration
    request.sender = sender(call.sender, call.caller)
    if call.caller != .phone {
      request.origin = .api
      // Nobody asks for it, but it may not be blank; and the EM API knows no EMCC.
      request.pin = "-"
      request.service = nil
    }
    return request
  }

  /// Where a request comes from, as the address book knows it; an administrator need not say.
  func sender(_ sender: LoginRequest.Sender, _ caller: Caller) -> LoginRequest.Sender {
    guard cluster.parameters.validatesAddress, caller != .administrator else { return LoginRequest.Sender() }
    var sender = sender
    sender.isRegistered = sender.address.map { addresses.isKnown($0) } ?? false
    return sender
  }

  /// Extension Mobility now, with what is known of credentials; what is not known becomes the open question.
  func context(
    _ verdicts: [(question: CredentialQuestion, verdict: CredentialVerdict)] = [], _ open: OpenQuestion? = nil
  ) -> EMServiceContext {
    var context = context
    context.now = now
    context.verify = { user, pin in
      let question = CredentialQuestion.pin(user: user, pin: pin)
      if let known = verdicts.first(where: { $0.question == question }) { return PINVerdict(known.verdict) }
      open?.ask(question)
      return .wrong
    }
    return context
  }
}
