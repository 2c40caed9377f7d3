internal import EMJSON

/// Reads one file of the runtime configuration; whatever it does not know, it refuses with the line.
struct RuntimeFileReader {
  private var json: JSONReader
  private let bytes: [UInt8]
  /// The file, for failures.
  private let path: String
  /// Texts that many objects share, made once.
  private var shared: Set<String> = []

  /// Begins to read; `path` is for failures.
  init(_ bytes: [UInt8], path: String) {
    json = JSONReader(bytes, limits: .init(size: RuntimeFormat.largestFile, depth: RuntimeFormat.depth))
    self.bytes = bytes
    self.path = path
  }

  // MARK: Structure

  /// Begins an object; `key` walks through it.
  mutating func beginObject() throws(RuntimeFailure) {
    do throws(JSONFailure) { try json.beginObject() } catch { throw failure(error) }
  }

  /// The next key of the innermost object; nil where it has ended.
  mutating func key() throws(RuntimeFailure) -> String? {
    do throws(JSONFailure) { return try json.nextKey() } catch { throw failure(error) }
  }

  /// The next key of an object in which all of some keys must stand; takes it out of those.
  mutating func key(of missing: inout Set<String>) throws(RuntimeFailure) -> String? {
    if let key = try key() {
      missing.remove(key)
      return key
    }
    guard let first = missing.min() else { return nil }
    throw failure("the key '\(first)' is missing")
  }

  /// Begins a list; `element` walks through it.
  mutating func beginList() throws(RuntimeFailure) {
    do throws(JSONFailure) { try json.beginArray() } catch { throw failure(error) }
  }

  /// True where the innermost list has another element, which is read next.
  mutating func element() throws(RuntimeFailure) -> Bool {
    do throws(JSONFailure) { return try json.nextElement() } catch { throw failure(error) }
  }

  /// Expects the end of the file.
  mutating func end() throws(RuntimeFailure) {
    do throws(JSONFailure) { try json.end() } catch { throw failure(error) }
  }

  // MARK: Values

  /// A text.
  mutating func text() throws(RuntimeFailure) -> String {
    do throws(JSONFailure) { return try json.string() } catch { throw failure(error) }
  }

  /// A text that many objects share.
  mutating func sharedText() throws(RuntimeFailure) -> String {
    let text = try text()
    let known = shared.insert(text).memberAfterInsert
    // Texts that only look alike are different ones.
    return known.utf8.elementsEqual(text.utf8) ? known : text
  }

  /// A list of texts that many objects share.
  mutating func sharedTexts() throws(RuntimeFailure) -> [String] {
    var texts: [String] = []
    try beginList()
    while try element() { texts.append(try sharedText()) }
    return texts
  }

  /// A list of digests.
  mutating func digests() throws(RuntimeFailure) -> [Digest] {
    var digests: [Digest] = []
    try beginList()
    while try element() {
      let text = try text()
      guard let digest = Digest(hexadecimal: text) else { throw failure("'\(text)' is no SHA-256 digest") }
      digests.append(digest)
    }
    return digests
  }

  /// `true` or `false`.
  mutating func flag() throws(RuntimeFailure) -> Bool {
    do throws(JSONFailure) { return try json.bool() } catch { throw failure(error) }
  }

  /// A whole number from 0 to 2,147,483,647.
  mutating func number() throws(RuntimeFailure) -> Int {
    let number: Int64
    do throws(JSONFailure) { number = try json.integer() } catch { throw failure(error) }
    guard let result = Int32(exactly: number), result >= 0 else { throw failure("\(number) is out of range") }
    return Int(result)
  }

  /// One of the words of a kind.
  mutating func word<Word: RawRepresentable<String> & CaseIterable>(_: Word.Type) throws(RuntimeFailure) -> Word {
    let text = try text()
    guard let word = Word(rawValue: text) else {
      throw failure("'\(text)' is none of \(Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", "))")
    }
    return word
  }

  // MARK: Failures

  /// A failure at the value or key that was read last.
  func failure(_ problem: String) -> RuntimeFailure { failure(problem, at: json.offset) }

  /// The failure that a key is none of those that may stand there.
  func unknown(_ key: String) -> RuntimeFailure { failure("the key '\(key)' is not known here") }

  private func failure(_ failure: JSONFailure) -> RuntimeFailure { self.failure(failure.reason, at: failure.offset) }

  private func failure(_ problem: String, at offset: Int) -> RuntimeFailure {
    RuntimeFailure(path, line: 1 + bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") }, problem)
  }
}

extension RuntimeFileReader {
  /// Reads what each file begins with: the format and its version; anything else is not looked at.
  mutating func beginFile() throws(RuntimeFailure) {
    try beginObject()
    guard try key() == "format", try text() == RuntimeFormat.name else {
      throw failure("is no runtime configuration: it does not begin with \"format\": \"\(RuntimeFormat.name)\"")
    }
    guard try key() == "formatVersion" else { throw failure("the version of the format is missing") }
    let version = try number()
    guard version == RuntimeFormat.version else {
      throw failure("the format has version \(version); this program reads version \(RuntimeFormat.version)")
    }
  }

  /// The name of something in a table; one that is not there is refused.
  mutating func name<Element>(in table: NamedTable<Element>, _ kind: String) throws(RuntimeFailure) -> String {
    let name = try text()
    guard let element = table[name] else { throw failure("there is no \(kind) '\(name)'") }
    return element.name
  }
}
