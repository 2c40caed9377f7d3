import EMDSL

/// The fields of a geolocation as numbers in the order of `GeolocationField`; 0 is blank.
///
/// Equal numbers are equal texts, whatever their case and the blanks around them.
typealias GeolocationNumbers = SIMD32<UInt32>

/// Gives the texts of geolocations their numbers.
struct GeolocationNumbering {
  private var byName: [UInt32: UInt32] = [:]
  private var byText: [String: UInt32] = [:]

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
    let folded = text.string.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    let number = folded.isEmpty ? 0 : byText[folded] ?? UInt32(byText.count + 1)
    if number != 0 { byText[folded] = number }
    byName[text.id] = number
    return number
  }
}

/// Chooses the device pool of a home cluster that a visitor's phone takes.
///
/// Documented is only that the phone's geolocation goes through the EMCC geolocation filter and that the pool which
/// fits best is taken (Technical note 213965). What "best" means is inferred: a pool that differs in no selected field
/// in which both say something, and that agrees in the most.
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
  private let candidates: [(pool: Entity<DevicePoolRow>, numbers: GeolocationNumbers)]
  private let mask: GeolocationNumbers
  /// Pools that are the same through the filter.
  private let groups: [(numbers: GeolocationNumbers, pools: [Int])]
  /// The group of each combination; those without a blank fit nothing but their like.
  private let slots: [GeolocationNumbers: Int]

  /// Prepares the choice among the pools of a home cluster; nil where its filter selects nothing or cannot be read.
  init?(_ home: Cluster, _ numbering: inout GeolocationNumbering) {
    guard let filter = home.emccGeolocationFilter else { return nil }
    let fields = filter.fields.compactMap { $0.word() }
    guard !fields.isEmpty else { return nil }
    var candidates: [(pool: Entity<DevicePoolRow>, numbers: GeolocationNumbers)] = []
    var isCertain = !home.hasExisting(.devicePool)
    for pool in home.devicePools {
      guard let geolocation = pool.geolocation else { continue }
      if pool.isKnown, geolocation.isKnown {
        candidates.append((pool, numbering.numbers(of: geolocation)))
      } else {
        isCertain = false
      }
    }
    self.init(fields, candidates, isCertain)
  }

  private init(
    _ fields: [GeolocationField], _ candidates: [(pool: Entity<DevicePoolRow>, numbers: GeolocationNumbers)],
    _ isCertain: Bool
  ) {
    var mask = GeolocationNumbers()
    for field in fields { mask[Int(field.rawValue)] = .max }
    var slots: [GeolocationNumbers: Int] = [:]
    var groups: [(numbers: GeolocationNumbers, pools: [Int])] = []
    for (index, candidate) in candidates.enumerated() {
      let numbers = candidate.numbers & mask
      let slot = slots[numbers] ?? groups.count
      if slot == groups.count {
        slots[numbers] = slot
        groups.append((numbers, []))
      }
      groups[slot].pools.append(index)
    }
    self.fields = fields
    self.isCertain = isCertain
    self.candidates = candidates
    self.mask = mask
    self.groups = groups
    self.slots = slots
  }

  /// The same pools through a filter that selects one more field.
  func adding(_ field: GeolocationField) -> RoamingPoolChooser {
    RoamingPoolChooser(fields + [field], candidates, isCertain)
  }

  /// What is left of a geolocation behind the filter.
  func filtered(_ numbers: GeolocationNumbers) -> GeolocationNumbers { numbers & mask }

  /// The choice for a phone with these numbers.
  func choose(for numbers: GeolocationNumbers) -> Choice {
    let wanted = numbers & mask
    let blank = GeolocationNumbers()
    // Where every field is filled in and one pool has the same in all, no other can fit as well but its like.
    if let slot = slots[wanted], (wanted .== blank) == (mask .== blank) {
      return choice(of: [slot], agreesInPart: false)
    }
    var best: [Int] = []
    var bestScore = 0
    var agreesInPart = false
    for (index, group) in groups.enumerated() {
      let stated = (wanted .!= blank) .& (group.numbers .!= blank)
      let agreed = stated .& (wanted .== group.numbers)
      if stated != agreed {
        agreesInPart = agreesInPart || agreed != SIMDMask(repeating: false)
        continue
      }
      let score = Int(GeolocationNumbers(repeating: 0).replacing(with: 1, where: agreed).wrappedSum())
      guard score > 0, score >= bestScore else { continue }
      if score > bestScore { best = [] }
      bestScore = score
      best.append(index)
    }
    return choice(of: best, agreesInPart: agreesInPart)
  }

  private func choice(of best: [Int], agreesInPart: Bool) -> Choice {
    let pools = best.flatMap { groups[$0].pools }.sorted().map { candidates[$0].pool }
    guard let first = pools.first else { return .none(agreesInPart: agreesInPart) }
    return pools.count == 1 ? .pool(first) : .tie(pools)
  }
}
