import Compiler
import EMDiagnostics
import EMTestSupport
import Foundation
import Testing

/// `show`, `explain`, `rules`, `schema` and the words in front of them.
@Suite struct OtherCommandTests {
  private static let folder = "\(fixturesDirectory)/show"

  private func show(_ words: String...) throws -> LintRun {
    try LintRun(["show", "--quiet", "--path", Self.folder, "--threads", "2"] + words)
  }

  @Test(arguments: [
    ["devicePools"], ["remoteClusters"], ["emccFeatureConfiguration"], ["partitions", "PT"], ["clusterId"], [],
    ["users", "--cluster", "US"],
  ])
  func showPrintsValuesWithTheirOrigins(words: [String]) throws {
    let run = try LintRun(["show", "--quiet", "--path", Self.folder] + words)
    let name = words.isEmpty ? "all" : words.filter { !$0.hasPrefix("-") }.joined(separator: "-")
    Golden.expect(run.transcript(without: Self.folder), matches: "show/expected/\(name).txt")
  }

  @Test func showSaysWhatItCannotShow() throws {
    #expect(try show("partition").messages.contains("did you mean 'partitions'?"))
    #expect(try show("partition").code == 2)
    let near = try show("partitions", "PX")
    #expect(near.code == 1)
    #expect(near.messages == "emcc-lint: 'partitions' has no 'PX'; did you mean 'PT'?\n")
    #expect(
      try show("partitions", "a/folder").messages
        == "emcc-lint: 'partitions' has no 'a/folder'; did you mean '--path a/folder'?\n")
    #expect(
      try show("version", "X").messages
        == "emcc-lint: 'version' holds no named objects, so 'X' is one argument too many\n")
    #expect(try show("--cluster", "PARTNER", "phones").messages.contains("somebody else runs it"))
    #expect(try show("--cluster", "UX", "phones").messages.contains("did you mean 'US'?"))
    #expect(
      try LintRun(["show", "--path", "/dev/null"]).code == 2 || LintRun(["show", "--path", "/dev/null"]).code == 3)
  }

  @Test func everyCodeCanBeExplainedByItsNumberAndItsName() throws {
    #expect(!CodeRegistry.all.isEmpty)
    for entry in CodeRegistry.all {
      let run = try LintRun(["explain", entry.code])
      #expect(run.code == 0)
      #expect(run.output.hasPrefix("\(entry.code) \(entry.name) (\(entry.severity.rawValue))\n\n"))
      #expect(run.output.contains("\nWhy: ") && run.output.contains("\nFix: "))
      #expect(try LintRun(["explain", entry.name]).output == run.output)
      #expect(try LintRun(["explain", entry.code.lowercased()]).output == run.output)
    }
    let unknown = try LintRun(["explain", "EM200l"])
    #expect(unknown.code == 2)
    #expect(unknown.messages.contains("did you mean 'EM2001'?"))
    #expect(try LintRun(["explain"]).code == 2)
  }

  @Test func rulesListsEveryCodeOnce() throws {
    let lines = try LintRun(["rules"]).output.split(separator: "\n")
    #expect(lines.map { String($0.prefix(6)) } == CodeRegistry.all.map(\.code))
  }

  @Test func schemaIsTheCommittedOne() throws {
    let root = URL(filePath: fixturesDirectory).deletingLastPathComponent().deletingLastPathComponent()
    let committed = try String(contentsOf: root.appending(path: "Schemas/emcc.schema.json"), encoding: .utf8)
    #expect(try LintRun(["schema"]).output == committed)
  }

  @Test func usageShowsTheRightForm() throws {
    #expect(try LintRun([]).code == 2)
    #expect(try LintRun(["chekc"]).messages.contains("did you mean 'check'?"))
    #expect(try LintRun(["--version"]).output.hasPrefix("emcc-lint "))
    for command in ["check", "compile", "show", "explain", "rules", "schema"] {
      let help = try LintRun([command, "--help"])
      #expect(help.code == 0)
      #expect(help.output.contains("emcc-lint \(command)"))
    }
  }
}
