import EMDSL
import EMDiagnostics
import EMSimulation

/// Rule 4: emergency numbers that travellers know from elsewhere and that fail where they are.
enum HomeHabitEmergency: EmergencyCallRule {
  /// The texts of EM3004 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3004", name: "emcc-home-habit-emergency", severity: .warning,
    summary: "An emergency number of the home's country, or 112, does not reach help from a phone abroad.",
    why:
      "In an emergency people dial what they have always dialled. Abroad the number matches nothing, or it falls to the "
      + "line or EMCC CSS and rings in an emergency centre at home.",
    fix:
      "let the adjunct CSS send the emergency numbers of every member's country to Standard Local Route Group, and "
      + "translate them to the country's own where they arrive",
    source: "Notes on emergency calls of travellers in the EMCC community; Technical note 213965",
    mistakes: [
      RuleExample(
        "The EMCC trunk does not reach the translations.",
        [
          "CSS-IN-GB: [PT-EMER-GB, PT-ABROAD-GB]": "CSS-IN-GB: [PT-EMER-GB]",
          "TRUNK-EMCC-GB: {serviceType: emcc, devicePool: DP-LON, css: CSS-IN-GB,":
            "TRUNK-EMCC-GB: {serviceType: emcc, devicePool: DP-LON, css: «CSS-IN-GB»,",
        ]),
      RuleExample(
        "The adjunct CSS holds the numbers of the visited country only, and the EMCC CSS reaches the home's own: help "
          + "comes to the wrong continent.",
        [
          "CSS-ADJ-GB: [PT-EMER-GB, PT-HABIT]": "CSS-ADJ-GB: [PT-EMER-GB]",
          "geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}": "geolocation: GEO-GB, adjunctCss: «CSS-ADJ-GB»}",
          "  - {partition: PT-PSTN, patterns:":
            "  - {partition: PT-PSTN, patterns: ['911', '9.911'], to: RL-HOME, purpose: emergency, discardDigits: "
            + "preDot, urgentPriority: true}\n  - {partition: PT-PSTN, patterns:",
        ]),
    ],
    right: [
      RuleExample(
        "The visited cluster has the traveller's number as a route pattern of its own: GB knows 112.",
        [
          "patterns: ['911', '9911'], css: CSS-DEV-GB, calledPartyMask: '999'":
            "patterns: ['911', '9911'], css: CSS-DEV-GB, calledPartyMask: '112'"
        ])
    ])

  /// One finding for each calling search space that lacks numbers, and for each pattern that waits; an error where a
  /// call leaves in the home's country.
  static func check(_ survey: EmergencySurvey, _ report: inout Report) {
    for fault in survey.faults {
      if fault.kind == .waiting, !fault.hasLocal { report.addWaiting(fault, survey) }
      guard fault.kind == .habit, let home = survey.homes(of: fault).first else { continue }
      let numbers = fault.numbers.map { "'\($0)'" }.joined(separator: ", ")
      report.add(
        "\(survey.numbers(fault)), a habit of \(survey.travellers(fault)), \(fault.numbers.count == 1 ? "does" : "do") "
          + "not reach an emergency centre from \(survey.phones(fault)): \(survey.outcome(fault))",
        at: fault.place, help: help(fault, numbers, home, survey),
        severity: fault.trial.leavesByHomeGateway ? .error : nil,
        survey.homes(of: fault) + survey.visited(of: fault))
    }
  }

  private static func help(
    _ fault: EmergencyFault, _ numbers: String, _ home: Cluster, _ survey: EmergencySurvey
  ) -> String {
    let route = survey.routes[fault.trial.route]
    if let arriving = survey.arriving(fault.trial) {
      let own = survey.simulator.emergencyNumbers[route.country]?.first ?? ""
      let inbound = survey.site(of: fault.trial).flatMap { InboundSearchSpace(of: $0) }
      return "\(inbound?.request ?? "let the EMCC trunk reach") a translation pattern from '\(arriving)' to '\(own)'"
    }
    let adjunct = route.roamingPools.first?.adjunctCss.map { "a partition of '\($0.name)'" } ?? "the adjunct CSS"
    return "add route patterns for \(numbers) with \(survey.towardsLocal(home)), 'purpose: emergency' and "
      + "'urgentPriority: true' to \(adjunct)"
  }
}
