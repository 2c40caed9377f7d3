import EMDSL
import EMDiagnostics

/// Rule 66, second part: an EMCC geolocation filter without a ticked box.
enum GeolocationFilterEmpty: Rule {
  /// The texts of EM3566 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3566", name: "emcc-geo-filter-empty", severity: .error,
    summary: "The EMCC geolocation filter of a home cluster has no ticked box.",
    why:
      "Nothing is compared then, and every phone abroad takes the pool of the EMCC template: wrong time, and no "
      + "emergency numbers of the visited country.",
    fix: "select at least 'country', as in '[country]'",
    source: "Technical note 213965; Seeds 000, table 2",
    mistakes: [RuleExample("The filter of both clusters is empty.", ["GF-EMCC: [country]": "GF-EMCC: «[]»"])],
    right: [
      RuleExample(
        "An empty filter that no cluster chooses for EMCC.",
        ["GF-EMCC: [country]": "GF-EMCC: [country]\n    GF-OTHER: []"])
    ])

  /// Filters of home clusters; a shared one is reported once, with all its clusters.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    // Copies of everyCluster are one object.
    var empty: [(filter: Entity<GeolocationFilterRow>, clusters: [Cluster])] = []
    for cluster in deployment.members where cluster.isJudged && deployment.isHome(cluster) {
      guard let filter = cluster.emccGeolocationFilter, filter.fields.isEmpty, !filter.isDamaged(\.fields) else {
        continue
      }
      if let index = empty.firstIndex(where: { $0.filter.place == filter.place }) {
        empty[index].clusters.append(cluster)
      } else {
        empty.append((filter, [cluster]))
      }
    }
    for (filter, clusters) in empty {
      report.add(
        "geolocation filter '\(filter.name)' of \(Phrase.list(clusters.map(\.handle))) selects no field, so that "
          + "every phone abroad takes the pool of the EMCC template",
        at: filter.place(\.fields), clusters)
    }
  }
}
