internal import EMDiagnostics

/// One call on its way: digit analysis, route lists, trunks, until it ends.
///
/// A value: where a circular route group could take either of several ways, each way is followed in a copy.
struct CallRouter {
  /// A number that comes to a cluster.
  struct Arrival {
    /// Index of the cluster.
    var cluster: Int
    /// What is searched.
    var chain: [ChainLink]
    /// The called number.
    var digits: String
    /// How it comes in.
    var dialling: Lookup.Dialling
    /// Index of the device pool whose local route groups count.
    var devicePool: Int?
    /// True for the first leg: the caller's line is configured in this cluster.
    var isFirst = false
  }

  /// What follows a leg.
  enum Next {
    /// The call ends.
    case ended(CallEnd)
    /// It goes on in a cluster.
    case arrival(Arrival)
    /// It leaves by a member of a route group; where there are several, any of them may take it.
    case exits([RouteGroup.Member], group: Int?)
  }

  /// Who calls.
  let setup: CallSetup
  /// What was dialled.
  let dialled: String
  /// The clusters' tables.
  let clusters: [ClusterTables]
  /// True where events are written down.
  let keepsEvents: Bool
  /// The called number as it stands.
  var called: String
  /// The calling number as it stands.
  var calling: String?
  /// Index of the cluster that last changed the calling number.
  var callingSetIn: Int?
  /// True once a local route group took the call.
  var usesLocalRouteGroup = false
  /// The first thing of which too little is known to be sure of the way so far.
  var gap: String?
  /// What a transformation pattern did to the called number at the last gateway or trunk.
  var exitChange: ExitChange?
  /// The analyses so far.
  var legs: [CallLeg] = []
  /// What is right but worth knowing.
  var notes: [String] = []
  /// What happened.
  var events: [CallEvent] = []

  /// So many clusters are passed; then trunks are taken to lead in a circle (inferred).
  private static let legLimit = 8
  /// So many ways through circular route groups are followed to their end.
  private static let wayLimit = 64

  /// Makes a call that has not begun.
  init(_ setup: CallSetup, dialled: String, clusters: [ClusterTables], keepsEvents: Bool) {
    (self.setup, self.dialled, self.clusters, self.keepsEvents) = (setup, dialled, clusters, keepsEvents)
    (called, calling) = (dialled, setup.line?.number)
  }

  /// A call that is still on its way, and those that are not.
  private struct Ways {
    var open: [(route: CallRouter, arrival: Arrival)] = []
    var ended: [(route: CallRouter, end: CallEnd)] = []
  }

  /// Follows the call; all ways that it may take, none of them likelier than another.
  func run(_ dialling: Lookup.Dialling) -> [(route: CallRouter, end: CallEnd)] {
    var ways = Ways()
    ways.open = [
      (
        self,
        Arrival(
          cluster: setup.cluster, chain: setup.chain, digits: dialled, dialling: dialling,
          devicePool: setup.devicePool, isFirst: true)
      )
    ]
    while let (route, arrival) = ways.open.popLast(), ways.ended.count < CallRouter.wayLimit {
      guard route.legs.count < CallRouter.legLimit else {
        ways.ended.append(route.finished(.loop(cluster: arrival.cluster)))
        continue
      }
      var route = route
      let next = route.pass(arrival)
      route.go(next, from: arrival, &ways)
    }
    return ways.ended
  }

  private func go(_ next: Next, from arrival: Arrival, _ ways: inout Ways) {
    switch next {
    case .ended(let end): ways.ended.append(finished(end))
    case .arrival(let onward): ways.open.append((self, onward))
    case .exits(let exits, let group):
      var here = Ways()
      for exit in exits {
        var way = self
        if case .trunk(let trunk) = exit, let onward = way.cross(trunk, of: group, from: arrival.cluster) {
          way.go(onward, from: arrival, &here)
        } else {
          let end = way.leave(by: exit, of: group, from: arrival)
          here.ended.append(way.finished(end))
        }
      }
      ways.ended += here.ended
      // The last one on the pile is followed first.
      ways.open += here.open.reversed()
    }
  }

  private func finished(_ end: CallEnd) -> (route: CallRouter, end: CallEnd) {
    var route = self
    route.note(.ends(end))
    return (route, end)
  }

  /// Writes an event down where that was asked for.
  mutating func note(_ event: CallEvent) {
    if keepsEvents { events.append(event) }
  }

  /// Analyses the digits in one cluster and does what the pattern says that takes them.
  private mutating func pass(_ arrival: Arrival) -> Next {
    guard let tables = clusters.at(arrival.cluster), !tables.plan.isExternal else {
      return .ended(.external(cluster: arrival.cluster))
    }
    called = arrival.digits
    exitChange = nil
    let analysis = tables.analysis(
      LegAnalysis.Request(spaces: arrival.chain.map(\.css), digits: arrival.digits, dialling: arrival.dialling))
    note(
      .searches(
        cluster: arrival.cluster, chain: arrival.chain, digits: arrival.digits, dialling: arrival.dialling))
    var leg = CallLeg(cluster: arrival.cluster, digits: arrival.digits, chain: arrival.chain, matches: [])
    var chain = arrival.chain
    for (lookup, after) in zip(analysis.lookups, analysis.called) {
      note(.looksUp(cluster: arrival.cluster, lookup: lookup, chain: chain))
      called = after
      guard case .taken(let match) = lookup.outcome else { continue }
      gap = gap ?? lookup.gap
      leg.matches.append(PatternMatch(match, lookup, chain))
      guard let index = match.pattern else { continue }
      change(by: index, from: lookup.taken, in: tables.plan, arrival)
      let pattern = tables.plan.patterns[index]
      if case .translation(let css) = pattern.target {
        chain = [ChainLink(.translation, css: css, place: pattern.targetPlace ?? pattern.place)]
      }
    }
    legs.append(leg)
    return follow(analysis.end, tables.plan, arrival)
  }

  /// What a pattern does to the numbers; the called one was changed by the analysis.
  private mutating func change(by index: Int, from taken: String, in plan: DialPlan, _ arrival: Arrival) {
    let pattern = plan.patterns[index]
    if called != taken {
      note(.changesCalled(cluster: arrival.cluster, pattern: index, from: taken, to: called))
    }
    let before = calling
    var isSet = false
    if pattern.calling.usesExternalMask, arrival.isFirst, let line = setup.line, let mask = line.externalMask {
      calling = NumberChange.masked(line.number, mask)
      isSet = true
    }
    let change = NumberChange(pattern.calling)
    if !change.isNone {
      let number = change.applied(to: calling ?? "", matching: DialPattern(""))
      calling = number.isEmpty ? nil : number
      isSet = true
    }
    guard isSet else { return }
    callingSetIn = arrival.cluster
    note(.changesCalling(cluster: arrival.cluster, pattern: index, from: before, to: calling))
  }

  private mutating func follow(_ end: LegAnalysis.End, _ plan: DialPlan, _ arrival: Arrival) -> Next {
    let cluster = arrival.cluster
    switch end {
    case .directoryNumber(let number): return .ended(.directoryNumber(cluster: cluster, number))
    case .noMatch: return .ended(.noMatch(cluster: cluster))
    case .incomplete: return .ended(.incomplete(cluster: cluster))
    case .loop: return .ended(.loop(cluster: cluster))
    case .unmodelled(let what): return .ended(.unmodelled(cluster: cluster, what))
    case .pattern(let index):
      let target = plan.patterns[index].target
      note(.routes(cluster: cluster, pattern: index))
      switch target {
      case .routeList(let list): return take(list, plan, arrival)
      case .gateway(let gateway): return .exits([.gateway(gateway)], group: nil)
      case .trunk(let trunk): return .exits([.trunk(trunk)], group: nil)
      case .block: return .ended(.blocked(cluster: cluster, pattern: index))
      case .unknown(let name): return .ended(.unmodelled(cluster: cluster, name))
      // The analysis follows translations itself.
      case .translation: return .ended(.loop(cluster: cluster))
      }
    }
  }
}

extension PatternMatch {
  /// Makes the public form of a match.
  fileprivate init(_ match: Lookup.Match, _ lookup: Lookup, _ chain: [ChainLink]) {
    let link = lookup.order.steps.at(match.step)?.link
    self.init(
      pattern: match.pattern, directoryNumber: match.directoryNumber, digits: lookup.taken,
      role: link.flatMap { chain.at($0)?.role }, waitsFor: lookup.waitsFor?.what)
  }
}
