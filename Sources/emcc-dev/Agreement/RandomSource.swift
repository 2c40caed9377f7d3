/// Random numbers that depend on a seed only, so that every case can be repeated.
struct RandomSource: RandomNumberGenerator {
  private var state: UInt64

  /// Starts the sequence of a case.
  init(seed: UInt64, case number: Int) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: number) &* 0xD1B5_4A32_D192_ED03
  }

  /// The next number (splitmix64).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to `count` - 1; 0 for an empty range.
  mutating func below(_ count: Int) -> Int { count > 1 ? Int.random(in: 0..<count, using: &self) : 0 }

  /// True `percent` times out of a hundred.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// One of some values, of which there must be at least one.
  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}
