package import EMBundle

/// The device pools of a home cluster among which visitors' phones are divided.
package struct RoamingPools: Sendable {
  /// The pool of a phone.
  package enum Choice: Sendable, Equatable {
    /// One pool fits best.
    case pool(String)
    /// Several fit equally well; the first by name is taken (inferred), then the others.
    case tie([String])
    /// None fits, or nothing selects: the pool of the EMCC template (inferred); the reason.
    case template(String)
  }

  private let names: [String]
  private let matcher: PoolMatcher
  private let texts: GeolocationTextNumbers
  private let hasFilter: Bool

  /// Prepares the choice among the pools of a cluster.
  package init(_ cluster: RuntimeCluster) {
    var texts = GeolocationTextNumbers()
    var names: [String] = []
    var candidates: [GeolocationNumbers] = []
    for pool in cluster.devicePools {
      guard let geolocation = pool.geolocation else { continue }
      names.append(pool.name)
      candidates.append(RoamingPools.numbers(of: geolocation) { texts.number($0) })
    }
    let fields = cluster.features.geolocationFilter?.fields ?? []
    let selected = fields.compactMap { CivicField.allCases.firstIndex(of: $0) }
    matcher = PoolMatcher(fields: selected, candidates: candidates)
    hasFilter = !fields.isEmpty
    self.names = names
    self.texts = texts
  }

  /// The pool of a phone that stands somewhere.
  package func choose(for geolocation: RuntimeGeolocation?) -> Choice {
    guard hasFilter else { return .template("the cluster has no EMCC geolocation filter") }
    guard let geolocation else { return .template("the phone has no geolocation") }
    switch matcher.choose(for: RoamingPools.numbers(of: geolocation) { texts.known($0) }) {
    case .pool(let index): return .pool(names[index])
    case .tie(let indexes): return .tie(indexes.map { names[$0] }.sorted())
    case .none: return .template("no device pool fits geolocation '\(geolocation.name)'")
    }
  }

  private static func numbers(
    of geolocation: RuntimeGeolocation, _ number: (String) -> UInt32
  ) -> GeolocationNumbers {
    var result = GeolocationNumbers()
    for (index, field) in CivicField.allCases.enumerated() {
      if let text = geolocation.texts[field] { result[index] = number(text) }
    }
    return result
  }
}
