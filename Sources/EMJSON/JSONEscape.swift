/// The inside of a JSON string.
///
/// Escaped are the quote, the backslash, all controls (C0, DEL and C1, which could steer a terminal) and U+2028 and
/// U+2029, which end a line in JavaScript; everything else stands as it is.
enum JSONEscape {
  /// Appends well-formed UTF-8 with escapes where they are due; what needs none is copied in runs.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var start = 0
    var index = 0
    while index < text.count {
      guard needsCare(text[index]), let (length, value) = special(text, index) else {
        index += 1
        continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      append(escaped: value, to: &bytes)
      index += length
      start = index
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }

  /// True for bytes that are, or begin, a character that is escaped.
  private static func needsCare(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xC2 || byte == 0xE2
  }

  /// The character at an index when it is escaped, with its length in bytes.
  private static func special(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> (length: Int, value: UInt16)? {
    switch text[index] {
    case 0xC2:
      // U+0080 to U+009F.
      guard index + 1 < text.count, text[index + 1] < 0xA0 else { return nil }
      return (2, UInt16(text[index + 1]))
    case 0xE2:
      guard index + 2 < text.count, text[index + 1] == 0x80, text[index + 2] & 0xFE == 0xA8 else { return nil }
      return (3, 0x2000 + UInt16(text[index + 2] & 0x3F))
    case let byte: return (1, UInt16(byte))
    }
  }

  private static func append(escaped value: UInt16, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch value {
    case 0x22, 0x5C: bytes.append(UInt8(truncatingIfNeeded: value))
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(UInt8(ascii: "u"))
      for shift in [12, 8, 4, 0] { bytes.append(hexadecimal[Int(value >> UInt16(shift) & 0xF)]) }
    }
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)
}
