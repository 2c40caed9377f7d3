/// Follows calls through the dial plans of a deployment.
///
/// Pure and deterministic; safe to ask from several threads. Equal digits in equal calling search spaces are analysed
/// once, so that many calls of many users cost little more than their distinct questions.
package final class CallSimulator: Sendable {
  /// The clusters' dial plans; set-ups and results refer to them by index.
  package let plans: [DialPlan]
  /// Emergency numbers as people dial them, by two-letter country.
  package let emergencyNumbers: [String: [String]]
  private let clusters: [ClusterTables]
  private let judge: CallJudge

  /// Makes a simulator.
  package init(plans: [DialPlan], emergencyNumbers: [String: [String]]) {
    self.plans = plans
    self.emergencyNumbers = emergencyNumbers
    clusters = plans.map { ClusterTables($0) }
    judge = CallJudge(emergencyNumbers: emergencyNumbers, names: CallNames(clusters: clusters))
  }

  /// What becomes of a call, dialled digit by digit; steps are written down only when asked for.
  ///
  /// `enBloc`: the phone sends all digits at once, as after redial or dialling on hook, so that no urgent pattern cuts
  /// them short.
  package func call(
    _ setup: CallSetup, dialling digits: String, enBloc: Bool = false, withSteps: Bool = false
  ) -> CallResult {
    let call = CallRouter(setup, dialled: digits, clusters: clusters, keepsEvents: withSteps)
    let ways = call.run(enBloc ? .enBloc : .digitByDigit)
    var results = ways.map { self.result(of: $0.route, end: $0.end) }
    var worst = 0
    for (index, result) in results.enumerated() where result.verdict.weight > results[worst].verdict.weight {
      // Equally bad ways: the first in the order of the group.
      worst = index
    }
    guard results.indices.contains(worst) else { return self.result(of: call, end: .noMember(cluster: setup.cluster)) }
    var result = results.remove(at: worst)
    if withSteps { result.steps = CallNarrator(names: CallNames(clusters: clusters)).steps(ways[worst].route.events) }
    result.otherWays = results
    return result
  }

  private func result(of route: CallRouter, end: CallEnd) -> CallResult {
    var exit: Int?
    switch end {
    case .gateway(let cluster, _, _), .outsideTrunk(let cluster, _), .directoryNumber(let cluster, _): exit = cluster
    case .external(let cluster): exit = cluster
    default: exit = nil
    }
    let delivered = exit == nil ? nil : route.called
    let judgement = judge.judge(
      CallJudge.FinishedCall(
        setup: route.setup, dialled: route.dialled, end: end, delivered: delivered, legs: route.legs,
        usesLocalRouteGroup: route.usesLocalRouteGroup, gap: route.gap))
    return CallResult(
      verdict: judgement.verdict, reason: judgement.reason, end: end, delivered: delivered,
      exitChange: route.exitChange,
      callingNumber: exit == nil ? nil : route.calling,
      isCallingNumberLocal: exit != nil && route.callingSetIn == exit,
      usesLocalRouteGroup: route.usesLocalRouteGroup, legs: route.legs,
      notes: route.notes + (judgement.note.map { [$0] } ?? []), steps: [])
  }
}
