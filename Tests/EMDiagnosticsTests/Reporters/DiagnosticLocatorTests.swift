import EMDiagnostics
import EMTestSupport
import Testing

/// Places become regions; order and duplicates; files that are read again.
struct DiagnosticLocatorTests {
  private func finding(_ code: String, _ place: Place?, message: String = "wrong") -> Diagnostic {
    Diagnostic(code: code, severity: .error, message: message, place: place)
  }

  private func place(_ file: UInt32, _ offset: UInt32, _ extent: Place.Extent = .node) -> Place {
    Place(file: FileID(file), offset: offset, extent: extent)
  }

  @Test func everyExtentBecomesItsRegion() throws {
    let run = try CannedRun([("a.yaml", Array("é: {key: value}\nlast: x\n".utf8))])
    let located = try run.located([
      finding("EM1", place(0, 4, .file)), finding("EM2", place(0, 5)), finding("EM3", place(0, 4, .collection)),
      finding("EM4", place(0, 10, .bytes(3))), finding("EM5", place(0, 15)), finding("EM6", place(0, 99)),
      finding("EM7", nil),
    ])
    let regions = located.map(\.location?.region)
    typealias Region = LocatedDiagnostic.Region
    #expect(located.map(\.diagnostic.code) == ["EM1", "EM3", "EM2", "EM4", "EM5", "EM6", "EM7"])
    #expect(
      regions == [
        nil, Region(line: 1, column: 4, endLine: 3, endColumn: 1, byteOffset: 4, byteLength: 21),
        Region(line: 1, column: 5, endLine: 1, endColumn: 8, byteOffset: 5, byteLength: 3),
        Region(line: 1, column: 10, endLine: 1, endColumn: 13, byteOffset: 10, byteLength: 3),
        Region(line: 1, column: 15, endLine: 1, endColumn: 15, byteOffset: 15, byteLength: 0),
        Region(line: 3, column: 1, endLine: 3, endColumn: 1, byteOffset: 25, byteLength: 0), nil,
      ])
    #expect(located[0].location?.path == "a.yaml")
    #expect(located[6].location == nil)
    #expect(located[2].location?.snippet == .init(before: "é: {", marked: "key", after: ": value}"))
    #expect(located[1].location?.snippet == .init(before: "é: ", marked: "{key: value}", after: ""))
  }

  @Test func orderAndDuplicatesDoNotDependOnTheInput() throws {
    let run = try CannedRun(CannedFindings.files)
    let expected = try run.located(CannedFindings.diagnostics)
    #expect(expected.count == CannedFindings.diagnostics.count - 1)
    var generator = SplitMix(state: 7)
    for threads in [1, 2, 2] {
      let shuffled = CannedFindings.diagnostics.shuffled(using: &generator)
      #expect(try run.located(shuffled, threads: threads) == expected)
    }
  }

  @Test func sameRangeFromTwoExtentsIsOneFinding() throws {
    let run = try CannedRun([("a.yaml", Array("key: value\n".utf8))])
    let located = try run.located([finding("EM1", place(0, 5)), finding("EM1", place(0, 5, .bytes(5)))])
    #expect(located.count == 1)
  }

  @Test func findingsThatDifferInHelpAreTwo() throws {
    let run = try CannedRun([("a.yaml", Array("key: value\n".utf8))])
    var second = finding("EM1", place(0, 5))
    second.help = "do this"
    #expect(try run.located([second, finding("EM1", place(0, 5))]).map(\.diagnostic.help) == [nil, "do this"])
  }

  @Test func standardInputHasAName() throws {
    let store = SourceStore(paths: ["-"], standardInput: Array("a: b\n".utf8))
    let located = try DiagnosticLocator(store: store, locate: wordEnds).located([finding("EM1", place(0, 3))])
    #expect(located[0].location?.path == "<stdin>")
    #expect(located[0].location?.region?.column == 4)
  }

  @Test func textThatIsNoTextIsShownAsFarAsItGoes() throws {
    let run = try CannedRun([("a.yaml", Array("a: b\nc: Z".utf8) + [0xFC] + Array("rich\n".utf8))])
    let located = try run.located([finding("EM1", place(0, 9, .bytes(1))), finding("EM2", place(0, 3))])
    #expect(located[1].location?.region?.column == 5)
    #expect(located[1].location?.snippet == .init(before: "c: Z", marked: "\u{FFFD}", after: "rich"))
    #expect(located[0].location?.region?.byteLength == 0)
  }

  @Test func fileThatChangedEndsTheRun() throws {
    let directory = try TemporaryDirectory()
    let paths = try ["a.yaml", "b.yaml"].map { try directory.write($0, "a: b\n") }
    let store = SourceStore(paths: paths)
    var text = SourceText()
    for index in paths.indices { _ = try store.load(FileID(UInt32(index)), into: &text) }
    for name in ["a.yaml", "b.yaml"] { try directory.write(name, "a: other\n") }
    let locator = DiagnosticLocator(store: store, locate: wordEnds)
    #expect(throws: SourceFailure(path: paths[0], failure: .changed)) {
      try locator.located([finding("EM1", place(1, 3)), finding("EM1", place(0, 3))])
    }
    #expect(try locator.located([finding("EM1", place(0, 0, .file))]).count == 1)
  }

  /// 20,000 findings in one line of a megabyte: work for each that grew with the line would take hours.
  @Test(.timeLimit(.minutes(1)))
  func manyFindingsInOneLongLineTakeNoRescan() throws {
    let unit = "é東 x, "
    let length = unit.utf8.count
    let count = 100_000
    let run = try CannedRun([("a.yaml", Array(String(repeating: unit, count: count).utf8))])
    let located = try run.located((0..<20_000).map { finding("EM1", place(0, UInt32((count - 1 - $0 * 5) * length))) })
    #expect(located.count == 20_000)
    #expect(located[19_999].location?.region?.column == (count - 1) * 6 + 1)
    #expect(located[19_999].location?.snippet?.isCutBefore == true)
    #expect(located[19_999].location?.snippet?.marked == "é東")
  }
}

/// A small generator with a fixed seed (SplitMix64).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
