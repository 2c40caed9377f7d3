import EMTestSupport
import Foundation
import Testing

/// `check` as an operator runs it: exit codes, options, standard input, what is said where.
@Suite struct CheckCommandTests {
  private static let head = "emcc: v1\ncluster: US\nversion: 14.0.1.13900-155\nsecurityMode: mixed\n"
  private static let mistake = "callingSearchSpaces: {CSS: [PT-NONE]}\n"
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func lint(_ words: String..., input: String = "") throws -> LintRun {
    try LintRun(words, input: Array(input.utf8))
  }

  @Test func exitCodesSayWhatHappened() throws {
    let clean = try directory.write("clean.yaml", Self.head)
    let wrong = try directory.write("wrong.yaml", Self.head + Self.mistake)
    #expect(try lint("check", clean).code == 0)
    #expect(try lint("check", wrong).code == 1)
    #expect(try lint("check", "--format", "xml", clean).code == 2)
    #expect(try lint("check", "\(directory.path)/no-such-file.yaml").code == 3)
    #expect(try lint("check", "/dev/null").code == 3)
    let both = try lint("check", clean, "\(directory.path)/no-such-file.yaml")
    #expect(both.code == 3)
    #expect(both.messages.hasSuffix("no-such-file.yaml: no such file or directory\n"))
  }

  @Test func failLevelDecidesWhatCounts() throws {
    let advice = try directory.write("advice.yaml", Self.head + "partitions: [NO]\n")
    #expect(try lint("check", advice).code == 0)
    #expect(try lint("check", "--fail-on", "warning", advice).code == 0)
    #expect(try lint("check", "--fail-on", "info", advice).code == 1)
    let warning = try directory.write("warning.yaml", Self.head + "regions: [A]  # emcc-lint: ignore EM2001\n")
    #expect(try lint("check", warning).code == 0)
    #expect(try lint("check", "--fail-on", "warning", warning).code == 1)
  }

  @Test func quietLeavesTheFindings() throws {
    try directory.write("wrong.yaml", Self.head + Self.mistake)
    try directory.write("foreign.yaml", "a: b\n")
    let loud = try lint("check", directory.path)
    #expect(loud.messages == "emcc-lint: 1 document without 'emcc:' passed over\n")
    #expect(loud.output.hasSuffix("\n\n1 error in 2 files\n"))
    let quiet = try lint("check", "--quiet", directory.path)
    #expect(quiet.messages == "")
    #expect(loud.output == quiet.output + "1 error in 2 files\n")
    let empty = try TemporaryDirectory()
    #expect(try lint("check", empty.path).code == 2)
  }

  @Test func standardInputIsAFileLikeOthers() throws {
    let run = try lint("check", "-", input: Self.head + Self.mistake)
    #expect(run.code == 1)
    #expect(run.output.hasPrefix("<stdin>:5:29: error[EM2001]"))
    #expect(try lint("check", "-", input: Self.head).code == 0)
    #expect(try lint("check", "-", input: "").output.contains("the file holds no document of ours"))
  }

  @Test func oneClustersMistakeDoesNotBlockTheOther() throws {
    try directory.write("us.yaml", Self.head + Self.mistake)
    try directory.write("eu.yaml", Self.head.replacing("US", with: "EU"))
    try directory.write("apac.yaml", Self.head.replacing("US", with: "APAC") + "phones: {SEP001122334455: \"broken\n")
    #expect(try lint("check", directory.path).code == 1)
    #expect(try lint("check", "--cluster", "EU", directory.path).code == 0)
    let us = try lint("check", "--cluster", "US", directory.path)
    #expect(us.code == 1)
    #expect(us.output.contains("EM2001") && !us.output.contains("EM0001"))
    #expect(try lint("check", "--cluster", "US", "--cluster", "APAC", directory.path).output.contains("2 errors"))
  }

  /// A cluster whose one file breaks off takes nothing away from what is said of the others.
  @Test func oneBrokenFileLeavesTheOthersJudged() throws {
    try directory.write("us.yaml", Self.head + Self.mistake)
    try directory.write("eu.yaml", Self.head.replacing("US", with: "EU") + "phones: {SEP001122334455: \"broken\n")
    let run = try lint("check", "--cluster", "US", directory.path)
    #expect(run.code == 1)
    #expect(run.output.contains("EM2001"))
  }

  @Test func unknownHandleIsWrongUsage() throws {
    let path = try directory.write("us.yaml", Self.head)
    let run = try lint("check", "--cluster", "us", path)
    #expect(run.code == 2)
    #expect(run.messages == "emcc-lint: --cluster us: no such cluster; did you mean 'US'? there are: US\n")
  }

  @Test(arguments: ["2026-02-30", "26-01-01", "tomorrow", "+026-01-01", "20260101"])
  func aDayThatIsNoneIsWrongUsage(day: String) throws {
    let path = try directory.write("us.yaml", Self.head)
    let run = try lint("check", "--today", day, path)
    #expect(run.code == 2)
    #expect(run.messages == "emcc-lint: --today wants a day such as 2027-12-31, not '\(day)'\n")
  }

  @Test func outputGoesToAFileButNeverOverWhatIsChecked() throws {
    let path = try directory.write("us.yaml", Self.head + Self.mistake)
    let report = "\(directory.path)/report.txt"
    let run = try lint("check", "--output", report, path)
    #expect(run.code == 1)
    #expect(run.output == "")
    #expect(try String(contentsOfFile: report, encoding: .utf8).contains("EM2001"))
    let over = try lint("check", "--output", "\(directory.path)/./us.yaml", path)
    #expect(over.code == 2)
    #expect(over.messages.contains("would overwrite"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.head + Self.mistake)
    #expect(try lint("check", "--output", "/dev/full", path).code == 3)
    #expect(try lint("check", "--output", "\(directory.path)/no/report", path).code == 3)
  }

  @Test func namesCannotSteerTheTerminal() throws {
    let run = try lint("check", "\(directory.path)/\u{1B}[31mred.yaml")
    #expect(run.messages.contains("\\u{1B}[31mred.yaml"))
    #expect(!run.messages.utf8.contains(0x1B))
  }
}
