import EMTestSupport
import Foundation
import Testing

/// Documents as files: what is wrong with the bad ones, word by word, and silence for the good ones.
@Suite struct DocumentFixtureTests {
  static let bad = fixtureNames(in: "yaml/err", ending: ".yaml")
  static let good = fixtureNames(in: "yaml/ok", ending: ".yaml")

  @Test func bothFoldersHoldFiles() {
    #expect(Self.bad.count >= 10)
    #expect(Self.good.count >= 5)
  }

  @Test(arguments: bad) func badDocumentIsExplained(name: String) throws {
    let folder = "\(fixturesDirectory)/yaml/err"
    let run = try LintRun(["check", "--today", "2026-01-15", "\(folder)/\(name).yaml"])
    Golden.expect(run.transcript(without: folder), matches: "yaml/err/\(name).diag")
    #expect(run.code == 1 || name.hasPrefix("advice"))
  }

  @Test(arguments: good) func goodDocumentIsSilent(name: String) throws {
    let run = try LintRun(["check", "--today", "2026-01-15", "\(fixturesDirectory)/yaml/ok/\(name).yaml"])
    #expect(run.transcript() == "1 file, no findings\nexit 0\n")
  }

  /// Every code of the language stands in a golden of this folder or of the projects, with its words.
  @Test func everyCodeOfTheLanguageIsShown() throws {
    var text = ""
    for name in Self.bad { text += try content("yaml/err/\(name).diag") }
    for name in fixtureNames(in: "projects", ending: "") {
      text += (try? content("projects/\(name)/expected.txt")) ?? ""
    }
    let codes =
      (1...16).map { $0 < 10 ? "EM100\($0)" : "EM10\($0)" } + (1...6).map { "EM200\($0)" } + ["EM4001", "EM4002"]
    #expect(codes.filter { !text.contains("[\($0)]") } == [])
  }

  private func content(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(fixturesDirectory)/\(name)")), as: UTF8.self)
  }
}
