/// Chooses the device pool of a home cluster that a visitor's phone takes, by the numbers of geolocations.
///
/// Documented is only that the phone's geolocation goes through the EMCC geolocation filter and that the pool which
/// fits best is taken (Technical note 213965). What "best" means is inferred: a pool that differs in no selected field
/// in which both say something, and that agrees in the most.
package struct PoolMatcher: Sendable {
  /// What comes out; pools are positions in `candidates`.
  package enum Choice: Sendable, Equatable {
    /// One pool fits best.
    case pool(Int)
    /// Several fit equally well, in their order.
    case tie([Int])
    /// None fits; true where one agrees in a field and differs in another.
    case none(agreesInPart: Bool)
  }

  /// What the pools' geolocations say, one for each pool.
  package let candidates: [GeolocationNumbers]
  private let mask: GeolocationNumbers
  /// Pools that are the same through the filter.
  private let groups: [(numbers: GeolocationNumbers, pools: [Int])]
  /// The group of each combination; those without a blank fit nothing but their like.
  private let slots: [GeolocationNumbers: Int]

  /// Prepares the choice; `fields` are the positions of the fields that the filter selects.
  package init(fields: [Int], candidates: [GeolocationNumbers]) {
    var mask = GeolocationNumbers()
    for field in fields where mask.indices.contains(field) { mask[field] = .max }
    var slots: [GeolocationNumbers: Int] = [:]
    var groups: [(numbers: GeolocationNumbers, pools: [Int])] = []
    for (index, candidate) in candidates.enumerated() {
      let numbers = candidate & mask
      let slot = slots[numbers] ?? groups.count
      if slot == groups.count {
        slots[numbers] = slot
        groups.append((numbers, []))
      }
      groups[slot].pools.append(index)
    }
    self.candidates = candidates
    self.mask = mask
    self.groups = groups
    self.slots = slots
  }

  /// What is left of a geolocation behind the filter.
  package func filtered(_ numbers: GeolocationNumbers) -> GeolocationNumbers { numbers & mask }

  /// The choice for a phone with these numbers.
  package func choose(for numbers: GeolocationNumbers) -> Choice {
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
    let pools = best.flatMap { groups[$0].pools }.sorted()
    guard let first = pools.first else { return .none(agreesInPart: agreesInPart) }
    return pools.count == 1 ? .pool(first) : .tie(pools)
  }
}
