internal import EMDiagnostics

/// Text in columns of a terminal, in which Chinese, Japanese and Korean characters take two.
enum TextLayout {
  /// The columns that a text takes.
  static func width(_ text: String) -> Int { TerminalText(text).width }

  /// A text on one line: cut with `…` where it is too long, filled with blanks where it is too short.
  static func fitted(_ text: String, _ columns: Int) -> String {
    let cut = shortened(text, columns)
    return cut + String(repeating: " ", count: max(0, columns - width(cut)))
  }

  /// A text in the middle of so many columns.
  static func centered(_ text: String, _ columns: Int) -> String {
    let cut = shortened(text, columns)
    let blanks = max(0, columns - width(cut))
    return String(repeating: " ", count: blanks / 2) + cut + String(repeating: " ", count: blanks - blanks / 2)
  }

  /// A text, cut with `…` where it is too long; nothing in it can steer the terminal.
  static func shortened(_ text: String, _ columns: Int) -> String {
    let whole = TerminalText(text.replacingBreaks())
    guard whole.width > columns else { return whole.string }
    return TerminalText.prefix(of: whole.string, columns: columns - 1).string + "…"
  }

  /// The end of a text, where typing goes on.
  static func tail(_ text: String, _ columns: Int) -> String {
    let whole = TerminalText(text.replacingBreaks())
    guard whole.width > columns else { return whole.string }
    return "…" + TerminalText.suffix(of: whole.string, columns: columns - 1).string
  }

  /// A text in lines: broken between words, and within those that are longer than a line.
  static func wrapped(_ text: String, _ columns: Int) -> [String] {
    text.split(omittingEmptySubsequences: false) { $0.isNewline }.flatMap { paragraph in
      lines(TerminalText(String(paragraph)).string, columns)
    }
  }

  /// What keys do, on one line: where there is no room for all, the last one stays, and of the others the first ones.
  static func advice(_ keys: [String], _ columns: Int) -> String {
    var keys = keys
    while keys.count > 1, width(keys.joined(separator: "   ")) > columns { keys.remove(at: keys.count - 2) }
    return shortened(keys.joined(separator: "   "), columns)
  }

  private static func lines(_ paragraph: String, _ columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var room = columns
    for piece in pieces(paragraph) {
      let size = width(piece)
      if size > room, !line.isEmpty {
        lines.append(line.droppingBlanks())
        (line, room) = ("", columns)
        if piece == " " { continue }
      }
      var rest = piece
      while width(rest) > columns {
        let part = TerminalText.prefix(of: rest, columns: columns).string
        lines.append(part)
        rest = String(rest.unicodeScalars.dropFirst(part.unicodeScalars.count))
      }
      line += rest
      room -= width(rest)
    }
    return lines + [line.droppingBlanks()]
  }

  /// Words, blanks and wide characters, each by itself: between two of them a line may end.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var isWord = false
    for character in text {
      let isWide = width(String(character)) > 1
      if isWord, character != " ", !isWide {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
      isWord = character != " " && !isWide
    }
    return pieces
  }
}

extension String {
  /// The text on one line.
  fileprivate func replacingBreaks() -> String { String(map { $0.isNewline ? " " : $0 }) }

  /// The text without blanks at its end.
  fileprivate func droppingBlanks() -> String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
