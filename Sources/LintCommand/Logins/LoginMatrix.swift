internal import Compiler
internal import EMBundle
internal import EMDiagnostics
internal import EMService
internal import EMSimulation

/// All logins of a deployment as a matrix: one login for each group of users and group of phones.
struct LoginMatrix {
  private let model: LoginModel
  private let places: SharedPlaces
  private let includesAll: Bool
  private var users: [String: [UserGroup]] = [:]
  private var phones: [String: [PhoneGroup]] = [:]
  /// Services that users are taken not to press, with the reason.
  private var unpressed: [String] = []
  /// Errors that came up, for the legend.
  private var errors: Set<PhoneError> = []

  private var values: RuntimeDeployment { model.values }
  private var ours: [RuntimeCluster] { values.clusters.filter { !$0.isExternal } }

  /// Prepares the logins of a deployment; `includesAll` takes in who and what is not meant for logins.
  init(_ model: LoginModel, _ places: PlaceFinder, includesAll: Bool) {
    self.model = model
    self.places = SharedPlaces(places)
    self.includesAll = includesAll
    for cluster in model.values.clusters where !cluster.isExternal {
      users[cluster.handle] = UserGroup.groups(of: cluster, in: model.values, all: includesAll)
      phones[cluster.handle] = PhoneGroup.groups(of: cluster, in: model.values, all: includesAll)
    }
  }

  /// Logs everybody in.
  mutating func document(title: String) -> MatrixDocument {
    var sections: [MatrixDocument.Section] = []
    for home in ours {
      var rows: [MatrixDocument.Row] = []
      for visiting in ours where isPair(home, visiting) {
        for phones in phones[visiting.handle] ?? [] {
          let cells = UserGroup.Kind.allCases.map { cell($0, home, phones, visiting) }
          guard cells.contains(where: { $0 != nil }) else { continue }
          rows.append(
            MatrixDocument.Row(
              headers: [home.handle, visiting.handle, phones.title, "\(phones.count)"], cells: cells))
        }
      }
      if !rows.isEmpty { sections.append(MatrixDocument.Section(title: "Users of \(home.handle)", rows: rows)) }
    }
    return MatrixDocument(
      kind: "logins", title: title,
      introduction: [
        "Every kind of user at every kind of phone, with the right PIN, while nobody is logged in and everything works."
      ],
      nouns: .init(cell: "group", column: "users", verdict: "outcome", member: "login"),
      rowHeaders: [
        .init(key: "home", title: "Home", isHidden: true), .init(key: "visiting", title: "Phones in"),
        .init(key: "phones", title: "Kind"), .init(key: "phoneCount", title: "Phones", isNumber: true),
      ],
      columns: UserGroup.Kind.allCases.map { .init(title: $0.title) },
      valueHeaders: [.init(key: "phoneShows", title: "Phone shows"), .init(key: "change", title: "What to do")],
      sections: sections, legend: legend, notes: notes)
  }

  /// Own phones, the EMCC mesh, and the EM roaming group.
  private func isPair(_ home: RuntimeCluster, _ visiting: RuntimeCluster) -> Bool {
    home.handle == visiting.handle
      || values.emccMesh.contains(RuntimeDeployment.Pair(home: home.handle, visiting: visiting.handle))
      || values.roamingMembers.contains(home.handle) && values.roamingMembers.contains(visiting.handle)
  }

  // MARK: Cells

  /// The logins of a cluster's users of one kind at phones of one group; nil where nobody is meant to.
  private mutating func cell(
    _ kind: UserGroup.Kind, _ home: RuntimeCluster, _ phones: PhoneGroup, _ visiting: RuntimeCluster
  ) -> MatrixDocument.Cell? {
    var outcomes: [MatrixDocument.Outcome] = []
    var slots: [String: Int] = [:]
    for group in users[home.handle] ?? [] where group.traits.kind == kind {
      guard isMeant(group, home, visiting), let user = group.first.first, let phone = phones.first.first else {
        continue
      }
      var outcome = login(user, home, phone, visiting)
      outcome.count = group.count * phones.count
      outcome.examples = examples(group, phones)
      // Groups that stop at the same gate are one outcome, told by the first of them.
      let key = outcome.status == .good ? outcome.word : "\(outcome.word) \(outcome.values)"
      if let slot = slots[key] {
        outcomes[slot].count += outcome.count
        outcomes[slot].examples = Array((outcomes[slot].examples + outcome.examples).prefix(3))
      } else {
        slots[key] = outcomes.count
        outcomes.append(outcome)
      }
    }
    // Of equally bad outcomes the commonest stands for the cell.
    return MatrixDocument.Cell(outcomes.sorted { $0.count > $1.count })
  }

  /// Whether users of a group are meant to log in at phones of a cluster.
  private func isMeant(_ group: UserGroup, _ home: RuntimeCluster, _ visiting: RuntimeCluster) -> Bool {
    if home.handle == visiting.handle { return true }
    switch group.traits.kind {
    case .roaming: return values.roamingMembers.contains(visiting.handle) || includesAll
    case .emcc, .local:
      let isPair = values.emccMesh.contains(RuntimeDeployment.Pair(home: home.handle, visiting: visiting.handle))
      return isPair && (group.traits.kind == .emcc && group.traits.isHome || includesAll)
    }
  }

  private func examples(_ users: UserGroup, _ phones: PhoneGroup) -> [String] {
    let pairs = users.first.flatMap { user in phones.first.map { "\(user.id) on \($0.name)" } }
    // Different users say more than one user on different phones.
    let step = max(1, phones.first.count)
    let diagonal = stride(from: 0, to: pairs.count, by: step + 1).map { pairs[$0] }
    return Array((diagonal + pairs.filter { !diagonal.contains($0) }).prefix(3))
  }

  /// The login with the service that serves worst; the count is filled in later.
  private mutating func login(
    _ user: RuntimeUser, _ home: RuntimeCluster, _ phone: RuntimePhone, _ visiting: RuntimeCluster
  ) -> MatrixDocument.Outcome {
    let outcomes = services(for: user, of: home, phone, visiting).map { service in
      (service, login(user, home, phone, visiting, service))
    }
    guard var (service, worst) = outcomes.first else {
      return MatrixDocument.Outcome(
        status: .bad, word: "no service",
        reason: "'\(phone.name)' has no phone service of Extension Mobility, so nobody can open a login there",
        count: 0, values: [nil, LoginAdvice.subscription])
    }
    for (other, outcome) in outcomes.dropFirst() where outcome.status > worst.status {
      (service, worst) = (other, outcome)
    }
    if outcomes.contains(where: { $0.1.word != worst.word }) {
      worst.reason = "service '\(service.name)': \(worst.reason)"
    }
    return worst
  }

  /// The services of a phone that a user may be expected to press: a traveller one that asks other clusters, everybody
  /// one for which they have something to type in, where there is one.
  private mutating func services(
    for user: RuntimeUser, of home: RuntimeCluster, _ phone: RuntimePhone, _ visiting: RuntimeCluster
  ) -> [RuntimePhoneService] {
    var services = visiting.loginServices(of: phone)
    if !values.isLocal(user.id, to: visiting), services.contains(where: \.asksOtherClusters) {
      for service in services where !service.asksOtherClusters {
        note(
          "\(visiting.handle): users of other clusters are taken not to press '\(service.name)', which is for users of"
            + " \(visiting.handle) only")
      }
      services.removeAll { !$0.asksOtherClusters }
    }
    if services.contains(where: { user.typed(for: $0.loginType) != nil }) {
      for service in services where user.typed(for: service.loginType) == nil {
        let name = service.loginType == .directoryNumber ? "primary extension" : "self-service user ID"
        note(
          "\(home.handle): users without a \(name) are taken not to press '\(service.name)' of \(visiting.handle), which asks"
            + " for one")
      }
      services.removeAll { user.typed(for: $0.loginType) == nil }
    }
    return services
  }

  private mutating func note(_ text: String) {
    if !unpressed.contains(text) { unpressed.append(text) }
  }

  private mutating func login(
    _ user: RuntimeUser, _ home: RuntimeCluster, _ phone: RuntimePhone, _ visiting: RuntimeCluster,
    _ service: RuntimePhoneService
  ) -> MatrixDocument.Outcome {
    var attempt = LoginAttempt(
      visiting: visiting.handle, device: phone.name, user: user.typed(for: service.loginType) ?? user.id,
      service: service)
    attempt.person = user.id
    attempt.profile = user.controlledProfiles.count > 1 ? user.controlledProfiles.first : nil
    var scene = LoginScene(
      simulator: LoginSimulator(values), user: user.id, home: home, visiting: visiting, phone: phone, attempt: attempt,
      language: .english)
    let result = scene.login()
    return outcome(LoginReport(scene, result, model))
  }

  private mutating func outcome(_ report: LoginReport) -> MatrixDocument.Outcome {
    let (status, word): (MatrixDocument.Status, String)
    switch report.outcome {
    case .success, .chooseProfile: (status, word) = (.good, "ok")
    case .notSimulated: (status, word) = (.unknown, "not known")
    case .changePIN: (status, word) = (.warning, "\(PhoneError.pinChangeRequired.rawValue)")
    case .failure(let error): (status, word) = (error.isOfModel ? .warning : .bad, "\(error.rawValue)")
    }
    if let error = report.error { errors.insert(error) }
    let stopped = report.gates.last { $0.record.error != nil }
    let places = places
    var steps: [LoginReport.Gate] = report.gates
    if status == .good { steps.removeAll { $0.source == nil } }
    return MatrixDocument.Outcome(
      status: status, word: word, reason: status == .good ? "" : stopped?.record.detail ?? report.verdict, count: 0,
      values: [report.display, report.remedy?.text], notes: status == .good ? [] : report.notes,
      steps: { steps.map { places.step($0) } })
  }

  // MARK: Words

  private var legend: [MatrixDocument.LegendEntry] {
    [.init(word: "ok", status: .good, meaning: "the user is logged in")]
      + [.init(word: "not known", status: .unknown, meaning: "only a cluster that somebody else runs can answer")]
      + errors.sorted().map { error in
        let isWarning = error == .pinChangeRequired || error.isOfModel
        return .init(word: "\(error.rawValue)", status: isWarning ? .warning : .bad, meaning: error.name)
      }
      + [.init(word: "no service", status: .bad, meaning: "the phone offers no login")]
  }

  private var notes: [String] {
    var notes = values.clusters.filter(\.isExternal).map { cluster in
      "\(cluster.handle): somebody else runs it, so logins of its users and at its phones are not simulated"
    }
    for cluster in ours where !includesAll {
      let users = cluster.users.count - (users[cluster.handle] ?? []).reduce(0) { $0 + $1.count }
      let phones = cluster.phones.count - (phones[cluster.handle] ?? []).reduce(0) { $0 + $1.count }
      guard users + phones > 0 else { continue }
      notes.append(
        "\(cluster.handle): \(counted(users, "user")) without EMCC and device profile and"
          + " \(counted(phones, "phone")) without Extension Mobility left out; --all takes them in")
    }
    notes += unpressed
    if !model.gaps.isEmpty {
      let verb = model.gaps.count == 1 ? "is" : "are"
      notes.append(
        "\(counted(model.gaps.count, "thing")) could not be read or resolved and \(verb) left out: 'emcc-lint check' shows"
          + " the reason")
    }
    return notes
  }
}

/// Finds places for steps that are asked for when they are printed.
private final class SharedPlaces {
  private var places: PlaceFinder

  init(_ places: PlaceFinder) { self.places = places }

  /// A gate as a step of the matrix.
  func step(_ gate: LoginReport.Gate) -> MatrixDocument.Step {
    let isShown = gate.record.error != nil || gate.source?.origin != .absent
    let place = isShown ? gate.source?.place.map { places.position($0).text } : nil
    return MatrixDocument.Step(
      group: gate.record.cluster, text: "\(gate.record.gate.title): \(gate.record.detail)", place: place)
  }
}

extension PhoneError {
  /// True where the model of the phone is at fault: that may be meant.
  fileprivate var isOfModel: Bool { self == .deviceDoesNotSupportEMCC || self == .deviceDoesNotSupportEMCC32 }
}
