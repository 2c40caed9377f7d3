import EMDSL
import EMDiagnostics

/// Rule 15: a user with EMCC and without a device profile.
enum TravellerWithoutProfile: ClusterRule {
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

  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    for user in cluster.users where user.emcc == true && user.controlledProfiles.isEmpty {
      guard user.homeCluster != false, user.isKnown, !user.isDamaged(\.controlledProfiles) else { continue }
      let profile = user.defaultProfile.flatMap { $0.isPoison ? nil : $0.name }
      report.add(
        "user '\(user.name)' of \(cluster.handle) has EMCC and controls no device profile",
        at: deployment.ownPlace(user, \.controlledProfiles),
        help: profile.map { "write 'controlledProfiles: [\($0)]': a default profile alone is not enough" }
          ?? "name the user's device profile under 'controlledProfiles', or write 'emcc: false'",
        [cluster])
    }
  }
}
