import EMDSL
import EMDiagnostics

/// Rule 72: a home cluster without a roaming device pool for a peer.
enum RoamingPoolMissing: Rule {
  /// The texts of EM3072 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3072", name: "emcc-roaming-dp-missing", severity: .error,
    summary: "A home cluster has no roaming device pool for a cluster that its users visit.",
    why:
      "Phones of that cluster take the pool of the EMCC template: wrong time, and no emergency numbers of the visited "
      + "country.",
    fix: "add a device pool with 'roamingFor', a geolocation of the peer's country and its adjunct CSS",
    source: "Technical note 213965: each cluster needs pools for all others",
    mistakes: [
      RuleExample(
        "The roaming pool for the peer was forgotten.",
        [
          "  DP-ROAM-US: {roamingFor: HOME, dateTimeGroup: DTG-NYC, geolocation: GEO-US, adjunctCss: CSS-ADJ-US}\n": "",
          "DP-LON: {geolocation: GEO-GB": "«DP-LON»: {geolocation: GEO-GB",
        ])
    ],
    right: [
      RuleExample(
        "A pool that fits the peer's phones and has an adjunct CSS serves without being marked.",
        ["roamingFor: HOME, dateTimeGroup": "dateTimeGroup"]),
      RuleExample(
        "Nobody of this cluster logs in abroad.",
        [
          "mesh: full": "mesh: [{home: HOME, visiting: AWAY}]",
          "  DP-ROAM-US: {roamingFor: HOME, dateTimeGroup: DTG-NYC, geolocation: GEO-US, adjunctCss: CSS-ADJ-US}\n": "",
        ]),
    ])

  /// Pairs of the mesh; a pool that could not be read may be the one.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    let survey = deployment.roamingSurvey
    for pair in deployment.mesh.pairs where survey.pools(pair).isEmpty {
      let (home, visiting) = (deployment[pair.home], deployment[pair.visiting])
      guard home.isJudged, visiting.isExternal || visiting.isJudged, !home.hasExisting(.devicePool),
        !home.hasDamaged(\.devicePools), home.devicePools.allSatisfy({ $0.isKnown && !$0.isDamaged(\.roamingFor) })
      else { continue }
      let outcomes = survey.outcomes(pair)
      if !outcomes.isEmpty, outcomes.allSatisfy({ $0.isServed }) { continue }
      report.add(
        "cluster \(home.handle) has no roaming device pool for phones of \(visiting.handle)", at: place(home),
        help:
          "add a device pool with 'roamingFor: \(visiting.handle)', \(geolocations(outcomes, visiting)), and the "
          + "adjunct CSS with that country's emergency numbers",
        [home, visiting])
    }
  }

  /// The first pool that roams, else the first one: the new one belongs beside it.
  private static func place(_ home: Cluster) -> Place? {
    let pool = home.devicePools.first { $0.roamingFor != nil } ?? home.devicePools.first
    return pool?.place ?? home.place
  }

  private static func geolocations(_ outcomes: [RoamingSurvey.Outcome], _ visiting: Cluster) -> String {
    let countries = Set(outcomes.flatMap { $0.geolocations.compactMap { $0.country?.string } }).sorted()
    guard !countries.isEmpty else { return "the geolocation of its phones" }
    return countries.count == 1
      ? "a geolocation of \(countries[0])" : "one for each country (\(Phrase.list(countries, limit: 6)))"
  }
}

extension RoamingSurvey.Outcome {
  /// True where the phones take one pool that knows what to do with emergency calls.
  fileprivate var isServed: Bool {
    guard case .pool(let pool) = choice else { return false }
    return pool.adjunctCss != nil
  }
}
