/// A set of the symbols that can be dialled: `0` to `9`, `A` to `D`, `*`, `#` and `+`.
struct DialSymbols: Hashable, Sendable {
  /// One bit for each symbol, by its code.
  private(set) var bits: UInt32

  /// How many symbols there are; their codes are smaller.
  static let count = 17
  /// Code of whatever is no symbol; no set holds it.
  static let otherCode: UInt8 = 17
  /// `0` to `9`.
  static let digits = DialSymbols(bits: 0x3FF)
  /// The symbols by their codes.
  private static let characters = Array("0123456789ABCD*#+".utf8)

  /// Makes a set from its bits.
  init(bits: UInt32) { self.bits = bits }

  /// Makes a set of one symbol.
  init(code: UInt8) { bits = 1 << UInt32(code) }

  /// How many symbols the set holds.
  var count: Int { bits.nonzeroBitCount }
  /// True for the empty set.
  var isEmpty: Bool { bits == 0 }
  /// The digits that the set does not hold.
  var otherDigits: DialSymbols { DialSymbols(bits: ~bits & DialSymbols.digits.bits) }

  /// True where the set holds the symbol with a code.
  func contains(_ code: UInt8) -> Bool { bits >> UInt32(code) & 1 == 1 }

  /// Adds the symbols between two codes, with both.
  mutating func insert(_ codes: ClosedRange<UInt8>) {
    for code in codes { bits |= 1 << UInt32(code) }
  }

  /// The code of a character in ASCII; nil for what cannot be dialled.
  static func code(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "D"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "*"): 14
    case UInt8(ascii: "#"): 15
    case UInt8(ascii: "+"): 16
    default: nil
    }
  }

  /// The codes of a number's characters.
  static func codes(_ number: String) -> [UInt8] { number.utf8.map { code($0) ?? otherCode } }

  /// A symbol for an example: 5 where the set holds it, else its first; nil for the empty set.
  var example: UInt8? {
    if contains(5) { return UInt8(ascii: "5") }
    return DialSymbols.characters.indices.first { contains(UInt8($0)) }.map { DialSymbols.characters[$0] }
  }
}
