internal import Compiler
internal import EMBundle
internal import EMDiagnostics
internal import EMService
internal import EMSimulation

/// A simulated login with everything that is printed of it.
struct LoginReport {
  /// A gate with the line of YAML that decided it.
  struct Gate {
    /// What came out.
    var record: GateRecord
    /// Where it is configured; nil where no configuration decided it.
    var source: ConfigurationPlace?
  }

  /// What to do about a login that fails.
  struct Remedy {
    /// What to change, in a sentence.
    var text: String
    /// Where; nil where it is no matter of configuration.
    var source: ConfigurationPlace?
  }

  /// The login.
  let scene: LoginScene
  /// What became of it.
  let outcome: LoginOutcome
  /// The gates, in order.
  let gates: [Gate]
  /// What to do; nil for a login that succeeds.
  let remedy: Remedy?
  /// What the simulation could not know, then what people should know.
  let notes: [String]
  /// Finds configuration.
  let model: LoginModel

  /// Takes a result apart.
  init(_ scene: LoginScene, _ result: LoginResult, _ model: LoginModel) {
    self.scene = scene
    self.model = model
    outcome = result.outcome
    gates =
      scene.hasNoService
      ? [] : result.records.map { Gate(record: $0, source: $0.item.map { model.place(of: $0) }) }
    let phone = ConfigurationItem(scene.visiting.handle, .phone(scene.attempt.device), "services")
    let subscription = Remedy(text: LoginAdvice.subscription, source: model.place(of: phone))
    remedy =
      scene.hasNoService
      ? subscription
      : gates.last { $0.record.error != nil }.map { gate in
        let source = LoginAdvice.item(gate.record, scene).map { model.place(of: $0) } ?? gate.source
        return Remedy(text: LoginAdvice.text(gate.record, scene), source: source)
      }
    var notes = scene.notes
    if case .success(let phone) = result.outcome, !scene.hasNoService { notes += phone.notes }
    var objects: [(String, ConfigurationItem.Object)] = [(scene.visiting.handle, .phone(scene.attempt.device))]
    if let home = scene.home {
      objects.append((home.handle, .user(scene.user)))
      objects += (home.users[scene.user]?.controlledProfiles ?? []).map { (home.handle, .deviceProfile($0)) }
      objects += [(home.handle, .featureConfiguration), (home.handle, .cluster)]
      objects += [
        (home.handle, .remoteCluster(scene.visiting.handle)), (scene.visiting.handle, .remoteCluster(home.handle)),
      ]
    }
    objects.append((scene.visiting.handle, .cluster))
    for (cluster, object) in objects {
      notes += model.gaps(of: object, in: cluster).map { gap in
        let field = gap.item.field.map { ", '\($0)'" } ?? ""
        return "\(model.place(of: gap.item).object)\(field): \(gap.text)"
      }
    }
    var seen: Set<String> = []
    self.notes = notes.filter { seen.insert($0).inserted }
  }

  /// The error; nil where the login goes on.
  var error: PhoneError? { scene.hasNoService ? nil : outcome.error }

  /// What the phone shows, in the scene's language; nil where nothing is documented.
  var display: String? { error?.display(for: scene.language, at: .login) }

  /// One line: what became of the login.
  var verdict: String {
    if scene.hasNoService {
      return "nobody can open a login: '\(scene.attempt.device)' has no phone service of Extension Mobility"
    }
    return switch outcome {
    case .success(let phone):
      switch phone.session.kind {
      case .local: "the login succeeds"
      case .emcc: "the login succeeds: EMCC, the phone registers to \(phone.session.home)"
      case .roaming: "the login succeeds: EM roaming, the phone stays at \(phone.session.visiting)"
      }
    case .chooseProfile(let profiles): "the phone asks which of \(counted(profiles.count, "device profile")) to take"
    case .failure(let error): "the login fails with \(error.rawValue), \(error.name)"
    case .changePIN: "the login fails with 41, PIN change required: the phone opens Change Credential"
    case .notSimulated(let handle):
      "nobody of our clusters has this user, and somebody else runs \(handle), so what it would answer is not known"
    }
  }

  /// True where the user is logged in, or has only a profile to choose.
  var isSuccess: Bool {
    switch outcome {
    case _ where scene.hasNoService: false
    case .success, .chooseProfile: true
    case .failure, .changePIN, .notSimulated: false
    }
  }
}

extension LoginReport {
  /// Minutes as hours and minutes, `12 h` or `7 h 30 min`.
  static func duration(_ minutes: Int) -> String {
    let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
    if rest == 0 { return "\(hours) h" }
    return hours == 0 ? "\(rest) min" : "\(hours) h \(rest) min"
  }
}
