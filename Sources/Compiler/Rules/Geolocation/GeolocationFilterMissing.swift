import EMDSL
import EMDiagnostics

/// Rule 66: no EMCC geolocation filter.
enum GeolocationFilterMissing: EMCCMemberRule {
  /// The texts of EM3066 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3066", name: "emcc-geo-filter-missing", severity: .error,
    summary: "A home cluster has no EMCC geolocation filter.",
    why:
      "Nothing is compared then, and every phone abroad takes the pool of the EMCC template: wrong time, and no "
      + "emergency numbers of the visited country.",
    fix: "choose a geolocation filter that selects at least 'country'",
    source: "Technical note 213965; Seeds 000, table 2",
    mistakes: [
      RuleExample(
        "The filter was not chosen.",
        [
          "emccFeatureConfiguration:\n  defaultTftpServer: home-sub\n":
            "emccFeatureConfiguration:\n  «defaultTftpServer: home-sub\n",
          "home-sub2\n  geolocationFilter: GF-EMCC\n": "home-sub2\n",
          "backupRemoteClusterUpdateServer: home-sub2": "backupRemoteClusterUpdateServer: home-sub2»",
        ])
    ],
    right: [
      RuleExample(
        "A cluster whose users stay at home compares nothing.",
        [
          "mesh: full": "mesh: [{home: AWAY, visiting: HOME}]",
          "home-sub2\n  geolocationFilter: GF-EMCC\n": "home-sub2\n",
        ])
    ])

  /// Home clusters only: their filter chooses the pool of a phone abroad.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    guard deployment.isHome(cluster), !cluster.hasDamaged(\.emccFeatureConfiguration),
      cluster.emccFeatures?.geolocationFilter == nil
    else { return }
    let filter = cluster.geolocationFilters.first.map { "'geolocationFilter: \($0.name)'" } ?? "'geolocationFilter'"
    let message =
      "cluster \(cluster.handle) has no EMCC geolocation filter, so that every phone abroad takes the pool of the "
      + "EMCC template"
    guard let features = cluster.emccFeatures else {
      return report.add(message, at: cluster.place, help: "add 'emccFeatureConfiguration' with \(filter)", [cluster])
    }
    let help = features.isWritten(\.geolocationFilter) ? "write \(filter)" : "add \(filter)"
    report.add(message, features, \.geolocationFilter, help: help, clusters: cluster)
  }
}
