import EMDSL
import EMDiagnostics

/// Rule 69: phones abroad that fit no device pool of the home cluster.
enum NoMatchingPool: Rule {
  /// The texts of EM3069 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3069", name: "emcc-geo-no-match", severity: .error,
    summary: "Phones for visitors fit no device pool of a home cluster.",
    why: "They take the pool of the EMCC template: wrong time, and no emergency numbers of the visited country.",
    fix: "let each place that is visited fit exactly one device pool through the EMCC geolocation filter",
    source:
      "Technical note 213965; a pool that agrees in one field and differs in another is taken not to fit (inferred)",
    mistakes: [
      RuleExample(
        "The roaming pool has the geolocation of another country than the peer's phones.",
        [
          "DP-ROAM-GB: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-GB":
            "«DP-ROAM-GB»: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-FR",
          "GEO-GB: {country: GB}": "GEO-GB: {country: GB}\n    GEO-FR: {country: FR}",
        ]),
      RuleExample(
        "Two spellings of one town: a warning, for Cisco does not say whether the country alone would do.",
        [
          "GF-EMCC: [country]": "GF-EMCC: [country, communityName]",
          "GEO-GB: {country: GB}":
            "GEO-GB: {country: GB, communityName: London}\n    GEO-LON: {country: GB, communityName: Londres}",
          "DP-ROAM-GB: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-GB":
            "«DP-ROAM-GB»: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-LON",
        ]),
    ],
    right: [
      RuleExample(
        "Other cases and blanks are the same text, and a blank field differs from nothing.",
        [
          "GF-EMCC: [country]": "GF-EMCC: [country, communityName, postalCode]",
          "GEO-GB: {country: GB}":
            "GEO-GB: {country: GB, communityName: London}\n    GEO-LON: {country: GB, communityName: ' LONDON ', "
            + "postalCode: W1}",
          "DP-ROAM-GB: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-GB":
            "DP-ROAM-GB: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-LON",
        ])
    ])

  /// Pairs with a pool for the peer's phones; a warning where the geolocations agree in part.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    let survey = deployment.roamingSurvey
    for pair in deployment.mesh.pairs {
      // Where no pool is meant for the peer, that is the mistake: rule 72.
      guard let pool = survey.pools(pair).first, let fields = survey.chooser(pair.home)?.fields else { continue }
      for outcome in survey.outcomes(pair) {
        guard case .none(let agreesInPart) = outcome.choice else { continue }
        let (home, visiting) = (deployment[pair.home], deployment[pair.visiting])
        let geolocation = outcome.geolocations.first
        let values = fields.compactMap { field in geolocation?.text(field).map { "\(field.token) '\($0)'" } }
        report.add(
          "no device pool of \(home.handle) fits \(outcome.phrase(at: visiting))", pool,
          related: [Report.related(geolocation?.place, "where the phones stand")],
          help: values.isEmpty
            ? "fill in what the filter compares at their geolocation: \(fields.map(\.token).joined(separator: ", "))"
            : "add a pool with 'roamingFor: \(visiting.handle)' and a geolocation with "
              + "\(Phrase.list(values, limit: 17)), or correct that of '\(pool.name)'",
          severity: agreesInPart ? .warning : .error, clusters: home, visiting)
      }
    }
  }
}

extension RoamingSurvey.Outcome {
  /// `12 phones ('A', 'B', 'C' and 9 more) of EU at 'GEO-LON'`.
  func phrase(at visiting: Cluster) -> String {
    "\(phones.phrase("phone")) of \(visiting.handle) at \(Phrase.list(geolocations.map { "'\($0.name)'" }))"
  }
}
