import EMTestSupport
import Foundation
import FoundationXML
import Testing

@testable import LintCommand

/// The four forms of a matrix.
struct MatrixDocumentTests {
  private func printed(_ document: MatrixDocument, _ format: MatrixFormat, isColored: Bool = false) -> String {
    var text = ""
    document.write(format, isColored: isColored) { text += $0 }
    return text
  }

  @Test(arguments: MatrixFormat.allCases)
  func everything(_ format: MatrixFormat) {
    let ending = format == .table ? "txt" : format.rawValue
    Golden.expect(printed(MatrixSamples.everything, format), matches: "matrix/everything.\(ending)")
  }

  @Test func terminalColours() {
    Golden.expect(printed(MatrixSamples.everything, .table, isColored: true), matches: "matrix/coloured.txt")
  }

  @Test func cellsStandForTheirWorstOutcome() throws {
    let outcomes = MatrixSamples.everything.sections[0].rows[0].cells[0]?.outcomes
    #expect(outcomes?.map(\.word) == ["no-route", "ok"])
    #expect(MatrixDocument.Cell([]) == nil)
    #expect(
      MatrixSamples.everything.countLine
        == "7 calls: 1 ok, 1 timeout, 1 wrong-country, 1 no-route, 1 blocked, 1 egress-at-home, 1 unknown")
  }

  @Test func nothingOfTheNamesIsMarkup() {
    let page = printed(MatrixSamples.everything, .html)
    #expect(page.components(separatedBy: "<script>").count == 2)
    #expect(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;"))
    #expect(!page.contains("\u{202E}") && !page.contains("\u{1B}"))
  }

  @Test func pageIsWellFormed() {
    for document in [MatrixSamples.everything, MatrixSamples.large(rows: 10)] {
      let parser = XMLParser(data: Data(printed(document, .html).utf8))
      #expect(parser.parse(), "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    }
  }

  @Test func pageNeedsNothingElse() {
    let page = printed(MatrixSamples.everything, .html)
    for word in ["http:", "https:", "src=", "href=", "@import", "url("] { #expect(!page.contains(word)) }
  }

  @Test func spreadsheetsCalculateNothing() {
    let lines = printed(MatrixSamples.everything, .csv).components(separatedBy: "\r\n")
    #expect(lines.count == 9)
    #expect(lines.contains { $0.contains("\"'=HYPERLINK(\"\"evil\"\")\"") })
    #expect(lines.contains { $0.contains(",+441134960000,") })
  }

  @Test func everyLineHasAllFields() {
    let lines = printed(MatrixSamples.everything, .csv).components(separatedBy: "\r\n").dropLast().map(fields)
    #expect(Set(lines.map(\.count)) == [14])
    #expect(lines[4][3] == "<script>alert(\"1\")</script> & 'co'")
    #expect(lines[1][13] == "2 no-route, 5 ok")
  }

  /// The fields of a line, read as RFC 4180 says.
  private func fields(_ line: String) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      switch (character, isQuoted) {
      case ("\"", _):
        // A quote inside quotes is doubled: the second one opens again, and belongs to the text.
        if !isQuoted, !(fields.last ?? "").isEmpty { fields[fields.count - 1].append("\"") }
        isQuoted.toggle()
      case (",", false): fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }

  @Test func brokenTablesLeaveEmptyRowsOut() {
    var document = MatrixSamples.large(rows: 2)
    let cell = document.sections[0].rows[0].cells[0]
    document.columns = (0..<40).map { .init(title: "9\($0)999") }
    document.sections[0].rows = (0..<2).map { row in
      let cells = (0..<40).map { $0 < 5 || row == 0 ? cell : nil }
      return .init(headers: document.sections[0].rows[row].headers, cells: cells)
    }
    let lines = printed(document, .table).split(separator: "\n")
    #expect(lines.count { $0.contains("DP-0") } == 4)
    #expect(lines.count { $0.contains("DP-1") } == 1)
  }

  @Test func largePagesKeepTheStepsOfWhatIsNotGood() {
    let page = printed(MatrixSamples.large(rows: 2_000), .html)
    // One good cell of each row would be 2,000 of the 2,200: the limit holds.
    #expect(page.components(separatedBy: "<details").count - 1 == 2_000)
    #expect(page.contains("In a matrix of this size"))
    let small = printed(MatrixSamples.large(rows: 100), .html)
    #expect(small.components(separatedBy: "<details").count - 1 == 400)
    #expect(!small.contains("In a matrix of this size"))
  }

  @Test func problemsAreGathered() {
    let document = MatrixSamples.large(rows: 100)
    #expect(document.problems.map(\.cells) == [10])
    #expect(document.problems.first?.first == "US, DP-0: 911 (EU)")
  }

  @Test func wideTablesAreBroken() {
    var document = MatrixSamples.large(rows: 2)
    document.columns = (0..<40).map { .init(title: "9\($0)999") }
    let cell = document.sections[0].rows[0].cells[0]
    document.sections[0].rows = document.sections[0].rows.map {
      .init(headers: $0.headers, cells: Array(repeating: cell, count: 40))
    }
    let lines = printed(document, .table).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 110 })
    #expect(lines.count { $0.contains("DP-1") } == 4)
  }
}
