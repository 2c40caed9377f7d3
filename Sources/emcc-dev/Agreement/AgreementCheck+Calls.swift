import Compiler
import EMDSL
import EMDiagnostics
import EMSimulation

extension AgreementCheck {
  /// An emergency call that was followed.
  private struct Trial {
    /// Handle of the home cluster.
    let home: String
    /// Handle of the visited cluster.
    let visiting: String
    /// What became of it.
    let verdict: CallVerdict
    /// Who dialled what where, and why it ended so.
    let story: String
  }

  /// What a rule about emergency calls promises: by its code.
  private static let promises: [String: Set<CallVerdict>] = [
    "EM3001": [.noRoute, .blocked, .egressAtHome, .timeout, .wrongCountry],
    "EM3002": [.egressAtHome, .noRoute, .blocked],
    "EM3003": [.noRoute, .blocked, .wrongCountry],
    "EM3004": [.noRoute, .blocked, .egressAtHome, .wrongCountry, .timeout],
    "EM3005": [.noRoute],
    "EM3505": [.wrongCountry],
    "EM3105": [.wrongCountry],
  ]

  /// What the rules and the calls of visitors see differently.
  func calls() -> [Disagreement] {
    let trials = self.trials()
    var found: [Disagreement] = []
    for trial in trials where ![.ok, .unknown].contains(trial.verdict) {
      guard !isSuspected(trial.home, trial.visiting) else { continue }
      found.append(Disagreement(kind: .unseenCall, subject: trial.verdict.rawValue, detail: trial.story))
    }
    for finding in findings {
      guard let promise = Self.promises[finding.code] else { continue }
      let isKept = trials.contains { trial in
        promise.contains(trial.verdict)
          && (finding.clusters.contains(trial.home) || finding.clusters.contains(trial.visiting))
      }
      if !isKept { found.append(Disagreement(kind: .unfoundedCall, subject: finding.code, detail: finding.message)) }
    }
    return found
  }

  /// Every visitor at every phone for visitors with every emergency number that is known there or at home.
  private func trials() -> [Trial] {
    let setups = CallSetups(deployment)
    let simulator = deployment.callSimulator
    return deployment.mesh.pairs.flatMap { pair -> [Trial] in
      let (home, visiting) = (deployment[pair.home], deployment[pair.visiting])
      guard home.id != visiting.id, !home.isExternal, !visiting.isExternal else { return [] }
      return travellers(of: home).flatMap { caller in
        visiting.visitorPhones.flatMap { phone -> [Trial] in
          let setup = setups.emcc(caller, home: home, at: phone, visiting: visiting).setup
          guard let country = setup.country, let local = simulator.emergencyNumbers[country] else { return [] }
          return numbers(of: home, simulator, local).map { number in
            let result = simulator.call(setup, dialling: number)
            return Trial(
              home: home.handle, visiting: visiting.handle, verdict: result.verdict,
              story: "\(caller.user.name) of \(home.handle) dials \(number) on \(phone.name) of \(visiting.handle): "
                + "\(result.verdict.rawValue), \(result.reason)")
          }
        }
      }
    }
  }

  /// The numbers of the country, those of the home's gateways, and 112.
  private func numbers(of home: Cluster, _ simulator: CallSimulator, _ local: [String]) -> [String] {
    let countries = simulator.plans[home.id.ordinal].gateways.compactMap(\.country)
    let known = countries.flatMap { simulator.emergencyNumbers[$0] ?? [] }
    return Set(local + known + ["112"]).sorted()
  }
}
