import EMDSL
import EMDiagnostics
import EMSimulation

/// Asks which number of a traveller an emergency centre sees, once for each way in which gateways transform it.
struct EmergencyCallers {
  /// What may leave with a number of the home.
  struct Finding {
    /// A call that does.
    let trial: EmergencySurvey.Trial
    /// Index of the site in the visited cluster's list.
    let site: Int
    /// The gateway or trunk that the site's calls take.
    let exit: NamedPlace?
    /// The calling search space of transformations that does not help; else the cluster.
    let shared: Place?
  }

  private struct Key: Hashable {
    var home: Int
    var group: Int
    var kind: Int
    var transformations: [Int]
  }

  private let survey: EmergencySurvey
  private var results: [Key: CallResult] = [:]
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
      guard judged.insert([trial.route, trial.group]).inserted else { continue }
      let route = survey.routes[trial.route]
      for index in route.sites {
        let site = survey.sites[route.pair.visiting.ordinal][index]
        guard let result = result(of: trial, route, site), result.verdict == .ok || result.verdict == .timeout,
          !result.isCallingNumberLocal, result.callingNumber != nil
        else { continue }
        let space = survey.callingTransformations(of: site).first.flatMap { $0 }
        let shared = space.flatMap { survey.simulator.plans[site.cluster.id.ordinal].searchSpaces[$0].name.place }
        findings.append(
          Finding(trial: trial, site: index, exit: survey.exit(of: site, result), shared: shared ?? site.cluster.place))
      }
    }
    return findings
  }

  private mutating func result(
    of trial: EmergencySurvey.Trial, _ route: EmergencySurvey.Route, _ site: VisitorSite
  ) -> CallResult? {
    let (home, visiting) = (route.pair.home.ordinal, route.pair.visiting.ordinal)
    var transformer = transformers[visiting] ?? CallTransformers(survey.simulator.plans[visiting])
    let kinds = survey.callingTransformations(of: site).map { transformer.number(of: $0) }
    transformers[visiting] = transformer
    let key = Key(home: home, group: trial.group, kind: route.kind, transformations: kinds)
    if let known = results[key] { return known }
    guard let pool = route.roamingPools.first,
      let setup = survey.setup(
        home: survey.clusters[home], group: survey.travellers[home][trial.group], roamingPool: pool, site: site)
    else { return nil }
    let result = survey.simulator.call(setup, dialling: trial.number)
    results[key] = result
    return result
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
