import EMDSL
import EMDiagnostics
import EMSimulation

/// Words for the messages about emergency calls.
extension EmergencySurvey {
  /// `'999', '112' and 2 more`.
  func numbers(_ fault: EmergencyFault) -> String {
    let shown = fault.numbers.prefix(3).map { "'\($0)'" }
    let more = fault.numbers.count - shown.count
    return more > 0 ? shown.joined(separator: ", ") + " and \(more) more" : Phrase.list(shown)
  }

  /// `2 users of HOME ('adiaz', 'bkim')`.
  func travellers(_ fault: EmergencyFault) -> String {
    let users = users(of: fault)
    let homes = Phrase.list(homes(of: fault).map(\.handle))
    return "\(Phrase.count(users.count, "user")) of \(homes) (\(users.names))"
  }

  /// `12 phones of AWAY in GB`.
  func phones(_ fault: EmergencyFault) -> String {
    let count = sites(of: fault).reduce(0) { $0 + $1.phoneCount }
    let clusters = Phrase.list(visited(of: fault).map(\.handle))
    return "\(Phrase.count(count, "phone")) of \(clusters) in \(Phrase.list(countries(of: fault)))"
  }

  /// What becomes of the call that shows the fault best, such as `'112' leaves by gateway 'GW-NYC' in US`.
  func outcome(_ fault: EmergencyFault) -> String {
    let trial = fault.trial
    let result = trial.visited ?? trial.home
    let cluster = { (index: Int) in clusters[index].handle }
    let number = "'\(trial.number)'"
    switch result.end {
    case .gateway(let index, _, let country):
      let name = exit(result.end)?.name ?? ""
      let delivered = result.delivered.map { $0 == trial.number ? "" : " as '\($0)'" } ?? ""
      return "\(number) leaves\(delivered) by gateway '\(name)' of \(cluster(index))"
        + (country.map { " in \($0)" } ?? "")
    case .outsideTrunk(let index, _):
      return "\(number) leaves by trunk '\(exit(result.end)?.name ?? "")' of \(cluster(index))"
    case .directoryNumber(let index, let extensionNumber):
      return "\(number) rings extension '\(extensionNumber.name)' of \(cluster(index))"
    case .noMatch(let index): return "\(looked(trial)) matches nothing in \(cluster(index))"
    case .incomplete(let index): return "\(looked(trial)) is only the beginning of longer numbers in \(cluster(index))"
    case .blocked(let index, let pattern):
      return "\(number) is rejected by pattern '\(simulator.plans[index].patterns[pattern].text)' of \(cluster(index))"
    case .noLocalRouteGroup(let index, _):
      return "\(number) comes to a local route group that is not set in \(cluster(index))"
    case .loop(let index): return "\(number) is translated in a circle in \(cluster(index))"
    case .noMember(let index): return "nothing takes \(number) in \(cluster(index))"
    case .external, .noPSTNAccess, .noInboundTrunk, .unmodelled: return "\(number) goes astray"
    }
  }

  /// `'9911'`, or `'9911', which arrives as '911',` where the home changed it.
  private func looked(_ trial: Trial) -> String {
    guard let digits = arriving(trial), digits != trial.number else { return "'\(trial.number)'" }
    return "'\(trial.number)', which arrives as '\(digits)',"
  }

  /// The digits that a visited cluster looks up; nil where the call never gets there.
  func arriving(_ trial: Trial) -> String? {
    guard trial.visited != nil, trial.home.legs.count > 1 else { return nil }
    return trial.home.legs[1].digits
  }

  /// `RL-EMERGENCY`: a route list of the cluster that is nothing but Standard Local Route Group; nil where none is.
  func localRouteList(of cluster: Cluster) -> String? {
    simulator.plans[cluster.id.ordinal].routeLists.first { $0.members.map(\.member) == [.standardLocal] }?.name.name
  }

  /// `'to: RL-EMERGENCY' (Standard Local Route Group)`.
  func towardsLocal(_ cluster: Cluster) -> String {
    localRouteList(of: cluster).map { "'to: \($0)' (Standard Local Route Group)" }
      ?? "'to' a route list with Standard Local Route Group"
  }
}

extension Report {
  /// Reports calls that wait for the inter-digit timer of the home: a warning, for help comes at last.
  mutating func addWaiting(_ fault: EmergencyFault, _ survey: EmergencySurvey) {
    let matches = fault.trial.home.legs.first?.matches ?? []
    guard let match = matches.first(where: { $0.waitsFor != nil }), let longer = match.waitsFor else { return }
    let pattern = match.pattern.map {
      survey.simulator.plans[survey.routes[fault.trial.route].pair.home.ordinal].patterns[$0].text
    }
    add(
      "\(survey.numbers(fault)), dialled by \(survey.travellers(fault)) at \(survey.phones(fault)), "
        + "\(fault.numbers.count == 1 ? "waits" : "wait") for the inter-digit timer, because '\(longer.name)' could "
        + "still match",
      at: fault.place, related: [Report.related(longer.place, "the longer number")],
      help: "write 'urgentPriority: true' on \(pattern.map { "pattern '\($0)'" } ?? "the emergency pattern")",
      severity: .warning, survey.homes(of: fault) + survey.visited(of: fault))
  }
}
