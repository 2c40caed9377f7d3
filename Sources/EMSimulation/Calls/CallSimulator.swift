/// Follows calls through the dial plans of a deployment.
package final class CallSimulator: Sendable {
  /// The clusters' dial plans; set-ups and results refer to them by index.
  package let plans: [DialPlan]
  /// Emergency numbers as people dial them, by two-letter country.
  package let emergencyNumbers: [String: [String]]

  /// Makes a simulator.
  package init(plans: [DialPlan], emergencyNumbers: [String: [String]]) {
    self.plans = plans
    self.emergencyNumbers = emergencyNumbers
  }

  /// What becomes of a call, dialled digit by digit; steps are written down only when asked for.
  package func call(_ setup: CallSetup, dialling digits: String, withSteps: Bool = false) -> CallResult {
    CallResult(
      verdict: .noRoute, reason: "no pattern matches '\(digits)'", end: .noMatch(cluster: setup.cluster),
      delivered: nil, callingNumber: nil, isCallingNumberLocal: false, usesLocalRouteGroup: false, legs: [], notes: [],
      steps: [])
  }
}
