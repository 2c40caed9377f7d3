/// Writes JSON piece by piece, in the order of the calls, as UTF-8 bytes.
///
/// Keys stay in the order in which they are written, so the output is the same on every run. The caller pairs begins
/// with ends and gives every value of an object its key. A long text can be taken away in parts with `take`.
package struct JSONWriter {
  /// How the text is laid out.
  package enum Layout: Sendable {
    /// No blanks at all.
    case compact
    /// One line for each member, indented by two blanks a level; what is begun `inline` stays on one line.
    case pretty
  }

  /// An object or array that has not ended.
  private struct Level {
    var isEmpty = true
    var isInline: Bool
  }

  /// What has been written and not taken away.
  package private(set) var bytes: [UInt8] = []
  private let layout: Layout
  private var levels: [Level] = []
  private var followsKey = false

  /// Makes a writer without any output.
  package init(_ layout: Layout = .compact) { self.layout = layout }

  /// What has been written as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Hands over what has been written so far; the writer goes on behind it.
  package mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  // MARK: Structure

  /// Begins an object; `inline` keeps it on one line in the pretty layout.
  package mutating func beginObject(inline: Bool = false) { begin(UInt8(ascii: "{"), inline) }

  /// Ends the innermost object.
  package mutating func endObject() { end(UInt8(ascii: "}")) }

  /// Begins an array; `inline` keeps it on one line in the pretty layout.
  package mutating func beginArray(inline: Bool = false) { begin(UInt8(ascii: "["), inline) }

  /// Ends the innermost array.
  package mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Writes the key of the value that comes next.
  package mutating func key(_ key: String) {
    separate()
    quote(key)
    bytes.append(UInt8(ascii: ":"))
    if layout == .pretty { bytes.append(UInt8(ascii: " ")) }
    followsKey = true
  }

  // MARK: Values

  /// Writes a text.
  package mutating func string(_ text: String) {
    separate()
    quote(text)
  }

  /// Writes a text that is UTF-8 already; ill-formed parts become U+FFFD.
  package mutating func string(utf8: UnsafeRawBufferPointer) {
    string(String(decoding: utf8, as: UTF8.self))
  }

  /// Writes a whole number.
  package mutating func number(_ value: some BinaryInteger) {
    separate()
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Writes `true` or `false`.
  package mutating func bool(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Writes `null`.
  package mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes a key and its text.
  package mutating func member(_ key: String, _ value: String) {
    self.key(key)
    string(value)
  }

  /// Writes a key and its whole number.
  package mutating func member(_ key: String, _ value: some BinaryInteger) {
    self.key(key)
    number(value)
  }

  /// Writes a key and its truth value.
  package mutating func member(_ key: String, _ value: Bool) {
    self.key(key)
    bool(value)
  }

  /// Writes a key and its list of texts, on one line.
  package mutating func member(_ key: String, _ values: [String]) {
    self.key(key)
    beginArray(inline: true)
    for value in values { string(value) }
    endArray()
  }

  /// Ends the text with a line break, as files end.
  package mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  // MARK: Layout

  private mutating func begin(_ bracket: UInt8, _ inline: Bool) {
    separate()
    bytes.append(bracket)
    levels.append(Level(isInline: inline || levels.last?.isInline == true || layout == .compact))
  }

  private mutating func end(_ bracket: UInt8) {
    assert(!levels.isEmpty && !followsKey, "an end without its begin or value")
    if let level = levels.popLast(), !level.isEmpty, !level.isInline { breakLine() }
    bytes.append(bracket)
  }

  /// Writes what stands between this value or key and what came before.
  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    guard let level = levels.last else { return }
    if !level.isEmpty { bytes.append(UInt8(ascii: ",")) }
    if !level.isInline {
      breakLine()
    } else if !level.isEmpty, layout == .pretty {
      bytes.append(UInt8(ascii: " "))
    }
    levels[levels.count - 1].isEmpty = false
  }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * levels.count))
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { JSONEscape.append($0, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
  }
}
