import EMDiagnostics
import Testing

/// Offsets to lines and columns.
struct LineTableTests {
  @Test func linesEndAtEveryKindOfBreak() {
    let table = LineTable(SourceText("one\ntwo\r\nthree\rfour\n\r\n"))
    #expect(table.lineCount == 6)
    #expect((1...6).map(table.lineRange) == [0..<3, 4..<7, 9..<14, 15..<19, 20..<20, 22..<22])
    #expect(table.lineRange(7) == 22..<22)
    #expect(table.lineRange(0) == 22..<22)
  }

  @Test func separatorsOfUnicodeEndNoLine() {
    #expect(LineTable(SourceText("a\u{85}b\u{2028}c\u{2029}d")).lineCount == 1)
  }

  @Test func everyOffsetHasTheLineAndColumnOfASimpleCount() {
    let pieces = ["x: é", "\r\n", "東京", "\n", "", "\r", "plain ascii line of some length", "\n", "😀e\u{301}", "\r\n"]
    let string = String(repeating: pieces.joined(), count: 200)
    let table = LineTable(SourceText(string))
    var (line, column, offset) = (1, 1, 0)
    var previous: Unicode.Scalar?
    for scalar in string.unicodeScalars {
      if previous == "\n" || (previous == "\r" && scalar != "\n") { (line, column) = (line + 1, 1) }
      #expect(table.position(of: offset) == (line, column))
      offset += String(scalar).utf8.count
      column += 1
      previous = scalar
    }
    #expect(table.position(of: offset) == (line + 1, 1))
    #expect(table.position(of: offset + 1000) == (line + 1, 1))
  }

  @Test func offsetInsideACharacterMeansItsBeginning() {
    let table = LineTable(SourceText("é東😀"))
    #expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map { table.position(of: $0).column } == [1, 1, 2, 2, 2, 3, 3, 3, 3, 4])
  }

  @Test func emptyTextHasOneEmptyLine() {
    let table = LineTable(SourceText(""))
    #expect(table.lineCount == 1)
    #expect(table.position(of: 0) == (1, 1))
    #expect(table.lineRange(1) == 0..<0)
  }

  @Test func brokenUTF8IsNumberedAllTheSame() throws {
    let (text, problem) = try load(Array("ab\nc".utf8) + [0xFF, 0xFE] + Array("d".utf8))
    #expect(problem == .invalidUTF8(offset: 4))
    #expect(LineTable(text).position(of: 4) == (2, 2))
    #expect(LineTable(text).position(of: 6) == (2, 4))
  }
}
