import EMTestSupport
import Foundation
import Testing

/// Small projects of several files: what linking says of them, with notes, messages and exit code.
@Suite struct ProjectFixtureTests {
  /// The sample of the language has tests of its own.
  static let names = fixtureNames(in: "projects", ending: "").filter { $0 != "sample" }

  @Test func thereAreProjects() { #expect(Self.names.count >= 8) }

  @Test(arguments: names) func projectGivesTheExpectedFindings(name: String) throws {
    let folder = "\(fixturesDirectory)/projects/\(name)"
    let run = try LintRun(["check", "--today", "2026-01-15", folder])
    Golden.expect(run.transcript(without: folder), matches: "projects/\(name)/expected.txt")
  }

  /// The order of PATHs and the number of threads change nothing, whatever is wrong.
  @Test(arguments: names) func orderAndThreadsChangeNothing(name: String) throws {
    let folder = "\(fixturesDirectory)/projects/\(name)"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted().map { "\(folder)/\($0)" }
    let first = try LintRun(["check", "--threads", "1"] + files).transcript()
    for threads in ["1", "2", "4"] {
      #expect(try LintRun(["check", "--threads", threads] + files.reversed()).transcript() == first)
    }
  }
}
