internal import EMBundle
internal import EMCommandLine
internal import EMService
internal import EMSimulation

/// A login as a command line describes it, with names looked up: who asks for what, and how things stand.
struct LoginScene {
  /// The clusters, who is logged in, and what does not work.
  var simulator: LoginSimulator
  /// User ID.
  var user: String
  /// The cluster that the user belongs to; nil for a user that no cluster has.
  var home: RuntimeCluster?
  /// The cluster of the phone.
  var visiting: RuntimeCluster
  /// The phone; nil where the cluster has none of that name.
  var phone: RuntimePhone?
  /// What is typed in, and where.
  var attempt: LoginAttempt
  /// The language of the phone's messages.
  var language: PhoneLanguage
  /// What people should know of how the line was read.
  var notes: [String] = []

  /// True where the phone has no phone service of Extension Mobility, so that nobody can open a login at it.
  var hasNoService: Bool {
    attempt.service == nil && attempt.origin == .servicesButton && phone?.isEMEnabled ?? false
  }

  /// Logs the user in; where only a cluster that somebody else runs could answer, it is taken not to know the user.
  mutating func login() -> LoginResult {
    var simulator = simulator
    let result = simulator.login(attempt)
    guard case .notSimulated = result.outcome else { return result }
    var values = simulator.deployment
    let foreign = Set(values.clusters.filter(\.isExternal).map(\.handle))
    values.clusters.update(visiting.handle) { cluster in
      cluster.remoteClusters.removeAll { $0.peer.map { foreign.contains($0) } ?? true }
    }
    var other = LoginSimulator(values)
    other.surroundings = simulator.surroundings
    for (handle, state) in self.simulator.states { other.setState(of: handle) { $0 = state } }
    notes.append("\(listed(foreign.sorted(), "and")), which somebody else runs, is taken not to know the user")
    return other.login(attempt)
  }
}
