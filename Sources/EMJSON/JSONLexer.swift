/// The characters of a JSON text: blanks, marks, texts, numbers and words.
struct JSONLexer {
  /// The whole text.
  let bytes: [UInt8]
  /// The next byte to look at.
  var index = 0

  /// Makes a lexer at the beginning of a text.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The byte at the index; nil at the end.
  var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// The failure that no byte like the one at the index may stand there.
  var stray: JSONFailure { JSONFailure(index, index < bytes.count ? .badCharacter : .endsEarly) }

  /// Passes over blanks.
  mutating func skipBlanks() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  /// Passes over one byte if it is the one given.
  mutating func take(_ wanted: UInt8) -> Bool {
    guard byte == wanted else { return false }
    index += 1
    return true
  }

  /// Reads a text, number or word.
  mutating func scalar() throws(JSONFailure) -> JSONReader.Event {
    guard let byte else { throw stray }
    switch byte {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw stray
    }
  }

  private mutating func word(_ word: StaticString, _ event: JSONReader.Event) throws(JSONFailure) -> JSONReader.Event {
    for wanted in word.description.utf8 { guard take(wanted) else { throw stray } }
    return event
  }

  // MARK: Numbers

  private mutating func number() throws(JSONFailure) -> JSONReader.Event {
    let start = index
    _ = take(UInt8(ascii: "-"))
    let firstDigit = index
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[firstDigit] != UInt8(ascii: "0") else { throw JSONFailure(start, .badNumber) }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      guard digits() > 0 else { throw JSONFailure(start, .badNumber) }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() > 0 else { throw JSONFailure(start, .badNumber) }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole, let number = Int64(text) { return .integer(number) }
    return .decimal(text)
  }

  /// Passes over digits; returns how many.
  private mutating func digits() -> Int {
    let start = index
    while let byte, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { index += 1 }
    return index - start
  }

  // MARK: Texts

  /// Reads a text from its opening quote to behind its closing one.
  mutating func string() throws(JSONFailure) -> String {
    let start = index
    guard take(UInt8(ascii: "\"")) else { throw stray }
    var run = index
    // What stands before the last escape, when there is one.
    var decoded: [UInt8] = []
    var allBits: UInt8 = 0
    while true {
      guard let byte else { throw stray }
      switch byte {
      case UInt8(ascii: "\""):
        let rest = bytes[run..<index]
        index += 1
        // What is ASCII needs no second look.
        if decoded.isEmpty, allBits < 0x80 { return String(decoding: rest, as: UTF8.self) }
        let text =
          decoded.isEmpty
          ? String(validating: rest, as: UTF8.self) : String(validating: decoded + rest, as: UTF8.self)
        guard let text else { throw JSONFailure(start, .notUTF8) }
        return text
      case UInt8(ascii: "\\"):
        decoded += bytes[run..<index]
        try escape(into: &decoded)
        run = index
      case 0..<0x20: throw JSONFailure(index, .bareControl)
      default:
        allBits |= byte
        index += 1
      }
    }
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(JSONFailure) {
    let start = index
    index += 1
    guard let letter = byte else { throw stray }
    index += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"):
      var value = try codeUnit(start)
      if value & 0xFC00 == 0xD800 {
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw JSONFailure(start, .badEscape) }
        let low = try codeUnit(start)
        guard low & 0xFC00 == 0xDC00 else { throw JSONFailure(start, .badEscape) }
        value = 0x10000 + (value & 0x3FF) << 10 + low & 0x3FF
      }
      guard let scalar = Unicode.Scalar(value) else { throw JSONFailure(start, .badEscape) }
      decoded += Array(String(Character(scalar)).utf8)
    default: throw JSONFailure(start, .badEscape)
    }
  }

  /// Reads the four digits of an escape that begins at `start`.
  private mutating func codeUnit(_ start: Int) throws(JSONFailure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte else { throw stray }
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw JSONFailure(start, .badEscape) }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}
