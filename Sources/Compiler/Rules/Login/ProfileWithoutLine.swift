import EMDSL
import EMDiagnostics

/// Rule 16: the device profile of a user with EMCC has no line.
enum ProfileWithoutLine: ClusterRule {
  /// The texts of EM3016 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3016", name: "emcc-profile-without-line", severity: .error,
    summary: "The device profile of a user with EMCC has no line.",
    why: "The login works, and the phone has no number: nobody can call or be called.",
    fix: "add a line with a directory number", source: "Seeds 000, device profile: at least one directory number",
    mistakes: [
      RuleExample(
        "The number is still to come.",
        ["UDP-BKIM: {lines: [{dn: '2101002', partition: PT-DN, css: CSS-LINE}]}": "«UDP-BKIM»: {}"]),
      RuleExample(
        "The list of lines is empty.",
        ["UDP-BKIM: {lines: [{dn: '2101002', partition: PT-DN, css: CSS-LINE}]}": "UDP-BKIM: {lines: «[]»}"]),
    ],
    right: [
      RuleExample(
        "A profile that nobody who travels controls may be without.",
        ["UDP-BKIM: {lines:": "UDP-LOGOUT: {}\n  UDP-BKIM: {lines:"])
    ])

  /// Profiles of users with EMCC, each once, whoever shares it.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    var reported: Set<UInt32> = []
    for user in cluster.users where user.emcc == true && user.homeCluster != false {
      for member in user.controlledProfiles {
        let profile: Entity<DeviceProfileRow> = member.target()
        guard profile.lines.isEmpty, profile.isKnown, !profile.isDamaged(\.lines) else { continue }
        guard reported.insert(profile.index).inserted else { continue }
        report.add(
          "device profile '\(profile.name)' of \(cluster.handle) has no line, and user '\(user.name)' travels with it",
          at: deployment.ownPlace(profile, \.lines),
          related: [Report.related(user.place, "'\(user.name)' has EMCC")],
          help: "add a line, such as 'lines: [{dn: '\(user.primaryExtension?.string ?? "2101001")', partition: …, "
            + "css: …}]'",
          [cluster])
      }
    }
  }
}
