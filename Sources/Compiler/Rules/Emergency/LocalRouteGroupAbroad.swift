import EMDSL
import EMDiagnostics
import EMSimulation

/// Rule 5, second part: a local route group that leads to gateways in another country than the phones.
enum LocalRouteGroupAbroad: EmergencyCallRule {
  /// The texts of EM3505 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3505", name: "emcc-lrg-other-country", severity: .error,
    summary: "The local route group of phones for visitors leads to a gateway in another country.",
    why: "The call reaches an emergency centre that cannot send help to where the phone stands.",
    fix: "name a route group whose gateways stand in the country of the phones",
    source: "Notes on EMCC call routing: the local route group is that of the phone's own pool",
    mistakes: [
      RuleExample(
        "A pool in London was copied from one in New York, gateway and all.",
        [
          "DP-LON: {geolocation: GEO-GB, localRouteGroup: RG-LON}":
            "DP-LON: {geolocation: GEO-GB, localRouteGroup: «RG-US»}",
          "gateways: {GW-LON: {devicePool: DP-LON, country: GB}}":
            "gateways: {GW-LON: {devicePool: DP-LON, country: GB}, GW-US: {devicePool: DP-LON, country: US}}",
          "routeGroups: {RG-LON: [GW-LON]}": "routeGroups: {RG-LON: [GW-LON], RG-US: [GW-US]}",
        ])
    ],
    right: [
      RuleExample(
        "Another gateway in the same country.",
        [
          "gateways: {GW-LON: {devicePool: DP-LON, country: GB}}":
            "gateways: {GW-LON: {devicePool: DP-LON, country: GB}, GW-HULL: {devicePool: DP-LON, country: GB}}",
          "routeGroups: {RG-LON: [GW-LON]}": "routeGroups: {RG-LON: [GW-HULL]}",
        ])
    ])

  /// One finding for each pool.
  static func check(_ survey: EmergencySurvey, _ report: inout Report) {
    for fault in survey.faults where fault.kind == .groupElsewhere {
      guard let site = survey.sites(of: fault).first, let result = fault.trial.visited else { continue }
      let exit = survey.exit(of: site, result)
      let group = site.pool.localRouteGroup.map { "local route group '\($0.name)'" } ?? "the local route group"
      report.add(
        "\(group) of device pool '\(site.pool.name)' of \(site.cluster.handle) leads to gateway "
          + "'\(exit?.name ?? "")' in \(survey.country(of: result.end) ?? "another country"), but its phones stand in "
          + "\(site.country ?? ""): \(survey.numbers(fault)), dialled by \(survey.travellers(fault)), "
          + "\(fault.numbers.count == 1 ? "reaches" : "reach") the wrong emergency centre",
        at: fault.place, related: [Report.related(exit?.place, "the gateway")],
        help: "name a route group whose gateways stand in \(site.country ?? "the country of the phones")",
        survey.homes(of: fault) + survey.visited(of: fault))
    }
  }
}
