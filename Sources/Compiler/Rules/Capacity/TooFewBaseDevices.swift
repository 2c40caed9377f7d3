import EMDSL
import EMDiagnostics

/// Rule 42: no EMCC base devices, or fewer than logins expected.
enum TooFewBaseDevices: EMCCMemberRule {
  static let descriptor = RuleDescriptor(
    code: "EM3042", name: "emcc-no-base-devices", severity: .error,
    summary: "A home cluster has no EMCC base devices, or fewer than logins are expected.",
    why: "Each user who is logged in abroad takes one base device of the home cluster; when all are taken, the next login fails.",
    fix: "raise 'count' of emccBaseDevices to the number of users who are logged in abroad at the busiest time",
    source: "Seeds 000, table of error codes: 33", phone: .noFreeBaseDevice,
    mistakes: [
      RuleExample(
        "Base devices were forgotten when the cluster joined.",
        ["count: 20, template: TEMPLATE-EMCC, expectedLogins: 12": "count: «0», template: TEMPLATE-EMCC"]),
      RuleExample(
        "More users travel than base devices are there; a warning, for the number is an estimate.",
        ["count: 20, template: TEMPLATE-EMCC, expectedLogins: 12": "count: «20», template: TEMPLATE-EMCC, expectedLogins: 21"]),
    ],
    right: [
      RuleExample(
        "As many base devices as expected logins.",
        ["count: 20, template: TEMPLATE-EMCC, expectedLogins: 12": "count: 12, template: TEMPLATE-EMCC, expectedLogins: 12"]),
      RuleExample(
        "A cluster whose users stay at home needs none.",
        [
          "mesh: full": "mesh: [{home: AWAY, visiting: HOME}]",
          "count: 20, template: TEMPLATE-EMCC, expectedLogins: 12": "count: 0, template: TEMPLATE-EMCC",
        ]),
    ])

  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    guard deployment.isHome(cluster), !cluster.hasDamaged(\.emccBaseDevices) else { return }
    guard let devices = cluster.emccBaseDevices.first else {
      guard expectsTravellers(cluster) else { return }
      return report.add(
        "\(cluster.handle) has no EMCC base devices: none of its users can log in at another cluster",
        at: cluster.place,
        help: "add 'emccBaseDevices: {count: …, template: …}' with as many as users are logged in abroad at the busiest time",
        [cluster])
    }
    guard let count = devices.count else { return }
    if count == 0, devices.expectedLogins != 0, expectsTravellers(cluster) {
      return report.add(
        "\(cluster.handle) has no EMCC base devices: none of its users can log in at another cluster", devices, \.count,
        clusters: cluster)
    }
    guard let expected = devices.expectedLogins, expected > count else { return }
    let room = cluster.capacity.map { ($0.maximum - $0.phones) / 2 } ?? expected
    report.add(
      "\(Phrase.count(count, "EMCC base device")) of \(cluster.handle) for \(expected) expected logins: the last \(expected - count) fail",
      devices, \.count,
      related: [Report.related(devices.place(\.expectedLogins), "\(expected) expected here")],
      help: room >= expected
        ? "raise 'count' to \(expected) or more; \(max(room, 0)) would fit into 'maxPhones'"
        : "raise 'count' to \(expected); only \(max(room, 0)) fit into 'maxPhones'", severity: .warning, clusters: cluster)
  }

  /// False where users are written and none of them may log in abroad.
  private static func expectsTravellers(_ cluster: Cluster) -> Bool {
    cluster.users.isEmpty || cluster.users.contains { $0.emcc == true }
  }
}
