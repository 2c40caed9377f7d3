import EMDSL
package import EMSimulation

/// The same calls asked of every home cluster at every site: what `simulate matrix` prints.
///
/// Sites and travellers are those of `EmergencySurvey`, so that the matrix and the rules speak of the same; a call of
/// each group is followed from one phone of the site.
package struct CallMatrix {
  /// What is asked.
  package struct Scope {
    /// Handles of the home clusters; empty for all.
    package var homes: [String] = []
    /// Handles of the clusters of the phones; empty for all.
    package var visiting: [String] = []
    /// True where calls that are no emergency are asked too.
    package var withOrdinaryCalls = false
    /// True where users at phones of their own cluster are asked too.
    package var withLocalLogins = false

    /// Asks emergency calls of travellers everywhere.
    package init() {}
  }

  /// A column: what is dialled.
  package enum Column: Hashable {
    /// An emergency number.
    case emergency(String)
    /// A number that a pattern of this purpose in the caller's reach would take.
    case purpose(CallPattern.Purpose)
    /// An extension of the user's cluster.
    case homeExtension
    /// An extension of the phone's cluster.
    case visitedExtension
  }

  /// Users of a cluster at a site.
  package struct Row {
    /// The users' cluster.
    package let home: Cluster
    /// The phones' cluster.
    package let visiting: Cluster
    /// Name of the phones' device pool.
    package let site: String
    /// Country where they stand; nil where it is not known.
    package let country: String?
    /// Name of their geolocation; nil where they have none.
    package let geolocation: String?
    /// Name of their calling search space, where it counts; nil where it does not.
    package let css: String?
    /// How many phones.
    package let phones: Int
    /// What becomes of the calls, by column; columns that are not asked are missing.
    package fileprivate(set) var outcomes: [Column: [Outcome]] = [:]
  }

  /// What becomes of a call, for all users of a row whose calls end alike.
  package struct Outcome {
    /// What is dialled.
    package let dialled: String
    /// The pattern that the number was made from; nil for emergency numbers and extensions.
    package let pattern: String?
    /// What becomes of it for the first of the users.
    package let result: CallResult
    /// How the first of the users calls.
    package let call: PreparedCall
    /// How many users.
    package fileprivate(set) var users: Int
    /// The first three of them.
    package fileprivate(set) var examples: [String]
  }

  /// The columns that occur, emergency numbers first.
  package private(set) var columns: [Column] = []
  /// The rows: by the phones' cluster, by country, by home.
  package private(set) var rows: [Row] = []
  /// What is not in the matrix, and why.
  package private(set) var notes: [String] = []
  /// Follows the calls; results refer to its plans.
  package let simulator: CallSimulator

  private let deployment: Deployment
  private let scope: Scope
  private let survey: EmergencySurvey
  private let setups: CallSetups
  private var samples: [SampleNumbers]
  private var callers: [ClusterID: [MatrixCaller]] = [:]

  /// Follows the calls.
  package init(_ deployment: Deployment, _ scope: Scope) {
    self.deployment = deployment
    self.scope = scope
    survey = deployment.emergencySurvey
    setups = CallSetups(deployment)
    simulator = deployment.callSimulator
    samples = zip(deployment.clusters, simulator.plans).map(SampleNumbers.init)
    let pairs = wantedPairs()
    for visiting in deployment.clusters {
      let homes = pairs.filter { $0.visiting == visiting.id }.map { deployment[$0.home] }
      let visits = homes.isEmpty ? [] : MatrixSite.forVisitors(survey.sites[visiting.id.ordinal], of: visiting)
      let own = isOwnAsked(visiting) ? MatrixSite.forOwnUsers(of: visiting) : []
      for country in Set((visits + own).map { $0.country ?? "" }).sorted() {
        for home in homes { addRows(home, visiting, visits.filter { $0.country ?? "" == country }) }
        addRows(visiting, visiting, own.filter { $0.country ?? "" == country })
      }
      let seen = survey.sites[visiting.id.ordinal].reduce(0) { $0 + $1.phoneCount }
      let hidden = homes.isEmpty ? 0 : visiting.visitorPhones.reduce(0) { count, _ in count + 1 } - seen
      if hidden > 0 {
        notes.append(
          "\(Phrase.count(hidden, "phone")) of \(visiting.handle) not simulated: nothing is known of the device pool or the "
            + "geolocation")
      }
      if visits.isEmpty, hidden == 0, !homes.isEmpty { notes.append("\(visiting.handle) has no phones for visitors") }
    }
    sortColumns()
  }

  // MARK: Who and where

  /// Pairs of the mesh that are asked; notes name those that cannot be.
  private mutating func wantedPairs() -> [Mesh.Pair] {
    var pairs: [Mesh.Pair] = []
    var silent: [ClusterID: Int] = [:]
    for pair in deployment.mesh.pairs where pair.home != pair.visiting && isWanted(pair) {
      let unjudged = [pair.home, pair.visiting].first { !deployment[$0].isJudged }
      if let unjudged {
        silent[unjudged, default: 0] += 1
      } else {
        pairs.append(pair)
      }
    }
    for (id, count) in silent.sorted(by: { $0.key < $1.key }) {
      let cluster = deployment[id]
      let why = cluster.isExternal ? "somebody else runs it" : "not all of it could be read"
      notes.append("\(Phrase.count(count, "pair")) with \(cluster.handle) not simulated: \(why)")
    }
    for home in Set(pairs.map(\.home)).sorted() where travellers(of: deployment[home]).isEmpty {
      notes.append("no user of \(deployment[home].handle) may travel: none has 'emcc: true' and a device profile")
    }
    return pairs
  }

  private func isWanted(_ pair: Mesh.Pair) -> Bool {
    isIn(scope.homes, deployment[pair.home]) && isIn(scope.visiting, deployment[pair.visiting])
  }

  private func isOwnAsked(_ cluster: Cluster) -> Bool {
    scope.withLocalLogins && cluster.isJudged && isIn(scope.homes, cluster) && isIn(scope.visiting, cluster)
  }

  private func isIn(_ handles: [String], _ cluster: Cluster) -> Bool {
    handles.isEmpty || handles.contains(cluster.handle)
  }

  private mutating func travellers(of cluster: Cluster) -> [MatrixCaller] {
    if let known = callers[cluster.id] { return known }
    let made = MatrixCaller.travellers(survey.travellers[cluster.id.ordinal], of: cluster)
    callers[cluster.id] = made
    return made
  }

  // MARK: Calls

  private mutating func addRows(_ home: Cluster, _ visiting: Cluster, _ sites: [MatrixSite]) {
    let isLocal = home.id == visiting.id
    let callers = isLocal && !sites.isEmpty ? MatrixCaller.everybody(of: home) : travellers(of: home)
    guard !callers.isEmpty else { return }
    for site in sites {
      var row = Row(
        home: home, visiting: visiting, site: site.pool, country: site.country, geolocation: site.geolocation,
        css: site.css, phones: site.phones)
      for caller in callers {
        let call =
          isLocal
          ? setups.localLogin(caller.profile, at: site.phone, in: home)
          : setups.emcc(caller.profile, home: home, at: site.phone, visiting: visiting)
        for question in questions(row, call.setup) { ask(question, caller, call, in: &row) }
      }
      rows.append(row)
    }
  }

  private struct Question {
    var column: Column
    var dialled: String
    var pattern: String?
  }

  /// What is dialled at a site.
  ///
  /// Visitors dial the numbers of the country and those of their own countries; people at home those of the country.
  private func questions(_ row: Row, _ setup: CallSetup) -> [Question] {
    let numbers = survey.numbers(home: row.home, country: row.country ?? "")
    let asked = row.home.id == row.visiting.id ? numbers.local : numbers.local + numbers.habit
    var questions = asked.unique.map { Question(column: .emergency($0), dialled: $0) }
    guard scope.withOrdinaryCalls else { return questions }
    let home = samples[row.home.id.ordinal]
    for purpose in SampleNumbers.purposes {
      guard let sample = home.sample(for: purpose, setup.chain, simulator.plans[setup.cluster]) else { continue }
      questions.append(Question(column: .purpose(purpose), dialled: sample.number, pattern: sample.pattern))
    }
    if let number = home.fellow(of: setup.line?.number) {
      questions.append(Question(column: .homeExtension, dialled: number))
    }
    if row.home.id != row.visiting.id, let number = samples[row.visiting.id.ordinal].fellow(of: nil) {
      questions.append(Question(column: .visitedExtension, dialled: number))
    }
    return questions
  }

  private func ask(_ question: Question, _ caller: MatrixCaller, _ call: PreparedCall, in row: inout Row) {
    let result = simulator.call(call.setup, dialling: question.dialled)
    let names = caller.users.first.map { $0.name.string }
    var outcomes = row.outcomes[question.column] ?? []
    if let slot = outcomes.firstIndex(where: { $0.dialled == question.dialled && $0.result.endsLike(result) }) {
      outcomes[slot].users += caller.users.count
      outcomes[slot].examples = Array((outcomes[slot].examples + names).unique.prefix(3))
    } else {
      outcomes.append(
        Outcome(
          dialled: question.dialled, pattern: question.pattern, result: result, call: call, users: caller.users.count,
          examples: names))
    }
    row.outcomes[question.column] = outcomes
  }

  /// Emergency numbers by their first country and its order, then the others.
  private mutating func sortColumns() {
    let used = Set(rows.flatMap(\.outcomes.keys))
    let countries = simulator.emergencyNumbers.sorted { $0.key < $1.key }
    let numbers = (countries.flatMap(\.value) + ["112"]).unique
    let all =
      numbers.map { Column.emergency($0) } + SampleNumbers.purposes.map { .purpose($0) }
      + [.homeExtension, .visitedExtension]
    columns = all.filter(used.contains)
  }
}

extension CallResult {
  /// True where two calls end alike, for the same reason; the calling numbers are the callers' own.
  fileprivate func endsLike(_ other: CallResult) -> Bool {
    verdict == other.verdict && end == other.end && delivered == other.delivered && reason == other.reason
  }
}
