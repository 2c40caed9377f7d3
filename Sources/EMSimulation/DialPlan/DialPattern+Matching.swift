/// Where in the elements of a pattern the digits so far can have led: a set of positions, one bit each.
struct DialPositions: Sendable {
  /// Bit n: the next digit is for element n; the bit behind the last element: all are taken.
  var bits: UInt64
  /// True where the digits so far do not fit the pattern.
  var isEmpty: Bool { bits == 0 }
}

extension DialPattern {
  /// Position behind the last element.
  private var end: UInt64 { 1 << UInt64(elements.count) }

  /// Where comparing begins.
  var start: DialPositions { skippingOptional(1) }

  /// Where one more digit leads.
  func advance(_ positions: DialPositions, by code: UInt8) -> DialPositions {
    // What follows the modelled part may take anything.
    var next = isModelled ? 0 : positions.bits & end
    var rest = positions.bits & (end - 1)
    while rest != 0 {
      let index = rest.trailingZeroBitCount
      let bit: UInt64 = 1 << UInt64(index)
      rest &= ~bit
      guard elements[index].contains(code) else { continue }
      next |= bit << 1 | repeating & bit
    }
    return skippingOptional(next)
  }

  private func skippingOptional(_ bits: UInt64) -> DialPositions {
    var (bits, before) = (bits, UInt64(0))
    while optional != 0, bits != before {
      before = bits
      bits |= (bits & optional) << 1
    }
    return DialPositions(bits: bits)
  }

  /// True where the digits so far match the whole pattern.
  func isMatch(_ positions: DialPositions) -> Bool { isModelled && positions.bits & end != 0 }

  /// True where the digits so far come to what is not modelled.
  func isUndecided(_ positions: DialPositions) -> Bool { !isModelled && positions.bits & end != 0 }

  /// True where more digits could lead to a match.
  func canContinue(_ positions: DialPositions) -> Bool { positions.bits & (end - 1) != 0 }

  /// Where digits lead; codes as in `DialSymbols`.
  func positions(after codes: some Sequence<UInt8>) -> DialPositions {
    var positions = start
    for code in codes where !positions.isEmpty { positions = advance(positions, by: code) }
    return positions
  }

  /// True where a number matches the whole pattern.
  package func matches(_ number: String) -> Bool { isMatch(positions(after: DialSymbols.codes(number))) }

  /// True where some number that matches, or might match, begins with these digits; also where it has no more digits.
  package func canBegin(with digits: String) -> Bool { !positions(after: DialSymbols.codes(digits)).isEmpty }

  /// True where some number that matches begins with these digits and is longer.
  package func canGoOn(after digits: String) -> Bool { canContinue(positions(after: DialSymbols.codes(digits))) }

  /// True where some number that matches begins with a digit; codes as in `DialSymbols`.
  func canBegin(withCode code: UInt8) -> Bool { !advance(start, by: code).isEmpty }

  /// How many digits of a number stand before the dot; 0 without a dot.
  ///
  /// Where the dot could stand in several places, as in `!.!`, what is before it takes as much as it can (inferred).
  func lengthBeforeDot(_ codes: [UInt8]) -> Int {
    guard let dot else { return 0 }
    let dotBit: UInt64 = 1 << UInt64(dot)
    var lengths: [Int] = []
    var positions = start
    for length in 0...codes.count {
      if positions.bits & dotBit != 0 { lengths.append(length) }
      // What is behind the dot takes nothing here.
      let before = DialPositions(bits: positions.bits & (dotBit - 1))
      if length < codes.count { positions = advance(before, by: codes[length]) }
    }
    return lengths.last { length in
      var rest = skippingOptional(dotBit)
      for code in codes[length...] { rest = advance(rest, by: code) }
      return rest.bits & end != 0
    } ?? 0
  }

  /// A number that matches; nil where none does, or where it is not known which.
  ///
  /// `X` is 5, or the first digit allowed; what may be repeated stands five times, what may be left out not at all.
  package var sample: String? {
    guard isModelled else { return nil }
    var digits: [UInt8] = []
    for (index, symbols) in elements.enumerated() where optional >> UInt64(index) & 1 == 0 {
      guard let example = symbols.example else { return nil }
      digits += Array(repeating: example, count: repeating >> UInt64(index) & 1 == 1 ? 5 : 1)
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
