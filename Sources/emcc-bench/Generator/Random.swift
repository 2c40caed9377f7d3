/// SplitMix64: the same numbers on every machine for the same seed.
struct Random {
  private var state: UInt64

  /// A generator of its own for each object, so that no object depends on how many came before it.
  init(seed: UInt64, _ first: Int, _ second: Int = 0) {
    state = seed &+ UInt64(truncatingIfNeeded: first) &* 0x9E37_79B9_7F4A_7C15
    state ^= UInt64(truncatingIfNeeded: second) &* 0xD1B5_4A32_D192_ED03
    _ = next()
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, not including, `limit`.
  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(limit, 1))) }

  /// True once in `count` times.
  mutating func once(in count: Int) -> Bool { below(count) == 0 }
}

/// A number as decimal digits with leading zeros.
func digits(_ value: Int, _ width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}
