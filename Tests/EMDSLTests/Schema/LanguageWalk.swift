@testable import EMDSL

/// Every entity of the language once, by its name.
func allEntities() -> [EntitySchema] {
  var found: [EntitySchema] = []
  var pending = [LanguageSchema.current.cluster, LanguageSchema.current.deployment]
  while let schema = pending.popLast() {
    guard !found.contains(where: { $0.name == schema.name }) else { continue }
    found.append(schema)
    // What `everyCluster` holds are some of a cluster's own sections.
    pending += schema.fields.compactMap(\.child).filter { $0.info.kind != .cluster }
  }
  return found.sorted { $0.name < $1.name }
}

/// A generator with a fixed seed, so that a failure comes back.
struct FixedRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
