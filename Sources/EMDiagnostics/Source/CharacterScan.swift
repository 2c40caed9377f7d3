/// One pass over bytes: whether they are ASCII, and whether YAML allows every character.
struct CharacterScan {
  /// No byte is above 0x7F.
  var isASCII: Bool
  /// The first character that must not be there.
  var problem: TextProblem?

  /// Scans `bytes`; the exact walk happens only where the word-wise pass saw something to look at.
  init(_ bytes: UnsafeRawBufferPointer) {
    let flags = Self.scanWords(bytes)
    isASCII = flags.high == 0
    problem = isASCII && !flags.control ? nil : Self.firstProblem(in: bytes)
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080
  private static let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

  /// The high bit of every byte of `word` that equals `byte`; exact when all bytes are below 0x80.
  @inline(__always)
  private static func matches(_ word: UInt64, _ byte: UInt64) -> UInt64 {
    let difference = word ^ (ones &* byte)
    return ~((difference & lows) &+ lows | difference) & highs
  }

  /// The high bit of every byte that is a forbidden ASCII control; bytes above 0x7F never count.
  @inline(__always)
  private static func controls(_ word: UInt64) -> UInt64 {
    let below0x20 = ~((word & lows) &+ (ones &* 0x60) | word) & highs
    return below0x20 & ~(matches(word, 0x0A) | matches(word, 0x0D) | matches(word, 0x09)) | matches(word, 0x7F)
  }

  /// Whether any byte is above 0x7F and any a forbidden control, eight bytes at a time and without a branch inside.
  private static func scanWords(_ bytes: UnsafeRawBufferPointer) -> (high: UInt64, control: Bool) {
    var high: UInt64 = 0
    var control: UInt64 = 0
    let wordEnd = bytes.count & ~7
    var offset = 0
    while offset < wordEnd {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      high |= word
      control |= controls(word)
      offset += 8
    }
    var tail: UInt64 = ones &* 0x20
    while offset < bytes.count {
      tail = tail << 8 | UInt64(bytes[offset])
      offset += 1
    }
    return ((high | tail) & highs, control | controls(tail) != 0)
  }

  /// Walks character by character and returns the first problem.
  private static func firstProblem(in bytes: UnsafeRawBufferPointer) -> TextProblem? {
    var offset = 0
    while offset < bytes.count {
      if offset + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        if word & highs == 0, controls(word) == 0 {
          offset += 8
          continue
        }
      }
      let byte = bytes[offset]
      guard byte >= 0x80 else {
        if byte == 0 { return .nul(offset: offset) }
        if byte == 0x7F || (byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D) {
          return .controlCharacter(offset: offset, value: UInt32(byte))
        }
        offset += 1
        continue
      }
      guard let (value, length) = decode(bytes, at: offset) else { return .invalidUTF8(offset: offset) }
      if (value < 0xA0 && value != 0x85) || value == 0xFFFE || value == 0xFFFF {
        return .controlCharacter(offset: offset, value: value)
      }
      offset += length
    }
    return nil
  }

  /// The character of two to four bytes at `offset`; nil when it is not shortest-form UTF-8.
  private static func decode(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> (value: UInt32, length: Int)? {
    let lead = bytes[offset]
    let length: Int
    let least: UInt32
    switch lead {
    case 0xC2...0xDF: (length, least) = (2, 0x80)
    case 0xE0...0xEF: (length, least) = (3, 0x800)
    case 0xF0...0xF4: (length, least) = (4, 0x10000)
    default: return nil
    }
    guard bytes.count - offset >= length else { return nil }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for index in 1..<length {
      let byte = bytes[offset + index]
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= least, value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else { return nil }
    return (value, length)
  }
}
