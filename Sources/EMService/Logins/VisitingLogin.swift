import EMBundle

/// A login as the cluster of the phone conducts it: it goes on by itself until it has to ask other clusters.
///
/// It needs no time, network or store of its own: the caller carries its requests to `HomeService` of the clusters that
/// are asked, brings the replies back, and applies the effects.
package struct VisitingLogin: Sendable {
  /// What the caller has to do next.
  package enum Step: Sendable, Equatable {
    /// Ask all these clusters whose user it is; then `resume(withReplies:)`.
    case checkUser([CheckUserRequest])
    /// Ask the home cluster to log the user in; then `resume(with:)`.
    case homeLogin(HomeLoginRequest)
    /// It is over.
    case done(LoginResult)
  }

  let request: LoginRequest
  /// Extension Mobility of the phone's cluster, which may have changed while others were asked.
  var context: EMServiceContext
  var log: GateLog
  /// The login type that counts; nil for user ID and PIN.
  var loginType: RuntimePhoneService.LoginType?
  /// The remote cluster that answered for the user.
  private var home: RuntimeRemoteCluster?
  private var asked: [CheckUserRequest] = []
  private var isInProgress = false

  var cluster: RuntimeCluster { context.cluster }

  /// Prepares a login at a phone of the context's cluster.
  package init(_ request: LoginRequest, at context: EMServiceContext) {
    self.request = request
    self.context = context
    log = GateLog(context.cluster.handle, .visiting)
  }

  /// Begins; a local login ends here.
  package mutating func start(_ state: inout ServiceState) -> Step {
    if let error = checkOpening() ?? checkDevice(state) ?? checkRequest(state) { return stop(error, &state) }
    state.requestsInProgress += 1
    isInProgress = true
    guard let phone = cluster.phones[request.device] else { return stop(.deviceDoesNotExist, &state) }
    switch findLocalUser() {
    case .failed(let error): return stop(error, &state)
    case .found(let user): return finish(local(user, phone, &state), &state)
    case .none: break
    }
    if let error = checkEMCC(phone) { return stop(error, &state) }
    asked = cluster.remoteClusters.filter(\.offersEMCC).map { remote in
      CheckUserRequest(
        to: remote, visiting: cluster.handle, visitingClusterID: cluster.clusterID, user: request.user,
        pin: request.pin, loginType: loginType)
    }
    return .checkUser(asked)
  }

  /// Goes on with the answers of the clusters that were asked, in the order in which they came, each with the position
  /// of its request; one that is missing did not answer.
  package mutating func resume(
    withReplies replies: [(request: Int, reply: CheckUserReply)], _ state: inout ServiceState
  ) -> Step {
    guard let phone = cluster.phones[request.device] else { return stop(.deviceDoesNotExist, &state) }
    let search = HomeSearch(asked, replies)
    switch search.result(request.user, &log) {
    case .failed(let error): return stop(error, &state)
    case .external(let handle): return finish(result(.notSimulated(handle)), &state)
    case .found(let remote, let user, let profiles):
      home = remote
      switch chooseProfile(profiles, of: user, .emccProfileChoice, absent: .deviceProfileNotFound) {
      case .failed(let error): return stop(error, &state)
      case .ask: return finish(result(.chooseProfile(profiles)), &state)
      case .chosen(let profile):
        return .homeLogin(
          HomeLoginRequest(
            to: remote, visiting: cluster.handle, visitingVersion: cluster.version,
            visitingSecurityMode: cluster.securityMode, user: user, pin: request.pin, profile: profile,
            device: phone.name, isPhoneSecure: phone.isSecure, supportsEMCC: phone.supportsEMCC,
            geolocation: phone.geolocation))
      }
    }
  }

  /// Goes on with the home cluster's answer; nil where none came back.
  package mutating func resume(with reply: HomeLoginReply?, _ state: inout ServiceState) -> Step {
    guard let reply else {
      let name = home?.peer ?? home?.clusterID ?? ""
      return stop(log.fail(.findHome, .noResponseFromRemoteHost, "\(name) does not answer any more"), &state)
    }
    log.append(reply.records)
    switch reply.answer {
    case .failure(let error): return stop(error, &state)
    case .accepted(var after):
      guard let phone = cluster.phones[request.device] else { return stop(.deviceDoesNotExist, &state) }
      // Somebody else may have come while the home cluster was asked.
      if let other = state.session(on: phone.name) {
        let place = "'\(other.user)' of \(other.home) is logged in on '\(phone.name)' since"
        return stop(log.fail(.deviceFree, .anotherUserLoggedIn, place), &state)
      }
      complete(&after, phone)
      state.beginHere(after.session)
      return finish(result(.success(after), reply.effects), &state)
    }
  }

  /// A result with what was noted so far.
  func result(_ outcome: LoginOutcome, _ effects: [LoginEffect] = []) -> LoginResult {
    LoginResult(outcome: outcome, records: log.records, effects: effects)
  }

  private mutating func stop(_ error: PhoneError, _ state: inout ServiceState) -> Step {
    finish(result(LoginOutcome(error)), &state)
  }

  private mutating func finish(_ result: LoginResult, _ state: inout ServiceState) -> Step {
    if isInProgress { state.requestsInProgress -= 1 }
    isInProgress = false
    return .done(result)
  }

  private func complete(_ after: inout PhoneAfterLogin, _ phone: RuntimePhone) {
    after.logoutProfile = phone.logoutProfile
    after.restarts = [PhoneRestart(kind: .registerAtHome, reason: "\(after.session.home) has the phone now")]
    let locale = after.userLocale ?? phone.userLocale
    if locale != phone.userLocale { after.restarts += PhoneRestart.forLocale(phone.userLocale, locale) }
    after.userLocale = locale
  }
}

extension PhoneRestart {
  /// Another language makes the phone load new texts (Seeds 002).
  static func forLocale(_ old: String?, _ new: String?) -> [PhoneRestart] {
    let change = "the language changes from '\(old ?? "system")' to '\(new ?? "system")'"
    return [
      PhoneRestart(kind: .restart, reason: change),
      PhoneRestart(kind: .reset, reason: "its configuration file is made anew for the language"),
    ]
  }
}
