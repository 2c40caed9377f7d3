/// Text of one file in the making.
struct YAMLText {
  /// The bytes so far.
  private(set) var bytes: [UInt8] = []

  /// Adds a line as it is.
  mutating func line(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    bytes.append(0x0A)
  }

  /// Adds an empty line.
  mutating func blank() { bytes.append(0x0A) }

  /// Adds the head of a document, and the line that ends the document before it.
  mutating func head(_ key: String, _ name: String) {
    if !bytes.isEmpty { line("---") }
    line("emcc: v1")
    line("\(key): \(name)")
    blank()
  }

  /// Adds what another text holds.
  mutating func append(_ other: YAMLText) { bytes.append(contentsOf: other.bytes) }
}

/// A section spread over numbered files, each a document with its own head and defaults.
struct PartedSection {
  /// Bytes after which the next object begins a new file.
  static let limit = 6_000_000

  /// Bytes in all files so far.
  private(set) var total = 0
  private let directory: String
  private let stem: String
  private let head: YAMLText
  private var part = 0
  private var text = YAMLText()

  /// Files are named `stem-01.yaml`, `stem-02.yaml`, …; `head` begins each of them.
  init(directory: String, stem: String, head: YAMLText) {
    self.directory = directory
    self.stem = stem
    self.head = head
  }

  /// True while the first file is written.
  var isInFirstPart: Bool { part <= 1 }

  /// Adds one object, in a new file when the last one is full.
  mutating func add(_ object: YAMLText) throws(BenchError) {
    if part == 0 || text.bytes.count + object.bytes.count > Self.limit {
      try finish()
      part += 1
      text = head
      total += head.bytes.count
    }
    text.append(object)
    total += object.bytes.count
  }

  /// Writes the last file.
  mutating func finish() throws(BenchError) {
    guard part > 0, !text.bytes.isEmpty else { return }
    try writeFile("\(directory)/\(stem)-\(digits(part, 2)).yaml", text.bytes)
    text = YAMLText()
  }
}

/// A YAML list on one line.
func flow(_ members: [String]) -> String { "[" + members.joined(separator: ", ") + "]" }

/// A YAML list on one line with every member in single quotes.
func quotedFlow(_ members: [String]) -> String { flow(members.map { "'\($0)'" }) }
