/// Reads JSON (RFC 8259) event by event, strictly and within limits: for files that may come from anybody.
///
/// Stricter than the standard where that asks for trouble: a key may not stand twice in an object, texts are
/// well-formed UTF-8 without halves of surrogate pairs, and no byte order mark is passed over. Depth is kept on a list,
/// so no text can exhaust the stack. After a failure the reader must not be used.
package struct JSONReader {
  /// What a text may ask for.
  package struct Limits: Hashable, Sendable {
    /// Bytes of the whole text.
    package var size: Int
    /// Objects and arrays within each other.
    package var depth: Int

    /// Makes limits.
    package init(size: Int = 1 << 26, depth: Int = 32) {
      self.size = size
      self.depth = depth
    }
  }

  /// One step through the text.
  package enum Event: Hashable, Sendable {
    /// An object begins.
    case beginObject
    /// The innermost object ends.
    case endObject
    /// An array begins.
    case beginArray
    /// The innermost array ends.
    case endArray
    /// The key of the value that comes next.
    case key(String)
    /// A text.
    case string(String)
    /// A number that is written as a whole one and fits.
    case integer(Int64)
    /// Any other number, as it is written.
    case decimal(String)
    /// `true` or `false`.
    case bool(Bool)
    /// `null`.
    case null
  }

  /// An object or array that has not ended.
  private struct Level {
    /// Keys so far; nil for an array.
    var keys: JSONKeys?
    var isEmpty = true
  }

  private var lexer: JSONLexer
  private let limits: Limits
  private var levels: [Level] = []
  private var followsKey = false
  private var isDone = false
  private var peeked: Event?

  /// Where the last event begins: bytes from the beginning of the text.
  package private(set) var offset = 0

  /// Makes a reader at the beginning of a text.
  package init(_ bytes: [UInt8], limits: Limits = Limits()) {
    lexer = JSONLexer(bytes)
    self.limits = limits
  }

  /// The next event; nil behind the value, when nothing but blanks is left.
  package mutating func next() throws(JSONFailure) -> Event? {
    if let event = peeked {
      peeked = nil
      return event
    }
    guard lexer.bytes.count <= limits.size else { throw JSONFailure(limits.size, .tooLong(limit: limits.size)) }
    lexer.skipBlanks()
    offset = lexer.index
    if isDone {
      guard lexer.byte == nil else { throw JSONFailure(offset, .goesOn) }
      return nil
    }
    if followsKey {
      followsKey = false
      return try value()
    }
    guard !levels.isEmpty else { return try value() }
    // No copy of the level: the keys of a large object would be copied with it.
    let top = levels.count - 1
    let isArray = levels[top].keys == nil
    if lexer.take(isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")) {
      levels.removeLast()
      isDone = levels.isEmpty
      return isArray ? .endArray : .endObject
    }
    if !levels[top].isEmpty {
      guard lexer.take(UInt8(ascii: ",")) else { throw lexer.stray }
      lexer.skipBlanks()
      offset = lexer.index
    }
    levels[top].isEmpty = false
    return isArray ? try value() : try key()
  }

  /// The next event, which stays the next one.
  package mutating func peek() throws(JSONFailure) -> Event? {
    if peeked == nil { peeked = try next() }
    return peeked
  }

  private mutating func key() throws(JSONFailure) -> Event {
    let key = try lexer.string()
    guard levels[levels.count - 1].keys?.insert(key) == true else {
      throw JSONFailure(offset, .duplicateKey(key))
    }
    lexer.skipBlanks()
    guard lexer.take(UInt8(ascii: ":")) else { throw lexer.stray }
    followsKey = true
    return .key(key)
  }

  private mutating func value() throws(JSONFailure) -> Event {
    guard let byte = lexer.byte else { throw lexer.stray }
    switch byte {
    case UInt8(ascii: "{"): return try begin(Level(keys: JSONKeys()), .beginObject)
    case UInt8(ascii: "["): return try begin(Level(keys: nil), .beginArray)
    default:
      let event = try lexer.scalar()
      isDone = levels.isEmpty
      return event
    }
  }

  private mutating func begin(_ level: Level, _ event: Event) throws(JSONFailure) -> Event {
    guard levels.count < limits.depth else { throw JSONFailure(offset, .tooDeep(limit: limits.depth)) }
    lexer.index += 1
    levels.append(level)
    return event
  }
}

// MARK: Wanted kinds

extension JSONReader {
  /// Begins an object; `nextKey` walks through it.
  package mutating func beginObject() throws(JSONFailure) {
    guard try next() == .beginObject else { throw wanted("an object") }
  }

  /// The next key of the innermost object; nil when it has ended.
  package mutating func nextKey() throws(JSONFailure) -> String? {
    switch try next() {
    case .key(let key): return key
    case .endObject: return nil
    default: throw wanted("a key")
    }
  }

  /// Begins an array; `nextElement` walks through it.
  package mutating func beginArray() throws(JSONFailure) {
    guard try next() == .beginArray else { throw wanted("an array") }
  }

  /// Whether the innermost array has another element, which is read next; when not, it has ended.
  package mutating func nextElement() throws(JSONFailure) -> Bool {
    guard try peek() == .endArray else { return true }
    peeked = nil
    return false
  }

  /// Reads a text.
  package mutating func string() throws(JSONFailure) -> String {
    guard case .string(let text) = try next() else { throw wanted("a text") }
    return text
  }

  /// Reads a whole number.
  package mutating func integer() throws(JSONFailure) -> Int64 {
    guard case .integer(let number) = try next() else { throw wanted("a whole number") }
    return number
  }

  /// Reads a truth value.
  package mutating func bool() throws(JSONFailure) -> Bool {
    guard case .bool(let value) = try next() else { throw wanted("true or false") }
    return value
  }

  /// Expects the end of the text.
  package mutating func end() throws(JSONFailure) {
    guard try next() == nil else { throw JSONFailure(offset, .goesOn) }
  }

  /// A failure at the last event: another kind of value was wanted.
  private func wanted(_ kind: String) -> JSONFailure { JSONFailure(offset, .wanted(kind)) }
}
