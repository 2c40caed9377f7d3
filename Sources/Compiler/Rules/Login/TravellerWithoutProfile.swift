import EMDSL
import EMDiagnostics
import EMService

/// Rule 15: a user with EMCC and without a device profile.
enum TravellerWithoutProfile: ClusterRule {
  /// The texts of EM3015 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3015", name: "emcc-user-no-profile", severity: .error,
    summary: "A user with EMCC controls no device profile.",
    why: "There is nothing that the phone could become: the login fails.",
    fix: "name the user's device profile under 'controlledProfiles'",
    source: "Seeds 000, table of error codes: 12 and 205", phone: .userProfileAbsent,
    mistakes: [
      RuleExample(
        "The profile was never given to the user.",
        ["bkim: {lastName: Kim, controlledProfiles: [UDP-BKIM],": "«bkim»: {lastName: Kim,"]),
      RuleExample("The list is empty.", ["controlledProfiles: [UDP-BKIM]": "controlledProfiles: «[]»"]),
    ],
    right: [
      RuleExample(
        "Who does not travel may have none.",
        ["bkim: {lastName: Kim, controlledProfiles: [UDP-BKIM],": "bkim: {lastName: Kim, emcc: false,"])
    ])

  /// Users with EMCC who are at home; those who have it by one default are one finding.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    var crowd = Crowd<Entity<UserRow>>()
    for user in cluster.users where user.emcc == true && user.controlledProfiles.isEmpty {
      guard user.homeCluster != false, user.isKnown, !user.isDamaged(\.controlledProfiles) else { continue }
      // Who has EMCC by default may have it by accident.
      let cause = deployment.isOwn(user, \.emcc) ? user.place : user.place(\.emcc)
      crowd.add(user, cause: cause?.cause ?? 0)
    }
    crowd.forEach(
      fine: { cause in cluster.users.count { $0.place(\.emcc)?.cause == cause && !$0.controlledProfiles.isEmpty } },
      each: { add($0, cluster, deployment, &report) }, together: { add($0, cluster, &report) })
  }

  private static func add(
    _ user: Entity<UserRow>, _ cluster: Cluster, _ deployment: Deployment, _ report: inout Report
  ) {
    let profile = user.defaultProfile.flatMap { $0.isPoison ? nil : $0.name }
    report.add(
      "user '\(user.name)' of \(cluster.handle) has EMCC and controls no device profile",
      at: deployment.ownPlace(user, \.controlledProfiles),
      help: profile.map { "write 'controlledProfiles: [\($0)]': a default profile alone is not enough" }
        ?? "name the user's device profile under 'controlledProfiles', or write 'emcc: false'",
      [cluster])
  }

  private static func add(_ users: [Entity<UserRow>], _ cluster: Cluster, _ report: inout Report) {
    guard let first = users.first else { return }
    var affected = Sample()
    for user in users { affected.add(user) }
    report.add(
      "\(affected.phrase("user")) of \(cluster.handle) have EMCC by default and control no device "
        + "profile", first, \.emcc,
      related: [Report.related(first.place, "the first of them")],
      help: "take 'emcc: true' out of the defaults and write it for those who travel, or give each a profile",
      clusters: cluster)
  }
}
