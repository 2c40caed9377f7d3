import Compiler
import EMDSL
import EMDiagnostics

/// Checks one deployment and simulates everything that can happen in it, and compares.
struct AgreementCheck {
  /// What came of a comparison.
  enum Outcome {
    /// The text has findings of reading or linking, so that nothing is promised.
    case notComparable
    /// What the two sides see differently; empty where they agree. `isClean`: nothing was found.
    case compared([Disagreement], isClean: Bool)
  }

  /// The linked deployment.
  let deployment: Deployment
  /// The findings from warnings on.
  let findings: [Diagnostic]

  /// Compares a text's findings with its simulations, in random states; throws when memory runs out.
  static func compare(
    _ text: String, rules: [any Rule.Type] = RuleRegistry.rules, random: inout RandomSource
  ) throws -> Outcome {
    let store = SourceStore(paths: [SourceStore.standardInputPath], standardInput: Array(text.utf8))
    let result = try CheckPipeline.run(store, today: day, rules: rules)
    guard result.diagnostics.allSatisfy({ $0.code.hasPrefix("EM3") }) else { return .notComparable }
    let check = AgreementCheck(
      deployment: result.deployment, findings: result.diagnostics.filter { $0.severity >= .warning })
    return .compared(
      Set(check.calls() + check.logins() + check.sequences(&random)).sorted(), isClean: check.findings.isEmpty)
  }

  /// The day of all cases, yyyymmdd.
  static let day: UInt32 = 2026_01_15

  /// True where something is found about one of two clusters.
  func isSuspected(_ home: String, _ visiting: String) -> Bool {
    findings.contains { $0.clusters.isEmpty || $0.clusters.contains(home) || $0.clusters.contains(visiting) }
  }

  /// Users of a home cluster who are meant to log in elsewhere, with what they bring along.
  func travellers(of home: Cluster) -> [CallerProfile] {
    home.users.filter { $0.emcc == true && $0.homeCluster != false && $0.isKnown }.flatMap { user in
      user.controlledProfiles.compactMap { member in
        let profile: Entity<DeviceProfileRow> = member.target()
        guard profile.isKnown, let line = profile.lines.first else { return nil }
        return CallerProfile(user: user, profile: profile, place: nil, line: line)
      }
    }
  }
}
