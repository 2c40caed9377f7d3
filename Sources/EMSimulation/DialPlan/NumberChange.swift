/// What becomes of a number on its way: digits discarded, then a mask, then a prefix.
///
/// That is the order in which the pages of patterns in Unified CM have the fields.
struct NumberChange: Sendable, Equatable {
  /// Digits that are dropped.
  var discard: DiscardInstruction?
  /// Mask over the number, right-aligned.
  var mask: String?
  /// Digits put before it.
  var prefix: String?

  /// What a pattern does to the called number.
  init(_ change: CalledChange) { (discard, mask, prefix) = (change.discard, change.mask, change.prefix) }

  /// What a pattern does to a number after the external mask.
  init(_ change: CallingChange) { (discard, mask, prefix) = (change.discard, change.mask, change.prefix) }

  /// True where a number stays as it is.
  var isNone: Bool { discard == nil && mask == nil && prefix == nil }

  /// The changed number; `pattern` is the one that matched it, which knows where the dot is.
  func applied(to number: String, matching pattern: DialPattern) -> String {
    guard !isNone else { return number }
    var digits = Array(number.utf8)
    if discard == .preDot || discard == .preDotTrailingHash {
      digits.removeFirst(min(digits.count, pattern.lengthBeforeDot(DialSymbols.codes(number))))
    }
    if discard == .trailingHash || discard == .preDotTrailingHash, digits.last == UInt8(ascii: "#") {
      digits.removeLast()
    }
    if let mask { digits = NumberChange.masked(digits, Array(mask.utf8)) }
    return (prefix ?? "") + String(decoding: digits, as: UTF8.self)
  }

  /// A number under a mask: `X` keeps the digit below it, any other symbol replaces it.
  ///
  /// Both are aligned at the right; digits to the left of the mask are dropped, and an `X` over nothing gives nothing.
  static func masked(_ number: String, _ mask: String) -> String {
    String(decoding: masked(Array(number.utf8), Array(mask.utf8)), as: UTF8.self)
  }

  private static func masked(_ number: [UInt8], _ mask: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for (distance, symbol) in mask.reversed().enumerated() {
      guard symbol == UInt8(ascii: "X") || symbol == UInt8(ascii: "x") else {
        result.append(symbol)
        continue
      }
      if distance < number.count { result.append(number[number.count - 1 - distance]) }
    }
    return result.reversed()
  }
}
