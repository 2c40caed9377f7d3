internal import EMDiagnostics

// Route lists, trunks, gateways and the end.
extension CallNarrator {
  /// Everything behind digit analysis.
  func routing(_ event: CallEvent) -> [CallStep] {
    switch event {
    case .routes(let cluster, let pattern): return routes(cluster, pattern)
    case .tries(let cluster, let list, let member, let attempt): return tries(cluster, list, member, attempt)
    case .takes(let cluster, let group, let member): return takes(cluster, group, member)
    case .transforms(let cluster, let side, let css, let pattern, let from, let to):
      return transforms(cluster, side, css, pattern, from, to)
    case .leavesForPhone(let cluster, let trunk, let visited, let called, let calling):
      let to = "by EMCC trunk \(names.trunk(cluster, trunk)) to \(names.cluster(visited)), where the phone stands"
      let place = names.plan(cluster)?.trunk(trunk)?.name.place
      return [step(cluster, "leaves \(to), with \(numbers(called, calling))", place)]
    case .crosses(let cluster, let trunk, let peer, let called, let calling):
      let to = "by trunk \(names.trunk(cluster, trunk)) to \(names.cluster(peer))"
      let place = names.plan(cluster)?.trunk(trunk)?.name.place
      return [step(cluster, "leaves \(to), with \(numbers(called, calling))", place)]
    case .arrives(let cluster, let trunk, let from, let to): return arrives(cluster, trunk, from, to)
    case .choosesCSS(let cluster): return choosesCSS(cluster)
    case .leavesByGateway(let cluster, let index, let called, let calling):
      let gateway = names.plan(cluster)?.gateways.at(index)
      let country = gateway?.country ?? "a country that is not known"
      let text = "leaves by gateway \(names.gateway(cluster, index)) in \(country), with \(numbers(called, calling))"
      return [step(cluster, text, gateway?.countryPlace ?? gateway?.name.place)]
    case .leavesByTrunk(let cluster, let index, let called, let calling):
      let text = "leaves by trunk \(names.trunk(cluster, index)) for somewhere out of sight"
      let place = names.plan(cluster)?.trunk(index)?.name.place
      return [step(cluster, "\(text), with \(numbers(called, calling))", place)]
    case .ends(let end): return ends(end)
    case .searches, .looksUp, .changesCalled, .changesCalling: return []
    }
  }

  private func numbers(_ called: String, _ calling: String?) -> String {
    "called number '\(called)' and " + (calling.map { "calling number '\($0)'" } ?? "no calling number")
  }

  private func routes(_ cluster: Int, _ index: Int) -> [CallStep] {
    guard let plan = names.plan(cluster), let pattern = plan.patterns.at(index) else { return [] }
    let place = pattern.targetPlace ?? pattern.place
    switch pattern.target {
    case .routeList(let list):
      return [step(cluster, "goes to route list \(plan.routeLists.at(list)?.name.name ?? "that is not known")", place)]
    case .gateway(let gateway): return [step(cluster, "goes to gateway \(names.gateway(cluster, gateway))", place)]
    case .trunk(let trunk): return [step(cluster, "goes to trunk \(names.trunk(cluster, trunk))", place)]
    case .block: return [step(cluster, "is rejected: the pattern blocks it", place)]
    case .unknown(let name): return [step(cluster, "goes to \(name), which is not known", place)]
    case .translation: return []
    }
  }

  private func tries(_ cluster: Int, _ list: Int, _ member: Int, _ attempt: CallEvent.Attempt) -> [CallStep] {
    guard let plan = names.plan(cluster), let routeList = plan.routeLists.at(list) else { return [] }
    let place = routeList.members.at(member)?.place ?? routeList.name.place
    let prefix = "route list \(routeList.name.name) tries"
    let group = { (index: Int) in plan.routeGroups.at(index)?.name.name ?? "that is not known" }
    switch attempt {
    case .group(let index): return [step(cluster, "\(prefix) route group \(group(index))", place)]
    case .emptyGroup(let index):
      return [step(cluster, "\(prefix) route group \(group(index)), which has no members", place)]
    case .unknown(let name): return [step(cluster, "\(prefix) \(name), which is not known", place)]
    case .visitedCluster:
      let reason = "for a visitor that is the gateway of the visited cluster, not of the roaming device pool"
      return [step(cluster, "\(prefix) Standard Local Route Group: \(reason)", place)]
    case .localRouteGroup(let name, let pool, let index):
      let devicePool = plan.devicePool(pool)
      return [
        step(cluster, "\(prefix) \(name ?? "Standard Local Route Group")", place),
        step(
          cluster, "device pool \(devicePool?.name.name ?? "that is not known") makes it route group \(group(index))",
          devicePool?.localRouteGroupPlace ?? devicePool?.name.place),
      ]
    case .noLocalRouteGroup(let name, let pool):
      let devicePool = plan.devicePool(pool)
      let owner = devicePool.map { "device pool \($0.name.name) has none" } ?? "the caller has no device pool"
      return [
        step(cluster, "\(prefix) \(name ?? "Standard Local Route Group")", place),
        step(cluster, "\(owner), so nobody takes the call there", devicePool?.name.place),
      ]
    }
  }

  private func takes(_ cluster: Int, _ group: Int, _ member: RouteGroup.Member) -> [CallStep] {
    guard let routeGroup = names.plan(cluster)?.routeGroups.at(group) else { return [] }
    let name =
      switch member {
      case .gateway(let index): "gateway \(names.gateway(cluster, index))"
      case .trunk(let index): "trunk \(names.trunk(cluster, index))"
      case .unknown(let name): "\(name), which is not known"
      }
    let isInTurn = routeGroup.isCircular && routeGroup.members.count > 1
    let order = isInTurn ? "takes its \(routeGroup.members.count) members in turn, here" : "takes"
    return [step(cluster, "route group \(routeGroup.name.name) \(order) \(name)", routeGroup.name.place)]
  }

  private func arrives(_ cluster: Int, _ index: Int?, _ from: String, _ to: String) -> [CallStep] {
    let trunk = names.plan(cluster)?.trunk(index)
    var text = "arrives on trunk \(names.trunk(cluster, index)) with '\(from)'"
    if from != to {
      let significant = trunk?.significantDigits.map { "the last \($0) digits count" }
      let how = [significant, trunk?.prefixDigits.map { "prefix \($0)" }].compactMap { $0 }
      text += ", which becomes '\(to)' (\(how.joined(separator: ", ")))"
    }
    return [step(cluster, text, trunk?.name.place)]
  }

  private func choosesCSS(_ cluster: Int) -> [CallStep] {
    guard let access = names.plan(cluster)?.pstnAccess else { return [] }
    let mode = access.usesOriginalDeviceCSS ? "use phone's original device CSS" : "use trunk CSS"
    return [step(cluster, "CSS for PSTN Access SIP Trunk is set to: \(mode)", access.modePlace)]
  }

  /// How a call ends that does not leave; digit analysis has told its own ends.
  private func ends(_ end: CallEnd) -> [CallStep] {
    switch end {
    case .gateway, .outsideTrunk, .noMatch, .incomplete, .blocked: return []
    case .directoryNumber(let cluster, let number):
      return [step(cluster, "rings extension \(number.name)", number.place)]
    case .external(let cluster):
      return [step(cluster, "is run by somebody else: the dial plan is not known", nil)]
    case .noLocalRouteGroup(let cluster, _), .noMember(let cluster):
      return [step(cluster, "nobody is left to take the call", nil)]
    case .noPSTNAccess(let cluster): return [step(cluster, "PSTN Access is not active", nil)]
    case .noInboundTrunk(let cluster):
      return [step(cluster, "there is no trunk back on which the call could arrive", nil)]
    case .loop(let cluster): return [step(cluster, "the call goes in a circle and is given up", nil)]
    case .unmodelled(let cluster, let what): return [step(cluster, "cannot be followed: \(what)", nil)]
    }
  }
}
