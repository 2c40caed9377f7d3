import EMDSL
import EMDiagnostics
import EMSimulation

/// Asks which number of a traveller an emergency centre sees, once for each way in which gateways transform it.
struct EmergencyCallers {
  /// What may leave with a number of the home.
  struct Finding {
    /// A call that does.
    let trial: EmergencySurvey.Trial
    /// Indexes of the groups of travellers whose calls do.
    let groups: [Int]
    /// Index of the site in the visited cluster's list.
    let site: Int
    /// The gateway or trunk that the site's calls take.
    let exit: NamedPlace?
    /// The calling search space of transformations that does not help; else the cluster.
    let shared: Place?
  }

  /// What decides about the calling number, besides the caller's line.
  private struct Key: Hashable {
    var travellers: Int
    var number: String
    /// The site's, without its calling search space.
    var exit: Int?
    /// Patterns that the call takes in the visited cluster.
    var patterns: [Int?]
    var transformations: [Int]
  }

  /// Groups whose number leaves, and the call of one of them.
  private struct Shown {
    var groups: [Int] = []
    var result: CallResult?
  }

  private let survey: EmergencySurvey
  private var known: [Key: Shown] = [:]
  private var transformers: [CallTransformers?]

  /// Prepares the question; keep the value for one survey.
  init(_ survey: EmergencySurvey) {
    self.survey = survey
    transformers = Array(repeating: nil, count: survey.clusters.count)
  }

  /// Sites whose emergency calls show a number of the home, in the order of the routes.
  mutating func findings() -> [Finding] {
    var judged: Set<[Int]> = []
    var findings: [Finding] = []
    for trial in survey.trials where trial.isLocal && trial.reaches {
      guard judged.insert([trial.route, trial.travellers]).inserted else { continue }
      let route = survey.routes[trial.route]
      for index in route.sites {
        let site = survey.sites[route.pair.visiting.ordinal][index]
        let shown = shown(by: trial, route, index, site)
        guard let result = shown.result else { continue }
        let space = survey.callingTransformations(of: site).first.flatMap { $0 }
        let shared = space.flatMap { survey.simulator.plans[site.cluster.id.ordinal].searchSpaces[$0].name.place }
        findings.append(
          Finding(
            trial: trial, groups: shown.groups, site: index, exit: survey.exit(of: site, result),
            shared: shared ?? site.cluster.place))
      }
    }
    return findings
  }

  private mutating func shown(
    by trial: EmergencySurvey.Trial, _ route: EmergencySurvey.Route, _ index: Int, _ site: VisitorSite
  ) -> Shown {
    let visiting = route.pair.visiting
    if transformers[visiting.ordinal] == nil {
      transformers[visiting.ordinal] = CallTransformers(survey.simulator.plans[visiting.ordinal])
    }
    let transformations = survey.callingTransformations(of: site).compactMap {
      transformers[visiting.ordinal]?.number(of: $0)
    }
    let key = Key(
      travellers: trial.travellers, number: trial.number, exit: survey.kinds.exit(of: index, in: visiting),
      patterns: trial.visited?.legs.dropFirst().flatMap { $0.matches.map(\.pattern) } ?? [],
      transformations: transformations)
    if let shown = known[key] { return shown }
    let home = route.pair.home.ordinal
    var shown = Shown()
    for group in survey.classes[trial.travellers] {
      guard let pool = route.roamingPools.first,
        let setup = survey.setup(
          home: survey.clusters[home], group: survey.travellers[home][group], roamingPool: pool, site: site)
      else { continue }
      let result = survey.simulator.call(setup, dialling: trial.number)
      guard result.verdict == .ok || result.verdict == .timeout, !result.isCallingNumberLocal,
        result.callingNumber != nil
      else { continue }
      shown.groups.append(group)
      shown.result = shown.result ?? result
    }
    known[key] = shown
    return shown
  }
}

/// Calling search spaces of transformations told apart by the numbers that they match, not by what becomes of them.
private struct CallTransformers {
  private var patterns: [Int: [String]] = [:]
  private let searchSpaces: [SearchSpace]
  private var numbers: [Int: Int] = [:]
  private var known: [[[String]]: Int] = [:]

  init(_ plan: DialPlan) {
    searchSpaces = plan.searchSpaces
    for transformation in plan.callingTransformations {
      guard let partition = transformation.partition else { continue }
      // One that changes nothing is told apart from those that do.
      let mark = transformation.change == CallingChange() ? "=" : ""
      patterns[partition, default: []].append(transformation.text + mark)
    }
  }

  /// The number of a search space, the same for those that match the same; 0 for none.
  mutating func number(of css: Int?) -> Int {
    guard let css else { return 0 }
    if let number = numbers[css] { return number }
    let content = searchSpaces[css].partitions.map { patterns[$0] ?? [] }
    let number = known[content] ?? known.count + 1
    known[content] = number
    numbers[css] = number
    return number
  }
}
