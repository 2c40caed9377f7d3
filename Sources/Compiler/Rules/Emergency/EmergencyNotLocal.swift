import EMDSL
import EMDiagnostics
import EMSimulation

/// Rule 2: an emergency pattern of an adjunct CSS that leads elsewhere than to Standard Local Route Group.
enum EmergencyNotLocal: EmergencyCallRule {
  /// The texts of EM3002 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3002", name: "emcc-emergency-not-slrg", severity: .error,
    summary: "An emergency pattern of an adjunct CSS does not lead to Standard Local Route Group.",
    why:
      "Only Standard Local Route Group sends a visitor's call to the visited cluster. By any other way it leaves at "
      + "home, and the emergency centre of another country answers.",
    fix: "lead the pattern to a route list with Standard Local Route Group",
    source: "Technical note 213965: emergency patterns of the adjunct CSS use Standard Local Route Group",
    mistakes: [
      RuleExample(
        "The emergency numbers of the visited country take the home's gateways.",
        [
          "partitions: [PT-DN, PT-PSTN, PT-ABROAD": "partitions: [PT-EMER-OWN, PT-DN, PT-PSTN, PT-ABROAD",
          "  CSS-LINE: [PT-DN]": "  CSS-ADJ-OWN: [PT-EMER-OWN, PT-EMER-GB, PT-HABIT]\n  CSS-LINE: [PT-DN]",
          "geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}": "geolocation: GEO-GB, adjunctCss: CSS-ADJ-OWN}",
          "  - {partition: PT-PSTN, patterns:":
            "  - {partition: PT-EMER-OWN, patterns: ['999'], to: «RL-HOME», purpose: emergency, urgentPriority: true}\n"
            + "  - {partition: PT-PSTN, patterns:",
        ])
    ],
    right: [
      RuleExample(
        "The home's own phones take the home's gateways: their CSS is no adjunct CSS.",
        [
          "partitions: [PT-DN, PT-PSTN, PT-ABROAD": "partitions: [PT-EMER-OWN, PT-DN, PT-PSTN, PT-ABROAD",
          "CSS-DEV: [PT-EMER-US, PT-ABROAD, PT-PSTN]": "CSS-DEV: [PT-EMER-OWN, PT-EMER-US, PT-ABROAD, PT-PSTN]",
          "  - {partition: PT-PSTN, patterns:":
            "  - {partition: PT-EMER-OWN, patterns: ['911'], to: RL-HOME, purpose: emergency, urgentPriority: true}\n"
            + "  - {partition: PT-PSTN, patterns:",
        ])
    ])

  /// One finding for each target that is wrong.
  static func check(_ survey: EmergencySurvey, _ report: inout Report) {
    for fault in survey.faults where fault.kind == .notStandardLocal {
      guard let home = survey.homes(of: fault).first,
        let index = fault.trial.home.legs.first?.matches.first?.pattern
      else { continue }
      let pattern = survey.simulator.plans[survey.routes[fault.trial.route].pair.home.ordinal].patterns[index]
      let pools = survey.roamingPools(of: fault)
      report.add(
        "pattern '\(pattern.text)' of the adjunct CSS does not lead to Standard Local Route Group: "
          + "\(survey.numbers(fault)), dialled by \(survey.travellers(fault)) at \(survey.phones(fault)), "
          + "\(fault.numbers.count == 1 ? "does" : "do") not reach an emergency centre there; \(survey.outcome(fault))",
        at: fault.place,
        related: Phrase.related(pools.map { ($0.place(\.adjunctCss), "the adjunct CSS of '\($0.name)'") }),
        help: "write \(survey.towardsLocal(home))", survey.homes(of: fault) + survey.visited(of: fault))
    }
  }
}
