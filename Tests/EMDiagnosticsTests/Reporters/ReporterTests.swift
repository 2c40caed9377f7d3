import EMDiagnostics
import EMTestSupport
import Foundation
import Testing

/// One list of findings, one golden for each format.
struct ReporterTests {
  private let located: [LocatedDiagnostic]
  private let summary: ReportSummary

  init() throws {
    located = try CannedRun(CannedFindings.files).located(CannedFindings.diagnostics)
    summary = ReportSummary(counting: located, files: 7, clusters: 3, subject: "three-continents")
  }

  private func output(_ reporter: some Reporter, _ findings: [LocatedDiagnostic]? = nil) -> String {
    var text = ""
    reporter.report(findings ?? located, summary: summary) { text += $0 }
    return text
  }

  @Test func text() { Golden.expect(output(TextReporter(color: false)), matches: "reporters/findings.txt") }

  @Test func json() { Golden.expect(output(JSONReporter()), matches: "reporters/findings.json") }

  @Test func sarif() {
    let reporter = SARIFReporter(rules: CannedFindings.rules, toolVersion: "1.2.3")
    Golden.expect(output(reporter), matches: "reporters/findings.sarif")
  }

  @Test func limitKeepsTheWorstAndSaysWhatIsMissing() {
    Golden.expect(output(TextReporter(color: false, limitPerFile: 2)), matches: "reporters/limited.txt")
  }

  @Test func colorOnlyDecorates() throws {
    let colored = output(TextReporter(color: true))
    let plain = output(TextReporter(color: false))
    #expect(colored.contains("\u{1B}[1;31merror[EM2001]\u{1B}[0m"))
    #expect(colored.replacing(try Regex("\u{1B}\\[[0-9;]*m"), with: "") == plain)
  }

  @Test func nothingSteersTheTerminal() {
    let outputs = [
      output(TextReporter(color: false)), output(JSONReporter()),
      output(SARIFReporter(rules: CannedFindings.rules, toolVersion: "1")),
    ]
    for text in outputs {
      #expect(!text.unicodeScalars.contains { $0 != "\n" && TerminalText.steersTerminal($0) })
    }
  }

  @Test func carriageLineIsNoWiderThanTheScreen() {
    for line in output(TextReporter(color: false)).split(separator: "\n") where line.contains(" | ") {
      #expect(TerminalText(String(line)).width <= 160 + 7)
    }
  }

  @Test func machineFormatsAreJSON() throws {
    let sarif = SARIFReporter(rules: CannedFindings.rules, toolVersion: "1.2.3")
    let log = try JSONDecoder().decode(LogShape.self, from: Data(output(sarif).utf8))
    #expect(log.runs.map(\.results.count) == [located.count])
    #expect(log.runs[0].tool.driver.rules.map(\.id) == ["EM2001", "EM4001"])
    for result in log.runs[0].results {
      guard let index = result.ruleIndex else { continue }
      #expect(log.runs[0].tool.driver.rules[index].id == result.ruleId)
    }
    let report = try JSONDecoder().decode(ReportShape.self, from: Data(output(JSONReporter()).utf8))
    #expect(report.version == 1)
    #expect(report.findings.map(\.code) == located.map(\.diagnostic.code))
    #expect(report.findings.map(\.byteOffset) == located.map { $0.location?.region?.byteOffset })
  }

  @Test func noFindingsIsStillAReport() throws {
    let empty = ReportSummary(counting: [], files: 12, clusters: 3, subject: ".")
    func output(_ reporter: some Reporter) -> String {
      var text = ""
      reporter.report([], summary: empty) { text += $0 }
      return text
    }
    #expect(output(TextReporter(color: false)) == "12 files, no findings\n")
    #expect(output(TextReporter(color: false, closingLine: false)) == "")
    #expect(
      output(JSONReporter())
        == #"{"version":1,"findings":[],"summary":{"clusters":3,"errors":0,"files":12,"infos":0,"warnings":0}}"# + "\n")
    let log = output(SARIFReporter(rules: [], toolVersion: "1"))
    #expect(try JSONDecoder().decode(LogShape.self, from: Data(log.utf8)).runs[0].results.isEmpty)
  }

  @Test func closingLineCountsInWords() {
    func line(_ errors: Int, _ warnings: Int, _ infos: Int, _ files: Int) -> String {
      var summary = ReportSummary(counting: [], files: files, clusters: 1, subject: "")
      (summary.errors, summary.warnings, summary.infos) = (errors, warnings, infos)
      return summary.line
    }
    #expect(line(2, 1, 0, 12) == "2 errors, 1 warning in 12 files")
    #expect(line(0, 0, 3, 1) == "3 infos in 1 file")
    #expect(line(0, 0, 0, 1) == "1 file, no findings")
  }
}

/// The members of a SARIF log that the test looks at.
private struct LogShape: Decodable {
  struct Run: Decodable {
    var tool: Tool
    var results: [Result]
  }
  struct Tool: Decodable { var driver: Driver }
  struct Driver: Decodable { var rules: [Rule] }
  struct Rule: Decodable { var id: String }
  struct Result: Decodable {
    var ruleId: String
    var ruleIndex: Int?
  }
  var runs: [Run]
}

/// The members of the JSON report that the test looks at.
private struct ReportShape: Decodable {
  struct Finding: Decodable {
    var code: String
    var byteOffset: Int?
  }
  var version: Int
  var findings: [Finding]
}
