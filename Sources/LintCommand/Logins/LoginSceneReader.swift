internal import EMBundle
internal import EMCommandLine
internal import EMDiagnostics
internal import EMService
internal import EMSimulation

/// Looks up the names of a command line and sets the scene of a login.
struct LoginSceneReader {
  private let line: CommandLine
  private let values: RuntimeDeployment

  /// Reads a line against a deployment.
  init(_ line: CommandLine, _ values: RuntimeDeployment) {
    self.line = line
    self.values = values
  }

  private var ours: [RuntimeCluster] { values.clusters.filter { !$0.isExternal } }

  /// The scene; what cannot be looked up is a problem.
  func scene() throws(SubjectProblem) -> LoginScene {
    guard !ours.isEmpty else {
      throw SubjectProblem(message: "no document declares a cluster, so there is nothing to simulate")
    }
    guard let user = line.value(LoginOptions.user) else {
      throw SubjectProblem(message: "--user is missing: say who logs in")
    }
    let home = try home(of: user)
    let (visiting, phone) = try phone(home)
    var notes: [String] = []
    let isLocal = values.isLocal(user, to: visiting)
    if let home, home.handle != visiting.handle, let local = visiting.users[user], local.isHome,
      !local.isRoamingSuperUser
    {
      notes.append(
        "\(visiting.handle) has a user '\(user)' of its own, so this is a login of \(visiting.handle): no other cluster"
          + " is asked")
    }
    let homes = ours.filter { $0.handle != visiting.handle && $0.users[user]?.isHome ?? false }.map(\.handle)
    if !isLocal, homes.count > 1 {
      notes.append(
        "user '\(user)' is at home in \(listed(homes, "and")): the first answer counts, and which that is nobody knows")
    }
    let own = isLocal ? visiting : home
    let service = try service(of: phone, in: visiting, isTraveller: own?.handle != visiting.handle, &notes)
    var attempt = LoginAttempt(
      visiting: visiting.handle, device: line.value(LoginOptions.phone) ?? "", user: typed(user, own, service, &notes),
      service: service)
    attempt.person = user
    attempt.pin = line.value(LoginOptions.pin).flatMap { LoginAttempt.PIN(rawValue: $0) } ?? .right
    attempt.profile = try profile(of: user, own)
    if line.isOn(LoginOptions.api) { attempt.origin = .api }
    if let address = line.value(LoginOptions.address) {
      attempt.sender.address = address
      attempt.sender.isRegistered = false
    }
    attempt.sender.isBehindProxy = line.isOn(LoginOptions.viaProxy)
    let locale = line.value(LoginOptions.locale) ?? phone?.userLocale ?? ""
    var scene = LoginScene(
      simulator: LoginSimulator(changedValues(user, own)), user: user, home: own, visiting: visiting, phone: phone,
      attempt: attempt, language: PhoneLanguage(locale: locale), notes: notes)
    try addCircumstances(to: &scene)
    try addSessions(to: &scene)
    return scene
  }

  // MARK: Who and where

  private func home(of user: String) throws(SubjectProblem) -> RuntimeCluster? {
    let named = try cluster(LoginOptions.home)
    let found = (named.map { [$0] } ?? ours).filter { $0.users[user] != nil }
    let visiting = try cluster(LoginOptions.visiting)
    // A user of the phone's cluster is local there, wherever else the same name exists.
    if named == nil, let visiting, values.isLocal(user, to: visiting) { return visiting }
    let atHome = found.filter { $0.users[user]?.isHome ?? false }
    if found.count == 1 || atHome.count == 1 { return atHome.first ?? found.first }
    guard found.isEmpty else {
      let handles = found.map(\.handle)
      throw SubjectProblem(message: "user '\(user)' is in \(listed(handles, "and")): say which with --home")
    }
    if line.isOn(LoginOptions.unknown) { return named }
    let names = (named.map { [$0] } ?? ours).flatMap { $0.users.map(\.id) }
    let others = ours.filter { $0.users[user] != nil }.map(\.handle)
    let place = named.map { " in \($0.handle)" } ?? ""
    if !others.isEmpty {
      throw SubjectProblem(message: "no user '\(user)'\(place); \(listed(others, "and")) has one")
    }
    throw unknown("no user '\(user)'\(place)", user, among: names, else: "--unknown takes the name as typed")
  }

  private func phone(_ home: RuntimeCluster?) throws(SubjectProblem) -> (RuntimeCluster, RuntimePhone?) {
    let named = try cluster(LoginOptions.visiting)
    guard let name = line.value(LoginOptions.phone) else {
      guard line.isOn(LoginOptions.api), let place = named ?? home else {
        throw SubjectProblem(message: "--phone is missing: say where the user logs in")
      }
      return (place, nil)
    }
    let found = (named.map { [$0] } ?? ours).filter { $0.phones[name] != nil }
    if let first = found.first, found.count == 1 { return (first, first.phones[name]) }
    guard found.isEmpty else {
      throw SubjectProblem(
        message: "phone '\(name)' is in \(listed(found.map(\.handle), "and")): say which with --visiting")
    }
    if line.isOn(LoginOptions.unknown), let place = named ?? home { return (place, nil) }
    let names = (named.map { [$0] } ?? ours).flatMap { $0.phones.map(\.name) }
    let place = named.map { " in \($0.handle)" } ?? ""
    throw unknown("no phone '\(name)'\(place)", name, among: names, else: "--unknown takes the name as typed")
  }

  private func cluster(_ option: CommandOption) throws(SubjectProblem) -> RuntimeCluster? {
    guard let handle = line.value(option) else { return nil }
    guard let found = values.clusters[handle] else { throw noCluster(option, handle) }
    guard !found.isExternal else {
      throw SubjectProblem(message: "--\(option.name) \(handle): somebody else runs it, so nothing is known of it")
    }
    return found
  }

  private func noCluster(_ option: CommandOption, _ handle: String) -> SubjectProblem {
    let handles = values.clusters.map(\.handle)
    return unknown(
      "--\(option.name) \(handle): no such cluster", handle, among: handles, else: "there are \(listed(handles, "and"))"
    )
  }

  // MARK: The request

  /// The phone service that is pressed, with the login type that the line wants.
  private func service(
    of phone: RuntimePhone?, in cluster: RuntimeCluster, isTraveller: Bool, _ notes: inout [String]
  ) throws(SubjectProblem) -> RuntimePhoneService? {
    let all = cluster.phoneServices.filter { !$0.isChangeCredential }
    var service: RuntimePhoneService?
    if let name = line.value(LoginOptions.service) {
      guard let found = all.first(where: { $0.name == name }) else {
        throw unknown(
          "--service \(name): no phone service of Extension Mobility of \(cluster.handle)", name,
          among: all.map(\.name), else: "there are \(listed(all.map { "'\($0.name)'" }, "and"))")
      }
      service = found
      if let phone, !cluster.loginServices(of: phone).contains(found) {
        notes.append("\(phone.name) is not subscribed to '\(name)': its users do not see the service")
      }
    } else {
      let offered = phone.map { cluster.loginServices(of: $0) } ?? all
      service = cluster.servicePressed(of: offered, isTraveller: isTraveller)
    }
    if let type = line.value(LoginOptions.loginType) {
      var changed = service ?? RuntimePhoneService(name: "Extension Mobility", asksOtherClusters: isTraveller)
      changed.loginType = RuntimePhoneService.LoginType(type)
      service = changed
    }
    return service
  }

  /// What the user types in: the user ID, or what the login type asks for.
  private func typed(
    _ user: String, _ home: RuntimeCluster?, _ service: RuntimePhoneService?, _ notes: inout [String]
  ) -> String {
    guard let record = home?.users[user] else { return user }
    if let text = record.typed(for: service?.loginType) { return text }
    let name = service?.loginType == .selfServiceID ? "self-service user ID" : "primary extension"
    notes.append("user '\(user)' has no \(name), which the service asks for: '\(user)' is typed in")
    return user
  }

  private func profile(of user: String, _ home: RuntimeCluster?) throws(SubjectProblem) -> String? {
    guard let name = line.value(LoginOptions.profile) else { return nil }
    let names = home?.users[user]?.controlledProfiles ?? []
    if names.contains(name) || line.isOn(LoginOptions.unknown) { return name }
    throw unknown(
      "user '\(user)' has no device profile '\(name)'", name, among: names,
      else: names.isEmpty ? "there is none" : "there are \(listed(names, "and"))")
  }

  // MARK: How things stand

  /// The configuration, with what the line changes in it.
  private func changedValues(_ user: String, _ home: RuntimeCluster?) -> RuntimeDeployment {
    guard line.isOn(LoginOptions.mustChangePIN), let home else { return values }
    var changed = values
    changed.clusters.update(home.handle) { cluster in cluster.users.update(user) { $0.mustChangePIN = true } }
    return changed
  }

  private func addCircumstances(to scene: inout LoginScene) throws(SubjectProblem) {
    let here = scene.visiting.handle
    let kinds: [(CommandOption, Obstacle)] = [
      (LoginOptions.updateRefused, .updateRefused), (LoginOptions.untrusted, .untrusted),
      (LoginOptions.silent, .silent), (LoginOptions.down, .disconnected),
    ]
    for (option, obstacle) in kinds {
      for handle in line.values(option) {
        guard values.clusters[handle] != nil else { throw noCluster(option, handle) }
        if handle == here {
          scene.simulator.surroundings.outages[here, default: []].insert(.service)
        } else {
          scene.simulator.surroundings.obstacles[.init(from: here, to: handle)] = obstacle
        }
      }
    }
    for part in line.values(LoginOptions.outage) {
      guard let outage = LoginOptions.outages[part] else {
        scene.simulator.surroundings.directoriesDown = Set(values.clusters.map(\.handle))
        continue
      }
      scene.simulator.surroundings.outages[here, default: []].insert(outage)
    }
    if line.isOn(LoginOptions.busy) {
      scene.simulator.setState(of: here) {
        $0.requestsInProgress = scene.visiting.parameters.maximumConcurrentRequests
      }
    }
  }

  private func addSessions(to scene: inout LoginScene) throws(SubjectProblem) {
    for word in line.values(LoginOptions.alreadyOn) {
      let (phone, cluster) = try otherPhone(word)
      guard let home = scene.home else {
        throw SubjectProblem(message: "--already-on \(word): user '\(scene.user)' has no home cluster")
      }
      begin(scene.user, home, phone, cluster, &scene)
    }
    if let other = line.value(LoginOptions.occupiedBy) {
      let place = scene.visiting
      let home = values.isLocal(other, to: place) ? place : ours.first { $0.users[other]?.isHome ?? false }
      guard let home else {
        throw unknown("--occupied-by \(other): no such user", other, among: ours.flatMap { $0.users.map(\.id) })
      }
      begin(other, home, scene.attempt.device, place, &scene)
    }
    if line.isOn(LoginOptions.noFreeBaseDevices), let home = scene.home {
      scene.simulator.setState(of: home.handle) { state in
        while let number = state.freeBaseDevice(of: home.baseDevices.count) {
          state.beginAbroad(
            LoginSession(
              device: "SEP\(number)", visiting: "", user: "user \(number)", home: home.handle, profile: "",
              kind: .emcc, baseDevice: number))
        }
      }
    }
  }

  /// `SEP…` or `SEP…@HANDLE`; without a handle the phone is looked for everywhere.
  private func otherPhone(_ word: String) throws(SubjectProblem) -> (String, RuntimeCluster) {
    let parts = word.split(separator: "@", maxSplits: 1).map(String.init)
    guard let name = parts.first else { throw SubjectProblem(message: "--already-on wants PHONE or PHONE@HANDLE") }
    if parts.count == 2 {
      guard let cluster = values.clusters[parts[1]] else { throw noCluster(LoginOptions.alreadyOn, parts[1]) }
      return (name, cluster)
    }
    if let cluster = ours.first(where: { $0.phones[name] != nil }) { return (name, cluster) }
    throw unknown(
      "--already-on \(name): no such phone", name, among: ours.flatMap { $0.phones.map(\.name) },
      else: "PHONE@HANDLE takes any name")
  }

  private func begin(
    _ user: String, _ home: RuntimeCluster, _ phone: String, _ cluster: RuntimeCluster, _ scene: inout LoginScene
  ) {
    let profile = home.users[user]?.controlledProfiles.first ?? ""
    let isLocal = values.isLocal(user, to: cluster)
    let isRoamer = cluster.users[user].map { values.isRoamer($0, in: cluster) } ?? false
    let kind: LoginSession.Kind = !isLocal ? .emcc : isRoamer ? .roaming : .local
    let owner = isLocal ? cluster : home
    var session = LoginSession(
      device: phone, visiting: cluster.handle, user: user, home: owner.handle, profile: profile, kind: kind)
    if kind == .emcc {
      session.baseDevice = scene.simulator.state(of: owner.handle).freeBaseDevice(of: max(1, owner.baseDevices.count))
    }
    scene.simulator.begin(session)
  }

  private func unknown(
    _ problem: String, _ word: String, among names: [String], else advice: String? = nil
  ) -> SubjectProblem {
    if let near = Suggestion.nearest(to: word, in: names) {
      return SubjectProblem(message: "\(problem); did you mean '\(near)'?")
    }
    return SubjectProblem(message: advice.map { "\(problem); \($0)" } ?? problem)
  }
}
