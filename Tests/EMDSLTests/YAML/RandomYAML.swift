/// Writes random YAML documents whose scalars are known.
struct RandomYAML {
  /// SplitMix64: the same numbers for the same seed, everywhere.
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  var random: Generator
  private var text = ""
  private var values: [String] = []
  private var lineBreak = "\n"
  private var serial = 0

  init(seed: UInt64) { random = Generator(state: seed) }

  /// A document and the values of its scalars in the order of the stream.
  mutating func document() -> (text: String, values: [String]) {
    text = ""
    values = []
    lineBreak = ["\n", "\n", "\r\n", "\r", "\u{85}", "\u{2028}"].randomElement(using: &random) ?? "\n"
    if chance(3) { text += "# é emcc-lint" + lineBreak }
    if chance(4) { text += "---" + lineBreak }
    block(depth: 0, indent: 0)
    return (text, values)
  }

  /// A character that is likely to matter to YAML.
  mutating func anyScalar() -> Unicode.Scalar {
    let likely = "aé日😀 \t\n\r\u{85}\u{2028}:-?,[]{}#&*!|>'\"%@`<~.\\x0".unicodeScalars
    return likely.randomElement(using: &random) ?? "a"
  }

  private mutating func chance(_ sides: Int) -> Bool { Int.random(in: 0..<sides, using: &random) == 0 }

  private mutating func endLine() {
    if chance(6) { text += "   # note: 'é" }
    text += lineBreak
    if chance(8) { text += lineBreak }
  }

  private mutating func block(depth: Int, indent: Int) {
    let isMapping = chance(2)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      text += String(repeating: " ", count: indent)
      if isMapping {
        properties()
        scalar(isKey: true, isFlow: false)
        text += ":"
      } else {
        text += "-"
      }
      switch Int.random(in: 0..<8, using: &random) {
      case 0,
        1 where depth < 4:
        text += " "
        let before = text.count
        properties()
        if text.count == before { text.removeLast() }
        endLine()
        block(depth: depth + 1, indent: indent + Int.random(in: 1...3, using: &random))
      case 2:
        text += " "
        properties()
        flow(depth: depth)
        endLine()
      case 3:
        values.append("")
        endLine()
      case 4:
        text += " |" + lineBreak + String(repeating: " ", count: indent + 2) + "line # é" + lineBreak
        values.append("line # é" + (["\u{85}", "\u{2028}"].contains(lineBreak) ? foldedBreak : "\n"))
        if chance(3) { text += lineBreak }
      default:
        text += " "
        properties()
        scalar(isKey: false, isFlow: false)
        endLine()
      }
    }
  }

  /// libyaml turns NEL into a line feed but keeps LS.
  private var foldedBreak: String { lineBreak == "\u{85}" ? "\n" : lineBreak }

  private mutating func flow(depth: Int) {
    let isMapping = chance(2)
    text += isMapping ? "{" : "["
    for index in 0..<Int.random(in: 0...3, using: &random) {
      text += index == 0 ? "" : [",", ", ", " ,  "].randomElement(using: &random) ?? ","
      if isMapping {
        scalar(isKey: true, isFlow: true)
        text += ": "
      }
      if depth < 4, chance(4) { flow(depth: depth + 1) } else { scalar(isKey: false, isFlow: true) }
    }
    text += isMapping ? "}" : "]"
  }

  private mutating func properties() {
    serial += 1
    if chance(8) { text += "&a\(serial) " }
    if chance(8) { text += "!t " }
  }

  private mutating func scalar(isKey: Bool, isFlow: Bool) {
    let words = ["a", "key", "é", "日本", "😀x", "9.110", "x#y", "it's", "a\"b", "-z"]
    var value = words.randomElement(using: &random) ?? "a"
    if chance(3) { value += " " + (words.randomElement(using: &random) ?? "b") }
    values.append(value)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: text += "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    case 1:
      text += "\"" + value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
    default: text += value
    }
  }
}
