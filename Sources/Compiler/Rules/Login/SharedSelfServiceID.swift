import EMDSL
import EMDiagnostics

/// Rule 21: users of one cluster share a self-service user ID.
enum SharedSelfServiceID: ClusterRule {
  /// The texts of EM3021 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3021", name: "em-selfservice-id-duplicate", severity: .error,
    summary: "Several users of a cluster have one self-service user ID.",
    why: "Unified CM takes each ID once; where a service asks for it, it does not tell who logs in.",
    fix: "give each user a self-service user ID of their own",
    source: "AXL 15.0 addUser selfService: UniqueString50",
    mistakes: [
      RuleExample(
        "The line of a colleague was copied.",
        [
          "primaryExtension: '2101001'}": "primaryExtension: '2101001', selfServiceId: '2101001'}",
          "primaryExtension: '2101002'}": "primaryExtension: '2101002', selfServiceId: «'2101001'»}",
        ])
    ],
    right: [
      RuleExample(
        "Each has one's own.",
        [
          "primaryExtension: '2101001'}": "primaryExtension: '2101001', selfServiceId: '2101001'}",
          "primaryExtension: '2101002'}": "primaryExtension: '2101002', selfServiceId: '2101002'}",
        ])
    ])

  /// Every ID after the first user's is a finding; one for each ID.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    var first: [UInt32: Entity<UserRow>] = [:]
    var others: [UInt32: [Entity<UserRow>]] = [:]
    var order: [UInt32] = []
    for user in cluster.users {
      guard let name = user.selfServiceId, user.isKnown else { continue }
      if first[name.id] == nil {
        first[name.id] = user
      } else {
        if others[name.id] == nil { order.append(name.id) }
        others[name.id, default: []].append(user)
      }
    }
    for name in order {
      guard let owner = first[name], let users = others[name], let second = users.first else { continue }
      var affected = Sample()
      for user in [owner] + users { affected.add(user) }
      report.add(
        "'\(second.selfServiceId?.string ?? "")' is the self-service user ID of \(affected.count) users of "
          + "\(cluster.handle): \(affected.names)",
        at: deployment.ownPlace(second, \.selfServiceId),
        related: Phrase.related(
          ([owner] + users.dropFirst()).map { ($0.place(\.selfServiceId), "'\($0.name)' has it too") }), [cluster])
    }
  }
}
