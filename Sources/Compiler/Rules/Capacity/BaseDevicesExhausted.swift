import EMDSL
import EMDiagnostics
import EMService

/// Rule 42, second part: fewer EMCC base devices than logins expected.
enum BaseDevicesExhausted: EMCCMemberRule {
  /// The texts of EM3542 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3542", name: "emcc-base-devices-exhausted", severity: .warning,
    summary: "A home cluster has fewer EMCC base devices than logins are expected.",
    why:
      "Each user who is logged in abroad takes one base device of the home cluster; when all are taken, the next "
      + "login fails.",
    fix: "raise 'count' of emccBaseDevices to the expected logins",
    source: "Seeds 000, table of error codes: 33; the expected logins are an estimate", phone: .noFreeBaseDevice,
    mistakes: [
      RuleExample(
        "More users travel than base devices are there.",
        [
          "count: 20, template: TEMPLATE-EMCC, expectedLogins: 12":
            "count: «20», template: TEMPLATE-EMCC, expectedLogins: 21"
        ])
    ],
    right: [
      RuleExample(
        "As many base devices as expected logins.",
        [
          "count: 20, template: TEMPLATE-EMCC, expectedLogins: 12":
            "count: 12, template: TEMPLATE-EMCC, expectedLogins: 12"
        ])
    ])

  /// Home clusters with some base devices against the logins that they expect.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    // None at all is the first part's mistake.
    guard deployment.isHome(cluster), let devices = cluster.emccBaseDevices.first, let count = devices.count, count > 0,
      let expected = devices.expectedLogins, expected > count
    else { return }
    let room = cluster.capacity.map { max(0, ($0.maximum - $0.phones) / 2) }
    let help =
      switch room {
      case .some(let room) where room < expected: "raise 'count' to \(expected); only \(room) fit into 'maxPhones'"
      case .some(let room): "raise 'count' by \(expected - count) to \(expected); \(room) would fit into 'maxPhones'"
      case nil: "raise 'count' by \(expected - count) to \(expected)"
      }
    report.add(
      "cluster \(cluster.handle) has \(Phrase.count(count, "EMCC base device")) for \(expected) expected logins: "
        + "\(expected - count) too few",
      devices, \.count, related: [Report.related(devices.place(\.expectedLogins), "\(expected) expected here")],
      help: help, clusters: cluster)
  }
}
