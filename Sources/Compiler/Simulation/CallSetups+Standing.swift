import EMDSL
import EMDiagnostics
import EMSimulation

/// Where a phone stands: its geolocation and country, with what decided them.
struct Standing {
  /// The geolocation; nil where none is named, or where it cannot be read.
  let geolocation: Entity<GeolocationRow>?
  /// True where the phone may have a geolocation of which nothing is known: its device pool or the geolocation itself
  /// cannot be read, or only the name is known.
  let isUnknown: Bool
  /// Two letters.
  let country: String?
  /// Where the country is written.
  let countryPlace: Place?
  /// What decided it.
  let steps: [CallStep]

  /// Looks at the phone, then its device pool, then the enterprise parameter (Technical note 213965).
  init(_ phone: Entity<PhoneRow>, in cluster: Cluster) {
    let list = CallStepList(cluster)
    let pool = phone.devicePool.flatMap { $0.isPoison ? nil : $0 }
    let site = list.add("\(phone.name) is in \(pool?.name.string ?? "no device pool")", phone.place(\.devicePool))
    let named: (row: Entity<GeolocationRow>, owner: String, place: Place?)?
    if let own = phone.geolocation {
      named = (own, "its own", phone.place(\.geolocation))
    } else if let pool, let shared = pool.geolocation {
      named = (shared, "that of \(pool.name)", pool.place(\.geolocation))
    } else if Standing.unknown(nil, of: phone) == nil,
      let parameters = cluster.parts.lazy.compactMap({ $0.enterpriseParameters.first })
        .first(where: { $0.defaultGeolocation != nil }), let fallback = parameters.defaultGeolocation
    {
      named = (fallback, "the enterprise parameter's", parameters.place(\.defaultGeolocation))
    } else {
      named = nil
    }
    let unknown = Standing.unknown(named?.row, of: phone)
    isUnknown = unknown != nil
    guard let named, unknown == nil else {
      let reason = unknown ?? "has no geolocation"
      geolocation = nil
      country = nil
      countryPlace = nil
      steps = site + list.add("\(phone.name) \(reason), so it is not known in which country it stands", phone.place)
      return
    }
    geolocation = named.row
    country = named.row.country?.string
    countryPlace = country == nil ? named.row.place : named.row.place(\.country)
    steps =
      site + list.add("its geolocation is \(named.row.name), \(named.owner)", named.place)
      + list.add("\(named.row.name) is in \(country ?? "no country")", countryPlace)
  }
}

extension Standing {
  /// Why nothing is known of a phone's geolocation; nil where it is known, or known that there is none.
  private static func unknown(_ geolocation: Entity<GeolocationRow>?, of phone: Entity<PhoneRow>) -> String? {
    // What lives in the cluster only has no settings that could be read.
    if phone.geolocation == nil, let pool = phone.devicePool {
      if pool.isPoison { return "is in a device pool that could not be read" }
      if pool.head.marks.contains(.existing) {
        return "is in the device pool \(pool.name), of which only the name is known"
      }
    }
    guard let geolocation else { return nil }
    if geolocation.isPoison { return "has a geolocation that could not be read" }
    guard geolocation.head.marks.contains(.existing) else { return nil }
    return "has the geolocation \(geolocation.name), of which only the name is known"
  }
}

/// How a home cluster chooses the device pool of a visitor's phone, prepared once.
struct HomeChooser: Sendable {
  private let home: Cluster
  private var numbering = GeolocationNumbering()
  private let chooser: RoamingPoolChooser?

  /// Prepares the choice among a cluster's pools.
  init(_ home: Cluster) {
    self.home = home
    chooser = RoamingPoolChooser(home, &numbering)
  }

  /// True where a filter is named and nothing is known of it: then it is not known which pool is chosen.
  var isFilterUnknown: Bool {
    home.emccFeatures?.isDamaged(\.geolocationFilter) == true
      || home.emccFeatures?.geolocationFilter.map { !$0.isKnown } == true
  }

  /// The pool for a phone at a geolocation; where none fits, that of the EMCC template.
  mutating func choose(
    for geolocation: Entity<GeolocationRow>?
  ) -> (pool: Entity<DevicePoolRow>?, steps: [CallStep]) {
    let list = CallStepList(home)
    let filterPlace = home.emccFeatures?.place(\.geolocationFilter) ?? home.place
    guard let chooser, let filter = home.emccGeolocationFilter else {
      return template(
        list.add("there is no EMCC geolocation filter, so no roaming device pool is looked for", filterPlace))
    }
    guard let geolocation else {
      return template(list.add("without a geolocation no roaming device pool is looked for", filterPlace))
    }
    let fields = chooser.fields.map { field in "\(field.token) \(geolocation.text(field)?.string ?? "(blank)")" }
    var steps = list.add(
      "the EMCC geolocation filter \(filter.name) compares \(fields.joined(separator: ", "))", filterPlace)
    switch chooser.choose(for: numbering.numbers(of: geolocation)) {
    case .pool(let pool):
      let place = pool.place(\.geolocation)
      let own = pool.geolocation.map { ": its geolocation is \($0.name)" } ?? ""
      steps += list.add("takes the roaming device pool \(pool.name), which fits best\(own)", place)
      return (pool, steps)
    case .tie(let pools):
      let first = pools.min { $0.name.string.utf8.lexicographicallyPrecedes($1.name.string.utf8) }
      let names = pools.map { $0.name.string }.joined(separator: ", ")
      steps += list.add(
        "\(names) fit equally well, and it is not documented which one Unified CM takes; assumed is the first by name, \(first?.name.string ?? "none")",
        first?.place)
      return (first, steps)
    case .none:
      return template(steps + list.add("no device pool has a geolocation that fits", filterPlace))
    }
  }

  /// The pool of the base devices.
  private func template(_ steps: [CallStep]) -> (pool: Entity<DevicePoolRow>?, steps: [CallStep]) {
    let list = CallStepList(home)
    let named = home.emccBaseDevices.lazy.compactMap { $0.template }.first { !$0.isPoison }
    guard let template = named ?? home.emccTemplate.first, let pool = template.devicePool, !pool.isPoison else {
      return (nil, steps + list.add("there is no EMCC template whose device pool could be taken", home.place))
    }
    let words = "keeps the device pool \(pool.name) of the EMCC template \(template.name)"
    return (pool, steps + list.add(words, template.place(\.devicePool)))
  }
}
