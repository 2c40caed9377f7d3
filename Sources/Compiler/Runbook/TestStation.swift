import EMDSL
import EMSimulation

/// A visitor at a phone, and the calls that they make there for a test.
struct TestStation {
  /// A call and what is expected of it.
  struct Call {
    /// How it may be made.
    enum Way: Equatable {
      /// As arranged with the emergency centre.
      case live
      /// In the Dialed Number Analyzer of both clusters: no centre is called.
      case analyzer
      /// By anybody: no centre is called.
      case plain
    }

    /// What is dialled.
    let dialled: String
    /// What the number is, in our words.
    let kind: RunbookText
    /// How it may be made.
    let way: Way
    /// What the simulator says.
    let result: CallResult
    /// What the simulator says when all digits are sent at once; nil where it was not asked.
    var enBloc: CallResult?

    /// What the home sends to the visited cluster; nil where the call does not go there by PSTN Access.
    var sent: String? { TestStation.Call.sent(result) }
    /// The same when all digits are sent at once; nil where that is not asked, or the same.
    var sentEnBloc: String? { enBloc.flatMap(TestStation.Call.sent).flatMap { $0 == sent ? nil : $0 } }

    private static func sent(_ result: CallResult) -> String? {
      result.legs.count > 1 && result.usesLocalRouteGroup ? result.legs[1].digits : nil
    }
  }

  /// The user's cluster.
  let home: Cluster
  /// The phone's cluster.
  let visiting: Cluster
  /// The user, with profile and line.
  let caller: CallerProfile
  /// The phone and what stands for it.
  let site: MatrixSite
  /// How the user calls there.
  let setup: CallSetup
  /// The calls, emergency numbers first.
  let calls: [Call]

  /// The user's name.
  var user: String { caller.user.name.string }
  /// The phone's name.
  var phone: String { site.phone.name.string }

  /// Calling search spaces for the analyzer: adjunct at home, and the one that the visited cluster looks into.
  func searchSpaces(_ plans: [DialPlan]) -> (home: String?, visited: String?) {
    func name(_ css: Int?, _ cluster: Int) -> String? {
      guard let css, plans.indices.contains(cluster), plans[cluster].searchSpaces.indices.contains(css) else {
        return nil
      }
      return plans[cluster].searchSpaces[css].name.name
    }
    let adjunct = setup.chain.first { $0.role == .adjunct }?.css
    let visited = calls.lazy.compactMap { $0.result.legs.count > 1 ? $0.result.legs[1] : nil }.first
    return (name(adjunct, setup.cluster), visited.flatMap { leg in name(leg.chain.first?.css, leg.cluster) })
  }
}

/// Which test calls are made: every site once and every home in every country once, up to a limit.
struct TestPlan {
  /// Stations that a runbook lists, shared among the visited clusters; each has one at least, up to twice as many.
  static let limit = 24

  /// How much of a visited cluster is listed.
  struct Extent {
    /// How many pairs of a home and a site there are.
    var total = 0
    /// True where every site and every home of a country has a station.
    var isComplete = true
  }

  /// The stations: by visited cluster, by country, by site.
  private(set) var stations: [TestStation] = []
  /// By visited cluster; missing where nobody who can be simulated visits it.
  private(set) var extents: [ClusterID: Extent] = [:]

  private let deployment: Deployment
  private let asksOrdinaryCalls: Bool
  private let survey: EmergencySurvey
  private let setups: CallSetups
  private let simulator: CallSimulator
  private var samples: [ClusterID: SampleNumbers] = [:]
  private var callers: [ClusterID: MatrixCaller?] = [:]
  private var centres: Set<String> = []

  /// Chooses and follows the calls of visitors at phones of some clusters of ours.
  init(_ deployment: Deployment, at clusters: [Cluster]) {
    self.init(deployment, asksOrdinaryCalls: true)
    let visited = clusters.filter { cluster in deployment.homes(at: cluster).contains { !$0.isExternal } }
    let share = max(1, TestPlan.limit / max(1, visited.count))
    for visiting in visited {
      add(visiting, limit: stations.count < 2 * TestPlan.limit ? share : 0)
    }
  }

  /// All emergency calls of visitors at phones of one cluster, and no others.
  init(_ deployment: Deployment, everywhereAt visiting: Cluster) {
    self.init(deployment, asksOrdinaryCalls: false)
    add(visiting, limit: .max)
  }

  private init(_ deployment: Deployment, asksOrdinaryCalls: Bool) {
    self.deployment = deployment
    self.asksOrdinaryCalls = asksOrdinaryCalls
    survey = deployment.emergencySurvey
    setups = CallSetups(deployment)
    simulator = deployment.callSimulator
  }

  /// Adds up to `limit` stations at phones of a cluster.
  private mutating func add(_ visiting: Cluster, limit: Int) {
    var homes: [Cluster] = []
    for home in deployment.homes(at: visiting)
    where !home.isExternal && home.isJudged && traveller(of: home) != nil { homes.append(home) }
    let known = survey.sites[visiting.id.ordinal].filter { $0.country != nil }
    guard !homes.isEmpty, !known.isEmpty else { return }
    let chosen = TestPlan.choose(homes, MatrixSite.forVisitors(known, of: visiting), limit: limit)
    extents[visiting.id] = Extent(total: homes.count * known.count, isComplete: !chosen.isCut)
    for (home, site) in chosen.stations { add(home, visiting, site) }
  }

  /// Which home calls at which site: the first site of each country, then its other sites, each with one home in turn,
  /// then the other homes at the first site of each country.
  private static func choose(
    _ homes: [Cluster], _ sites: [MatrixSite], limit: Int
  ) -> (stations: [(Cluster, MatrixSite)], isCut: Bool) {
    let sorted = sites.sorted { left, right in
      let (first, second) = (left.country ?? "", right.country ?? "")
      guard first == second else { return ResolvedJSON.precedes(first, second) }
      return ResolvedJSON.precedes(left.phone.name.string, right.phone.name.string)
    }
    let firsts = sorted.indices.filter { $0 == 0 || sorted[$0 - 1].country != sorted[$0].country }
    let others = sorted.indices.filter { !firsts.contains($0) }
    var wanted = (firsts + others).map { (site: $0, home: $0 % homes.count) }
    // Without a limit everybody calls everywhere.
    for site in limit == .max ? Array(sorted.indices) : firsts {
      for home in homes.indices where home != site % homes.count { wanted.append((site, home)) }
    }
    let kept = wanted.prefix(limit).sorted { ($0.site, $0.home) < ($1.site, $1.home) }
    return (kept.map { (homes[$0.home], sorted[$0.site]) }, wanted.count > limit)
  }

  private mutating func traveller(of home: Cluster) -> MatrixCaller? {
    if let known = callers[home.id] { return known }
    let groups = survey.travellers[home.id.ordinal]
    let found = MatrixCaller.travellers(Array(groups.prefix(1)), of: home).first
    callers[home.id] = .some(found)
    return found
  }

  private mutating func add(_ home: Cluster, _ visiting: Cluster, _ site: MatrixSite) {
    guard let caller = traveller(of: home)?.profile, let country = site.country else { return }
    let setup = setups.emcc(caller, home: home, at: site.phone, visiting: visiting).setup
    let numbers = survey.numbers(home: home, country: country)
    var calls: [TestStation.Call] = []
    for number in numbers.local { calls.append(emergency(number, "of this country", setup)) }
    for number in numbers.habit { calls.append(emergency(number, "a habit from elsewhere", setup)) }
    stations.append(
      TestStation(
        home: home, visiting: visiting, caller: caller, site: site, setup: setup,
        calls: asksOrdinaryCalls ? calls + ordinary(home, visiting, setup) : calls))
  }

  private mutating func emergency(_ number: String, _ words: String, _ setup: CallSetup) -> TestStation.Call {
    let result = simulator.call(setup, dialling: number)
    var way = TestStation.Call.Way.analyzer
    // One live call for each centre of each gateway; the other numbers end at the same one.
    if case .gateway(let cluster, let gateway, _) = result.end, result.verdict == .ok,
      centres.insert("\(cluster) \(gateway) \(result.delivered ?? "")").inserted
    {
      way = .live
    }
    return TestStation.Call(
      dialled: number, kind: "emergency, \(words: words)", way: way, result: result,
      enBloc: asksOrdinaryCalls ? simulator.call(setup, dialling: number, enBloc: true) : nil)
  }

  /// A call inside the company, one over the public network, and one that is blocked.
  private mutating func ordinary(_ home: Cluster, _ visiting: Cluster, _ setup: CallSetup) -> [TestStation.Call] {
    let plan = simulator.plans[setup.cluster]
    let (numbers, visited) = (sampleNumbers(home), sampleNumbers(visiting))
    var asked: [(String, RunbookText)] = []
    if let number = numbers.fellow(of: setup.line?.number) { asked.append((number, "colleague at home")) }
    if let number = visited.fellow(of: nil) { asked.append((number, "colleague of the visited site")) }
    for purpose in [CallPattern.Purpose.national, .local] {
      guard let sample = numbers.sample(for: purpose, setup.chain, plan) else { continue }
      asked.append((sample.number, "\(words: purpose.rawValue), your own number of the form \(name: sample.pattern)"))
      break
    }
    if let number = TestPlan.blocked(setup.chain, plan) { asked.append((number, "blocked")) }
    return asked.map { number, kind in
      TestStation.Call(
        dialled: number, kind: kind, way: .plain, result: simulator.call(setup, dialling: number))
    }
  }

  private mutating func sampleNumbers(_ cluster: Cluster) -> SampleNumbers {
    if let known = samples[cluster.id] { return known }
    let made = SampleNumbers(cluster, simulator.plans[cluster.id.ordinal])
    samples[cluster.id] = made
    return made
  }

  /// A number that the first blocking pattern in a chain takes.
  private static func blocked(_ chain: [ChainLink], _ plan: DialPlan) -> String? {
    for css in chain.compactMap(\.css) where plan.searchSpaces.indices.contains(css) {
      for partition in plan.searchSpaces[css].partitions {
        let pattern = plan.patterns.first { $0.partition == partition && $0.target == .block }
        if let number = pattern.flatMap({ DialPattern($0.text).sample }) { return number }
      }
    }
    return nil
  }
}
