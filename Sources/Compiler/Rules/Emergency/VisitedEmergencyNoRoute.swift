import EMDSL
import EMDiagnostics
import EMSimulation

/// Rule 3: emergency calls that reach the visited cluster and no emergency centre.
enum VisitedEmergencyNoRoute: EmergencyCallRule {
  /// The texts of EM3003 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3003", name: "emcc-visiting-emergency-no-route", severity: .error,
    summary: "An emergency call of a visitor reaches the visited cluster and ends there, or at a wrong number.",
    why:
      "The visited cluster looks the digits up that the home sends: in the calling search space of its EMCC trunk, or "
      + "of the phone with 'originalDeviceCss'. What matches nothing there is refused.",
    fix: "let the calling search space reach a pattern for what arrives, and translate it to a number of the country",
    source: "Technical note 213965; CSS for PSTN Access SIP Trunk: Seeds 000, table 2",
    mistakes: [
      RuleExample(
        "The EMCC trunk reaches the translations only.",
        [
          "CSS-IN-GB: [PT-EMER-GB, PT-ABROAD-GB]": "CSS-IN-GB: [PT-ABROAD-GB]",
          "TRUNK-EMCC-GB: {serviceType: emcc, devicePool: DP-LON, css: CSS-IN-GB,":
            "TRUNK-EMCC-GB: {serviceType: emcc, devicePool: DP-LON, css: «CSS-IN-GB»,",
        ]),
      RuleExample(
        "A translation makes a number that the country does not know.",
        [
          "- {partition: PT-ABROAD-GB, patterns: ['911', '9911'], css: CSS-DEV-GB, calledPartyMask: '999', "
            + "purpose: emergency, urgentPriority: true}":
            "- {partition: PT-ABROAD-GB, patterns: [«'911'», '9911'], css: CSS-ANY-GB, calledPartyMask: '911', "
            + "purpose: emergency, urgentPriority: true}",
          "  CSS-LINE-GB: [PT-DN-GB]": "  CSS-LINE-GB: [PT-DN-GB]\n  CSS-ANY-GB: [PT-HABIT]",
        ]),
    ],
    right: [
      RuleExample(
        "The trunk has no calling search space, because that of the phone counts.",
        [
          "  backupTftpServer: away-sub2\n": "  backupTftpServer: away-sub2\n  pstnAccessTrunkCss: originalDeviceCss\n",
          "devicePool: DP-LON, css: CSS-IN-GB, sendGeolocation": "devicePool: DP-LON, sendGeolocation",
        ])
    ])

  /// One finding for each calling search space or pattern of a visited cluster that is wrong.
  static func check(_ survey: EmergencySurvey, _ report: inout Report) {
    for fault in survey.faults where fault.kind == .noRouteThere {
      let site = survey.site(of: fault.trial)
      let inbound = site.flatMap { InboundSearchSpace(of: $0) }
      let sample = survey.arriving(fault.trial) ?? fault.trial.number
      let target = survey.numbers(home: survey.homes(of: fault)[0], country: survey.routes[fault.trial.route].country)
      let matched = fault.trial.visited?.legs.last?.matches.isEmpty == false
      report.add(
        "\(survey.numbers(fault)), dialled by \(survey.travellers(fault)) at \(survey.phones(fault)), "
          + "\(fault.numbers.count == 1 ? "does" : "do") not reach an emergency centre there: \(survey.outcome(fault))"
          + (matched ? "" : " (\(inbound?.phrase ?? "its EMCC trunk"))"),
        at: fault.place,
        help: matched
          ? "let '\(sample)' end as '\(target.local.first ?? "")' at a gateway of the phones' country"
          : "\(inbound?.request ?? "let the trunk reach") a pattern for '\(sample)' that ends as "
            + "'\(target.local.first ?? "")' at Standard Local Route Group",
        survey.homes(of: fault) + survey.visited(of: fault))
    }
  }
}
