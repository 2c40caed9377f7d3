import EMDSL
import EMDiagnostics
import EMSimulation

/// Rule 106: emergency centres abroad see the traveller's extension at home.
enum HomeCallingNumber: EmergencyCallRule {
  /// The texts of EM3106 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3106", name: "emcc-emergency-calling-number", severity: .warning,
    summary: "An emergency call of a visitor shows a calling number of the home cluster.",
    why:
      "The emergency centre sees an extension of another country: it cannot call back, and a number of the public "
      + "network may be missing altogether.",
    fix:
      "give the gateway a 'callingPartyTransformationCss' with a calling party transformation pattern that makes every "
      + "foreign extension a number of the site",
    source: "Experience: the centre must be able to call back; the home sends the extension (Technical note 213965)",
    mistakes: [
      RuleExample(
        "Only the cluster's own extensions are transformed.",
        [
          "gateways: {GW-LON: {devicePool": "gateways: {«GW-LON»: {devicePool",
          "  - {partition: PT-CLG-GB, patterns: ['!'], mask: '+442079460100'}\n": "",
        ])
    ],
    right: [
      RuleExample(
        "The device pool of the gateway has the transformations.",
        [
          "  gateways: {callingPartyTransformationCss: CSS-CLG-GB}\n": "",
          "gateways: {GW-LON: {devicePool: DP-LON,": "gateways: {GW-LON: {devicePool: DP-GW,",
          "  DP-BASE-GB: {}": "  DP-BASE-GB: {}\n  DP-GW: {callingPartyTransformationCss: CSS-CLG-GB}",
        ])
    ])

  /// One finding for each calling search space of transformations, and for the gateways of a cluster without one.
  static func check(_ survey: EmergencySurvey, _ report: inout Report) {
    for fault in survey.faults where fault.kind == .callingNumber {
      let exits = fault.exits
      guard let number = fault.trial.visited?.callingNumber, let first = exits.first else { continue }
      let names = exits.prefix(3).map { "'\($0.name)'" }
      let more = exits.count > 3 ? " and \(exits.count - 3) more" : ""
      report.add(
        "emergency calls of \(survey.travellers(fault)) leave by gateway\(exits.count == 1 ? "" : "s") "
          + "\(exits.count > 3 ? names.joined(separator: ", ") : Phrase.list(names))\(more) of "
          + "\(survey.visited(of: fault)[0].handle) with a calling number of the home, such as '\(number)'",
        at: fault.place ?? first.place,
        related: Phrase.related(
          exits.filter { $0.place != fault.place }.map { ($0.place, "calls leave here too") }),
        help:
          "give \(exits.count == 1 ? "the gateway" : "the gateways") a 'callingPartyTransformationCss' with a pattern "
          + "that matches '\(number)' and a mask that makes it a number of the site",
        survey.homes(of: fault) + survey.visited(of: fault))
    }
  }
}
