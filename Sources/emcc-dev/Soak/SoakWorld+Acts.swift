import EMBundle
import EMService

/// What people, administrators and bad luck do in a soak.
extension SoakWorld {
  /// Does something at random.
  mutating func act() {
    let handle = random.pick(handles)
    switch random.below(1000) {
    case ..<560: login(handle)
    case ..<600: takeOver(handle)
    case ..<830: request(.logout(LogoutCall(device: phone(handle, isUsed: true), caller: caller())), handle)
    case ..<850: homeLogout(handle)
    case ..<870: changePIN(handle)
    case ..<890: request(.doNotDisturb(device: phone(handle, isUsed: true), isOn: random.chance(50)), handle)
    case ..<930: ask(handle)
    case ..<935: request(.logoutAll(.administrator), handle)
    case ..<945: if soak.hasMaintenance { forgetVisitor(handle) }
    case ..<955: newBundle(handle)
    case ..<970: update(handle)
    case ..<980: cut(handle)
    case ..<990: crash(handle)
    default: nodes[handle]?.storeFailsUntil = time + random.below(20_000)
    }
  }

  private mutating func request(_ request: ServiceRequest, _ handle: String) {
    guard nodes[handle]?.core != nil, let ticket = nodes[handle]?.ticket() else { return }
    feed(.request(request, ticket), to: handle)
  }

  /// A phone of a cluster; mostly one that is in use, or is not.
  private mutating func phone(_ handle: String, isUsed: Bool) -> String {
    let phones = soak.phones[handle] ?? [""]
    let state = nodes[handle]?.core?.state
    let wanted = phones.filter { (state?.session(on: $0) != nil) == isUsed }
    return random.pick(wanted.isEmpty || random.chance(20) ? phones : wanted)
  }

  private mutating func caller() -> Caller {
    random.chance(70) ? .phone : random.chance(50) ? .administrator : .application(id: "app", certificate: "c")
  }

  /// One visitor follows another at the same phone, whom the home cluster has logged out or not.
  private mutating func takeOver(_ handle: String) {
    let sessions = nodes[handle]?.core?.state.sessionsHere.filter { $0.home != handle } ?? []
    guard !sessions.isEmpty else { return }
    let session = random.pick(sessions)
    let users = soak.users.filter { home(of: $0) == session.home }
    if random.chance(50) {
      request(.logout(LogoutCall(device: session.device, caller: .administrator)), session.home)
    }
    request(.logout(LogoutCall(device: session.device, caller: .phone)), handle)
    login(handle, random.pick(users), on: session.device)
  }

  private mutating func login(_ handle: String) {
    let user = random.chance(95) ? random.pick(soak.users) : "nobody"
    login(handle, user, on: phone(handle, isUsed: false))
  }

  private mutating func login(_ handle: String, _ user: String, on device: String) {
    result.logins += 1
    let home = home(of: user) ?? handle
    let pin = random.chance(95) ? nodes[home]?.pin(of: user) ?? "" : "0"
    var call = LoginCall(device: device, user: user, pin: pin, caller: .phone)
    call.service = RuntimePhoneService(name: "EM", asksOtherClusters: true)
    if random.chance(10) {
      call.caller = .application(id: "app", certificate: "c")
      call.duration = random.pick([.configured, .minutes(1 + random.below(5)), .indefinite])
    } else {
      call.profile = "UDP-\(user)-\(random.below(4) / 3)"
    }
    // Impatient people press twice.
    for _ in 0..<(random.chance(3) ? 2 : 1) { request(.login(call), handle) }
  }

  /// The cluster whose PIN a user types; super users of EM roaming have the same everywhere.
  private func home(of user: String) -> String? { handles.first { user.hasPrefix("\($0.lowercased())u") } }

  private mutating func homeLogout(_ handle: String) {
    guard let session = nodes[handle]?.core?.state.sessionsAbroad.first else { return }
    request(.logout(LogoutCall(device: session.device, caller: .administrator)), handle)
  }

  private mutating func changePIN(_ handle: String) {
    let users = soak.users.filter { home(of: $0) == handle }
    guard !users.isEmpty, let node = nodes[handle] else { return }
    let user = random.pick(users)
    request(
      .changePIN(
        PINChange(device: "", user: user, current: node.pin(of: user), new: "99999", confirmation: "99999")), handle)
  }

  private mutating func ask(_ handle: String) {
    let (users, phones) = (soak.users, soak.phones[handle] ?? [])
    request(
      random.pick([
        .deviceUsers(phones, .administrator), .userDevices(users, .administrator),
        .deviceProfiles(users, .administrator), .checkUsers(users, .administrator),
        .phonePage(device: phones.first ?? "", loginType: nil),
      ]), handle)
  }

  private mutating func forgetVisitor(_ handle: String) {
    let (now, device) = (now, phone(handle, isUsed: true))
    guard let reaction = nodes[handle]?.core?.forgetVisitor(on: device, at: now) else { return }
    take(reaction, of: handle)
  }

  private mutating func newBundle(_ handle: String) {
    let variant = random.chance(50) ? 0 : random.below(60)
    nodes[handle]?.variant = variant
    let configuration = soak.configuration(of: handle, variant: variant)
    let now = now
    guard let reaction = nodes[handle]?.core?.replace(configuration: configuration, at: now) else { return }
    take(reaction, of: handle)
  }

  private mutating func update(_ handle: String) {
    let now = now
    guard let reaction = nodes[handle]?.core?.updateRemoteClusters(at: now) else { return }
    take(reaction, of: handle)
  }

  /// Cuts a way for up to seven minutes, mostly in both directions.
  private mutating func cut(_ handle: String) {
    let other = random.pick(handles)
    let end = time + random.below(400_000)
    cuts["\(handle)>\(other)"] = end
    if random.chance(80) { cuts["\(other)>\(handle)"] = end }
  }
}

/// What must hold in the end.
extension SoakWorld {
  /// Looks whether all clusters agree.
  mutating func compare() {
    compareSessions()
    for handle in handles {
      guard let node = nodes[handle], let core = node.core else { return fail("\(handle) is down") }
      if node.durable != core.state { fail("\(handle): the store has another state than the service") }
      if let violation = core.violations().first { fail("\(handle): \(violation)") }
      if core.state.outboxCount > 0 { fail("\(handle): \(core.state.outbox[0]) is not acknowledged") }
      if core.metrics.requestsInProgress > 0 { fail("\(handle): a request has no answer") }
    }
    for user in soak.users {
      let clusters = handles.filter { handle in
        nodes[handle]?.core?.state.sessionsHere(of: user, home: handle).contains { $0.kind == .roaming } == true
      }
      if clusters.count > 1 { fail("'\(user)' is logged in at \(clusters.joined(separator: " and "))") }
    }
  }

  /// Looks whether both sides of all sessions are there.
  mutating func compareSessions() {
    for handle in handles {
      guard let core = nodes[handle]?.core else { continue }
      for session in core.state.sessionsHere where session.home != handle {
        let there = nodes[session.home]?.core?.state.session(on: session.device, of: handle)
        if there != session { fail("\(session.home) has \(text(there)) for \(text(session)) of \(handle)") }
      }
      for session in core.state.sessionsAbroad {
        let there = nodes[session.visiting]?.core?.state.session(on: session.device)
        if there != session { fail("\(session.visiting) has \(text(there)) for \(text(session)) of \(handle)") }
      }
    }
  }

  private func text(_ session: LoginSession?) -> String {
    guard let session else { return "no session" }
    return "'\(session.user)' on '\(session.device)' since \(session.since)"
  }
}
