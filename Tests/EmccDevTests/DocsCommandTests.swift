import EMTestSupport
import Foundation
import LintCommand
import Testing

@testable import emcc_dev

/// Generated files are written, and found stale.
struct DocsCommandTests {
  private let directory: TemporaryDirectory
  private let files = [
    GeneratedFile(path: "one.txt") { _ in "one\n" },
    GeneratedFile(path: "two.txt") { read in try "of " + read("source.txt") },
    GeneratedFile(path: "all/of/three.txt") { _ in "three\n" },
  ]

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write("source.txt", "a source\n")
  }

  private func run(isCheck: Bool, folders: [String] = []) -> (code: ExitCode, said: String) {
    var said = ""
    let command = DocsCommand(root: directory.path, files: files, folders: folders) { said += $0 }
    return (command.run(isCheck: isCheck), said)
  }

  private func content(_ name: String) -> String? {
    (try? Data(contentsOf: URL(filePath: "\(directory.path)/\(name)"))).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func filesAreWrittenOnce() {
    #expect(run(isCheck: false) == (.clean, "one.txt written\ntwo.txt written\nall/of/three.txt written\n"))
    #expect(content("one.txt") == "one\n")
    #expect(content("two.txt") == "of a source\n")
    #expect(content("all/of/three.txt") == "three\n")
    #expect(run(isCheck: false) == (.clean, ""))
    #expect(run(isCheck: true) == (.clean, ""))
  }

  @Test func staleFileIsNamedWithTheCommandAndLeftAlone() throws {
    #expect(run(isCheck: false).code == .clean)
    try directory.write("source.txt", "another\n")
    let advice = "two.txt is stale\nrun 'swift run emcc-dev docs' and commit what it does\n"
    #expect(run(isCheck: true) == (.findings, advice))
    #expect(content("two.txt") == "of a source\n")
    #expect(run(isCheck: false) == (.clean, "two.txt written\n"))
  }

  @Test func whatIsNotGeneratedIsSurplusInAFolderOfTheGenerator() throws {
    #expect(run(isCheck: false, folders: ["all"]).code == .clean)
    try directory.write("all/of/old.txt", "old\n")
    try directory.write("all/other/one.txt", "old\n")
    let advice = """
      all/of/old.txt is surplus
      all/other is surplus
      run 'swift run emcc-dev docs' and commit what it does

      """
    #expect(run(isCheck: true, folders: ["all"]) == (.findings, advice))
    #expect(content("all/of/old.txt") == "old\n")
    #expect(run(isCheck: false, folders: ["all"]) == (.clean, "all/of/old.txt removed\nall/other removed\n"))
    #expect(content("all/other/one.txt") == nil)
    #expect(content("source.txt") != nil)
    #expect(run(isCheck: true, folders: ["all"]) == (.clean, ""))
  }

  @Test func missingSourceIsTold() throws {
    try FileManager.default.removeItem(atPath: "\(directory.path)/source.txt")
    #expect(run(isCheck: true) == (.couldNotRun, "emcc-dev: source.txt: no such file or directory\n"))
  }
}
