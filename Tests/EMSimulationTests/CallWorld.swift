import EMSimulation

/// Dial plans in few words, for tests of calls.
struct CallWorld {
  /// The clusters.
  var plans: [DialPlan]
  /// Emergency numbers by country.
  var emergencyNumbers = [
    "US": ["911", "9911"], "GB": ["999", "112", "9999", "9112"], "DE": ["112", "110", "0112", "0110"],
  ]

  /// A cluster with one gateway in a country, its route group, and a pool that uses it.
  static func plan(_ cluster: String, country: String?) -> DialPlan {
    var plan = DialPlan(cluster: cluster)
    plan.gateways = [CallGateway(NamedPlace("GW-\(cluster)"), devicePool: 0, country: country)]
    plan.routeGroups = [RouteGroup(NamedPlace("RG-\(cluster)"), members: [.gateway(0)], isCircular: false)]
    plan.routeLists = [
      RouteList(NamedPlace("RL-HOME"), members: [(.group(0), nil)]),
      RouteList(NamedPlace("RL-EMERGENCY"), members: [(.standardLocal, nil)]),
    ]
    plan.devicePools = [CallDevicePool(NamedPlace("DP-\(cluster)"), standardLocalRouteGroup: 0)]
    return plan
  }

  /// The simulator.
  var simulator: CallSimulator { CallSimulator(plans: plans, emergencyNumbers: emergencyNumbers) }

  /// A call by the line 2101001 of the first cluster, through all its calling search spaces in order.
  func call(_ digits: String, chain: [ChainLink]? = nil, country: String? = "US", withSteps: Bool = false) -> CallResult
  {
    let roles: [ChainLink.Role] = [.line, .device]
    let links = plans[0].searchSpaces.indices.prefix(2).map { ChainLink(roles[$0], css: $0) }
    let setup = CallSetup(
      cluster: 0, chain: chain ?? links,
      line: CallingLine(number: "2101001", externalMask: "+1212555XXXX"), devicePool: 0, country: country)
    return simulator.call(setup, dialling: digits, withSteps: withSteps)
  }
}

extension DialPlan {
  /// Adds a partition and a calling search space with only it, of the same index.
  mutating func add(_ partition: String, _ patterns: [CallPattern] = []) {
    let index = partitions.count
    partitions.append(NamedPlace(partition))
    searchSpaces.append(SearchSpace(NamedPlace("CSS-" + partition), partitions: [index]))
    self.patterns += patterns.map {
      var pattern = $0
      pattern.partition = index
      return pattern
    }
  }
}

/// Extensions in a dictionary by partition.
struct Extensions: DirectoryNumbers {
  /// Numbers by partition.
  var numbers: [Int: [String]]

  func find(_ digits: String, in partition: Int?) -> NamedPlace? {
    partition.flatMap { numbers[$0] }?.first { $0 == digits }.map { NamedPlace($0) }
  }

  func longer(than digits: String, in partition: Int?) -> NamedPlace? {
    partition.flatMap { numbers[$0] }?.first { $0.hasPrefix(digits) && $0 != digits }.map { NamedPlace($0) }
  }
}
