extension DialPattern {
  /// So many sets of positions are told apart when numbers are counted; only patterns that nobody writes need more.
  private static let countedSets = 512

  /// How many numbers of a length match: the fewer, the closer a pattern matches.
  ///
  /// Exact up to `UInt128.max`, which also stands for more. For patterns with more than 512 ways of going on it is the
  /// number of ways to take the digits, which counts some numbers more than once.
  package func count(length: Int) -> UInt128 {
    guard isModelled else { return .max }
    guard repeating != 0 else {
      guard length == elements.count else { return 0 }
      return elements.reduce(1) { DialPattern.product($0, UInt128($1.count)) }
    }
    return countedBySets(length) ?? countedByWays(length)
  }

  private func countedBySets(_ length: Int) -> UInt128? {
    var numbers: [UInt64: UInt128] = [start.bits: 1]
    for _ in 0..<length {
      var next: [UInt64: UInt128] = [:]
      for (bits, count) in numbers {
        for code in 0..<UInt8(DialSymbols.count) {
          let positions = advance(DialPositions(bits: bits), by: code)
          guard !positions.isEmpty else { continue }
          next[positions.bits] = DialPattern.sum(next[positions.bits] ?? 0, count)
        }
      }
      guard next.count <= DialPattern.countedSets else { return nil }
      numbers = next
    }
    return numbers.reduce(0) { isMatch(DialPositions(bits: $1.key)) ? DialPattern.sum($0, $1.value) : $0 }
  }

  private func countedByWays(_ length: Int) -> UInt128 {
    // ways[n]: ways to come to element n.
    var ways = withOptionalSkipped([1] + Array(repeating: UInt128(0), count: elements.count))
    for _ in 0..<length {
      var next = Array(repeating: UInt128(0), count: ways.count)
      for (index, symbols) in elements.enumerated() {
        let taken = DialPattern.product(ways[index], UInt128(symbols.count))
        // From what may be left out the way on is added below.
        if optional >> UInt64(index) & 1 == 0 { next[index + 1] = DialPattern.sum(next[index + 1], taken) }
        if repeating >> UInt64(index) & 1 == 1 { next[index] = DialPattern.sum(next[index], taken) }
      }
      ways = withOptionalSkipped(next)
    }
    return ways.last ?? 0
  }

  private func withOptionalSkipped(_ ways: [UInt128]) -> [UInt128] {
    var ways = ways
    for index in elements.indices where optional >> UInt64(index) & 1 == 1 {
      ways[index + 1] = DialPattern.sum(ways[index + 1], ways[index])
    }
    return ways
  }

  private static func sum(_ left: UInt128, _ right: UInt128) -> UInt128 {
    let (result, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : result
  }

  private static func product(_ left: UInt128, _ right: UInt128) -> UInt128 {
    let (result, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? .max : result
  }
}
