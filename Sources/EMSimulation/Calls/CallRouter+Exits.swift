internal import EMDiagnostics

// Gateways and trunks: how a call leaves a cluster, and how it comes into the next.
extension CallRouter {
  /// Leaves the deployment by a gateway or an outside trunk.
  mutating func leave(by exit: RouteGroup.Member, of group: Int?, from arrival: Arrival) -> CallEnd {
    let cluster = arrival.cluster
    if let group { note(.takes(cluster: cluster, group: group, member: exit)) }
    guard let plan = clusters.at(cluster)?.plan else { return .external(cluster: cluster) }
    switch exit {
    case .unknown(let name): return .unmodelled(cluster: cluster, name)
    case .gateway(let index):
      guard let gateway = plan.gateways.at(index) else { return .noMember(cluster: cluster) }
      if let end = transform(
        called: gateway.calledTransformationCSS, calling: gateway.callingTransformationCSS, in: cluster)
      {
        return end
      }
      note(.leavesByGateway(cluster: cluster, gateway: index, called: called, calling: calling))
      return .gateway(cluster: cluster, gateway: index, country: gateway.country)
    case .trunk(let index):
      guard let trunk = plan.trunk(index) else { return .noMember(cluster: cluster) }
      if let end = transform(
        called: trunk.calledTransformationCSS, calling: trunk.callingTransformationCSS, in: cluster)
      {
        return end
      }
      note(.leavesByTrunk(cluster: cluster, trunk: index, called: called, calling: calling))
      return .outsideTrunk(cluster: cluster, trunk: index)
    }
  }

  /// Takes a trunk into another cluster of the deployment; nil for one that leads out of sight.
  mutating func cross(_ index: Int, of group: Int?, from cluster: Int) -> Next? {
    guard let trunk = clusters.at(cluster)?.plan.trunk(index) else { return .ended(.noMember(cluster: cluster)) }
    guard trunk.far != .outside else { return nil }
    if let group { note(.takes(cluster: cluster, group: group, member: .trunk(index))) }
    switch trunk.far {
    case .outside: return nil
    case .emcc:
      // Only a visitor's phone is at the far end of an EMCC trunk.
      guard setup.visited != nil, cluster == setup.cluster else { return .ended(.noMember(cluster: cluster)) }
      return reachVisitedCluster(by: index, from: cluster)
    case .cluster(let peer, let inbound):
      if let end = transform(
        called: trunk.calledTransformationCSS, calling: trunk.callingTransformationCSS, in: cluster)
      {
        return .ended(end)
      }
      note(.crosses(cluster: cluster, trunk: index, to: peer, called: called, calling: calling))
      guard let far = clusters.at(peer)?.plan, !far.isExternal else { return .ended(.external(cluster: peer)) }
      guard let inbound, let farTrunk = far.trunk(inbound) else { return .ended(.noInboundTrunk(cluster: peer)) }
      let digits = incoming(by: inbound, to: peer, far)
      let link = ChainLink(.trunk, css: farTrunk.css, place: farTrunk.cssPlace)
      return .arrival(
        Arrival(
          cluster: peer, chain: [link], digits: digits, dialling: .enBloc, devicePool: farTrunk.devicePool))
    }
  }

  /// Sends a visitor's call to the cluster of the phone, over the EMCC trunk of PSTN Access (Technical note 213965).
  mutating func reachVisitedCluster(by index: Int?, from cluster: Int) -> Next {
    guard let visited = setup.visited, let plan = clusters.at(cluster)?.plan, plan.pstnAccess != nil else {
      return .ended(.noPSTNAccess(cluster: cluster))
    }
    guard let index, let trunk = plan.trunk(index) else {
      return .ended(.unmodelled(cluster: cluster, "EMCC trunk of PSTN Access"))
    }
    if let end = transform(called: trunk.calledTransformationCSS, calling: trunk.callingTransformationCSS, in: cluster)
    {
      return .ended(end)
    }
    note(.leavesForPhone(cluster: cluster, trunk: index, visited: visited.cluster, called: called, calling: calling))
    guard let far = clusters.at(visited.cluster)?.plan, !far.isExternal else {
      return .ended(.external(cluster: visited.cluster))
    }
    guard let access = far.pstnAccess else { return .ended(.noPSTNAccess(cluster: visited.cluster)) }
    let farTrunk = far.trunk(access.trunk)
    if farTrunk == nil, !access.usesOriginalDeviceCSS {
      return .ended(.unmodelled(cluster: visited.cluster, "EMCC trunk of PSTN Access"))
    }
    let digits = incoming(by: access.trunk, to: visited.cluster, far)
    note(.choosesCSS(cluster: visited.cluster))
    let link =
      access.usesOriginalDeviceCSS
      ? ChainLink(.device, css: visited.css, place: visited.cssPlace)
      : ChainLink(.trunk, css: farTrunk?.css, place: farTrunk?.cssPlace)
    // The gateway is that of the phone's own device pool, not of the trunk's (Technical note 213965).
    return .arrival(
      Arrival(
        cluster: visited.cluster, chain: [link], digits: digits, dialling: .enBloc, devicePool: visited.devicePool))
  }

  /// The called number behind the inbound settings of a trunk: significant digits, then prefix.
  ///
  /// They belong to the trunk, so they also count where the phone's own calling search space is used (inferred).
  private mutating func incoming(by index: Int?, to cluster: Int, _ plan: DialPlan) -> String {
    var digits = called
    if let trunk = plan.trunk(index) {
      if let significant = trunk.significantDigits { digits = String(digits.suffix(max(0, significant))) }
      digits = (trunk.prefixDigits ?? "") + digits
    }
    note(.arrives(cluster: cluster, trunk: index, from: called, to: digits))
    return digits
  }

  /// Applies transformation patterns on the way out; an end where one is not modelled.
  private mutating func transform(called calledCSS: Int?, calling callingCSS: Int?, in cluster: Int) -> CallEnd? {
    guard let tables = clusters.at(cluster) else { return nil }
    if let calledCSS {
      let request = TransformationRequest(side: .called, css: calledCSS, number: called)
      let answer = tables.transformation(request)
      if let end = undecided(answer, tables.plan.calledTransformations, cluster) { return end }
      if let gap = answer.gap { return .unmodelled(cluster: cluster, gap) }
      if let pattern = answer.pattern, let number = answer.number {
        note(
          .transforms(cluster: cluster, side: .called, css: calledCSS, pattern: pattern, from: called, to: number))
        if called != number {
          exitChange = ExitChange(from: called, place: tables.plan.calledTransformations.at(pattern)?.place)
        }
        called = number
      }
    }
    if let callingCSS, let calling {
      // The external mask is the line's, which only its own cluster knows.
      let line = cluster == setup.cluster && legs.count == 1 ? setup.line : nil
      let request = TransformationRequest(side: .calling, css: callingCSS, number: calling, line: line)
      let answer = tables.transformation(request)
      if let end = undecided(answer, tables.plan.callingTransformations, cluster) { return end }
      if let gap = answer.gap {
        // The call goes its way all the same.
        notes.append("the calling number is not known: it may be changed in \(gap)")
        self.calling = nil
      }
      if let pattern = answer.pattern, let number = answer.number {
        note(
          .transforms(
            cluster: cluster, side: .calling, css: callingCSS, pattern: pattern, from: calling, to: number))
        self.calling = number.isEmpty ? nil : number
        callingSetIn = cluster
      }
    }
    return nil
  }

  private func undecided(_ answer: Transformation, _ patterns: [TransformationPattern], _ cluster: Int) -> CallEnd? {
    answer.undecided.map { .unmodelled(cluster: cluster, "transformation pattern '\(patterns[$0].text)'") }
  }
}
