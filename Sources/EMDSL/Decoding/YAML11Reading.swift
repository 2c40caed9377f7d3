/// What a YAML 1.1 tool would make of a plain scalar that we take as text.
enum YAML11Reading: Hashable, Sendable, CaseIterable {
  /// `yes`, `no`, `on`, `off`, `true`, `false`.
  case boolean
  /// Digits with a leading zero: an octal number, or one without the zero.
  case octal
  /// A number whose text would change: `1e3`, `1_000`, `0x1F`, `9.110`.
  case number
  /// A day such as 2025-03-01 in a text.
  case date

  /// What the others read, as the end of "they read it as …".
  var phrase: String {
    switch self {
    case .boolean: "a truth value"
    case .octal: "a number, without its leading zero"
    case .number: "a number, and may write it back in another form"
    case .date: "a date"
    }
  }

  /// Reads the bytes of a plain scalar; nil where every tool reads the same text or whole number.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first, bytes.count <= 40 else { return nil }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
      guard let reading = YAML11Reading.numeric(bytes) else { return nil }
      self = reading
    case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "o"),
      UInt8(ascii: "O"), UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
      guard bytes.count <= 5, YAML11Reading.isBoolean(bytes) else { return nil }
      self = .boolean
    default: return nil
    }
  }

  private static func isBoolean(_ bytes: UnsafeRawBufferPointer) -> Bool {
    switch String(decoding: bytes, as: UTF8.self) {
    case "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "true", "True", "TRUE", "false",
      "False", "FALSE":
      true
    default: false
    }
  }

  private static func numeric(_ bytes: UnsafeRawBufferPointer) -> YAML11Reading? {
    var digits = 0
    var dots = 0
    var exponents = 0
    var underscores = 0
    var dashes = 0
    let isHexadecimal = bytes.count > 2 && bytes[0] == UInt8(ascii: "0") && bytes[1] == UInt8(ascii: "x")
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "."): dots += 1
      case UInt8(ascii: "_"): underscores += 1
      case UInt8(ascii: "-"): dashes += index == 0 ? 0 : 1
      case UInt8(ascii: "e"), UInt8(ascii: "E"): exponents += 1
      case UInt8(ascii: "x") where isHexadecimal && index == 1: continue
      case UInt8(ascii: "a")...UInt8(ascii: "f") where isHexadecimal,
        UInt8(ascii: "A")...UInt8(ascii: "F") where isHexadecimal:
        digits += 1
      default: return nil
      }
    }
    if isHexadecimal { return .number }
    if dashes == 2, digits == 8, bytes.count == 10 { return .date }
    guard digits > 0, dashes == 0, dots <= 1, exponents <= 1 else { return nil }
    if dots == 1 || exponents == 1 || underscores > 0 {
      return exponents == 1 && dots == 0 && digits < 2 ? nil : .number
    }
    return bytes.count > 1 && bytes[0] == UInt8(ascii: "0") ? .octal : nil
  }
}
