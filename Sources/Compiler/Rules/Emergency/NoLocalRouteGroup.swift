import EMDSL
import EMDiagnostics
import EMSimulation

/// Rule 5: phones for visitors whose device pool has no local route group.
enum NoLocalRouteGroup: EmergencyCallRule {
  /// The texts of EM3005 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3005", name: "emcc-no-lrg-on-visiting-dp", severity: .error,
    summary: "The device pool of phones for visitors has no local route group.",
    why:
      "An emergency call of a visitor leaves by the local route group of the phone's own pool. Without one it ends at "
      + "the route list.",
    fix: "name the route group of the site's gateways under 'localRouteGroup'",
    source: "Seeds 000 and notes on EMCC call routing: the local route group is that of the phone's own pool",
    mistakes: [
      RuleExample(
        "The local route group was forgotten.",
        ["DP-LON: {geolocation: GEO-GB, localRouteGroup: RG-LON}": "«DP-LON»: {geolocation: GEO-GB}"])
    ],
    right: [
      RuleExample(
        "A pool of the EMCC trunk and of personal phones needs none for visitors.",
        [
          "  DP-BASE-GB: {}": "  DP-BASE-GB: {}\n  DP-DESK: {geolocation: GEO-HULL}",
          "  SEP00AA20000001: {description: Hot desk 1}":
            "  SEP00AA20000001: {description: Hot desk 1}\n  SEP00AA20000009: {devicePool: DP-DESK, "
            + "extensionMobility: false}",
          "    GEO-GB: {country: GB}": "    GEO-GB: {country: GB}\n    GEO-HULL: {country: GB}",
        ])
    ])

  /// One finding for each pool.
  static func check(_ survey: EmergencySurvey, _ report: inout Report) {
    for fault in survey.faults where fault.kind == .noLocalRouteGroup {
      guard let pool = survey.sites(of: fault).first?.pool else { continue }
      report.add(
        "device pool '\(pool.name)' of \(survey.visited(of: fault)[0].handle) has no local route group: "
          + "\(survey.numbers(fault)), dialled by \(survey.travellers(fault)) at \(survey.phones(fault)), "
          + "\(fault.numbers.count == 1 ? "ends" : "end") there",
        at: fault.place,
        help: "write 'localRouteGroup' with the route group of the gateways in \(survey.countries(of: fault)[0])",
        survey.homes(of: fault) + survey.visited(of: fault))
    }
  }
}
