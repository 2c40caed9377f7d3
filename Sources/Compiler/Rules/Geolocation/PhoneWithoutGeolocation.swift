import EMDSL
import EMDiagnostics

/// Rule 68: phones for visitors that stand nowhere.
///
/// Reported at the device pool, which is where one line mends all its phones; the phones are counted.
enum PhoneWithoutGeolocation: EMCCMemberRule {
  /// The texts of EM3068 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3068", name: "emcc-phone-no-geolocation", severity: .error,
    summary:
      "Phones for visitors have no geolocation of their own, of their device pool, or of the enterprise parameter.",
    why:
      "The home cluster cannot tell where the phone stands and takes the pool of the EMCC template: wrong time, and "
      + "no emergency numbers of the visited country.",
    fix: "give the device pool a geolocation",
    source: "Technical note 213965: phone, then device pool, then enterprise parameter",
    mistakes: [
      RuleExample(
        "The pool of the hot desks names no geolocation.",
        ["DP-LON: {geolocation: GEO-GB, localRouteGroup": "«DP-LON»: {localRouteGroup"])
    ],
    right: [
      RuleExample(
        "Phones that name one themselves.",
        [
          "DP-LON: {geolocation: GEO-GB, localRouteGroup": "DP-LON: {localRouteGroup",
          "css: CSS-DEV-GB, extensionMobility: true": "css: CSS-DEV-GB, geolocation: GEO-GB, extensionMobility: true",
        ]),
      RuleExample(
        "Phones without Extension Mobility receive nobody.",
        [
          "DP-LON: {geolocation: GEO-GB, localRouteGroup": "DP-LON: {localRouteGroup",
          "css: CSS-DEV-GB, extensionMobility: true": "css: CSS-DEV-GB, extensionMobility: false",
        ]),
    ])

  /// Phones for visitors with no geolocation of their own, of their pool or of the cluster.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    guard !cluster.hasDamaged(\.enterpriseParameters), let visitors = deployment.roamingSurvey.phones(cluster.id)
    else { return }
    for (pool, phones) in visitors.unplaced.map({ ($0.pool, $0.phones) }) {
      report.add(
        "\(phones.phrase("phone")) for visitors in \(cluster.handle) \(phones.count == 1 ? "has" : "have") no "
          + "geolocation, and device pool '\(pool.name)' names none",
        pool, \.geolocation, related: phones.first.prefix(1).map { Report.related($0.place, "this phone, for one") },
        help:
          "write 'geolocation: …' at the pool; 'defaultGeolocation' under enterpriseParameters would hold for the "
          + "whole cluster",
        clusters: cluster)
    }
  }
}
