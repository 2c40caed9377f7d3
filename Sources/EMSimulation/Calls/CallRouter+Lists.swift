// Route lists and route groups: who takes a call.
extension CallRouter {
  /// Tries the members of a route list in order.
  mutating func take(_ list: Int, _ plan: DialPlan, _ arrival: Arrival) -> Next {
    let cluster = arrival.cluster
    guard let routeList = plan.routeLists.at(list) else { return .ended(.noMember(cluster: cluster)) }
    var missesLocalRouteGroup = false
    for (index, member) in routeList.members.map(\.member).enumerated() {
      let attempt = attempt(member, plan, arrival)
      note(.tries(cluster: cluster, list: list, member: index, attempt: attempt))
      switch attempt {
      case .noLocalRouteGroup: missesLocalRouteGroup = true
      case .emptyGroup: continue
      case .unknown(let name): return .ended(.unmodelled(cluster: cluster, name))
      case .visitedCluster:
        usesLocalRouteGroup = true
        noteLaterMembers(of: list, behind: index, country: setup.country, plan)
        return reachVisitedCluster(by: plan.pstnAccess?.trunk, from: cluster)
      case .group(let group), .localRouteGroup(_, _, let group):
        if case .localRouteGroup = attempt { usesLocalRouteGroup = true }
        let exits = exits(of: group, plan)
        noteLaterMembers(of: list, behind: index, country: exits.first.flatMap { country(of: $0, plan) }, plan)
        return .exits(exits, group: group)
      }
    }
    return missesLocalRouteGroup
      ? .ended(.noLocalRouteGroup(cluster: cluster, devicePool: arrival.devicePool))
      : .ended(.noMember(cluster: cluster))
  }

  private func attempt(_ member: RouteList.Member, _ plan: DialPlan, _ arrival: Arrival) -> CallEvent.Attempt {
    switch member {
    case .unknown(let name): return .unknown(name)
    case .group(let group): return hasMembers(group, plan) ? .group(group) : .emptyGroup(group)
    case .standardLocal:
      // A visitor's call does not use the roaming device pool's group (Technical note 213965).
      if setup.visited != nil, arrival.isFirst { return .visitedCluster }
      return localRouteGroup(nil, plan.devicePool(arrival.devicePool)?.standardLocalRouteGroup, plan, arrival)
    case .named(let name):
      // For a visitor, that of the roaming device pool (inferred: the exception is the standard one's).
      let group = plan.devicePool(arrival.devicePool)?.namedLocalRouteGroups[name]
      return localRouteGroup(name, group, plan, arrival)
    }
  }

  private func localRouteGroup(
    _ name: String?, _ group: Int?, _ plan: DialPlan, _ arrival: Arrival
  ) -> CallEvent.Attempt {
    guard let group else {
      guard let pool = plan.devicePool(arrival.devicePool), pool.isLocalRouteGroupUnknown else {
        return .noLocalRouteGroup(name: name, devicePool: arrival.devicePool)
      }
      return .unknown("local route group of device pool \(pool.name.name)")
    }
    guard hasMembers(group, plan) else { return .emptyGroup(group) }
    return .localRouteGroup(name: name, devicePool: arrival.devicePool, group: group)
  }

  private func hasMembers(_ group: Int, _ plan: DialPlan) -> Bool {
    plan.routeGroups.at(group).map { !$0.members.isEmpty } ?? false
  }

  /// The members of a route group that may be the first to take a call.
  private mutating func exits(of group: Int, _ plan: DialPlan) -> [RouteGroup.Member] {
    guard let routeGroup = plan.routeGroups.at(group), let first = routeGroup.members.first else { return [] }
    guard routeGroup.isCircular else {
      noteOtherCountry(routeGroup.members.dropFirst(), than: country(of: first, plan), plan) {
        "\($0) is a later choice of route group \(routeGroup.name.name)"
      }
      return [first]
    }
    noteOtherCountry(routeGroup.members.dropFirst(), than: country(of: first, plan), plan) {
      "route group \(routeGroup.name.name) takes its members in turn, and \($0) is one of them"
    }
    return routeGroup.members
  }

  private func country(of member: RouteGroup.Member, _ plan: DialPlan) -> String? {
    switch member {
    case .gateway(let index): plan.gateways.at(index)?.country
    case .trunk(let index): plan.trunk(index).flatMap { $0.far == .outside ? $0.country : nil }
    case .unknown: nil
    }
  }

  /// Notes the first member that stands in another country, if both countries are known.
  private mutating func noteOtherCountry(
    _ members: some Sequence<RouteGroup.Member>, than first: String?, _ plan: DialPlan, _ text: (String) -> String
  ) {
    guard let first else { return }
    for member in members {
      guard let country = country(of: member, plan), country != first else { continue }
      switch member {
      case .gateway(let index): notes.append(text("\(plan.gateways[index].name.name) in \(country)"))
      case .trunk(let index): notes.append(text("\(plan.trunks[index].name.name) in \(country)"))
      case .unknown: continue
      }
      return
    }
  }

  /// Notes a route group further down a route list that leads to another country.
  private mutating func noteLaterMembers(of list: Int, behind index: Int, country: String?, _ plan: DialPlan) {
    guard let routeList = plan.routeLists.at(list) else { return }
    let later = routeList.members.dropFirst(index + 1).flatMap { member -> [RouteGroup.Member] in
      guard case .group(let group) = member.member else { return [] }
      return plan.routeGroups.at(group)?.members ?? []
    }
    noteOtherCountry(later, than: country, plan) { "\($0) is a later choice of route list \(routeList.name.name)" }
  }
}
