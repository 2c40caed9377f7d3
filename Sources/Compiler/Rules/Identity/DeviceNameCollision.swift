import EMDSL
import EMDiagnostics

/// Rule 108: one name for two things in Cisco's device name space.
enum DeviceNameCollision: Rule {
  /// The texts of EM3108 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3108", name: "device-name-collision", severity: .error,
    summary: "Two devices of different kinds have one name.",
    why: "Phones, device profiles, trunks, gateways, route lists and EMCC templates share one name space in Unified "
      + "CM: the second one cannot be added.",
    fix: "rename one of the two", source: "AXL 15.0: one table of devices",
    mistakes: [
      RuleExample(
        "A route list and a gateway were both named after the site.",
        [
          "gateways: {GW-NYC: {devicePool: DP-NYC, country: US}}":
            "gateways: {GW-NYC: {devicePool: DP-NYC, country: US}, «RL-HOME»: {devicePool: DP-NYC, country: US}}"
        ])
    ],
    right: [
      RuleExample(
        "Route groups have names of their own.",
        ["routeGroups: {RG-NYC: [GW-NYC]}": "routeGroups: {RG-NYC: [GW-NYC], GW-NYC: [GW-NYC]}"])
    ])

  /// What linking noted: it alone sees all objects of a cluster by name.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    for collision in deployment.collisions {
      let cluster = deployment[collision.cluster]
      let first = collision.first.kind.noun
      let article = first.hasPrefix("EMCC") ? "an" : "a"
      report.add(
        "the \(collision.second.kind.noun) '\(collision.name)' has the name of \(article) \(first) in "
          + "\(cluster.handle)",
        at: collision.second.place ?? collision.first.place,
        related: [Report.related(collision.first.place, "the \(first) is here")],
        help: "rename one of the two: to Unified CM both are devices", [cluster])
    }
  }
}
