import EMDSL
import EMDiagnostics

/// Rule 69: phones abroad that fit no device pool of the home cluster, or several, or one that is not meant for them.
enum RoamingPoolUndecided: Rule {
  static let descriptor = RuleDescriptor(
    code: "EM3069", name: "emcc-geo-no-match", severity: .error,
    summary: "Phones for visitors fit no device pool of a home cluster, or several equally well.",
    why: "Without a pool a phone takes that of the EMCC template, with several it is undefined which one: wrong time, and emergency calls that leave in another country.",
    fix: "let each place that is visited fit exactly one device pool through the EMCC geolocation filter",
    source: "Technical note 213965; how the best fit is found is inferred",
    mistakes: [
      RuleExample(
        "The roaming pool has the geolocation of another country than the peer's phones.",
        ["DP-ROAM-GB: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-GB": "«DP-ROAM-GB»: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-FR",
         "GEO-GB: {country: GB}": "GEO-GB: {country: GB}\n    GEO-FR: {country: FR}"]),
      RuleExample(
        "A pool of a site stands in the same country as the roaming pool, and the filter compares nothing but the country.",
        ["geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}": "geolocation: «GEO-GB», adjunctCss: CSS-ADJ-GB}\n  DP-LEEDS: {geolocation: GEO-GB, localRouteGroup: RG-NYC}"]),
    ],
    right: [
      RuleExample(
        "A pool of a site in another town, and a filter that compares towns.",
        [
          "GF-EMCC: [country]": "GF-EMCC: [country, communityName]",
          "GEO-GB: {country: GB}": "GEO-GB: {country: GB, communityName: London}\n    GEO-LEEDS: {country: GB, communityName: Leeds}",
          "geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}": "geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}\n  DP-LEEDS: {geolocation: GEO-LEEDS, localRouteGroup: RG-NYC}",
        ])
    ])

  static func check(_ deployment: Deployment, _ report: inout Report) {
    let survey = RoamingSurvey(deployment)
    for pair in deployment.mesh.pairs {
      // Where no pool is meant for the peer, that is the mistake: rule 72.
      let meant = survey.pools(pair)
      guard let first = meant.first else { continue }
      for outcome in survey.outcomes(pair) {
        let finding = Finding(deployment, pair, outcome, meant)
        switch outcome.choice {
        case .none(let agreesInPart): finding.reportNone(first, agreesInPart, survey, &report)
        case .tie(let pools): finding.reportTie(pools, survey, &report)
        case .pool(let pool): finding.reportStray(pool, &report)
        }
      }
    }
  }
}

/// What is said of one place that is visited.
private struct Finding {
  let home: Cluster
  let visiting: Cluster
  let outcome: RoamingSurvey.Outcome
  let meant: [Entity<DevicePoolRow>]

  init(
    _ deployment: Deployment, _ pair: Mesh.Pair, _ outcome: RoamingSurvey.Outcome, _ meant: [Entity<DevicePoolRow>]
  ) {
    home = deployment[pair.home]
    visiting = deployment[pair.visiting]
    self.outcome = outcome
    self.meant = meant
  }

  private var phones: String {
    let places = Phrase.list(outcome.geolocations.map { "'\($0.name)'" })
    return "\(outcome.phones.phrase("phone")) of \(visiting.handle) at \(places)"
  }

  private var stands: Diagnostic.Related? { Report.related(outcome.geolocations.first?.place, "where the phones stand") }

  func reportNone(_ pool: Entity<DevicePoolRow>, _ agreesInPart: Bool, _ survey: RoamingSurvey, _ report: inout Report) {
    guard let fields = survey.chooser(home.id)?.fields else { return }
    let values = fields.compactMap { field in
      outcome.geolocations.first?.text(field).map { "\(field.token) '\($0)'" }
    }
    let selected = fields.map(\.token).joined(separator: ", ")
    report.add(
      "no device pool of \(home.handle) fits \(phones)", pool, related: [stands],
      help: values.isEmpty
        ? "fill in what the filter compares at their geolocation: \(selected)"
        : "add a pool with 'roamingFor: \(visiting.handle)' and a geolocation with \(Phrase.list(values, limit: 17)), or correct the one that is meant for them",
      severity: agreesInPart ? .warning : .error, clusters: home, visiting)
  }

  func reportTie(_ pools: [Entity<DevicePoolRow>], _ survey: RoamingSurvey, _ report: inout Report) {
    let own = pools.first { $0.roamingFor == visiting.id }
    guard let pool = own ?? pools.first else { return }
    let others = pools.filter { !$0.isSame(as: pool) }
    report.add(
      "\(phones) fit \(pools.count) device pools of \(home.handle) equally well: \(Phrase.list(([pool] + others).map { "'\($0.name)'" }))",
      pool, \.geolocation,
      related: [stands] + Phrase.related(others.map { ($0.place(\.geolocation), "pool '\($0.name)' fits too") }).prefix(4),
      help: finerField(own, pools, survey).map {
        "add '\($0.token)' to the fields of the geolocation filter of all members: then \(own == nil ? "one pool" : "'\(pool.name)'") alone fits"
      } ?? "give the pools geolocations that differ in a field that the filter compares", severity: .warning,
      clusters: home, visiting)
  }

  /// The first field whose box, ticked too, would leave one pool, and the right one.
  private func finerField(
    _ own: Entity<DevicePoolRow>?, _ pools: [Entity<DevicePoolRow>], _ survey: RoamingSurvey
  ) -> GeolocationField? {
    guard let chooser = survey.chooser(home.id), let geolocation = outcome.geolocations.first else { return nil }
    return GeolocationField.words.indices.lazy.compactMap { GeolocationField(rawValue: UInt8($0)) }.first { field in
      guard !chooser.fields.contains(field), geolocation.text(field) != nil,
        case .pool(let pool) = chooser.adding(field).choose(for: outcome.numbers)
      else { return false }
      return own == nil ? pools.contains { $0.isSame(as: pool) } : pool.roamingFor == visiting.id
    }
  }

  /// A pool of a site that fits better than those that are meant, and knows no foreign emergency numbers.
  func reportStray(_ pool: Entity<DevicePoolRow>, _ report: inout Report) {
    guard pool.roamingFor == nil, pool.adjunctCss == nil, let first = meant.first else { return }
    report.add(
      "\(phones) fit device pool '\(pool.name)' of \(home.handle) better than '\(first.name)', which is meant for them",
      pool, \.geolocation, related: [Report.related(first.place(\.geolocation), "meant for \(visiting.handle)"), stands],
      help: "give '\(first.name)' a geolocation that agrees with the phones' in every field that the filter compares",
      severity: .warning, clusters: home, visiting)
  }
}
