/// Text as a terminal shows it: nothing in it can steer the terminal, and its width in columns is known.
package struct TerminalText: Hashable, Sendable {
  /// What is written.
  package private(set) var string: String = ""
  /// Columns that it takes.
  package private(set) var width: Int = 0

  /// Columns that a tab is drawn as; fixed, because a line may be drawn from its middle.
  private static let tabWidth = 4

  /// Draws a text: tabs become spaces, characters that steer a terminal become `\u{…}`.
  package init(_ text: String) {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      string = text
      width = text.utf8.count
    } else {
      for scalar in text.unicodeScalars { append(scalar) }
    }
  }

  private init() {}

  private init(_ scalar: Unicode.Scalar) { append(scalar) }

  /// The longest beginning of a text that takes at most so many columns.
  package static func prefix(of text: String, columns: Int) -> TerminalText {
    var result = TerminalText()
    for scalar in text.unicodeScalars {
      if result.width + TerminalText(scalar).width > columns { break }
      result.append(scalar)
    }
    return result
  }

  /// The longest end of a text that takes at most so many columns and begins with a character of its own width.
  package static func suffix(of text: String, columns: Int) -> TerminalText {
    let scalars = text.unicodeScalars
    var start = scalars.endIndex
    var candidate = start
    var width = 0
    while candidate > scalars.startIndex {
      candidate = scalars.index(before: candidate)
      let one = TerminalText(scalars[candidate])
      width += one.width
      if width > columns { break }
      if one.width > 0 { start = candidate }
    }
    return TerminalText(String(scalars[start...]))
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if scalar == "\t" {
      string += String(repeating: " ", count: Self.tabWidth)
      width += Self.tabWidth
    } else if Self.steersTerminal(scalar) {
      let escaped = "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      string += escaped
      width += escaped.utf8.count
    } else {
      string.unicodeScalars.append(scalar)
      width += Self.width(of: scalar)
    }
  }

  /// Whether a character may do more to a terminal than appear: controls, line separators, and what changes the
  /// direction of writing or cannot be seen at all.
  package static func steersTerminal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    case 0xFFF9...0xFFFB, 0xE0000...0xE0FFF: true
    default: false
    }
  }

  /// Columns of one character: 0 for marks that join the one before, 2 for East Asian wide ones, else 1.
  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // The vowels and finals of a decomposed Hangul syllable are drawn into the column pair of its first letter.
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }
    return EastAsianWidth.isWide(scalar.value) ? 2 : 1
  }
}
