import EMDSL
import EMDiagnostics
import EMSimulation

/// What the patterns of a home are to its travellers, apart from single calls.
extension EmergencySurvey {
  /// A pattern of a home that travellers reach and that is no emergency call, yet leads to the visited cluster.
  struct Overuse: Sendable {
    /// Index of the home cluster.
    let home: Int
    /// The pattern.
    let pattern: CallPattern
    /// Index of the calling search space by which travellers reach it.
    let css: Int
    /// A number that it takes.
    let sample: String
    /// Clusters that route it, sorted.
    var routed: [Cluster] = []
    /// Clusters with `trunkCss` that do not, sorted.
    var refusedByTrunk: [Cluster] = []
    /// Sites of clusters with `originalDeviceCss` that do not, one a cluster.
    var refusedByPhones: [VisitorSite] = []
  }

  /// Something that travellers cannot call because an emergency pattern of the adjunct CSS is faster or comes first.
  struct Shadow: Sendable {
    /// What is lost, a pattern or an extension, and where it stands.
    let lost: NamedPlace
    /// True for an extension.
    let isExtension: Bool
    /// Index of the home cluster.
    let home: Int
    /// The emergency pattern.
    let pattern: CallPattern
    /// What it takes: all digits of the number that is lost, or its beginning.
    let digits: String
    /// The adjunct CSS.
    let adjunct: String
  }

  /// True for patterns that are meant for emergency centres, by what the operator says or by their digits.
  func isEmergency(_ pattern: CallPattern) -> Bool {
    pattern.purpose.map { $0 == .emergency } ?? isEmergencyNumber(pattern.text.filter { $0 != "." })
  }

  private func isEmergencyNumber(_ digits: String) -> Bool {
    digits == "112" || simulator.emergencyNumbers.values.contains { $0.contains(digits) }
  }

  /// Homes with travellers, and the routes of each.
  private var routesByHome: [(home: Int, routes: [Route])] {
    Dictionary(grouping: routes) { $0.pair.home.ordinal }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Partitions that travellers of a home reach by the line or EMCC CSS, each with the first CSS that reaches it; nil
  /// is `<None>`, which everybody reaches.
  private func reach(of home: Int) -> [Int?: (css: Int, group: Int)] {
    var reached: [Int?: (css: Int, group: Int)] = [:]
    for (index, group) in travellers[home].enumerated() {
      for space in [group.lineCSS, group.emccCSS] {
        guard let css = dialPlans.index(of: space, in: clusters[home].id) else { continue }
        for partition in simulator.plans[home].searchSpaces[css].partitions where reached[partition] == nil {
          reached[partition] = (css, index)
        }
      }
    }
    return reached
  }

  // MARK: Standard Local Route Group for other calls

  /// Patterns that send travellers' other calls to the visited cluster, in the order of homes and files.
  func findOveruses() -> [Overuse] {
    routesByHome.flatMap { home, routes -> [Overuse] in
      let plan = simulator.plans[home]
      guard plan.routeLists.indices.contains(where: { plan.leadsToStandardLocal($0) }) else { return [] }
      let reached = reach(of: home)
      return plan.patterns.compactMap { pattern -> Overuse? in
        guard case .routeList(let list) = pattern.target, plan.leadsToStandardLocal(list),
          let (css, group) = reached[pattern.partition], !isEmergency(pattern),
          let sample = DialPattern(pattern.text).sample
        else { return nil }
        return followed(Overuse(home: home, pattern: pattern, css: css, sample: sample), group, routes)
      }
    }
  }

  private func followed(_ overuse: Overuse, _ group: Int, _ routes: [Route]) -> Overuse {
    var overuse = overuse
    for (visiting, routes) in Dictionary(grouping: routes, by: { $0.pair.visiting }).sorted(by: { $0.key < $1.key }) {
      let site = routes.first.flatMap { route in route.sites.first.map { sites[visiting.ordinal][$0] } }
      guard let site, let pool = routes.first?.roamingPools.first,
        let setup = setup(
          home: clusters[overuse.home], group: travellers[overuse.home][group], roamingPool: pool, site: site)
      else { continue }
      let result = simulator.call(setup, dialling: overuse.sample)
      guard result.legs.count > 1, result.legs[1].cluster == visiting.ordinal else { continue }
      switch result.verdict {
      case .ok, .timeout: overuse.routed.append(site.cluster)
      case .unknown: continue
      case .noRoute, .blocked, .wrongCountry, .egressAtHome:
        if site.cluster.looksIntoPhones {
          overuse.refusedByPhones.append(site)
        } else {
          overuse.refusedByTrunk.append(site.cluster)
        }
      }
    }
    return overuse
  }

  // MARK: Numbers that the adjunct CSS takes away

  /// Patterns and extensions that travellers lose, each once, in the order of homes and adjunct CSSs.
  ///
  /// Emergency numbers of the home's own countries take nothing away: no number there begins with them.
  func findShadows() -> [Shadow] {
    routesByHome.flatMap { home, routes -> [Shadow] in
      let reached = reach(of: home).keys.sorted { ($0 ?? -1) < ($1 ?? -1) }
      let own = Set(numbersOfCountries(of: home))
      let patterns = readPatterns(of: home, in: Set(reached))
      var seen: Set<Int> = []
      var found: [Shadow] = []
      for pool in routes.flatMap(\.roamingPools) {
        guard let adjunct = dialPlans.index(of: pool.adjunctCss, in: clusters[home].id), seen.insert(adjunct).inserted
        else { continue }
        for (emergency, digits) in emergencies(of: home, adjunct, except: own) {
          found += shadows(of: emergency, digits, adjunct, home, patterns, reached)
        }
      }
      var lost: Set<String> = []
      return found.filter { lost.insert("\($0.lost) \($0.digits)").inserted }
    }
  }

  private func shadows(
    of emergency: CallPattern, _ digits: String, _ adjunct: Int, _ home: Int,
    _ patterns: [(CallPattern, DialPattern)], _ partitions: [Int?]
  ) -> [Shadow] {
    let plan = simulator.plans[home]
    let adjunctSpace = plan.searchSpaces[adjunct]
    let shadow = { (lost: NamedPlace, isExtension: Bool) in
      Shadow(
        lost: lost, isExtension: isExtension, home: home, pattern: emergency, digits: digits,
        adjunct: adjunctSpace.name.name)
    }
    var found: [Shadow] = []
    for partition in partitions where !adjunctSpace.partitions.contains(where: { $0 == partition }) {
      let longer = emergency.isUrgent ? plan.directoryNumbers.longer(than: digits, in: partition) : nil
      if let number = plan.directoryNumbers.find(digits, in: partition) ?? longer { found.append(shadow(number, true)) }
    }
    for (pattern, reading) in patterns where !adjunctSpace.partitions.contains(where: { $0 == pattern.partition }) {
      guard emergency.isUrgent ? reading.canBegin(with: digits) : reading.matches(digits) else { continue }
      found.append(shadow(NamedPlace(pattern.text, pattern.place), false))
    }
    return found
  }

  private func readPatterns(of home: Int, in partitions: Set<Int?>) -> [(CallPattern, DialPattern)] {
    simulator.plans[home].patterns.compactMap { pattern in
      guard partitions.contains(pattern.partition), !isEmergency(pattern) else { return nil }
      let reading = DialPattern(pattern.text)
      return reading.isModelled ? (pattern, reading) : nil
    }
  }

  /// Emergency patterns of an adjunct CSS, each with the numbers that it is for.
  private func emergencies(of home: Int, _ adjunct: Int, except own: Set<String>) -> [(CallPattern, String)] {
    let plan = simulator.plans[home]
    let partitions = Set(plan.searchSpaces[adjunct].partitions)
    let known = simulator.emergencyNumbers.values.flatMap { $0 }.unique.sorted()
    return plan.patterns.flatMap { pattern -> [(CallPattern, String)] in
      guard let partition = pattern.partition, partitions.contains(partition), isEmergency(pattern) else { return [] }
      let digits = pattern.text.filter { $0 != "." }
      let isLiteral = digits.allSatisfy { $0.isASCII && $0.isNumber }
      let taken = isLiteral ? [digits] : known.filter { DialPattern(pattern.text).matches($0) }
      return taken.filter { !own.contains($0) }.map { (pattern, $0) }
    }
  }
}
