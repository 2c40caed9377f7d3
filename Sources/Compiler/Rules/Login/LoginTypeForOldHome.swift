import EMBundle
import EMDSL
import EMDiagnostics
import EMService

/// Rule 18: a visited cluster sends a login type that an older home cluster cannot read.
enum LoginTypeForOldHome: Rule {
  /// The texts of EM3018 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3018", name: "em-logintype-version-mismatch", severity: .error,
    summary: "The EMCC service of a cluster from 12.0 on names a login type, and users come from a cluster before "
      + "12.0.",
    why: "The older cluster cannot read the request: none of its users can log in there with this service.",
    fix: "take the login type away from the service, or add a second service without one",
    source: "Seeds 000, table 5", phone: .parsingError,
    mistakes: [
      RuleExample(
        "Visitors of an 11.5 are to log in with their extension.",
        [
          "version: 14.0.1.13900-155": "version: 11.5.1.14900-11",
          "{kind: extensionMobility, node: away-sub, emcc: true,":
            "{kind: extensionMobility, node: away-sub, emcc: true, loginType: «DN»,",
        ]),
      RuleExample(
        "The same in an address of one's own.",
        [
          "version: 14.0.1.13900-155": "version: 11.5.1.14900-11",
          "{kind: extensionMobility, node: away-sub, emcc: true,":
            "{kind: extensionMobility, url: "
            + "«'http://away-sub.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#&loginType=DN'»,",
        ]),
    ],
    right: [
      RuleExample(
        "A service for the cluster's own users may name one.",
        [
          "version: 14.0.1.13900-155": "version: 11.5.1.14900-11",
          "  Extension Mobility GB:":
            "  Local Login GB: {kind: extensionMobility, node: away-sub, loginType: SP, enterpriseSubscription: "
            + "true}\n  Extension Mobility GB:",
        ]),
      RuleExample(
        "An old visited cluster leaves the login type out of account.",
        [
          "version: 12.5.1.14900-63": "version: 11.5.1.14900-11",
          "{kind: extensionMobility, node: away-sub, emcc: true,":
            "{kind: extensionMobility, node: away-sub, emcc: true, loginType: SP,",
        ]),
    ])

  /// Visited clusters that know login types, against homes that are known not to.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    for visiting in deployment.clusters where visiting.isJudged && visiting.understandsLoginType == true {
      let homes = deployment.homes(at: visiting).filter { $0.understandsLoginType == false }
      guard !homes.isEmpty else { continue }
      let services = visiting.emServices.filter { $0.namesEMCC && $0.loginType != nil }
      guard let first = services.first, let loginType = first.loginType else { continue }
      for home in homes {
        report.add(
          "users of \(home.handle) (\(home.version?.axl ?? "")) cannot log in at \(visiting.handle) "
            + "(\(visiting.version?.axl ?? "")): service '\(first.service.name)' sends loginType "
            + "\(loginType.type.token)",
          at: loginType.place,
          related: services.dropFirst().map {
            Report.related($0.loginType?.place, "service '\($0.service.name)' does so too")
          } + [Report.related(versionPlace(of: home), "\(home.handle) is older than 12.0")],
          help: "take the login type away, or add a second EMCC service without one for users of \(home.handle)",
          [home, visiting])
      }
    }
  }

  private static func versionPlace(of cluster: Cluster) -> Place? {
    if let external = cluster.external { return external.place(\.version) }
    return cluster.parts.first { $0.isWritten(\.version) }?.place(\.version)
  }
}
