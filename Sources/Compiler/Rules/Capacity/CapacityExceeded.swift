import EMDSL
import EMDiagnostics

/// Rule 43: more phones and base devices than the cluster holds.
enum CapacityExceeded: ClusterRule {
  /// The texts of EM3043 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3043", name: "emcc-capacity-exceeded", severity: .error,
    summary: "Phones and twice the EMCC base devices are more than the cluster's maximum.",
    why: "Each base device counts twice; beyond the maximum the insertion of base devices or of phones fails.",
    fix: "lower 'count' of emccBaseDevices",
    source: "Seeds 000, EMCC template: phones + 2 x EMCC devices <= MaxPhones (60000)",
    mistakes: [
      RuleExample(
        "With 958 phones that are not written here and 2 that are, 20 base devices fit, and 21 do not.",
        [
          "maxPhones: 1000": "maxPhones: 1000\nunmanagedPhones: 958",
          "count: 20, template: TEMPLATE-EMCC, expectedLogins: 12":
            "count: «21», template: TEMPLATE-EMCC, expectedLogins: 12",
        ])
    ],
    right: [
      RuleExample(
        "Exactly 1000: 960 phones and 2 x 20 base devices.",
        ["maxPhones: 1000": "maxPhones: 1000\nunmanagedPhones: 958"])
    ])

  /// Phones, unmanaged ones included, and twice the base devices against `maxPhones`.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    guard let capacity = cluster.capacity, !cluster.hasDamaged(\.emccBaseDevices) else { return }
    let devices = cluster.emccBaseDevices.first
    if let devices, devices.count == nil { return }
    let count = devices?.count ?? 0
    let over = capacity.phones + 2 * count - capacity.maximum
    guard over > 0 else { return }
    let room = (capacity.maximum - capacity.phones) / 2
    let declared = cluster.phones.count
    let unmanaged = capacity.phones - declared
    let phones = unmanaged > 0 ? "\(declared) phones, \(unmanaged) unmanaged ones" : Phrase.count(declared, "phone")
    let places = [
      Report.related(capacity.maximumPlace, "at most \(capacity.maximum) here"),
      unmanaged > 0 ? Report.related(capacity.unmanagedPlace, "\(unmanaged) phones here") : nil,
    ]
    guard count > 0, let devices else {
      return report.add(
        "cluster \(cluster.handle) holds at most \(capacity.maximum) phones and has \(over) more: \(phones)",
        at: capacity.maximumPlace, related: [places[1]],
        help: "move phones to another cluster, or correct 'maxPhones' or 'unmanagedPhones'", [cluster])
    }
    let help =
      capacity.phones <= capacity.maximum
      ? "lower 'count' by \(count - room); \(room) would fit" + raise(over)
      : "no base device fits: the phones alone are \(capacity.phones - capacity.maximum) over" + raise(over)
    report.add(
      "cluster \(cluster.handle) holds at most \(capacity.maximum) and is \(over) over: \(phones) and 2 x \(count) "
        + "EMCC base devices",
      devices, \.count, related: places, help: help, clusters: cluster)
  }

  private static func raise(_ over: Int) -> String { ", or raise 'maxPhones' by \(over) if the platform holds so many" }
}
