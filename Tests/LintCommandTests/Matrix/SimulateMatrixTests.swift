import EMTestSupport
import Foundation
import FoundationXML
import Testing

/// `emcc-lint simulate matrix` as a user runs it.
struct SimulateMatrixTests {
  private let verdicts = "\(fixturesDirectory)/matrix/verdicts"
  private let threeContinents = "\(examplesDirectory)/three-continents"

  private func run(_ words: String...) throws -> LintRun { try LintRun(["simulate", "matrix"] + words) }

  private func transcript(_ run: LintRun) -> String {
    run.transcript(without: fixturesDirectory + "/matrix").replacing(examplesDirectory + "/", with: "")
  }

  @Test(arguments: ["table", "json", "csv", "html"])
  func threeContinentsAreRight(_ format: String) throws {
    // The page has every step of every call: one pair of clusters is enough to read.
    let pair = format == "html" ? ["--home", "US", "--visiting", "EU"] : []
    let run = try LintRun(["simulate", "matrix", threeContinents, "--format", format] + pair)
    #expect(run.code == 0)
    Golden.expect(transcript(run), matches: "matrix/three-continents/\(format).out")
  }

  @Test func everyKindOfCall() throws {
    let run = try run(threeContinents, "--all", "--local")
    #expect(run.code == 0)
    Golden.expect(transcript(run), matches: "matrix/three-continents/all.out")
  }

  @Test(arguments: ["table", "json", "csv", "html"])
  func everyVerdict(_ format: String) throws {
    let run = try run(verdicts, "--format", format)
    #expect(run.code == 1)
    Golden.expect(transcript(run), matches: "matrix/verdicts/\(format).out")
  }

  @Test func minimalExampleIsRight() throws {
    let run = try run("\(examplesDirectory)/minimal", "--strict", "--local")
    #expect(run.code == 0)
    #expect(run.output.hasSuffix("8 calls: 8 ok\n"))
  }

  @Test func filtersChooseRows() throws {
    let run = try run(threeContinents, "--home", "US", "--visiting", "EU", "--format", "csv")
    let lines = run.output.components(separatedBy: "\r\n").dropFirst().filter { !$0.isEmpty }
    #expect(!lines.isEmpty && lines.allSatisfy { $0.hasPrefix("US,EU,") })
    let own = try self.run(threeContinents, "--home", "US", "--visiting", "US", "--local", "--format", "csv")
    #expect(own.output.contains("US,US,US,DP-DEN,"))
  }

  @Test func unknownCountsOnlyWhenStrict() throws {
    let text = """
      emcc: v1
      deployment: D
      emccGroup: {members: [A, B], mesh: full}
      """
    // Members that nobody declares: an error, and nothing to ask.
    #expect(try LintRun(["simulate", "matrix", "-"], input: Array(text.utf8)).code == 1)
    let directory = try TemporaryDirectory()
    for name in ["deployment.yaml", "home.yaml", "away.yaml"] {
      var file = try String(contentsOfFile: "\(verdicts)/\(name)", encoding: .utf8)
      // Nothing but the number that leaves by a gateway without a country is left.
      file = file.replacing("['999', '112', '18000', '0999', '0112']", with: "['999']")
      file = file.replacing("US: ['911']", with: "FR: ['999']").replacing("geolocation: GEO-US, ", with: "")
      file = file.replacing("GW-LDN: {devicePool: DP-LDN, country: GB}", with: "GW-LDN: {devicePool: DP-EMCC}")
      file = file.replacing("GW-NYC: {devicePool: DP-HOME, country: US}", with: "GW-NYC: {devicePool: DP-HOME}")
      file = file.replacing("patterns: ['112'], block: true", with: "patterns: ['112'], to: RL-EMERGENCY")
      file = file.replacing("['999', '911'], to: RL-EMERGENCY", with: "['999', '112'], to: RL-EMERGENCY")
      try directory.write(name, file)
    }
    let lax = try run(directory.path, "--quiet")
    #expect(lax.code == 0 && lax.output.hasSuffix("4 calls: 4 unknown\n"), "\(lax.transcript())")
    #expect(try run(directory.path, "--quiet", "--strict").code == 1)
  }

  @Test func whatErrorsKeepOutDoesNotLookRight() throws {
    let run = try LintRun(["simulate", "matrix", "-"], input: [0, 1, 2, 3])
    #expect(run.code == 1)
    #expect(run.output.hasSuffix("0 calls\n"))
    let directory = try TemporaryDirectory()
    for name in ["deployment.yaml", "se.yaml", "fi.yaml"] {
      let text = try String(contentsOfFile: "\(examplesDirectory)/minimal/\(name)", encoding: .utf8)
      try directory.write(name, name == "fi.yaml" ? text + "routePatterns: [{\n" : text)
    }
    let partial = try self.run(directory.path)
    #expect(partial.code == 1)
    #expect(partial.output.contains("2 pairs with FI not simulated: not all of it could be read"))
  }

  @Test func namesAreNoMarkup() throws {
    let page = try run(verdicts, "--format", "html").output
    #expect(!page.contains("<script>alert"))
    #expect(page.contains("DP &lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"))
    #expect(XMLParser(data: Data(page.utf8)).parse())
  }

  @Test func mistakesOfTyping() throws {
    let cases = [
      (["--home", "UK"], "--home UK: no such cluster; did you mean 'US'? there are: APAC, DELFT, EU, US"),
      (["--visiting", "DELFT"], "--visiting DELFT: somebody else runs it, so there is nothing to simulate"),
      (["--format", "xml"], "unknown format 'xml'"),
    ]
    for (words, message) in cases {
      let run = try LintRun(["simulate", "matrix", threeContinents] + words)
      #expect(run.code == 2)
      #expect(run.messages.contains(message), "\(run.messages)")
      #expect(run.output.isEmpty)
    }
  }

  @Test func matrixGoesToAFile() throws {
    let directory = try TemporaryDirectory()
    let run = try run(threeContinents, "--format", "json", "--output", "\(directory.path)/matrix.json")
    #expect(run.code == 0 && run.output.isEmpty)
    let data = try Data(contentsOf: URL(filePath: "\(directory.path)/matrix.json"))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect((object["rows"] as? [Any])?.count == 14)
  }
}
