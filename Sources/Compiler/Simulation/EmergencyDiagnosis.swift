import EMDSL
import EMDiagnostics
import EMSimulation

/// Finds for each failing call of a survey the one text that is at fault.
struct EmergencyDiagnosis {
  /// What is wrong with a call, and what calls with the same fault have in common.
  private struct Cause: Hashable {
    var kind: EmergencyFault.Kind
    var place: Place?
    /// The text that is the cause, where it is another one than the text that is shown.
    var shared: Place?
    /// The cluster, where the place alone does not tell faults apart.
    var cluster: Int?
  }

  private let survey: EmergencySurvey
  private var slots: [Cause: Int] = [:]
  private var faults: [EmergencyFault] = []

  /// The faults of a survey, in the order of the first call of each.
  static func faults(of survey: EmergencySurvey) -> [EmergencyFault] {
    var diagnosis = EmergencyDiagnosis(survey: survey)
    for trial in survey.trials { diagnosis.judge(trial) }
    diagnosis.judgeCallingNumbers()
    return diagnosis.withoutHabits()
  }

  private init(survey: EmergencySurvey) { self.survey = survey }

  private mutating func add(
    _ cause: Cause, _ trial: EmergencySurvey.Trial, groups: [Int]? = nil, at site: Int? = nil, exit: NamedPlace? = nil
  ) {
    let key = cause.shared == nil ? cause : Cause(kind: cause.kind, shared: cause.shared)
    let slot = slots[key] ?? faults.count
    if slot == faults.count {
      slots[key] = slot
      faults.append(EmergencyFault(cause.kind, cause.place, trial))
    }
    if let site {
      faults[slot].add(trial, groups: groups, at: site, exit: exit, of: survey)
    } else {
      faults[slot].add(trial, of: survey)
    }
  }

  private mutating func judge(_ trial: EmergencySurvey.Trial) {
    guard let result = trial.visited else {
      if let cause = causeAtHome(trial) { add(cause, trial) }
      return
    }
    switch result.verdict {
    case .unknown: return
    case .ok, .timeout:
      guard let match = trial.home.legs.first?.matches.first(where: { $0.waitsFor != nil }) else { return }
      let plan = survey.simulator.plans[survey.routes[trial.route].pair.home.ordinal]
      add(
        Cause(kind: .waiting, place: match.pattern.flatMap { plan.patterns[$0].place } ?? match.waitsFor?.place), trial)
    case .wrongCountry, .noRoute, .blocked, .egressAtHome: judgeVisited(trial, result)
    }
  }

  /// What keeps a call from leaving the home for the visited cluster.
  private func causeAtHome(_ trial: EmergencySurvey.Trial) -> Cause? {
    switch trial.home.end {
    case .external, .unmodelled, .noPSTNAccess, .noInboundTrunk: return nil
    default: break
    }
    guard trial.home.verdict != .ok, trial.home.verdict != .unknown else { return nil }
    let route = survey.routes[trial.route]
    let plan = survey.simulator.plans[route.pair.home.ordinal]
    if let match = trial.home.legs.first?.matches.first, match.role == .adjunct, let index = match.pattern {
      return Cause(kind: .notStandardLocal, place: plan.patterns[index].targetPlace ?? plan.patterns[index].place)
    }
    guard let pool = route.roamingPools.first else { return nil }
    let kind: EmergencyFault.Kind = trial.isLocal ? .unreachable : .habit
    guard let adjunct = pool.adjunctCss else { return Cause(kind: kind, place: pool.place) }
    guard adjunct.isReadable else { return nil }
    return Cause(kind: kind, place: pool.place(\.adjunctCss), shared: adjunct.place)
  }

  /// What keeps a call that has reached the visited cluster from an emergency centre there.
  private mutating func judgeVisited(_ trial: EmergencySurvey.Trial, _ result: CallResult) {
    let route = survey.routes[trial.route]
    let visiting = route.pair.visiting.ordinal
    let plan = survey.simulator.plans[visiting]
    guard result.legs.count > 1 else { return }
    let patterns = result.legs[1].matches.compactMap { $0.pattern.map { plan.patterns[$0] } }
    let kind: EmergencyFault.Kind = trial.isLocal || !patterns.isEmpty ? .noRouteThere : .habit
    switch result.end {
    case .external, .unmodelled, .noPSTNAccess, .noInboundTrunk: return
    case .noLocalRouteGroup(cluster: visiting, devicePool: _): addPools(.noLocalRouteGroup, trial, route)
    case .noMatch, .incomplete, .directoryNumber:
      if let translation = patterns.first {
        add(Cause(kind: kind, place: translation.place), trial)
      } else if let inbound = inbound(of: trial), inbound.isReadable {
        add(Cause(kind: kind, place: inbound.place, cluster: visiting), trial)
      }
    case .noLocalRouteGroup, .blocked, .noMember, .loop:
      add(Cause(kind: kind, place: patterns.last.flatMap { $0.targetPlace ?? $0.place }), trial)
    case .gateway, .outsideTrunk:
      guard let country = survey.country(of: result.end) else { return }
      if country == route.country {
        addWrongNumber(trial, patterns)
      } else if result.usesLocalRouteGroup {
        addPools(.groupElsewhere, trial, route)
      } else {
        add(Cause(kind: .noRouteThere, place: patterns.last.flatMap { $0.targetPlace ?? $0.place }), trial)
      }
    }
  }

  /// The gateway stands in the right country, but the emergency centre is not called like that there.
  private mutating func addWrongNumber(_ trial: EmergencySurvey.Trial, _ patterns: [CallPattern]) {
    let route = survey.routes[trial.route]
    let numbers = survey.simulator.emergencyNumbers[route.country] ?? []
    if let change = trial.visited?.exitChange, numbers.contains(change.from) {
      // The dial plan did its work; the gateway's transformation spoils it.
      return add(Cause(kind: .noRouteThere, place: change.place), trial)
    }
    let translation = patterns.first { if case .translation = $0.target { true } else { false } }
    let pattern = translation ?? patterns.last
    let countries = Set(survey.sites[route.pair.visiting.ordinal].compactMap(\.country))
    if !survey.clusters[route.pair.visiting.ordinal].looksIntoPhones, countries.count > 1 {
      add(Cause(kind: .severalCountries, place: pattern?.place), trial)
    } else if trial.isLocal || translation != nil {
      add(Cause(kind: .noRouteThere, place: pattern?.place), trial)
    } else if let inbound = inbound(of: trial) {
      add(Cause(kind: .habit, place: inbound.place, cluster: route.pair.visiting.ordinal), trial)
    }
  }

  private func inbound(of trial: EmergencySurvey.Trial) -> InboundSearchSpace? {
    survey.site(of: trial).flatMap { InboundSearchSpace(of: $0) }
  }

  private mutating func addPools(
    _ kind: EmergencyFault.Kind, _ trial: EmergencySurvey.Trial, _ route: EmergencySurvey.Route
  ) {
    for index in route.sites {
      let pool = survey.sites[route.pair.visiting.ordinal][index].pool
      add(Cause(kind: kind, place: pool.place(\.localRouteGroup)), trial, at: index)
    }
  }

  private mutating func judgeCallingNumbers() {
    var callers = EmergencyCallers(survey)
    for finding in callers.findings() {
      let route = survey.routes[finding.trial.route]
      let pool = survey.sites[route.pair.visiting.ordinal][finding.site].pool
      add(
        Cause(kind: .callingNumber, place: finding.exit?.place ?? pool.place, shared: finding.shared), finding.trial,
        groups: finding.groups, at: finding.site, exit: finding.exit)
    }
  }

  /// Habits that fail by a text that must change anyway are told together with the country's own numbers.
  private func withoutHabits() -> [EmergencyFault] {
    var result = faults.filter { $0.kind != .habit }
    for habit in faults where habit.kind == .habit {
      let same = result.firstIndex {
        ($0.kind == .unreachable || $0.kind == .noRouteThere) && $0.place == habit.place
      }
      if let same { result[same].add(habit) } else { result.append(habit) }
    }
    return result
  }
}
