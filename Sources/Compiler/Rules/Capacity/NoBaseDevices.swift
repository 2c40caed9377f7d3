import EMDSL
import EMDiagnostics
import EMService

/// Rule 42: no EMCC base devices.
enum NoBaseDevices: EMCCMemberRule {
  /// The texts of EM3042 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3042", name: "emcc-no-base-devices", severity: .error,
    summary: "A home cluster has no EMCC base devices.",
    why: "Each user who is logged in abroad takes one base device of the home cluster; without any, every login fails.",
    fix: "raise 'count' of emccBaseDevices to the number of users who are logged in abroad at the busiest time",
    source: "Seeds 000, table of error codes: 33", phone: .noFreeBaseDevice,
    mistakes: [
      RuleExample(
        "Base devices were forgotten when the cluster joined.",
        ["count: 20, template: TEMPLATE-EMCC, expectedLogins: 12": "count: «0», template: TEMPLATE-EMCC"])
    ],
    right: [
      RuleExample(
        "A cluster whose users stay at home needs none.",
        [
          "mesh: full": "mesh: [{home: AWAY, visiting: HOME}]",
          "count: 20, template: TEMPLATE-EMCC, expectedLogins: 12": "count: 0, template: TEMPLATE-EMCC",
        ])
    ])

  /// Home clusters whose users travel; who expects no login writes `expectedLogins: 0`.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    guard deployment.isHome(cluster), !cluster.hasDamaged(\.emccBaseDevices), expectsTravellers(cluster) else { return }
    let message = "cluster \(cluster.handle) has no EMCC base devices: none of its users can log in at another cluster"
    guard let devices = cluster.emccBaseDevices.first else {
      return report.add(
        message, at: cluster.place,
        help:
          "add 'emccBaseDevices: {count: …, template: …}' with as many as users are logged in abroad at the busiest "
          + "time",
        [cluster])
    }
    // Whoever expects no login says so.
    if devices.count == 0, devices.expectedLogins != 0 { report.add(message, devices, \.count, clusters: cluster) }
  }

  /// False where users are written and none of them may log in abroad.
  private static func expectsTravellers(_ cluster: Cluster) -> Bool {
    cluster.users.isEmpty || cluster.users.contains { $0.emcc == true }
  }
}
