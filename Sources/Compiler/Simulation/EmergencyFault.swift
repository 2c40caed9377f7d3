import EMDSL
import EMDiagnostics
import EMSimulation

/// One text that is at fault when emergency calls fail, with all the calls that fail by it.
struct EmergencyFault: Sendable {
  /// What is wrong; each kind is reported by one rule.
  enum Kind: Hashable, Sendable {
    /// The adjunct CSS does not lead to the number of the visited country.
    case unreachable
    /// The call waits for the inter-digit timer of the home.
    case waiting
    /// An emergency pattern of the adjunct CSS leads elsewhere than to Standard Local Route Group.
    case notStandardLocal
    /// The visited cluster does not bring the number of its own country to an emergency centre, or it spoils a number.
    case noRouteThere
    /// A number from elsewhere ends nowhere, or in the home's country.
    case habit
    /// The device pool of the phones has no local route group.
    case noLocalRouteGroup
    /// The local route group of the phones leads to another country.
    case groupElsewhere
    /// A pattern that phones in several countries share makes a number that one of these countries does not know.
    case severalCountries
    /// The emergency centre sees a number of the home.
    case callingNumber
  }

  /// What is wrong.
  let kind: Kind
  /// The text that must change.
  let place: Place?
  /// The call that shows it best: one that leaves by a gateway of the home before all others.
  private(set) var trial: EmergencySurvey.Trial
  /// What was dialled, each number once.
  private(set) var numbers: [String] = []
  /// True where a number of the country where the phone stands is among the calls.
  private(set) var hasLocal = false
  /// Indexes of the routes, each once.
  private(set) var routes: [Int] = []
  /// Indexes of the groups of travellers by the ordinal of their home.
  private(set) var groups: [Int: Set<Int>] = [:]
  /// Indexes of the sites by the ordinal of their cluster.
  private(set) var sites: [Int: Set<Int>] = [:]
  /// Classes of travellers whose groups were taken over.
  private var classes: Set<Int> = []
  /// Gateways and trunks by which calls leave with a wrong calling number, each once.
  private(set) var exits: [NamedPlace] = []

  /// Starts with one call.
  init(_ kind: Kind, _ place: Place?, _ trial: EmergencySurvey.Trial) {
    self.kind = kind
    self.place = place
    self.trial = trial
  }

  /// Counts a call of a whole class of travellers at all sites of its route.
  mutating func add(_ trial: EmergencySurvey.Trial, of survey: EmergencySurvey) {
    add(trial, at: survey.routes[trial.route].sites, of: survey)
    guard classes.insert(trial.travellers).inserted else { return }
    add(survey.classes[trial.travellers], trial, survey)
  }

  /// Counts a call at one site, of some groups or of the whole class of travellers.
  mutating func add(
    _ trial: EmergencySurvey.Trial, groups: [Int]?, at site: Int, exit: NamedPlace?, of survey: EmergencySurvey
  ) {
    add(trial, at: [site], of: survey)
    if let exit, !exits.contains(exit) { exits.append(exit) }
    if let groups {
      add(groups, trial, survey)
    } else if classes.insert(trial.travellers).inserted {
      add(survey.classes[trial.travellers], trial, survey)
    }
  }

  private mutating func add(_ groups: [Int], _ trial: EmergencySurvey.Trial, _ survey: EmergencySurvey) {
    self.groups[survey.routes[trial.route].pair.home.ordinal, default: []].formUnion(groups)
  }

  private mutating func add(_ trial: EmergencySurvey.Trial, at sites: [Int], of survey: EmergencySurvey) {
    hasLocal = hasLocal || trial.isLocal
    let route = survey.routes[trial.route]
    if trial.leavesByHomeGateway, !self.trial.leavesByHomeGateway { self.trial = trial }
    if !numbers.contains(trial.number) { numbers.append(trial.number) }
    if routes.last != trial.route, !routes.contains(trial.route) { routes.append(trial.route) }
    self.sites[route.pair.visiting.ordinal, default: []].formUnion(sites)
  }

  /// Takes over the calls of a fault that has the same cause.
  mutating func add(_ other: EmergencyFault) {
    hasLocal = hasLocal || other.hasLocal
    numbers += other.numbers.filter { !numbers.contains($0) }
    routes += other.routes.filter { !routes.contains($0) }
    groups.merge(other.groups) { $0.union($1) }
    sites.merge(other.sites) { $0.union($1) }
    if other.trial.leavesByHomeGateway, !trial.leavesByHomeGateway { trial = other.trial }
  }
}

extension EmergencySurvey.Trial {
  /// True where the call never leaves the home but by a gateway.
  var leavesByHomeGateway: Bool {
    guard visited == nil else { return false }
    switch home.end {
    case .gateway, .outsideTrunk: return true
    default: return false
    }
  }
}

extension EmergencySurvey {
  /// Home clusters of a fault, sorted.
  func homes(of fault: EmergencyFault) -> [Cluster] {
    Set(fault.routes.map { routes[$0].pair.home }).sorted().map { clusters[$0.ordinal] }
  }

  /// Visited clusters of a fault, sorted.
  func visited(of fault: EmergencyFault) -> [Cluster] {
    Set(fault.routes.map { routes[$0].pair.visiting }).sorted().map { clusters[$0.ordinal] }
  }

  /// Countries of the sites of a fault, sorted.
  func countries(of fault: EmergencyFault) -> [String] { Set(fault.routes.map { routes[$0].country }).sorted() }

  /// Sites of a fault, in the order of the clusters and of their phones.
  func sites(of fault: EmergencyFault) -> [VisitorSite] {
    fault.sites.keys.sorted().flatMap { cluster in
      (fault.sites[cluster] ?? []).sorted().map { sites[cluster][$0] }
    }
  }

  /// Users of a fault, in the order of the clusters and of their groups.
  func users(of fault: EmergencyFault) -> Sample {
    var users = Sample()
    for home in fault.groups.keys.sorted() {
      for group in (fault.groups[home] ?? []).sorted() { users.add(travellers[home][group].users) }
    }
    return users
  }

  /// Roaming device pools of a fault, each once, in the order of the routes.
  func roamingPools(of fault: EmergencyFault) -> [Entity<DevicePoolRow>] {
    var seen: Set<UInt32> = []
    return fault.routes.flatMap { routes[$0].roamingPools }.filter { seen.insert($0.index).inserted }
  }
}
