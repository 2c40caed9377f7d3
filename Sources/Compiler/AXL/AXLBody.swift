import EMDSL

/// The body of one AXL request, written element after element in the order of the schema.
///
/// What an element needs beside its text is noted in passing: the objects that it refers to, lists that replace the
/// cluster's, and what a schema version cannot say.
struct AXLBody {
  /// What a request does with its object.
  enum Form: String, CaseIterable {
    case add, update, `do`
  }

  /// The cluster's schema.
  let version: AXLVersion
  private let namespace: String
  /// What the request does.
  private(set) var form: Form = .add
  /// XML in UTF-8, without a line break.
  private(set) var bytes: [UInt8] = []
  /// Rows of the objects that are referred to.
  private(set) var references: [UInt32] = []
  /// Directory numbers that are referred to.
  private(set) var lines: [AXLLine.Key] = []
  /// Elements of an update whose list takes the place of the one on the cluster.
  private(set) var replaces: [String] = []
  /// What the operator must know.
  private(set) var notes: [String] = []
  private var lostControls = false
  /// False for a body of which only what is noted in passing is wanted.
  private let isKept: Bool

  /// Makes an empty body; one that is not kept stays without bytes.
  init(_ version: AXLVersion, isKept: Bool = true) {
    self.version = version
    namespace = version.namespace
    self.isKept = isKept
  }

  /// Forgets everything but the version.
  mutating func clear(_ form: Form) {
    self.form = form
    bytes.removeAll(keepingCapacity: true)
    references.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    replaces.removeAll()
    notes.removeAll()
    lostControls = false
  }

  // MARK: Structure

  /// Writes the element of an operation around its content.
  mutating func operation(_ name: String, _ content: (inout AXLBody) -> Void) {
    append("<axl:")
    append(text: name)
    append(" xmlns:axl=\"")
    append(text: namespace)
    append("\">")
    content(&self)
    append("</axl:")
    append(text: name)
    append(">")
    if lostControls { note("control characters, which XML cannot hold, were left out") }
  }

  /// Writes an element around other elements, for the versions that have it.
  mutating func group(
    _ name: StaticString, since: AXLVersion = .v8_5, until: AXLVersion = .v15_0, _ content: (inout AXLBody) -> Void
  ) {
    guard has(since, until, nil) else { return }
    open(name)
    content(&self)
    close(name)
  }

  /// Writes a list that takes the place of the one on the cluster; nothing for an empty one.
  mutating func list<Members: Collection>(
    _ name: StaticString, _ members: Members, _ member: (inout AXLBody, Members.Element, Int) -> Void
  ) {
    guard !members.isEmpty else { return }
    noteReplaced(name)
    open(name)
    for (index, element) in members.enumerated() { member(&self, element, index) }
    close(name)
  }

  // MARK: Elements

  /// Writes a text; nothing without one.
  ///
  /// `lacking` is noted where the version does not have the element.
  mutating func text(
    _ name: StaticString, _ value: String?, since: AXLVersion = .v8_5, until: AXLVersion = .v15_0,
    lacking: String? = nil
  ) {
    guard let value, has(since, until, lacking) else { return }
    open(name)
    var text = value
    text.withUTF8 { escape(UnsafeRawBufferPointer($0)) }
    close(name)
  }

  /// Writes a short text; nothing without one.
  mutating func text(
    _ name: StaticString, _ value: Interned?, since: AXLVersion = .v8_5, until: AXLVersion = .v15_0,
    lacking: String? = nil
  ) {
    guard let value, has(since, until, lacking) else { return }
    open(name)
    escape(value.bytes)
    close(name)
  }

  /// Whether the version is one of some; notes what is lacking where it is not.
  private mutating func has(_ since: AXLVersion, _ until: AXLVersion, _ lacking: String?) -> Bool {
    let isKnown = since <= version && version <= until
    if !isKnown, let lacking { note(lacking) }
    return isKnown
  }

  /// Writes a truth value; nothing without one.
  mutating func flag(
    _ name: StaticString, _ value: Bool?, since: AXLVersion = .v8_5, until: AXLVersion = .v15_0, lacking: String? = nil
  ) {
    guard let value else { return }
    text(name, value ? "true" : "false", since: since, until: until, lacking: lacking)
  }

  /// Writes a whole number; nothing without one.
  mutating func number(
    _ name: StaticString, _ value: Int?, since: AXLVersion = .v8_5, until: AXLVersion = .v15_0, lacking: String? = nil
  ) {
    text(name, value.map { String($0) }, since: since, until: until, lacking: lacking)
  }

  /// Writes what the schema asks for and the deployment does not say, in a request that adds an object; an object that
  /// exists keeps what it has.
  mutating func initial(
    _ name: StaticString, _ value: String, since: AXLVersion = .v8_5, until: AXLVersion = .v15_0
  ) {
    if form == .add { text(name, value, since: since, until: until) }
  }

  /// Writes a nil element for what the schema asks for, in a request that adds an object.
  mutating func initialNil(_ name: StaticString) {
    if form == .add { null(name) }
  }

  /// Writes a key's element where it stands in a request that adds an object; an update has it at its beginning.
  mutating func key(
    _ name: StaticString, _ value: Interned?, since: AXLVersion = .v8_5, until: AXLVersion = .v15_0
  ) {
    if form == .add { text(name, value, since: since, until: until) }
  }

  /// Writes an element that says "none".
  mutating func null(_ name: StaticString) {
    append("<")
    append(name)
    append(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>")
  }

  /// Writes an element without content.
  mutating func empty(_ name: StaticString) {
    append("<")
    append(name)
    append("/>")
  }

  /// Remembers what the operator must know, once.
  mutating func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }

  /// Remembers that an element that is repeated takes the place of those on the cluster.
  mutating func noteReplaced(_ name: StaticString) {
    guard form == .update else { return }
    let name = String(describing: name)
    if !replaces.contains(name) { replaces.append(name) }
  }

  /// Remembers that the request needs an object.
  mutating func uses(_ row: UInt32) { references.append(row) }

  /// Remembers that the request needs a directory number.
  mutating func uses(_ line: AXLLine.Key) { lines.append(line) }

  // MARK: Bytes

  /// Opens an element whose name is not known beforehand.
  mutating func open(_ name: String) {
    append("<")
    append(text: name)
    append(">")
  }

  /// Closes it.
  mutating func close(_ name: String) {
    append("</")
    append(text: name)
    append(">")
  }

  private mutating func open(_ name: StaticString) {
    guard isKept else { return }
    bytes.append(UInt8(ascii: "<"))
    append(name)
    bytes.append(UInt8(ascii: ">"))
  }

  private mutating func close(_ name: StaticString) {
    guard isKept else { return }
    bytes.append(UInt8(ascii: "<"))
    bytes.append(UInt8(ascii: "/"))
    append(name)
    bytes.append(UInt8(ascii: ">"))
  }

  private mutating func append(_ text: StaticString) {
    guard isKept else { return }
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func append(text: String) {
    if isKept { bytes.append(contentsOf: text.utf8) }
  }

  /// Appends a text, escaped for XML 1.0; what XML cannot hold is left out.
  ///
  /// A line break is a reference, so that a body is always one line.
  private mutating func escape(_ text: UnsafeRawBufferPointer) {
    var start = 0
    var index = 0
    while index < text.count {
      guard AXLBody.needsCare(text[index]), let (replacement, length) = special(text, index) else {
        index += 1
        continue
      }
      append(text, start..<index)
      append(replacement)
      index += length
      start = index
    }
    append(text, start..<index)
  }

  private mutating func append(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) {
    if isKept { bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[range])) }
  }

  private static func needsCare(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0xEF
  }

  /// What stands for the character at an index, with its length in bytes; nil where it stands for itself.
  private mutating func special(_ text: UnsafeRawBufferPointer, _ index: Int) -> (StaticString, Int)? {
    switch text[index] {
    case 0x26: return ("&amp;", 1)
    case 0x3C: return ("&lt;", 1)
    case 0x3E: return ("&gt;", 1)
    case 0x09: return ("&#9;", 1)
    case 0x0A: return ("&#10;", 1)
    case 0x0D: return ("&#13;", 1)
    case 0xEF:
      // U+FFFE and U+FFFF are no characters of XML.
      guard index + 2 < text.count, text[index + 1] == 0xBF, text[index + 2] >= 0xBE else { return nil }
      lostControls = true
      return ("", 3)
    default:
      lostControls = true
      return ("", 1)
    }
  }
}
