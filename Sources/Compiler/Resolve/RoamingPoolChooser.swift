import EMDSL
import EMService

/// Gives the geolocations of a deployment their numbers.
struct GeolocationNumbering {
  private var byName: [UInt32: UInt32] = [:]
  private var texts = GeolocationTextNumbers()

  /// Starts empty; numbers of different values must not be compared.
  init() {}

  /// The numbers of a geolocation's fields.
  mutating func numbers(of geolocation: Entity<GeolocationRow>) -> GeolocationNumbers {
    var result = GeolocationNumbers()
    for index in GeolocationField.words.indices {
      guard let field = GeolocationField(rawValue: UInt8(index)), let text = geolocation.text(field) else { continue }
      result[index] = number(text)
    }
    return result
  }

  private mutating func number(_ text: Interned) -> UInt32 {
    if let known = byName[text.id] { return known }
    let number = texts.number(text.string)
    byName[text.id] = number
    return number
  }
}

/// Chooses the device pool of a home cluster that a visitor's phone takes: `PoolMatcher` on what is written.
struct RoamingPoolChooser: Sendable {
  /// What comes out.
  enum Choice {
    /// One pool fits best.
    case pool(Entity<DevicePoolRow>)
    /// Several fit equally well, in the order of the files.
    case tie([Entity<DevicePoolRow>])
    /// None fits; true where one agrees in a field and differs in another.
    case none(agreesInPart: Bool)
  }

  /// The fields that the filter selects, in its order.
  let fields: [GeolocationField]
  /// False where a pool's geolocation cannot be read, or where pools exist that nobody wrote down: nothing is certain.
  let isCertain: Bool
  private let pools: [Entity<DevicePoolRow>]
  private let matcher: PoolMatcher

  /// Prepares the choice among the pools of a home cluster; nil where its filter selects nothing or cannot be read.
  init?(_ home: Cluster, _ numbering: inout GeolocationNumbering) {
    guard let filter = home.emccGeolocationFilter else { return nil }
    let fields = filter.fields.compactMap { $0.word() }
    guard !fields.isEmpty else { return nil }
    var pools: [Entity<DevicePoolRow>] = []
    var candidates: [GeolocationNumbers] = []
    var isCertain = !home.hasExisting(.devicePool)
    for pool in home.devicePools {
      guard let geolocation = pool.geolocation else { continue }
      if pool.isKnown, geolocation.isKnown {
        pools.append(pool)
        candidates.append(numbering.numbers(of: geolocation))
      } else {
        isCertain = false
      }
    }
    self.init(fields, pools, candidates, isCertain)
  }

  private init(
    _ fields: [GeolocationField], _ pools: [Entity<DevicePoolRow>], _ candidates: [GeolocationNumbers],
    _ isCertain: Bool
  ) {
    self.fields = fields
    self.isCertain = isCertain
    self.pools = pools
    matcher = PoolMatcher(fields: fields.map { Int($0.rawValue) }, candidates: candidates)
  }

  /// The same pools through a filter that selects one more field.
  func adding(_ field: GeolocationField) -> RoamingPoolChooser {
    RoamingPoolChooser(fields + [field], pools, matcher.candidates, isCertain)
  }

  /// What is left of a geolocation behind the filter.
  func filtered(_ numbers: GeolocationNumbers) -> GeolocationNumbers { matcher.filtered(numbers) }

  /// The choice for a phone with these numbers.
  func choose(for numbers: GeolocationNumbers) -> Choice {
    switch matcher.choose(for: numbers) {
    case .pool(let index): .pool(pools[index])
    case .tie(let indexes): .tie(indexes.map { pools[$0] })
    case .none(let agreesInPart): .none(agreesInPart: agreesInPart)
    }
  }
}
