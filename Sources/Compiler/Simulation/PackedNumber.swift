/// A number of at most 15 symbols in 64 bits, ordered as its text is, with what begins alike side by side.
///
/// Symbols are the digits of a number to the base 18, left-aligned; 0 stands behind the last one.
struct PackedNumber: Hashable, Comparable {
  /// Symbols that fit: 18 to the power of 15 is less than 2 to the power of 63.
  static let length = 15
  private static let base: UInt64 = 18
  private static let symbols = Array("0123456789ABCD*#+".utf8)
  /// `base` to the power of the index.
  private static let powers = (0...length).map { exponent in (0..<exponent).reduce(1) { value, _ in value * base } }

  private let value: UInt64
  private let count: Int

  /// Packs what is dialled; nil where it does not fit.
  init?(_ digits: String) {
    var digits = digits
    guard let packed = digits.withUTF8({ PackedNumber(UnsafeRawBufferPointer($0)) }) else { return nil }
    self = packed
  }

  /// Packs a number as it is written, where a backslash stands before a plus; nil where it does not fit, is empty or has
  /// wildcards.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var (value, count) = (UInt64(0), 0)
    for byte in bytes where byte != UInt8(ascii: "\\") {
      guard count < Self.length, let symbol = Self.symbol(byte) else { return nil }
      value = value * Self.base + symbol
      count += 1
    }
    guard count > 0 else { return nil }
    self.init(value: value * Self.powers[Self.length - count], count: count)
  }

  private init(value: UInt64, count: Int) {
    self.value = value
    self.count = count
  }

  /// The digit to the base 18 that stands for a symbol in ASCII, from 1; nil for any other byte.
  static func symbol(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0")) + 1
    case UInt8(ascii: "A")...UInt8(ascii: "D"): UInt64(byte - UInt8(ascii: "A")) + 11
    case UInt8(ascii: "*"): 15
    case UInt8(ascii: "#"): 16
    case UInt8(ascii: "+"): 17
    default: nil
    }
  }

  /// The smallest number that begins with this one and is longer; nil where it would not fit.
  var firstLonger: PackedNumber? {
    guard count < Self.length else { return nil }
    return PackedNumber(value: value + Self.powers[Self.length - count - 1], count: count + 1)
  }

  /// True where the number begins with another one.
  func begins(with other: PackedNumber) -> Bool {
    let unit = Self.powers[Self.length - other.count]
    return value / unit == other.value / unit
  }

  /// The number as it is dialled.
  var text: String {
    let bytes = (0..<count).map { Self.symbols[Int(value / Self.powers[Self.length - 1 - $0] % Self.base) - 1] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Orders as texts, in the order of the symbols.
  static func < (left: PackedNumber, right: PackedNumber) -> Bool { left.value < right.value }
}
