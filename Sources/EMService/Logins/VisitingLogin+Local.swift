import EMBundle

/// Users of the cluster itself: ordinary Extension Mobility, and EM roaming.
extension VisitingLogin {
  /// Whose user it is.
  enum LocalUser {
    /// One of the cluster's.
    case found(RuntimeUser)
    /// Nobody of the cluster.
    case none
    /// That cannot be told.
    case failed(PhoneError)
  }

  /// Which device profile.
  enum ProfileChoice {
    /// The only one, or the one that the user chose.
    case chosen(String)
    /// The user has to choose.
    case ask
    /// There is none, or the chosen one is not the user's.
    case failed(PhoneError)
  }

  /// Looks for the user among the cluster's own.
  mutating func findLocalUser() -> LocalUser {
    let found = context.users(request.user, by: loginType)
    guard let user = found.first else {
      let record = cluster.users[request.user].map { log.item(.user($0.id), "homeCluster") }
      log.pass(.localUser, "'\(request.user)' is no user at home in \(cluster.handle)", record)
      return .none
    }
    guard found.count == 1 else {
      let names = found.map { "'\($0.id)'" }.joined(separator: ", ")
      return .failed(
        log.fail(
          .localUser, .dnHasMultipleUsers, "'\(request.user)' is the primary extension of \(names)",
          log.item(.user(found[1].id), "primaryExtension")))
    }
    log.pass(
      .localUser, "'\(user.id)' is a user of \(cluster.handle): no other cluster is asked", log.item(.user(user.id)))
    return .found(user)
  }

  /// Logs a user of the cluster in, or not.
  mutating func local(_ user: RuntimeUser, _ phone: RuntimePhone, _ state: inout ServiceState) -> LoginResult {
    if let error = checkPIN(of: user) { return result(LoginOutcome(error)) }
    let profiles = user.controlledProfiles.filter { cluster.deviceProfiles[$0] != nil }
    if let error = log.check(
      .profile, !profiles.isEmpty, else: .userProfileAbsent, log.item(.user(user.id), "controlledProfiles"),
      passed: profiles.map { "'\($0)'" }.joined(separator: ", "), failed: "'\(user.id)' controls no device profile")
    {
      return result(LoginOutcome(error))
    }
    // Nobody can be asked over the API, which takes the default one (EM API, request types).
    let usual = request.origin == .api ? user.defaultProfile : nil
    switch chooseProfile(profiles, usual, of: user.id, .profileChoice, absent: .userProfileAbsent) {
    case .failed(let error): return result(LoginOutcome(error))
    case .ask: return result(.chooseProfile(profiles))
    case .chosen(let name):
      guard let profile = cluster.deviceProfiles[name] else { return result(.failure(.userProfileAbsent)) }
      return begin(user, profile, phone, &state)
    }
  }

  private mutating func begin(
    _ user: RuntimeUser, _ profile: RuntimeDeviceProfile, _ phone: RuntimePhone, _ state: inout ServiceState
  ) -> LoginResult {
    let kind: LoginSession.Kind = context.isRoamer(user) ? .roaming : .local
    let others = log.judge(
      .multipleLogin, MultipleLogins(user.id, kind, on: phone.name, of: cluster.handle, in: cluster, state),
      user: user.id)
    if let error = others.error { return result(LoginOutcome(error)) }
    var effects: [LoginEffect] = []
    for session in others.ended {
      state.end(device: session.device, of: session.visiting)
      if session.visiting != cluster.handle {
        effects.append(.end(device: session.device, visiting: session.visiting, at: session.visiting))
      }
    }
    var limit = cluster.localLimit(for: user)
    switch request.duration {
    case .configured: break
    case .minutes(let minutes): limit.minutes = minutes
    case .indefinite: limit.minutes = nil
    }
    let session = LoginSession(
      device: phone.name, visiting: cluster.handle, user: user.id, home: cluster.handle, profile: profile.name,
      kind: kind, since: context.now,
      until: limit.minutes.map { LoginSession.end(after: $0, from: context.now) })
    var after = cluster.phone(phone, with: profile, session)
    after.maximumLoginTime = limit.minutes
    after.maximumLoginTimeItem = limit.item
    after.loggedOut = others.ended
    after.doNotDisturb = state.quietProfiles.contains(profile.name)
    if kind == .roaming {
      effects += roam(user, profile, &after)
    } else if user.isRoamingSuperUser, context.isRoamingMember {
      let version = cluster.version?.description ?? ""
      after.notes.append("\(cluster.handle) (\(version)) is too old for EM roaming: an ordinary login")
    }
    state.beginHere(session)
    return result(.success(after), effects)
  }

  private mutating func roam(
    _ user: RuntimeUser, _ profile: RuntimeDeviceProfile, _ after: inout PhoneAfterLogin
  ) -> [LoginEffect] {
    let numbers = profile.lines.map { "'\($0.number)'" }.joined(separator: ", ")
    log.pass(
      .roaming, "'\(user.id)' is a super user of EM roaming, and \(cluster.handle) is a member",
      log.item(.user(user.id), "accessControlGroups"))
    if !numbers.isEmpty {
      after.notes.append("ILS advertises \(numbers) at \(cluster.handle) to the other members")
    }
    return context.roamingPeers.map { .roamed(user: user.id, at: $0) }
  }

  private mutating func checkPIN(of user: RuntimeUser) -> PhoneError? {
    if request.isVouched {
      log.pass(.pin, "the caller vouches for '\(user.id)'")
      return nil
    }
    let verdict = context.verify(user.id, request.pin)
    return log.checkPIN(.pin, user.id, verdict, else: .authenticationError)
      ?? log.checkPINChange(.pinChange, user, verdict)
  }

  /// One profile is taken; of several the user's choice, or the usual one.
  mutating func chooseProfile(
    _ profiles: [String], _ usual: String? = nil, of user: String, _ gate: LoginGate, absent: PhoneError
  ) -> ProfileChoice {
    if let name = request.profile {
      let chosen = profiles.contains(name) ? name : profiles.first { $0.lowercased() == name.lowercased() }
      guard let chosen else {
        return .failed(log.fail(gate, absent, "'\(name)' is no device profile of '\(user)'"))
      }
      log.pass(gate, "'\(chosen)', as chosen")
      return .chosen(chosen)
    }
    guard let first = profiles.first else { return .failed(log.fail(gate, absent, "'\(user)' has no device profile")) }
    if let usual, profiles.count > 1, profiles.contains(usual) {
      log.pass(gate, "'\(usual)', by default")
      return .chosen(usual)
    }
    guard profiles.count == 1 else {
      log.pass(gate, "the phone asks which one of \(profiles.count)")
      return .ask
    }
    log.pass(gate, "'\(first)' is the only one")
    return .chosen(first)
  }
}
