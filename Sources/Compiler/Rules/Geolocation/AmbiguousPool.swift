import EMDSL
import EMDiagnostics

/// Rule 69, second part: phones abroad that fit several device pools of the home cluster, or one of a site better than
/// the one that is meant for them.
enum AmbiguousPool: Rule {
  /// The texts of EM3569 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3569", name: "emcc-geo-ambiguous", severity: .warning,
    summary:
      "Phones for visitors fit several device pools of a home cluster equally well, or one that is not meant for them.",
    why:
      "Cisco does not say which pool is taken then; with the wrong one the time is wrong, and emergency calls leave "
      + "in another country.",
    fix: "compare a further field in the filter of all members, or give the pools different geolocations",
    source: "Technical note 213965; how the best fit is found is inferred",
    mistakes: [
      RuleExample(
        "A pool of a site stands in the same country as the roaming pool, and the filter compares nothing but the "
          + "country.",
        [
          "geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}":
            "geolocation: «GEO-GB», adjunctCss: CSS-ADJ-GB}\n  DP-LEEDS: {geolocation: GEO-GB, localRouteGroup: RG-NYC}"
        ]),
      RuleExample(
        "The pool of a site names the phones' town, and the roaming pool only their country.",
        [
          "GF-EMCC: [country]": "GF-EMCC: [country, communityName]",
          "GEO-GB: {country: GB}": "GEO-GB: {country: GB, communityName: London}\n    GEO-ROAM: {country: GB}",
          "geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}":
            "geolocation: GEO-ROAM, adjunctCss: CSS-ADJ-GB}\n  DP-LONDON: {geolocation: «GEO-GB», localRouteGroup: "
            + "RG-NYC}",
        ]),
    ],
    right: [
      RuleExample(
        "A pool of a site in another town, and a filter that compares towns.",
        [
          "GF-EMCC: [country]": "GF-EMCC: [country, communityName]",
          "GEO-GB: {country: GB}":
            "GEO-GB: {country: GB, communityName: London}\n    GEO-LEEDS: {country: GB, communityName: Leeds}",
          "geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}":
            "geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}\n  DP-LEEDS: {geolocation: GEO-LEEDS, localRouteGroup: "
            + "RG-NYC}",
        ])
    ])

  /// Pairs with a pool for the peer's phones; ties, and pools of a site that win over it.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    let survey = deployment.roamingSurvey
    for pair in deployment.mesh.pairs {
      // Where no pool is meant for the peer, that is the mistake: rule 72.
      guard let meant = survey.pools(pair).first, let chooser = survey.chooser(pair.home) else { continue }
      let (home, visiting) = (deployment[pair.home], deployment[pair.visiting])
      for outcome in survey.outcomes(pair) {
        switch outcome.choice {
        case .none: continue
        case .tie(let pools): reportTie(outcome, pools, chooser, home, visiting, &report)
        case .pool(let pool) where pool.roamingFor == nil && pool.adjunctCss == nil:
          report.add(
            "\(outcome.phrase(at: visiting)) fit device pool '\(pool.name)' of \(home.handle) better than "
              + "'\(meant.name)', which is meant for them",
            pool, \.geolocation, related: [Report.related(meant.place(\.geolocation), "meant for \(visiting.handle)")],
            help:
              "give '\(meant.name)' a geolocation that agrees with the phones' in every field that the filter compares",
            clusters: home, visiting)
        case .pool: continue
        }
      }
    }
  }

  private static func reportTie(
    _ outcome: RoamingSurvey.Outcome, _ pools: [Entity<DevicePoolRow>], _ chooser: RoamingPoolChooser, _ home: Cluster,
    _ visiting: Cluster, _ report: inout Report
  ) {
    let own = pools.first { $0.roamingFor == visiting.id }
    guard let pool = own ?? pools.first else { return }
    let others = pools.filter { !$0.isSame(as: pool) }
    let names = Phrase.list(([pool] + others).map { "'\($0.name)'" })
    let finer = finerField(outcome, pools, own, chooser, visiting).map {
      "add '\($0.token)' to the geolocation filter of all members: then \(own == nil ? "one pool" : "'\(pool.name)'") "
        + "alone fits"
    }
    report.add(
      "\(outcome.phrase(at: visiting)) fit \(pools.count) device pools of \(home.handle) equally well: \(names)", pool,
      \.geolocation, related: Phrase.related(others.map { ($0.place(\.geolocation), "'\($0.name)' fits too") }),
      help: finer
        ?? "give the pools geolocations that differ in a field that the filter compares, or compare a further field",
      clusters: home, visiting)
  }

  /// The first field whose box, ticked too, would leave one pool, and the right one.
  private static func finerField(
    _ outcome: RoamingSurvey.Outcome, _ pools: [Entity<DevicePoolRow>], _ own: Entity<DevicePoolRow>?,
    _ chooser: RoamingPoolChooser, _ visiting: Cluster
  ) -> GeolocationField? {
    let fields = GeolocationField.words.indices.lazy.compactMap { GeolocationField(rawValue: UInt8($0)) }
    return fields.first { field in
      guard !chooser.fields.contains(field), outcome.geolocations.allSatisfy({ $0.text(field) != nil }),
        case .pool(let pool) = chooser.adding(field).choose(for: outcome.numbers)
      else { return false }
      return own == nil ? pools.contains { $0.isSame(as: pool) } : pool.roamingFor == visiting.id
    }
  }
}
