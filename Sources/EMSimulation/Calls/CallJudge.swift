/// Judges where a call ended: the verdict and the sentence that explains it.
struct CallJudge: Sendable {
  /// What the judge looks at.
  struct FinishedCall {
    /// Who called.
    var setup: CallSetup
    /// What was dialled.
    var dialled: String
    /// Where the call ended.
    var end: CallEnd
    /// The number that left at the end.
    var delivered: String?
    /// The analyses on its way.
    var legs: [CallLeg]
    /// True where it took a local route group.
    var usesLocalRouteGroup: Bool
    /// What is not known and might have sent it another way; nil where nothing might.
    var gap: String?
  }

  /// What the judge says.
  struct Judgement {
    /// In one word.
    var verdict: CallVerdict
    /// In one sentence.
    var reason: String
    /// Something right that is worth knowing.
    var note: String?
  }

  /// Emergency numbers as people dial them, by country.
  private let numbers: [String: [String]]
  let allNumbers: Set<String>
  let names: CallNames

  /// Makes a judge who knows these numbers.
  init(emergencyNumbers: [String: [String]], names: CallNames) {
    numbers = emergencyNumbers
    allNumbers = Set(emergencyNumbers.values.joined())
    self.names = names
  }

  /// True for a call for help: by the number that was dialled, or by what the pattern is for that took it.
  func isEmergency(_ call: FinishedCall) -> Bool {
    if call.dialled == "112" || allNumbers.contains(call.dialled) { return true }
    guard let leg = call.legs.first else { return false }
    return leg.matches.contains { match in
      match.pattern.flatMap { names.plan(leg.cluster)?.patterns.at($0)?.purpose } == .emergency
    }
  }

  /// Judges a call; where a closer pattern may stand out of sight, a failure is not certain.
  func judge(_ call: FinishedCall) -> Judgement {
    var judgement = judgeLoss(call, judgeWay(call))
    guard let gap = call.gap, judgement.verdict != .ok, judgement.verdict != .unknown else { return judgement }
    judgement.verdict = .unknown
    judgement.reason += ", unless a closer pattern is in \(gap)"
    return judgement
  }

  /// Judges the way that a call took.
  private func judgeWay(_ call: FinishedCall) -> Judgement {
    let isEmergency = isEmergency(call)
    switch call.end {
    case .gateway(let cluster, let gateway, let country):
      let exit = Exit(name: names.gateway(cluster, gateway), cluster: cluster, country: country)
      return isEmergency ? judgeEmergency(call, at: exit) : judgeOther(call, at: exit)
    case .outsideTrunk(let cluster, let trunk):
      let exit = Exit(
        name: names.trunk(cluster, trunk), cluster: cluster,
        country: names.plan(cluster)?.trunks.at(trunk)?.country)
      return isEmergency ? judgeEmergency(call, at: exit) : judgeOther(call, at: exit)
    case .directoryNumber(let cluster, let number):
      let reason = "'\(call.dialled)' reaches extension \(number.name) of \(names.cluster(cluster))"
      return isEmergency
        ? Judgement(verdict: .noRoute, reason: reason + ", not an emergency centre")
        : Judgement(verdict: .ok, reason: reason)
    case .blocked: return Judgement(verdict: .blocked, reason: names.reason(call.end, dialled: call.dialled))
    case .external, .unmodelled:
      return Judgement(verdict: .unknown, reason: names.reason(call.end, dialled: call.dialled))
    default: return Judgement(verdict: .noRoute, reason: names.reason(call.end, dialled: call.dialled))
    }
  }

  /// Where a call leaves for the public network.
  private struct Exit {
    var name: String
    var cluster: Int
    var country: String?
  }

  private func judgeOther(_ call: FinishedCall, at exit: Exit) -> Judgement {
    let place = exit.country.map { " in \($0)" } ?? ""
    var judgement = Judgement(verdict: .ok, reason: "'\(call.dialled)' leaves by \(exit.name)\(place)")
    let home = names.plan(call.setup.cluster)
    if let visited = call.setup.visited, call.usesLocalRouteGroup, exit.cluster == visited.cluster,
      let country = exit.country, let home, !home.gateways.contains(where: { $0.country == country })
    {
      judgement.note =
        "a number as it is dialled in \(home.cluster) leaves in \(country), where it may mean something else"
    }
    return judgement
  }

  private func judgeEmergency(_ call: FinishedCall, at exit: Exit) -> Judgement {
    let dialled = "'\(call.dialled)'"
    let inCountry = exit.country.map { " in \($0)" } ?? ""
    let stands = call.setup.country.map { "the phone stands in \($0)" } ?? "the phone stands elsewhere"
    if let visited = call.setup.visited, exit.cluster == call.setup.cluster {
      let there = "\(stands) at \(names.cluster(visited.cluster))"
      return Judgement(
        verdict: .egressAtHome,
        reason: "\(dialled) leaves by \(exit.name)\(inCountry), a gateway of the home cluster, but \(there)")
    }
    guard let country = call.setup.country else {
      return Judgement(
        verdict: .unknown,
        reason: "\(dialled) leaves by \(exit.name)\(inCountry), but it is not known where the phone stands")
    }
    guard let reached = exit.country else {
      return Judgement(
        verdict: .unknown, reason: "\(dialled) leaves by \(exit.name), of which the country is not known")
    }
    guard reached == country else {
      return Judgement(
        verdict: .wrongCountry, reason: "\(dialled) leaves by \(exit.name) in \(reached), but \(stands)")
    }
    guard let known = numbers[country] else {
      return Judgement(verdict: .unknown, reason: "the emergency numbers of \(country) are not declared")
    }
    let delivered = call.delivered ?? ""
    guard known.contains(delivered) else { return judgeNumber(delivered, at: exit.name, in: country) }
    return judgeRight(call, delivered, exit.name, country, known)
  }

  /// A gateway of the right country gets a number that is no emergency number there.
  private func judgeNumber(_ delivered: String, at gateway: String, in country: String) -> Judgement {
    let others = numbers.filter { $0.key != country && $0.value.contains(delivered) }.keys.sorted()
    guard let first = others.first else {
      return Judgement(
        verdict: .noRoute, reason: "\(gateway) in \(country) gets '\(delivered)', which is no emergency number")
    }
    return Judgement(
      verdict: .wrongCountry,
      reason: "\(gateway) in \(country) gets '\(delivered)', an emergency number of \(first) but not of \(country)")
  }

  /// The right number at a gateway of the right country.
  private func judgeRight(
    _ call: FinishedCall, _ delivered: String, _ gateway: String, _ country: String, _ known: [String]
  ) -> Judgement {
    var judgement = Judgement(
      verdict: .ok, reason: "'\(call.dialled)' reaches the emergency centre of \(country) by \(gateway)")
    if let short = known.first(where: { delivered.count > $0.count && delivered.hasSuffix($0) }) {
      judgement.note =
        "\(gateway) gets '\(delivered)' and must remove the digit for an outside line: '\(short)' is the number"
    }
    let waiting = call.legs.lazy.flatMap(\.matches).first { $0.waitsFor != nil }
    if let waitsFor = waiting?.waitsFor {
      judgement.verdict = .timeout
      judgement.reason =
        "'\(call.dialled)' waits for the inter-digit timer before it is routed, because '\(waitsFor.name)' is longer"
    }
    return judgement
  }
}

extension CallVerdict {
  /// How bad it is, to choose among the ways of a circular route group: the more, the worse.
  var weight: Int {
    switch self {
    case .ok: 0
    case .timeout: 1
    case .unknown: 2
    case .blocked: 3
    case .egressAtHome: 4
    case .wrongCountry: 5
    case .noRoute: 6
    }
  }
}
