import EMDSL
import EMDiagnostics
import EMSimulation

/// Rule 1: an emergency number of the visited country that the adjunct CSS does not lead there, or not at once.
enum EmergencyUnreachable: EmergencyCallRule {
  /// The texts of EM3001 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3001", name: "emcc-emergency-unreachable", severity: .error,
    summary: "An emergency number of the visited country does not leave the home cluster for the visited one.",
    why:
      "The home routes a visitor's calls. What the adjunct CSS of the roaming device pool does not hold ends nowhere, "
      + "or in an emergency centre of the home's country, which cannot send help.",
    fix:
      "add the emergency numbers of the visited country, with Standard Local Route Group and urgentPriority, to the "
      + "adjunct CSS of the roaming device pool",
    source: "Technical note 213965: the adjunct CSS holds the visited country's emergency patterns",
    mistakes: [
      RuleExample(
        "The adjunct CSS of another country was copied.",
        [
          "CSS-ADJ-GB: [PT-EMER-GB, PT-HABIT]": "CSS-ADJ-GB: [PT-EMER-US]",
          "geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}": "geolocation: GEO-GB, adjunctCss: «CSS-ADJ-GB»}",
        ]),
      RuleExample(
        "The roaming pool has no adjunct CSS: what the numbers reach depends on the line and the EMCC CSS.",
        [
          "DP-ROAM-GB: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}":
            "«DP-ROAM-GB»: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-GB}"
        ]),
      RuleExample(
        "Not urgent: the home waits whether '999' becomes '9999'. A warning, for help comes at last.",
        [
          "patterns: ['999', '112', '9.999', '9.112'], to: RL-EMERGENCY, purpose: emergency, urgentPriority: true,":
            "patterns: [«'999'», '112', '9.999', '9.112'], to: RL-EMERGENCY, purpose: emergency,"
        ]),
    ],
    right: [
      RuleExample(
        "Partitions in another order: the same numbers are reached.",
        ["CSS-ADJ-GB: [PT-EMER-GB, PT-HABIT]": "CSS-ADJ-GB: [PT-HABIT, PT-EMER-GB]"])
    ])

  /// One finding for each adjunct CSS that lacks numbers, and for each pattern that waits.
  static func check(_ survey: EmergencySurvey, _ report: inout Report) {
    for fault in survey.faults {
      if fault.kind == .unreachable { add(fault, survey, &report) }
      if fault.kind == .waiting, fault.hasLocal { report.addWaiting(fault, survey) }
    }
  }

  private static func add(_ fault: EmergencyFault, _ survey: EmergencySurvey, _ report: inout Report) {
    let pools = survey.roamingPools(of: fault)
    let homes = survey.homes(of: fault)
    guard let pool = pools.first, let home = homes.first else { return }
    let adjunct = pool.adjunctCss.map { "adjunct CSS '\($0.name)' of roaming device pool '\(pool.name)'" }
    let cause = adjunct.map { "\($0) does not lead there" } ?? "roaming device pool '\(pool.name)' has no adjunct CSS"
    let numbers = fault.numbers.map { "'\($0)'" }.joined(separator: ", ")
    let line =
      "\(survey.towardsLocal(home)), 'purpose: emergency' and 'urgentPriority: true'"
    report.add(
      "\(survey.numbers(fault)), dialled by \(survey.travellers(fault)) at \(survey.phones(fault)), "
        + "\(fault.numbers.count == 1 ? "does" : "do") not reach an emergency centre: \(cause); "
        + survey.outcome(fault),
      at: fault.place,
      related: Phrase.related(
        pools.dropFirst().map { pool in
          (pool.place(\.adjunctCss), "roaming device pool '\(pool.name)' has the same")
        }),
      help: pool.adjunctCss.map {
        "add route patterns for \(numbers) with \(line) to a partition of '\($0.name)'"
      }
        ?? "name an adjunct CSS in '\(pool.name)' that holds \(numbers) with \(line)",
      homes + survey.visited(of: fault))
  }
}
