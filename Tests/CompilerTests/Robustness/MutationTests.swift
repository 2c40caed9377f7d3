import Compiler
import EMDSL
import EMDiagnostics
import EMTestSupport
import Foundation
import Testing

/// Whatever is typed into the big example, a check ends with findings and never with a trap.
@Suite struct MutationTests {
  private static let folder = "\(examplesDirectory)/three-continents"
  private static let files: [String] = {
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(".yaml") }.sorted()
  }()

  /// Pieces that mean something to YAML or to the language.
  private static let pieces = [
    "[", "]", "{", "}", ": ", "- ", "'", "\"", "#", "&a ", "*a", "!", "|\n", ">", "?", "<<: ", "---\n", "...\n", "%",
    "@",
    "\t", "\r", "\u{FEFF}", "\u{85}", "\u{2028}", "é", "😀", "\0", "~", "null", "none", "true", "NO", "0123", "9.110",
    "-1",
    "99999999999999999999", "emcc: v1\n", "cluster: EU\n", "deployment: X\n", "everyCluster:\n", "defaults:\n",
    "existing:\n",
    "x-: ", "name: ", "phones:\n", "mesh: ", "full", "external: true", "# emcc-lint: ignore EM2001 until ",
  ]

  @Test func thereAreFilesToBreak() { #expect(Self.files.count >= 20) }

  @Test(.timeLimit(.minutes(5)), arguments: 0..<30) func tenMutationsEnd(round: Int) throws {
    for step in 0..<10 {
      var random = SplitMix(seed: UInt64(round * 10 + step + 1))
      let index = Int.random(in: Self.files.indices, using: &random)
      let original = try Data(contentsOf: URL(filePath: "\(Self.folder)/\(Self.files[index])"))
      let text = mutated(Array(original), &random)
      var paths = Self.files.map { "\(Self.folder)/\($0)" }
      paths[index] = SourceStore.standardInputPath
      let store = SourceStore(paths: paths.sorted(), standardInput: text)
      let result = try CheckPipeline.run(store, threads: 1 + step % 2, today: 2026_01_15)
      let located = try DiagnosticLocator(store: store, threads: 1, locate: CheckPipeline.locate)
        .located(result.diagnostics)
      let summary = ReportSummary(counting: located, files: store.count, clusters: 0, subject: "")
      var length = 0
      TextReporter(color: true).report(located, summary: summary) { length += $0.utf8.count }
      JSONReporter().report(located, summary: summary) { length += $0.utf8.count }
      #expect(length > 0)
      #expect(result.failures.isEmpty)
    }
  }

  /// `show` looks at every value of what could be read.
  @Test(arguments: 0..<10) func showEndsToo(seed: Int) throws {
    var random = SplitMix(seed: UInt64(1000 + seed))
    let sections = LanguageSchema.current.cluster.allowedKeys
    for file in Self.files.shuffled(using: &random).prefix(3) {
      let original = try Data(contentsOf: URL(filePath: "\(Self.folder)/\(file)"))
      let text = mutated(Array(original), &random)
      let section = sections.randomElement(using: &random) ?? "phones"
      let run = try LintRun(["show", "--path", "-", section], input: text)
      #expect((0...2).contains(run.code))
    }
  }

  /// One to five changes: bytes removed, doubled, replaced, pieces put in, lines moved.
  private func mutated(_ original: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var text = original
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      guard !text.isEmpty else { return text }
      let start = Int.random(in: text.indices, using: &random)
      let end = min(text.count, start + Int.random(in: 1...20, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: text.removeSubrange(start..<end)
      case 1: text.insert(contentsOf: text[start..<end], at: Int.random(in: text.indices, using: &random))
      case 2: text[start] = UInt8.random(in: 0...255, using: &random)
      case 3: text.insert(contentsOf: (Self.pieces.randomElement(using: &random) ?? "").utf8, at: start)
      case 4: text.replaceSubrange(start..<end, with: (Self.pieces.randomElement(using: &random) ?? "").utf8)
      default: text.removeSubrange(start...)
      }
    }
    return text
  }
}
