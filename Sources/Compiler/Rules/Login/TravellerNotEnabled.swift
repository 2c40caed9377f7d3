import EMDSL
import EMDiagnostics

/// Rule 14: a user who is meant to travel and has EMCC off at home.
enum TravellerNotEnabled: Rule {
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

  static func check(_ deployment: Deployment, _ report: inout Report) {
    let abroad = enabledAbroad(deployment)
    for cluster in deployment.members where cluster.isJudged {
      for user in cluster.users where user.emcc != true && user.homeCluster != false && user.isKnown {
        if let other = abroad[user.name.id] {
          add(user, "is enabled for EMCC in \(other.cluster.handle), which is not the home", other.place, cluster, deployment, &report)
        } else if let profile = profile(of: user, deployment) {
          add(user, "has profile '\(profile.name)' with an EMCC calling search space", profile.place(\.emccCss), cluster, deployment, &report)
        }
      }
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
    _ user: Entity<UserRow>, _ reason: String, _ place: Place?, _ cluster: Cluster, _ deployment: Deployment,
    _ report: inout Report
  ) {
    report.add(
      "user '\(user.name)' of \(cluster.handle) has EMCC off, but \(reason)", at: deployment.ownPlace(user, \.emcc),
      related: [Report.related(place, "said here")],
      help: "write 'emcc: true' for '\(user.name)' in \(cluster.handle), or take the other away", [cluster])
  }
}
