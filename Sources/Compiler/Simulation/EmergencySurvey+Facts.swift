import EMDSL
import EMDiagnostics
import EMSimulation

/// Where a visited cluster looks up the numbers that arrive for a site by PSTN Access.
struct InboundSearchSpace {
  /// The calling search space; nil where none is named.
  let css: Entity<CallingSearchSpaceRow>?
  /// Where it is named; else the object that could name it.
  let place: Place?
  /// What names it, such as `EMCC trunk 'TRUNK-EMCC'`.
  let owner: String

  /// The search space of a site; nil where there is no EMCC trunk that can be read.
  init?(of site: VisitorSite) {
    guard !site.cluster.looksIntoPhones else {
      css = site.css
      place = site.cssPlace
      owner = "the phones"
      return
    }
    // A trunk of another kind is a mistake of its own: rule 37.
    guard let trunk = site.cluster.pstnAccessTrunk, trunk.isKnown, trunk.serviceType == .emcc else { return nil }
    css = trunk.css
    place = trunk.place(\.css)
    owner = "EMCC trunk '\(trunk.name)'"
  }

  /// True where all that it reaches is written here.
  var isReadable: Bool { css?.isReadable ?? true }

  /// `calling search space 'CSS-IN' of EMCC trunk 'TRUNK-EMCC'`, `EMCC trunk 'TRUNK-EMCC' without a …`.
  var phrase: String {
    css.map { "calling search space '\($0.name)' of \(owner)" } ?? "\(owner) without a calling search space"
  }

  /// `let calling search space 'CSS-IN' of … reach`, `give EMCC trunk 'TRUNK-EMCC' a 'css' that reaches`.
  var request: String { css == nil ? "give \(owner) a 'css' that reaches" : "let \(phrase) reach" }
}

extension Cluster {
  /// The EMCC trunk of PSTN Access; nil where none is named.
  var pstnAccessTrunk: Entity<SIPTrunkRow>? {
    self.interclusterServiceProfile.lazy.compactMap { $0.pstnAccess.first?.sipTrunk }.first
  }
}

extension EmergencySurvey.Trial {
  /// True where the call reaches an emergency centre of the country where the phone stands.
  var reaches: Bool { visited.map { $0.verdict == .ok || $0.verdict == .timeout } ?? false }
}

extension EmergencySurvey {
  /// The first site of a call's route.
  func site(of trial: Trial) -> VisitorSite? {
    let route = routes[trial.route]
    return route.sites.first.map { sites[route.pair.visiting.ordinal][$0] }
  }

  /// The country whose public network a call reaches; nil where it does not, or where the country is not known.
  func country(of end: CallEnd) -> String? {
    switch end {
    case .gateway(_, _, let country): country
    case .outsideTrunk(let cluster, let trunk): simulator.plans[cluster].trunks[trunk].country
    default: nil
    }
  }

  /// Calling search spaces for transformations of the calling number at the gateways and trunks behind the local route
  /// group of a site, the preferred one first.
  func callingTransformations(of site: VisitorSite) -> [Int?] {
    let plan = simulator.plans[site.cluster.id.ordinal]
    return routeGroup(of: site)?.members.map { member in
      switch member {
      case .gateway(let index): plan.gateways[index].callingTransformationCSS
      case .trunk(let index): plan.trunks[index].callingTransformationCSS
      case .unknown: nil
      }
    } ?? []
  }

  /// The gateway or trunk by which an emergency call of a site leaves: of the local route group, the first in the
  /// country in which the call ends.
  func exit(of site: VisitorSite, _ result: CallResult) -> NamedPlace? {
    let plan = simulator.plans[site.cluster.id.ordinal]
    let country = country(of: result.end)
    let members = routeGroup(of: site)?.members ?? []
    let there = members.first { member in
      switch member {
      case .gateway(let index): plan.gateways[index].country == country
      case .trunk(let index): plan.trunks[index].country == country
      case .unknown: false
      }
    }
    if result.usesLocalRouteGroup, let member = there ?? members.first {
      switch member {
      case .gateway(let index): return plan.gateways[index].name
      case .trunk(let index): return plan.trunks[index].name
      case .unknown: return nil
      }
    }
    return exit(result.end)
  }

  /// The gateway or trunk at which a call ends; nil where it ends elsewhere.
  func exit(_ end: CallEnd) -> NamedPlace? {
    switch end {
    case .gateway(let cluster, let gateway, _): simulator.plans[cluster].gateways[gateway].name
    case .outsideTrunk(let cluster, let trunk): simulator.plans[cluster].trunks[trunk].name
    default: nil
    }
  }

  private func routeGroup(of site: VisitorSite) -> RouteGroup? {
    let plan = simulator.plans[site.cluster.id.ordinal]
    guard let pool = dialPlans.index(of: site.pool, in: site.cluster.id) else { return nil }
    return plan.devicePools[pool].standardLocalRouteGroup.map { plan.routeGroups[$0] }
  }
}
