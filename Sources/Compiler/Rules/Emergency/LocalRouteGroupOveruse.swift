import EMDSL
import EMDiagnostics
import EMSimulation

/// Rule 6: other calls than emergency calls that travellers send to the visited cluster.
enum LocalRouteGroupOveruse: EmergencyCallRule {
  /// The texts of EM3006 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3006", name: "emcc-slrg-overuse", severity: .warning,
    summary: "Travellers reach a pattern that is no emergency call and leads to Standard Local Route Group.",
    why:
      "Abroad such a call does not leave at home but goes to the visited cluster with the digits of the home's dial "
      + "plan: it fails there, or reaches a stranger.",
    fix:
      "lead the pattern to the home's own route groups, or keep its partition out of the line and EMCC CSS of "
      + "travellers",
    source: "Technical note 213965: use Standard Local Route Group for emergency calls only (CSCul58705)",
    mistakes: [
      RuleExample(
        "National calls take the local route group: an error, because the visited cluster does not know them.",
        [
          "patterns: ['9.1[2-9]XX[2-9]XXXXXX'], to: RL-HOME,":
            "patterns: ['9.1[2-9]XX[2-9]XXXXXX'], to: «RL-EMERGENCY»,"
        ]),
      RuleExample(
        "The visited cluster does route them, but as its own calls.",
        [
          "patterns: ['9.0!'], to: RL-AWAY,": "patterns: ['9.0!'], to: «RL-EMERGENCY»,",
          "CSS-IN: [PT-EMER-US, PT-ABROAD]": "CSS-IN: [PT-EMER-US, PT-ABROAD, PT-FROM-GB]",
          "partitions: [PT-DN, PT-PSTN, PT-ABROAD": "partitions: [PT-FROM-GB, PT-DN, PT-PSTN, PT-ABROAD",
          "  - {partition: PT-PSTN, patterns:":
            "  - {partition: PT-FROM-GB, patterns: ['0!'], to: RL-HOME, purpose: national}\n"
            + "  - {partition: PT-PSTN, patterns:",
        ]),
    ],
    right: [
      RuleExample(
        "Only the phones' own CSS reaches such a pattern, and that does not travel.",
        [
          "CSS-EMCC: [PT-PSTN]": "CSS-EMCC: [PT-DN]",
          "patterns: ['9.1[2-9]XX[2-9]XXXXXX'], to: RL-HOME,":
            "patterns: ['9.1[2-9]XX[2-9]XXXXXX'], to: RL-EMERGENCY,",
        ])
    ])

  /// One finding for each target; where only phones refuse the call, the mode is the mistake: rule 8.
  static func check(_ survey: EmergencySurvey, _ report: inout Report) {
    let overuses = survey.overuses.filter { !$0.routed.isEmpty || !$0.refusedByTrunk.isEmpty }
    for place in overuses.map({ $0.pattern.targetPlace }).unique {
      let all = overuses.filter { $0.pattern.targetPlace == place }
      guard let first = all.first else { continue }
      let patterns = all.map { "'\($0.pattern.text)'" }.unique
      let homes = all.map(\.home).unique.map { survey.clusters[$0] }
      let refused = all.flatMap(\.refusedByTrunk)
      let css = survey.simulator.plans[first.home].searchSpaces[first.css].name.name
      let end =
        refused.first.map { ": \($0.handle) does not route '\(first.sample)'" }
        ?? ": they leave in the visited cluster, \(first.routed.map(\.handle).joined(separator: ", "))"
      report.add(
        "\(Phrase.list(patterns)), \(patterns.count == 1 ? "a pattern" : "patterns") of "
          + "\(Phrase.list(homes.map(\.handle))) that travellers reach by '\(css)', "
          + "\(patterns.count == 1 ? "leads" : "lead") to Standard Local Route Group and "
          + "\(patterns.count == 1 ? "is no emergency number" : "are no emergency numbers")\(end)",
        at: place,
        help: "lead \(patterns.count == 1 ? "it" : "them") to a route list with the home's own route groups, or take "
          + "the partition out of '\(css)'",
        severity: refused.isEmpty ? nil : .error, homes + refused + all.flatMap(\.routed))
    }
  }
}
