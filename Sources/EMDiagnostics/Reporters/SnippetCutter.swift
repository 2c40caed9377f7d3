/// Cuts the lines to draw out of one text.
struct SnippetCutter {
  /// Bytes kept on each side of a region's beginning and end; more than a drawn line has, at four bytes a character.
  static let reach = 1024

  /// The text as decoded, with the way back to the bytes on the disk.
  let text: SourceText
  /// The lines of that text.
  let lines: LineTable

  /// The location of a range of the text's bytes, which is cut to the text.
  func location(path: String, range: Range<Int>) -> LocatedDiagnostic.Location {
    let lower = min(range.lowerBound, text.bytes.count)
    let upper = min(range.upperBound, text.bytes.count)
    let (begin, end) = (lines.position(of: lower), lines.position(of: upper))
    let original = text.originalByteOffset(of: lower)
    return LocatedDiagnostic.Location(
      path: path,
      region: LocatedDiagnostic.Region(
        line: begin.line, column: begin.column, endLine: end.line, endColumn: end.column, byteOffset: original,
        byteLength: text.originalByteOffset(of: upper) - original),
      snippet: snippet(of: lower..<upper, line: begin.line))
  }

  private func snippet(of range: Range<Int>, line: Int) -> LocatedDiagnostic.Snippet {
    let whole = lines.lineRange(line)
    let begin = text.scalarStart(min(range.lowerBound, whole.upperBound))
    let end = max(begin, min(range.upperBound, whole.upperBound))
    // Of a region that is longer than a drawn line, the beginning is enough.
    let markedEnd = text.scalarStart(min(end, begin + Self.reach))
    let left = text.scalarStart(max(whole.lowerBound, begin - Self.reach))
    let right = markedEnd < end ? markedEnd : text.scalarStart(min(whole.upperBound, markedEnd + Self.reach))
    return LocatedDiagnostic.Snippet(
      before: string(left..<begin), marked: string(begin..<markedEnd), after: string(markedEnd..<right),
      isCutBefore: left > whole.lowerBound, isCutAfter: right < whole.upperBound)
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: text.bytes[range], as: UTF8.self)
  }
}
