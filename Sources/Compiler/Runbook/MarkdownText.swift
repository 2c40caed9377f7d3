/// Text as Markdown that shows exactly the text: nothing that a user writes becomes markup, a link or HTML.
enum MarkdownText {
  /// Our own words: characters that mean something in a line are escaped, controls shown as in names.
  static func words(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if special.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(visible(scalar))
    }
    return result
  }

  /// A name as code: within backticks nothing is markup but backticks, so there is one more of them around than inside.
  ///
  /// A bar would end a table's cell even there; a backslash before it is taken away by tables only.
  static func code(_ text: String, inTable: Bool) -> String {
    guard !text.isEmpty else { return "(empty)" }
    let shown = String(String.UnicodeScalarView(text.unicodeScalars.map(visible)))
    let fence = String(repeating: "`", count: longestRun(of: "`", in: shown) + 1)
    let needsBlank =
      shown.hasPrefix("`") || shown.hasSuffix("`") || shown.hasPrefix(" ") && shown.hasSuffix(" ")
    let inside = needsBlank ? " \(shown) " : shown
    return fence + (inTable ? escapingBars(inside) : inside) + fence
  }

  /// A sentence; files are links from the directory `base`, which ends in `/` or is empty, and steps are links to what
  /// `target` says; nil leaves a step's key without one.
  static func line(
    _ text: RunbookText, from base: String, inTable: Bool = false, target: (String) -> String? = { _ in nil }
  ) -> String {
    text.pieces.map { piece in
      switch piece {
      case .words(let words): self.words(words)
      case .name(let name): code(name, inTable: inTable)
      case .step(let id, let shown):
        target(id).map { "[\(code(shown, inTable: inTable))](\($0))" } ?? code(shown, inTable: inTable)
      case .screen(let name): "**\(words(name))**"
      case .file(let path): link(path, from: base, inTable: inTable)
      }
    }.joined()
  }

  /// A link to a file of the bundle, shown by its path.
  static func link(_ path: String, from base: String, inTable: Bool = false) -> String {
    let up = base.split(separator: "/").map { _ in "../" }.joined()
    let target = path.hasPrefix(base) ? String(path.dropFirst(base.count)) : up + path
    return "[\(code(path, inTable: inTable))](\(encoded(target)))"
  }

  private static let special: Set<Unicode.Scalar> = ["\\", "`", "*", "_", "[", "]", "<", "|", "~", "&", "#"]

  /// Line ends become blanks, other controls and marks of writing direction a sign that something is there.
  private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: " "
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: scalar
    }
  }

  private static func longestRun(of character: Character, in text: String) -> Int {
    var (longest, run) = (0, 0)
    for candidate in text {
      run = candidate == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  private static func escapingBars(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  /// Percent-encodes what would end the target of a link.
  private static func encoded(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isPlain = scalar.properties.isAlphabetic && byte < 0x80 || "0123456789-._~/#".utf8.contains(byte)
      if isPlain {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }
}
