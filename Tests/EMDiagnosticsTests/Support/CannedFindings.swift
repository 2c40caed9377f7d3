import EMDiagnostics
import EMTestSupport

/// A run over files in a temporary directory, whose paths are shown relative to it.
struct CannedRun {
  private let directory: TemporaryDirectory
  private let names: [String]

  /// Makes a run over files, given as name and bytes and sorted by name.
  init(_ files: [(name: String, bytes: [UInt8])]) throws {
    directory = try TemporaryDirectory()
    names = files.map(\.name)
    for file in files { try directory.write(file.name, file.bytes) }
  }

  /// The store of the run.
  var store: SourceStore { SourceStore(paths: names.map { "\(directory.path)/\($0)" }) }

  /// The findings located, with relative paths.
  func located(_ diagnostics: [Diagnostic], threads: Int = 2) throws -> [LocatedDiagnostic] {
    try relative(DiagnosticLocator(store: store, threads: threads, locate: wordEnds).located(diagnostics))
  }

  private func relative(_ located: [LocatedDiagnostic]) -> [LocatedDiagnostic] {
    let prefix = "\(directory.path)/"
    func shorten(_ path: String) -> String { path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path }
    return located.map { located in
      var located = located
      if let path = located.location?.path { located.location?.path = shorten(path) }
      for index in located.related.indices {
        located.related[index].location.path = shorten(located.related[index].location.path)
      }
      return located
    }
  }
}

/// Stands for the search for nodes: a node ends before the next comma, brace, colon or white space, a collection with
/// the text.
@Sendable
func wordEnds(_ text: SourceText, _ wanted: [(offset: UInt32, collection: Bool)]) -> [Range<UInt32>?] {
  wanted.map { offset, collection in
    guard Int(offset) < text.bytes.count else { return nil }
    if collection { return offset..<UInt32(text.bytes.count) }
    let end = text.bytes[Int(offset)...].firstIndex { ",{}: \t\r\n".utf8.contains($0) } ?? text.bytes.count
    return Int(offset) == end ? nil : offset..<UInt32(end)
  }
}

/// One list of findings that shows everything a reporter has to cope with.
enum CannedFindings {
  private static let desks = MarkedText(
    "# Schreibtische im Büro\nphones:\n  SEP00AA10000001: {description: Hot desk, devicePool: «DP-NYK»}\n"
      + "\t\tdescription:\t«東京 1 階»\t# 東\n  name: e\u{301}e\u{301} «Zoe\u{308}» \n  empty:«»\n  «users»:\n")
  private static let control = MarkedText("shell: «\u{1B}[31m»\n")
  private static let long = MarkedText(
    "x: " + String(repeating: "0123456789 ", count: 40) + "«needle»" + String(repeating: " abcdefghi", count: 40) + "\n"
      + "y: «" + String(repeating: "東京", count: 100) + "»\n")
  private static let carriage = MarkedText("emcc: v1\r\n«defaults:\r\n  a: 1\r\n  b: 2»\r\n\r\n")
  private static let mark = MarkedText("cluster: «GB»\n")
  private static let wide = MarkedText("name: «Genève 😀»\nother: «x»\n")
  private static let sites = MarkedText("devicePools:\n" + (1...8).map { "  «DP-NYC\($0)»: {}\n" }.joined())

  /// The run's files, sorted by path.
  static let files: [(name: String, bytes: [UInt8])] = [
    ("a b/Bürö%.yaml", Array(carriage.text.utf8)),
    ("bom.yaml", [0xEF, 0xBB, 0xBF] + Array(mark.text.utf8)),
    ("control.yaml", Array(control.text.utf8)),
    ("long.yaml", Array(long.text.utf8)),
    ("us/desks.yaml", Array(desks.text.utf8)),
    ("us/sites.yaml", Array(sites.text.utf8)),
    ("utf16.yaml", wide.text.utf16Bytes(lowByteFirst: true)),
  ]

  /// The findings, out of order and some twice.
  static var diagnostics: [Diagnostic] {
    let related = (0..<8).map { Diagnostic.Related(sites.place($0, file: 5), "'DP-NYC\($0 + 1)' is declared here") }
    let unknown = Diagnostic(
      code: "EM2001", severity: .error, message: "device pool 'DP-NYK' is not declared in cluster US",
      place: Place(file: FileID(4), offset: UInt32(desks.ranges[0].lowerBound)), related: [related[0]],
      help: "did you mean 'DP-NYC1'?\nor declare it:\n  DP-NYK: {}", phoneShows: "Login is unavailable(37)",
      clusters: ["US"])
    return [
      Diagnostic(
        code: "EM3107", severity: .error, message: "members 'A', 'B' and 'C' form no mesh", place: nil,
        related: [Diagnostic.Related(mark.place(file: 1), "one of the members")], help: "add a mesh between them",
        clusters: ["APAC", "EU", "US"]),
      unknown,
      finding("EM0105", .error, "a file of the UTF-16 kind", wide.place(0, file: 6)),
      finding("EM0105", .info, "the byte behind a surrogate pair", wide.place(1, file: 6)),
      finding("EM1002", .warning, "tabs and wide characters", desks.place(1, file: 4)),
      finding("EM1003", .warning, "combining marks", desks.place(2, file: 4)),
      finding("EM1004", .error, "value of 'empty' is missing", desks.place(3, file: 4)),
      finding("EM1005", .error, "value '\u{1B}[31m' has a control character\n\u{202E}", control.place(file: 2)),
      Diagnostic(
        code: "EM4001", severity: .info, message: "eight places explain this", place: desks.place(4, file: 4),
        related: related),
      finding("EM1001", .error, "unknown key 'DEFAULTS'", carriage.place(file: 0)),
      finding("EM1006", .warning, "far to the right", long.place(0, file: 3)),
      finding("EM1007", .warning, "a very long value", long.place(1, file: 3)),
      finding("EM1008", .error, "a whole file", Place(file: FileID(1), offset: 0, extent: .file)),
      finding("EM1009", .error, "behind a byte order mark", Place(file: FileID(1), offset: 9)),
      unknown,
    ]
  }

  /// Rules for the findings' codes, some of them.
  static let rules = [
    RuleMetadata(
      code: "EM4001", name: "many-places", summary: "Something in many places.", why: "It must agree everywhere.",
      help: "Make it agree.", severity: .info),
    RuleMetadata(
      code: "EM2001", name: "unknown-name", summary: "A name that is declared nowhere.", why: "The login fails.",
      help: "Correct the name.", severity: .error, helpURI: "https://example.org/rules/EM2001"),
  ]

  private static func finding(_ code: String, _ severity: Severity, _ message: String, _ place: Place) -> Diagnostic {
    Diagnostic(code: code, severity: severity, message: message, place: place)
  }
}
