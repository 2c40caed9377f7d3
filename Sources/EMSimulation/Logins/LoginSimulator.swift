package import EMBundle
package import EMService

/// How somebody fills in the login form.
package struct LoginAttempt: Sendable, Equatable {
  /// The PIN that is typed.
  package enum PIN: String, Sendable, CaseIterable {
    /// The user's.
    case right
    /// Another one.
    case wrong
    /// None.
    case blank
  }

  /// Handle of the phone's cluster.
  package var visiting: String
  /// Device name of the phone.
  package var device: String
  /// What is typed in beside the PIN.
  package var user: String
  /// The PIN.
  package var pin = PIN.right
  /// User ID of the person who types, whose PIN the right one is; nil: that of whoever is meant.
  ///
  /// An extension or self-service user ID may mean somebody else in the cluster of the phone.
  package var person: String?
  /// The phone service that is pressed.
  package var service: RuntimePhoneService?
  /// The device profile that was chosen.
  package var profile: String?
  /// How the request comes.
  package var origin = LoginRequest.Origin.servicesButton
  /// Where it comes from.
  package var sender = LoginRequest.Sender()

  /// Makes an attempt with the right PIN.
  package init(visiting: String, device: String, user: String, service: RuntimePhoneService?) {
    self.visiting = visiting
    self.device = device
    self.user = user
    self.service = service
  }
}

/// A whole deployment in which users log in and out: carries the messages between the clusters' services at once.
package struct LoginSimulator: Sendable {
  /// The clusters.
  package let deployment: RuntimeDeployment
  /// What is broken, and what time it is.
  package var surroundings = Surroundings()
  /// What each cluster keeps about logins, by handle.
  package private(set) var states: [String: ServiceState] = [:]
  private var pools: [String: RoamingPools] = [:]
  private var person: String?

  /// Nobody is logged in.
  package init(_ deployment: RuntimeDeployment) { self.deployment = deployment }

  /// What a cluster keeps about logins.
  package func state(of cluster: String) -> ServiceState { states[cluster] ?? ServiceState() }

  /// Changes what a cluster keeps about logins, to set a scene.
  package mutating func setState(of cluster: String, _ change: (inout ServiceState) -> Void) {
    change(&states[cluster, default: ServiceState()])
  }

  /// Begins a session without asking anybody, to set a scene: on the phone, and at home where that is another cluster.
  ///
  /// An EMCC session whose base device is nil or taken gets the next free one, one more than there are if need be.
  package mutating func begin(_ session: LoginSession) {
    var session = session
    if session.home != session.visiting {
      let abroad = state(of: session.home).sessionsAbroad
      if session.baseDevice == nil || abroad.contains(where: { $0.baseDevice == session.baseDevice }) {
        session.baseDevice = state(of: session.home).freeBaseDevice(of: abroad.count + 1)
      }
    }
    setState(of: session.visiting) { $0.beginHere(session) }
    if session.home != session.visiting { setState(of: session.home) { $0.beginAbroad(session) } }
  }

  /// Logs somebody in, or not; a cluster that is not in the deployment or is run by somebody else is not simulated.
  package mutating func login(_ attempt: LoginAttempt) -> LoginResult {
    person = attempt.person
    guard let context = context(of: attempt.visiting) else {
      return LoginResult(outcome: .notSimulated(attempt.visiting), records: [])
    }
    var request = LoginRequest(
      device: attempt.device, user: attempt.user, pin: LoginSimulator.text(attempt.pin), service: attempt.service)
    request.profile = attempt.profile
    request.origin = attempt.origin
    request.sender = attempt.sender
    var machine = VisitingLogin(request, at: context)
    var state = state(of: attempt.visiting)
    var step = machine.start(&state)
    while true {
      switch step {
      case .checkUser(let requests):
        step = machine.resume(withReplies: check(requests, from: attempt.visiting), &state)
      case .homeLogin(let request):
        step = machine.resume(with: carry(request, from: attempt.visiting), &state)
      case .done(var result):
        states[attempt.visiting] = state
        apply(&result, from: attempt.visiting)
        return result
      }
    }
  }

  /// Logs out whoever is on a phone; nil for a cluster that is not simulated.
  package mutating func logout(
    device: String, of cluster: String, origin: LoginRequest.Origin = .servicesButton
  ) -> LogoutResult? {
    guard let context = context(of: cluster) else { return nil }
    let result = context.logout(device: device, origin: origin, &states[cluster, default: ServiceState()])
    for effect in result.effects { apply(effect, from: cluster) }
    return result
  }

  private mutating func check(
    _ requests: [CheckUserRequest], from visiting: String
  ) -> [(request: Int, reply: CheckUserReply)] {
    requests.enumerated().map { index, request in
      guard let peer = request.to.peer, deployment.clusters[peer] != nil else {
        return (index, CheckUserReply(.notSimulated))
      }
      if let obstacle = surroundings.obstacle(from: visiting, to: peer) {
        return (index, CheckUserReply(.obstacle(obstacle)))
      }
      guard let context = context(of: peer) else { return (index, CheckUserReply(.notSimulated)) }
      return (index, HomeService(context).checkUser(request))
    }
  }

  private mutating func carry(_ request: HomeLoginRequest, from visiting: String) -> HomeLoginReply? {
    guard let peer = request.to.peer, surroundings.obstacle(from: visiting, to: peer) == nil,
      let context = context(of: peer)
    else { return nil }
    return HomeService(context).login(request, &states[peer, default: ServiceState()])
  }

  private mutating func apply(_ result: inout LoginResult, from cluster: String) {
    for effect in result.effects {
      let ended = apply(effect, from: cluster)
      guard case .roamed(let user, let peer) = effect, case .success(var after) = result.outcome else { continue }
      after.loggedOut += ended ?? []
      if ended == nil {
        after.notes.append("\(peer) learns later that '\(user)' is logged in here, and has the old session until then")
      }
      result.outcome = .success(after)
    }
  }

  /// The sessions that ended; nil where the cluster cannot be reached.
  @discardableResult
  private mutating func apply(_ effect: LoginEffect, from cluster: String) -> [LoginSession]? {
    let peer =
      switch effect {
      case .end(_, _, let peer), .roamed(_, let peer): peer
      }
    let hops =
      switch effect {
      case .end: [cluster, peer]
      case .roamed: lookupPath(from: cluster, to: peer)
      }
    guard zip(hops, hops.dropFirst()).allSatisfy({ surroundings.obstacle(from: $0, to: $1) == nil }),
      let context = context(of: peer)
    else { return nil }
    return context.apply(effect, &states[peer, default: ServiceState()])
  }

  /// The clusters through which the Intercluster Lookup Service carries news: a spoke talks to its hub only (System
  /// Configuration Guide 12.5, ILS).
  private func lookupPath(from cluster: String, to peer: String) -> [String] {
    let hubs = [cluster, peer].map { deployment.clusters[$0]?.ils?.hub }
    // Two neighbours talk to each other.
    if hubs[0] == peer || hubs[1] == cluster { return [cluster, peer] }
    return [cluster, hubs[0], hubs[1], peer].compactMap(\.self)
  }

  private mutating func context(of handle: String) -> EMServiceContext? {
    guard let cluster = deployment.clusters[handle], !cluster.isExternal else { return nil }
    let known = pools[handle] ?? RoamingPools(cluster)
    pools[handle] = known
    let isDown = surroundings.directoriesDown.contains(handle)
    var context = EMServiceContext(
      cluster: cluster, pools: known, roamingMembers: deployment.roamingMembers, now: surroundings.now
    ) { [person] user, pin in
      if isDown { return .directoryDown }
      return pin == LoginSimulator.text(.right) && (person ?? user) == user ? .right : .wrong
    }
    context.outages = surroundings.outages[handle] ?? []
    return context
  }

  /// Stands for a PIN: the simulator knows none.
  private static func text(_ pin: LoginAttempt.PIN) -> String { pin == .blank ? "" : pin.rawValue }
}
