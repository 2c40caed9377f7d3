import EMBundle

/// What becomes of a user's other sessions.
enum MultipleLogins: Equatable {
  /// There are none that count, or they may go on.
  case goOn([LoginSession])
  /// They end.
  case end([LoginSession])
  /// They forbid the login.
  case forbid([LoginSession])

  /// Decides for a user of the cluster; `kind` is what the new session would be.
  ///
  /// Before 12.5 the parameter was about the cluster's own phones, and EMCC was always allowed (Technical note 214055).
  /// EM roaming allows several logins within a cluster, whatever the parameter says (Seeds 001).
  /// A session that is left over on the very phone does not count: the phone has come back from it.
  init(
    _ user: String, _ kind: LoginSession.Kind, on device: String, of visiting: String, in cluster: RuntimeCluster,
    _ state: ServiceState
  ) {
    let here = state.sessionsHere(of: user, home: cluster.handle)
    let all = (here + state.sessionsAbroad(of: user)).filter { $0.device != device || $0.visiting != visiting }
    let counted: [LoginSession] =
      switch kind {
      case .roaming: []
      case .local: cluster.countsVisitsAsLogins ? all : here
      case .emcc: cluster.countsVisitsAsLogins ? all : []
      }
    guard !counted.isEmpty else {
      self = .goOn(all)
      return
    }
    switch cluster.parameters.multipleLogin {
    case .allowed: self = .goOn(all)
    case .autoLogout: self = .end(counted)
    case .notAllowed: self = .forbid(counted)
    }
  }
}

extension GateLog {
  /// Passes the gate, or not; the sessions that end, else the error.
  mutating func judge(
    _ gate: LoginGate, _ verdict: MultipleLogins, user: String
  ) -> (ended: [LoginSession], error: PhoneError?) {
    let item = item(.serviceParameters, "multipleLoginBehavior")
    switch verdict {
    case .goOn(let sessions):
      pass(gate, sessions.isEmpty ? "'\(user)' is logged in nowhere else" : "\(Self.text(user, sessions)), too", item)
      return ([], nil)
    case .end(let sessions):
      pass(gate, "\(Self.text(user, sessions)), and is logged out there", item)
      return (sessions, nil)
    case .forbid(let sessions):
      return ([], fail(gate, .userLoggedInElsewhere, Self.text(user, sessions), item))
    }
  }

  private static func text(_ user: String, _ sessions: [LoginSession]) -> String {
    let places = sessions.map { "'\($0.device)' of \($0.visiting)" }.joined(separator: ", ")
    return "'\(user)' is logged in on \(places)"
  }
}
