import EMDSL
import EMDiagnostics
import EMService

/// Rule 20: users who log in with their extension share it.
enum SharedPrimaryExtension: Rule {
  /// The texts of EM3020 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3020", name: "em-dn-primary-multi-user", severity: .error,
    summary: "Several users have one primary extension, and a service lets them log in with it.",
    why: "The extension does not tell who it is: none of them can log in with it.",
    fix: "give each user a primary extension of their own, or let them log in with the user ID",
    source: "Seeds 000, table of error codes: 47 and 216", phone: .dnHasMultipleUsers,
    mistakes: [
      RuleExample(
        "The cluster's own service asks for the extension.",
        [
          "{kind: extensionMobility, node: home-sub, emcc: true,":
            "{kind: extensionMobility, node: home-sub, emcc: true, loginType: DN,",
          "controlledProfiles: [UDP-BKIM], primaryExtension: '2101002'":
            "controlledProfiles: [UDP-BKIM], primaryExtension: «'2101001'»",
        ]),
      RuleExample(
        "A visited cluster's service does.",
        [
          "{kind: extensionMobility, node: away-sub, emcc: true,":
            "{kind: extensionMobility, node: away-sub, emcc: true, loginType: DN,",
          "controlledProfiles: [UDP-BKIM], primaryExtension: '2101002'":
            "controlledProfiles: [UDP-BKIM], primaryExtension: «'2101001'»",
        ]),
    ],
    right: [
      RuleExample(
        "Who logs in with the user ID may share an extension.",
        [
          "controlledProfiles: [UDP-BKIM], primaryExtension: '2101002'":
            "controlledProfiles: [UDP-BKIM], primaryExtension: '2101001'"
        ]),
      RuleExample(
        "A service that nobody of the cluster uses does not matter.",
        [
          "  Extension Mobility GB:":
            "  Local Login GB: {kind: extensionMobility, node: away-sub, loginType: DN, enterpriseSubscription: "
            + "true}\n  Extension Mobility GB:",
          "controlledProfiles: [UDP-BKIM], primaryExtension: '2101002'":
            "controlledProfiles: [UDP-BKIM], primaryExtension: '2101001'",
        ]),
    ])

  /// A service that asks for the extension.
  private struct Asking {
    var service: EMService
    var cluster: Cluster
  }

  /// Users at home in clusters for which some service asks for the extension.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    for cluster in deployment.clusters where !cluster.isExternal {
      guard let asking = asking(of: cluster, deployment) else { continue }
      var first: [UInt32: Int] = [:]
      var groups: [[Entity<UserRow>]] = []
      for user in cluster.users where user.homeCluster != false && user.isKnown {
        guard let extent = user.primaryExtension else { continue }
        if let group = first[extent.id] {
          groups[group].append(user)
        } else {
          first[extent.id] = groups.count
          groups.append([user])
        }
      }
      for group in groups where group.count > 1 { add(group, cluster, asking, &report) }
    }
  }

  /// The cluster's own service first, then one of a cluster that is visited.
  private static func asking(of cluster: Cluster, _ deployment: Deployment) -> Asking? {
    if let own = cluster.emServices.first(where: { $0.loginType?.type == .directoryNumber }) {
      return Asking(service: own, cluster: cluster)
    }
    guard cluster.understandsLoginType != false else { return nil }
    for visiting in deployment.visited(from: cluster) where visiting.understandsLoginType != false {
      let services = visiting.emServices.filter(\.namesEMCC)
      if let service = services.first(where: { $0.loginType?.type == .directoryNumber }) {
        return Asking(service: service, cluster: visiting)
      }
    }
    return nil
  }

  private static func add(_ users: [Entity<UserRow>], _ cluster: Cluster, _ asking: Asking, _ report: inout Report) {
    var affected = Sample()
    for user in users { affected.add(user) }
    let isOwn = asking.cluster === cluster
    report.add(
      "'\(users[1].primaryExtension?.string ?? "")' is the primary extension of \(affected.count) users of "
        + "\(cluster.handle): \(affected.names)",
      users[1], \.primaryExtension,
      related: users.prefix(1).map { Report.related($0.place(\.primaryExtension), "'\($0.name)' has it too") }
        + users.dropFirst(2).prefix(3).map { Report.related($0.place(\.primaryExtension), "'\($0.name)' has it too") }
        + [
          Report.related(
            asking.service.loginType?.place,
            "service '\(asking.service.service.name)' of \(asking.cluster.handle) asks for the extension")
        ],
      help: "give each user a primary extension of their own, or take loginType DN away from the service",
      phone: isOwn ? .dnHasMultipleUsers : .dnHasMultipleUsers47, clusters: cluster, asking.cluster)
  }
}
