import EMDiagnostics
import Testing

/// What is text and what is not, at exact offsets.
struct TextProblemTests {
  /// Bytes of a file and what loading must say.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var problem: TextProblem?
    var testDescription: String { name }

    init(_ name: String, _ bytes: [UInt8], _ problem: TextProblem?) {
      self.name = name
      self.bytes = bytes
      self.problem = problem
    }
  }

  /// `count` harmless bytes.
  static func filler(_ count: Int) -> [UInt8] { Array(repeating: UInt8(ascii: "a"), count: count) }

  static let cases: [Case] = [
    Case("empty", [], nil),
    Case("only a byte order mark", [0xEF, 0xBB, 0xBF], nil),
    Case("tab, line feed, carriage return", Array("a:\tb\r\nc: d\n".utf8), nil),
    Case("NEL, NBSP, LS, PS, BOM inside, U+FFFD", Array("a\u{85}\u{A0}\u{2028}\u{2029}\u{FEFF}\u{FFFD}".utf8), nil),
    Case("highest character", Array("\u{10FFFF}\u{1FFFE}".utf8), nil),
    Case("NUL behind the first KiB", filler(1500) + [0], .nul(offset: 1500)),
    Case("NUL in the first KiB", filler(1001) + [0], .binary),
    Case("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D], .binary),
    Case("UTF-32", [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], .binary),
    Case("escape", Array("ab\u{1B}[0m".utf8), .controlCharacter(offset: 2, value: 0x1B)),
    Case("DEL", filler(11) + [0x7F], .controlCharacter(offset: 11, value: 0x7F)),
    Case(
      "vertical tab in a long text", filler(4099) + [0x0B] + filler(20), .controlCharacter(offset: 4099, value: 0x0B)),
    Case("C1 control", Array("é\u{9B}31m".utf8), .controlCharacter(offset: 2, value: 0x9B)),
    Case("U+FFFE", filler(3) + [0xEF, 0xBF, 0xBE], .controlCharacter(offset: 3, value: 0xFFFE)),
    Case("U+FFFF", filler(3) + [0xEF, 0xBF, 0xBF], .controlCharacter(offset: 3, value: 0xFFFF)),
    Case("Latin-1", Array("Z".utf8) + [0xFC] + Array("rich".utf8), .invalidUTF8(offset: 1)),
    Case("stray continuation byte", filler(8) + [0x80], .invalidUTF8(offset: 8)),
    Case("overlong slash", [0x61, 0xC0, 0xAF], .invalidUTF8(offset: 1)),
    Case("overlong of three bytes", [0x61, 0xE0, 0x9F, 0xBF], .invalidUTF8(offset: 1)),
    Case("surrogate", [0x61, 0xED, 0xA0, 0x80], .invalidUTF8(offset: 1)),
    Case("above U+10FFFF", [0xF4, 0x90, 0x80, 0x80], .invalidUTF8(offset: 0)),
    Case("cut character at the end", Array("ü".utf8) + [0xE2, 0x82], .invalidUTF8(offset: 2)),
    Case("the first of two problems", Array("a\u{1}".utf8) + [0xFF], .controlCharacter(offset: 1, value: 1)),
    Case("offsets do not count the mark", [0xEF, 0xBB, 0xBF, 0x61, 0xFF], .invalidUTF8(offset: 1)),
    Case("UTF-16 with an odd byte", "ä: b".utf16Bytes(lowByteFirst: true) + [0x61], .oddUTF16(offset: 5)),
    Case("UTF-16 with half a pair", [0xFE, 0xFF, 0, 0x61, 0xD8, 0x3D, 0, 0x62], .oddUTF16(offset: 1)),
    Case("UTF-16 with a low half first", [0xFF, 0xFE, 0x61, 0, 0x00, 0xDC], .oddUTF16(offset: 1)),
    Case("NUL in UTF-16", "a\u{0}b".utf16Bytes(lowByteFirst: false), .nul(offset: 1)),
    Case("escape in UTF-16", "aé\u{1B}".utf16Bytes(lowByteFirst: false), .controlCharacter(offset: 3, value: 0x1B)),
  ]

  @Test(arguments: cases)
  func problemIsFoundAtItsOffset(_ example: Case) throws {
    #expect(try load(example.bytes).problem == example.problem)
  }

  @Test func everyControlCharacterIsForbiddenAtEveryPlaceInAWord() throws {
    for value in UInt8(1)..<0x80 where value < 0x20 || value == 0x7F {
      for position in 0..<17 {
        var bytes = Self.filler(17)
        bytes[position] = value
        let isAllowed = [0x09, 0x0A, 0x0D].contains(value)
        let expected = isAllowed ? nil : TextProblem.controlCharacter(offset: position, value: UInt32(value))
        #expect(try load(bytes).problem == expected)
      }
    }
  }

  @Test func overTheLimitIsReportedWithBothSizes() throws {
    #expect(try load(Self.filler(11), maximumBytes: 10).problem == .tooLarge(size: 11, limit: 10))
    #expect(try load(Self.filler(10), maximumBytes: 10).problem == nil)
  }
}
