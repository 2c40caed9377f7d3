import EMDSL
import EMDiagnostics

/// Rule 75: profiles of users who travel that have no EMCC CSS.
enum ProfileWithoutEMCCCSS: EMCCMemberRule {
  /// The texts of EM3075 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3075", name: "emcc-emcc-css-none", severity: .warning,
    summary: "Device profiles of users with EMCC say nothing about the EMCC calling search space.",
    why:
      "Abroad the EMCC CSS stands in for the phone's own: without it a traveller reaches only what the line and the "
      + "adjunct CSS reach.",
    fix: "write 'emccCss' in the profiles, or 'emccCss: none' where that is meant",
    source: "Seeds 000, table 1",
    mistakes: [
      RuleExample(
        "The default for all profiles was forgotten.",
        [", emccCss: CSS-EMCC}": "}", "UDP-ADIAZ: {lines": "«UDP-ADIAZ»: {lines"])
    ],
    right: [
      RuleExample("None on purpose is a statement.", [", emccCss: CSS-EMCC}": ", emccCss: none}"]),
      RuleExample(
        "Users without EMCC need none.",
        [
          ", emccCss: CSS-EMCC}": "}",
          "users: {ldap: true, emcc: true}\ndevicePools:\n  DP-NYC": "users: {ldap: true}\ndevicePools:\n  DP-NYC",
        ]),
    ])

  /// Profiles of users with EMCC in home clusters, counted in one finding.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    guard deployment.isHome(cluster) else { return }
    var seen: Set<UInt32> = []
    var profiles = Sample()
    var first: Entity<DeviceProfileRow>?
    for user in cluster.users where user.emcc == true && user.homeCluster != false && user.isKnown {
      for member in user.controlledProfiles {
        let profile = member.target()
        guard profile.emccCss == nil, profile.isKnown, !profile.isWritten(\.emccCss),
          seen.insert(profile.index).inserted
        else { continue }
        if first == nil { first = profile }
        profiles.add(profile.name, profile.place)
      }
    }
    guard let first else { return }
    let usual = cluster.deviceProfiles.lazy.compactMap { $0.emccCss }.first { !$0.isPoison }
    let line = usual.map { "'emccCss: \($0.name)' as other profiles do" } ?? "'emccCss'"
    report.add(
      "\(profiles.phrase("device profile")) of EMCC users of \(cluster.handle) "
        + "\(profiles.count == 1 ? "has" : "have") no EMCC CSS",
      first, related: Phrase.related(profiles.first.dropFirst().map { ($0.place, "no EMCC CSS here either") }),
      help: "write \(line), for all profiles under 'defaults', or 'emccCss: none' where that is meant",
      clusters: cluster)
  }
}
