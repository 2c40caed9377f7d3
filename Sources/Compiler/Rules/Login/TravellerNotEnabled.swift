import EMDSL
import EMDiagnostics
import EMService

/// Rule 14: a user who is meant to travel and has EMCC off at home.
enum TravellerNotEnabled: Rule {
  /// The texts of EM3014 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3014", name: "emcc-user-not-enabled", severity: .error,
    summary: "A user who is meant to log in abroad has EMCC off in the home cluster.",
    why: "The home cluster refuses the login.", fix: "write 'emcc: true' for the user in the home cluster",
    source: "Seeds 000, table of error codes: 31 and 38", phone: .emccNotActivatedForTheUser,
    mistakes: [
      RuleExample(
        "The user's own profile has an EMCC calling search space.",
        [
          "UDP-BKIM: {lines:": "UDP-BKIM: {emccCss: CSS-EMCC, lines:",
          "bkim: {lastName: Kim,": "bkim: {lastName: Kim, emcc: «false»,",
        ]),
      RuleExample(
        "EMCC was switched on in the wrong cluster.",
        [
          "bkim: {lastName: Kim,": "bkim: {lastName: Kim, emcc: «false»,",
          "  esmith:": "  bkim: {lastName: Kim, homeCluster: false}\n  esmith:",
        ]),
    ],
    right: [
      RuleExample(
        "All profiles of the document have the calling search space: that says nothing about one user.",
        ["bkim: {lastName: Kim,": "bkim: {lastName: Kim, emcc: false,"])
    ])

  /// A user with EMCC off, and what says that it should be on.
  private struct Finding {
    var user: Entity<UserRow>
    var profile: Entity<DeviceProfileRow>?
    var abroad: (cluster: Cluster, place: Place?)?

    var reason: String {
      if let abroad { return "it is on in \(abroad.cluster.handle), which is not the home" }
      return "the profile '\(profile?.name.string ?? "")' has an EMCC calling search space"
    }
    var advice: String {
      abroad.map { ", and take it away in \($0.cluster.handle)" } ?? ", or take 'emccCss' away from the profile"
    }
    var place: Place? { abroad?.place ?? profile?.place(\.emccCss) }
  }

  /// Users at home in members who have EMCC in another account, or a profile with an EMCC CSS of its own.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    let abroad = enabledAbroad(deployment)
    for cluster in deployment.members where cluster.isJudged {
      var crowd = Crowd<Finding>()
      for user in cluster.users where user.emcc != true && user.homeCluster != false && user.isKnown {
        var finding = Finding(user: user, abroad: abroad[user.name.id])
        if finding.abroad == nil {
          finding.profile = profile(of: user, deployment)
          if finding.profile == nil { continue }
        }
        crowd.add(finding, cause: finding.place?.cause ?? 0)
      }
      crowd.forEach(each: { add($0, cluster, deployment, &report) }, together: { add($0, cluster, &report) })
    }
  }

  /// Users with EMCC on in a cluster that is not their home.
  private static func enabledAbroad(_ deployment: Deployment) -> [UInt32: (cluster: Cluster, place: Place?)] {
    var found: [UInt32: (cluster: Cluster, place: Place?)] = [:]
    for cluster in deployment.members {
      for user in cluster.users where user.homeCluster == false && user.emcc == true && user.isKnown {
        if found[user.name.id] == nil { found[user.name.id] = (cluster, user.place(\.emcc)) }
      }
    }
    return found
  }

  /// A profile of the user that itself says that it goes abroad.
  private static func profile(of user: Entity<UserRow>, _ deployment: Deployment) -> Entity<DeviceProfileRow>? {
    for member in user.controlledProfiles {
      let profile: Entity<DeviceProfileRow> = member.target()
      guard profile.isKnown, profile.emccCss != nil else { continue }
      if deployment.isOwn(profile, \.emccCss) { return profile }
    }
    return nil
  }

  private static func add(
    _ finding: Finding, _ cluster: Cluster, _ deployment: Deployment, _ report: inout Report
  ) {
    let user = finding.user
    report.add(
      "user '\(user.name)' of \(cluster.handle) has EMCC off, but \(finding.reason)",
      at: deployment.ownPlace(user, \.emcc), related: [Report.related(finding.place, "here")],
      help: "write 'emcc: true' for '\(user.name)' in \(cluster.handle)\(finding.advice)", clusters(finding, cluster))
  }

  private static func add(_ findings: [Finding], _ cluster: Cluster, _ report: inout Report) {
    guard let first = findings.first else { return }
    var affected = Sample()
    for finding in findings { affected.add(finding.user) }
    report.add(
      "\(affected.phrase("user")) of \(cluster.handle) have EMCC off, but \(first.reason)", first.user,
      related: [Report.related(first.place, "here")],
      help: "write 'emcc: true' for them in \(cluster.handle)\(first.advice)",
      clusters: cluster, first.abroad?.cluster ?? cluster)
  }

  private static func clusters(_ finding: Finding, _ cluster: Cluster) -> [Cluster] {
    [cluster] + (finding.abroad.map { [$0.cluster] } ?? [])
  }
}
