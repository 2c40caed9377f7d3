import EMBundle

/// Questions that change nothing.
extension ServiceCore {
  /// Answers a query of the EM API; users may ask about themselves only.
  func query(_ conversation: Conversation) -> Progress {
    let caller: Caller
    var users: [String]?
    switch conversation.request {
    case .deviceUsers(_, let asks): caller = asks
    case .userDevices(let names, let asks), .deviceProfiles(let names, let asks), .checkUsers(let names, let asks):
      (caller, users) = (asks, names)
    default: return .answer(.failure(.queryTypeUndetermined, detail: "no query"))
    }
    switch authority(of: caller, conversation) {
    case .unknown(let question): return .verify(question)
    case .refused(let error, let detail): return .answer(.failure(error, detail: detail))
    case .user(let own):
      guard let users, users.allSatisfy({ userName($0) == own }) else {
        return .answer(
          .failure(.userLacksApplicationProxyRights, detail: "'\(own)' may ask about nobody else"))
      }
    case .all, .phone: break
    }
    return .answer(answer(conversation.request))
  }

  private func answer(_ request: ServiceRequest) -> ServiceAnswer {
    switch request {
    case .deviceUsers(let devices, _): .deviceUsers(devices.map { use(ofDevice: $0) })
    case .userDevices(let users, _): .userDevices(users.map { use(ofUser: $0) })
    case .deviceProfiles(let users, _): .deviceProfiles(users.map { profiles(of: $0) })
    case .checkUsers(let users, _):
      .checkedUsers(users.map { UserCheck(user: $0, id: context.users($0, by: nil).first?.id) })
    default: .failure(.queryTypeUndetermined, detail: "no query")
    }
  }

  private func use(ofDevice device: String) -> DeviceUse {
    var use = DeviceUse(device: device)
    guard let name = phoneName(device) else {
      let session = sessionAbroad(on: device)
      use.exists = session != nil
      use.user = session?.user
      use.isEMCC = session != nil
      return use
    }
    let session = state.session(on: name)
    use.user = session?.user
    use.lastUser = session == nil ? state.lastUsers[name] : state.previousUsers[name]
    return use
  }

  private func use(ofUser user: String) -> UserUse {
    guard let id = userName(user) else { return UserUse(user: user, exists: false, devices: []) }
    let sessions = state.sessionsHere(of: id, home: cluster.handle) + state.sessionsAbroad(of: id)
    return UserUse(user: user, exists: true, devices: sessions.map(\.device).sorted())
  }

  private func profiles(of name: String) -> UserProfiles {
    guard let user = userName(name).flatMap({ cluster.users[$0] }) else {
      return UserProfiles(user: name, exists: false, profiles: [], defaultProfile: nil)
    }
    let profiles = user.controlledProfiles.filter { cluster.deviceProfiles[$0] != nil }
    let usual = user.defaultProfile.flatMap { profiles.contains($0) ? $0 : nil }
    return UserProfiles(
      user: name, exists: true, profiles: profiles, defaultProfile: usual ?? (profiles.count == 1 ? profiles[0] : nil))
  }

  /// What the phone's page needs, or why the phone has none.
  func phonePage(_ device: String, _ type: RuntimePhoneService.LoginType?) -> ServiceAnswer {
    guard !device.isEmpty else { return .failure(.deviceNameEmpty, detail: "the request names no device") }
    if case .invalid(let text)? = type {
      return .failure(.loginTypeInvalid, detail: "login type '\(text)' is none of UID, SP and DN")
    }
    guard let name = phoneName(device), let phone = cluster.phones[name] else {
      return .failure(.deviceDoesNotExist, detail: "\(cluster.handle) has no phone '\(device)'")
    }
    guard phone.isEMEnabled else {
      return .failure(.deviceLogonDisabled22, detail: "'\(name)' has Extension Mobility off")
    }
    let parameters = cluster.parameters
    let session = state.session(on: name)
    let profile = session.flatMap { $0.home == cluster.handle ? cluster.deviceProfiles[$0.profile] : nil }
    // Remember the Last User Logged In is for the default address and user IDs (Seeds 002 table 1).
    let remembers = parameters.remembersLastUser && (type == nil || type == .userID)
    return .phonePage(
      PhonePage(
        isInUse: session != nil, rememberedUser: remembers ? state.lastUsers[name] : nil,
        allowsLetters: parameters.allowsLettersInUserIDs && type != .directoryNumber,
        userLocale: profile?.userLocale ?? phone.userLocale))
  }

  /// Keeps do-not-disturb in the device profile of whoever is on a phone, also on a phone of another cluster.
  mutating func doNotDisturb(_ device: String, _ isOn: Bool) -> ServiceAnswer {
    let name = phoneName(device)
    guard let session = name.map({ state.session(on: $0) }) ?? sessionAbroad(on: device) else {
      let error: PhoneError = name == nil ? .deviceDoesNotExist : .noUserLoggedIn
      return .failure(error, detail: "nobody is logged in on '\(device)'")
    }
    guard session.home == cluster.handle else {
      return .failure(.deviceProfileNotFound, detail: "device profile '\(session.profile)' is one of \(session.home)")
    }
    state.apply(.doNotDisturb(profile: session.profile, isOn: isOn))
    return .done
  }
}
