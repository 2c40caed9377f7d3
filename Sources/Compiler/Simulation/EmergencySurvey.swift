package import EMDSL
import EMDiagnostics
package import EMSimulation

/// Emergency calls of visitors: every pair of the mesh, every site of the visited cluster, every group of travellers
/// and every number that people dial, each distinct call followed once.
package struct EmergencySurvey: Sendable {
  /// Sites of one visited cluster that are the same to the calls of one home: their phones take pools with one adjunct
  /// CSS, and their own pools lead to gateways that differ in nothing but the calling number.
  struct Route: Sendable {
    /// Home and visited cluster.
    let pair: Mesh.Pair
    /// Index of the kind of site, the same for all homes.
    let kind: Int
    /// Country of the sites.
    let country: String
    /// Device pools of the home that the phones take, each once.
    var roamingPools: [Entity<DevicePoolRow>] = []
    /// Indexes of the sites, in the visited cluster's list.
    var sites: [Int] = []
  }

  /// One number, dialled by one class of travellers at the sites of one route.
  struct Trial: Sendable {
    /// Index of the route.
    let route: Int
    /// Index of the class in `classes`.
    let travellers: Int
    /// What is dialled.
    let number: String
    /// True for an emergency number of the country where the phone stands; false for a habit from elsewhere, also
    /// where an urgent pattern takes the beginning for one.
    let isLocal: Bool
    /// What the home does with it.
    let home: CallResult
    /// What the visited cluster does with it; nil where the call does not get there by PSTN Access.
    let visited: CallResult?
  }

  /// Sites by the ordinal of their cluster; empty for clusters that nobody visits.
  package let sites: [[VisitorSite]]
  /// Groups of travellers by the ordinal of their cluster; empty for clusters whose users visit nobody.
  package let travellers: [[TravellerGroup]]
  /// The routes, by pair and then in the order of their first sites.
  private(set) var routes: [Route] = []
  /// Groups of travellers of one home whose calls it treats alike, with one adjunct CSS: indexes in its list.
  private(set) var classes: [[Int]] = []
  /// The calls, by route.
  private(set) var trials: [Trial] = []
  /// Patterns that send travellers' other calls to the visited cluster, in the order of homes and files.
  private(set) var overuses: [Overuse] = []
  /// Patterns and extensions that travellers lose to emergency numbers, in the order of homes and adjunct CSSs.
  private(set) var shadows: [Shadow] = []
  /// All clusters, by ordinal.
  let clusters: [Cluster]
  /// The dial plans, and where the clusters' objects stand in them.
  let dialPlans: DialPlans
  /// What is at fault, in the order of the first call of each.
  private(set) var faults: [EmergencyFault] = []
  /// Follows the calls.
  let simulator: CallSimulator
  /// The sites told apart.
  let kinds: SiteKinds
  private let homeCountries: [[String]]

  /// Follows the calls of a deployment.
  init(_ deployment: Deployment) {
    let simulator = deployment.callSimulator
    let pairs = deployment.mesh.pairs.filter {
      $0.home != $0.visiting && deployment[$0.home].isJudged && deployment[$0.visiting].isJudged
    }
    let (homes, visited) = (Set(pairs.map(\.home)), Set(pairs.map(\.visiting)))
    self.simulator = simulator
    clusters = deployment.clusters
    sites = deployment.clusters.map { cluster in
      homes.contains(cluster.id) || visited.contains(cluster.id) ? VisitorSite.all(of: cluster) : []
    }
    travellers = deployment.clusters.map { homes.contains($0.id) ? TravellerGroup.all(of: $0) : [] }
    dialPlans = deployment.dialPlans
    kinds = SiteKinds(sites, dialPlans)
    homeCountries = zip(simulator.plans, sites).map { plan, sites in
      (plan.gateways.compactMap(\.country) + sites.compactMap(\.country)).unique
    }
    let roaming = deployment.roamingSurvey
    for pair in pairs where !travellers[pair.home.ordinal].isEmpty { addRoutes(of: pair, roaming) }
    followCalls()
    faults = EmergencyDiagnosis.faults(of: self)
    overuses = findOveruses()
    shadows = findShadows()
  }

  /// Numbers that visitors may dial in a country: its own, those of the home's countries, and 112.
  package func numbers(home: Cluster, country: String) -> (local: [String], habit: [String]) {
    let local = simulator.emergencyNumbers[country] ?? []
    return (local, (numbersOfCountries(of: home.id.ordinal) + ["112"]).unique.filter { !local.contains($0) })
  }

  /// Emergency numbers of the countries of a home, in which its gateways or phones stand.
  func numbersOfCountries(of home: Int) -> [String] {
    homeCountries[home].flatMap { simulator.emergencyNumbers[$0] ?? [] }
  }

  /// How a group of travellers calls at a site; nil where an object is not in the dial plans.
  package func setup(
    home: Cluster, group: TravellerGroup, roamingPool: Entity<DevicePoolRow>, site: VisitorSite
  ) -> CallSetup? {
    let (here, there) = (home.id, site.cluster.id)
    let spaces: [(ChainLink.Role, Entity<CallingSearchSpaceRow>?)] = [
      (.adjunct, roamingPool.adjunctCss), (.line, group.lineCSS), (.emcc, group.emccCSS),
    ]
    var chain: [ChainLink] = []
    for (role, css) in spaces {
      let index = dialPlans.index(of: css, in: here)
      guard css == nil || index != nil else { return nil }
      chain.append(ChainLink(role, css: index, place: role == .adjunct ? roamingPool.place(\.adjunctCss) : nil))
    }
    let css = dialPlans.index(of: site.css, in: there)
    guard site.css == nil || css != nil else { return nil }
    return CallSetup(
      cluster: home.id.ordinal, chain: chain, line: group.line, devicePool: dialPlans.index(of: roamingPool, in: here),
      visited: VisitedPhone(
        cluster: there.ordinal, devicePool: dialPlans.index(of: site.pool, in: there), css: css, cssPlace: site.cssPlace
      ),
      country: site.country, countryPlace: site.geolocation?.place(\.country))
  }

  private mutating func addRoutes(of pair: Mesh.Pair, _ roaming: RoamingSurvey) {
    var pools: [UInt32: Entity<DevicePoolRow>] = [:]
    for outcome in roaming.outcomes(pair) {
      // Without a pool, or with several, the phones' geolocation is the mistake: rules 69, 72.
      guard case .pool(let pool) = outcome.choice, pool.isKnown else { continue }
      if let adjunct = pool.adjunctCss {
        guard adjunct.isKnown else { continue }
      } else if pool.roamingFor != pair.visiting {
        continue
      }
      for geolocation in outcome.geolocations { pools[geolocation.index] = pool }
    }
    var slots: [RouteKey: Int] = [:]
    for (index, site) in sites[pair.visiting.ordinal].enumerated() {
      guard let geolocation = site.geolocation, let pool = pools[geolocation.index], let country = site.country,
        let kind = kinds.kind(of: index, in: pair.visiting), simulator.emergencyNumbers[country]?.isEmpty == false
      else { continue }
      let own = pool.localRouteGroups.isEmpty ? nil : pool.index
      let key = RouteKey(kind: kind, adjunct: pool.adjunctCss?.index, pool: own)
      let slot = slots[key] ?? routes.count
      if slot == routes.count {
        slots[key] = slot
        routes.append(Route(pair: pair, kind: kind, country: country))
      }
      routes[slot].sites.append(index)
      if !routes[slot].roamingPools.contains(where: { $0.isSame(as: pool) }) { routes[slot].roamingPools.append(pool) }
    }
  }

  private mutating func followCalls() {
    var memory = CallMemory()
    var known: [ClassKey: Range<Int>] = [:]
    for (index, route) in routes.enumerated() {
      guard let site = route.sites.first.map({ sites[route.pair.visiting.ordinal][$0] }),
        let pool = route.roamingPools.first
      else { continue }
      let home = clusters[route.pair.home.ordinal]
      let own = pool.localRouteGroups.isEmpty ? nil : dialPlans.index(of: pool, in: home.id)
      let key = ClassKey(home: home.id.ordinal, adjunct: pool.adjunctCss?.index, pool: own)
      let classes = known[key] ?? addClasses(route, pool, site, own, &memory)
      known[key] = classes
      let numbers = numbers(home: home, country: route.country)
      for travellers in classes {
        guard let first = self.classes[travellers].first,
          let setup = setup(
            home: home, group: self.travellers[home.id.ordinal][first], roamingPool: pool, site: site)
        else { continue }
        for (number, isLocal) in numbers.local.map({ ($0, true) }) + numbers.habit.map({ ($0, false) }) {
          let answer = memory.follow(setup, number, kind: route.kind, roamingPool: own, simulator)
          let taken = answer.home.legs.first?.matches.first?.digits ?? number
          trials.append(
            Trial(
              route: index, travellers: travellers, number: number,
              isLocal: taken == number ? isLocal : numbers.local.contains(taken), home: answer.home,
              visited: answer.visited))
        }
      }
    }
  }

  /// Adds the classes of a home's travellers with one roaming device pool, in the order of the first group of each.
  ///
  /// What the home does with a number depends on the calling search spaces, not on the visited cluster: one route tells
  /// about all with the same adjunct CSS.
  private mutating func addClasses(
    _ route: Route, _ pool: Entity<DevicePoolRow>, _ site: VisitorSite, _ own: Int?, _ memory: inout CallMemory
  ) -> Range<Int> {
    let home = clusters[route.pair.home.ordinal]
    let numbers = (simulator.emergencyNumbers.values.joined() + ["112"]).unique.sorted()
    let start = classes.count
    var slots: [[HomeTreatment]: Int] = [:]
    for (index, group) in travellers[home.id.ordinal].enumerated() {
      guard let setup = setup(home: home, group: group, roamingPool: pool, site: site) else { continue }
      let treatments = numbers.map {
        HomeTreatment(memory.follow(setup, $0, kind: route.kind, roamingPool: own, simulator).home)
      }
      let slot = slots[treatments] ?? classes.count
      if slot == classes.count {
        slots[treatments] = slot
        classes.append([])
      }
      classes[slot].append(index)
    }
    return start..<classes.count
  }

  private struct ClassKey: Hashable {
    var home: Int
    var adjunct: UInt32?
    var pool: Int?
  }

  private struct RouteKey: Hashable {
    var kind: Int
    var adjunct: UInt32?
    var pool: UInt32?
  }
}
