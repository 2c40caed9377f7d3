import EMDSL
import EMDiagnostics
import EMSimulation

/// Calls that were followed already, in two halves: what a home does does not depend on the site, and what a visited
/// cluster does does not depend on the home but for the calling number.
struct CallMemory {
  private struct HomeKey: Hashable {
    var home: Int
    var visited: Int?
    var chain: [Int?]
    var roamingPool: Int?
    var number: String
  }

  private struct VisitedKey: Hashable {
    var kind: Int
    var digits: String
  }

  private var homes: [HomeKey: (result: CallResult, arriving: String?, kind: Int)] = [:]
  private var visited: [VisitedKey: CallResult] = [:]

  /// Starts with nothing; keep the value for one survey.
  init() {}

  /// What the home and the visited cluster do; `kind` is the site's, `roamingPool` stands only where the pool itself
  /// has a say in the home's routes.
  mutating func follow(
    _ setup: CallSetup, _ number: String, kind: Int, roamingPool: Int?, _ simulator: CallSimulator
  ) -> (home: CallResult, visited: CallResult?) {
    let key = HomeKey(
      home: setup.cluster, visited: setup.visited?.cluster, chain: setup.chain.map(\.css), roamingPool: roamingPool,
      number: number)
    guard let known = homes[key] else {
      let result = simulator.call(setup, dialling: number)
      let arriving = result.digitsByPSTNAccess(of: setup, simulator.plans)
      homes[key] = (result, arriving, kind)
      guard let arriving else { return (result, nil) }
      let visitedKey = VisitedKey(kind: kind, digits: arriving)
      if visited[visitedKey] == nil { visited[visitedKey] = result }
      return (result, result)
    }
    guard let arriving = known.arriving else { return (known.result, nil) }
    // The caller's own call shows the caller's own number.
    if known.kind == kind { return (known.result, known.result) }
    let visitedKey = VisitedKey(kind: kind, digits: arriving)
    let there = visited[visitedKey] ?? simulator.call(setup, dialling: number)
    visited[visitedKey] = there
    return (known.result, there)
  }
}

/// What a home does with a call, whoever of its travellers makes it.
struct HomeTreatment: Hashable {
  private let end: CallEnd
  private let verdict: CallVerdict
  private let matches: [PatternMatch]

  /// Takes what matters from a call; the calling number is the caller's own.
  init(_ result: CallResult) {
    end = result.end
    verdict = result.verdict
    matches = result.legs.first?.matches ?? []
  }
}

extension CallResult {
  /// The digits that the visited cluster looks up, where the home sent the call there by Standard Local Route Group;
  /// nil where it went elsewhere.
  fileprivate func digitsByPSTNAccess(of setup: CallSetup, _ plans: [DialPlan]) -> String? {
    guard let visited = setup.visited, legs.count > 1, legs[1].cluster == visited.cluster,
      let index = legs[0].matches.last?.pattern, plans[setup.cluster].patterns.indices.contains(index),
      case .routeList(let list) = plans[setup.cluster].patterns[index].target,
      plans[setup.cluster].leadsToStandardLocal(list)
    else { return nil }
    return legs[1].digits
  }
}

extension DialPlan {
  /// True where a route list tries Standard Local Route Group.
  func leadsToStandardLocal(_ list: Int) -> Bool {
    routeLists.indices.contains(list) && routeLists[list].members.contains { $0.member == .standardLocal }
  }
}

/// Sites told apart by what decides where their emergency calls end: country, calling search space, and the gateways
/// behind the local route group, as far as country and called number go.
struct SiteKinds: Sendable {
  private struct Kind: Hashable {
    var cluster: Int
    var country: String?
    var css: Int?
    var routeGroup: [Member]?
    var isCircular = false
    /// Stands where the pool's named groups or an unreadable one make it unlike all others.
    var pool: Int?
  }

  private enum Member: Hashable {
    case gateway(country: String?, calledTransformationCSS: Int?)
    case trunk(Int)
    case unknown
  }

  private let numbers: [[Int?]]
  private let exits: [[Int?]]

  /// Numbers the kinds of all sites; a site of which something is not in the dial plan has none.
  init(_ sites: [[VisitorSite]], _ dialPlans: DialPlans) {
    let kinds = sites.map { $0.map { SiteKinds.kind(of: $0, dialPlans) } }
    numbers = SiteKinds.numbered(kinds)
    exits = SiteKinds.numbered(
      kinds.map { kinds in
        kinds.map { kind in
          var kind = kind
          kind?.css = nil
          return kind
        }
      })
  }

  private static func numbered(_ kinds: [[Kind?]]) -> [[Int?]] {
    var known: [Kind: Int] = [:]
    return kinds.map { kinds in
      kinds.map { kind in
        guard let kind else { return nil }
        let number = known[kind] ?? known.count
        known[kind] = number
        return number
      }
    }
  }

  /// The number of a site's kind.
  func kind(of site: Int, in cluster: ClusterID) -> Int? { numbers[cluster.ordinal][site] }

  /// The number of what a site's kind is but for the calling search space.
  func exit(of site: Int, in cluster: ClusterID) -> Int? { exits[cluster.ordinal][site] }

  private static func kind(of site: VisitorSite, _ dialPlans: DialPlans) -> Kind? {
    let cluster = site.cluster.id
    guard let poolIndex = dialPlans.index(of: site.pool, in: cluster) else { return nil }
    let plan = dialPlans.plans[cluster.ordinal]
    var kind = Kind(cluster: cluster.ordinal, country: site.country)
    if let css = site.css {
      guard css.isFollowed, let number = dialPlans.index(of: css, in: cluster) else { return nil }
      kind.css = number
    }
    let pool = plan.devicePools[poolIndex]
    if pool.isLocalRouteGroupUnknown || !pool.namedLocalRouteGroups.isEmpty { kind.pool = poolIndex }
    if let number = pool.standardLocalRouteGroup {
      let group = plan.routeGroups[number]
      kind.isCircular = group.isCircular
      kind.routeGroup = group.members.map { member in
        switch member {
        case .gateway(let number):
          .gateway(
            country: plan.gateways[number].country,
            calledTransformationCSS: plan.gateways[number].calledTransformationCSS)
        case .trunk(let number): .trunk(number)
        case .unknown: .unknown
        }
      }
    }
    return kind
  }
}

extension Array where Element: Hashable {
  /// The elements, each once, in the order in which they first stand.
  var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

/// A deployment's survey, made when first asked for: all rules of emergency calls need it.
final class EmergencySurveyCache: Sendable {
  private let cached = Locked<EmergencySurvey?>(nil)

  /// The survey of the deployment that owns the cache.
  func survey(of deployment: Deployment) -> EmergencySurvey {
    cached.withLock { cached in
      let survey = cached ?? EmergencySurvey(deployment)
      cached = survey
      return survey
    }
  }
}

extension Deployment {
  /// The emergency calls of visitors, followed once.
  package var emergencySurvey: EmergencySurvey { emergencySurveyCache.survey(of: self) }
}
