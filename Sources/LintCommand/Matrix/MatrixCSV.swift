internal import EMDiagnostics

/// A matrix as comma-separated values (RFC 4180): a header, then a line for each cell.
///
/// A cell with several outcomes has the values of the worst one, and all words with their counts in the last field.
struct MatrixCSV {
  private let document: MatrixDocument

  /// Prints a matrix.
  init(_ document: MatrixDocument) { self.document = document }

  /// Writes the header and the lines.
  func write(to write: (String) -> Void) {
    let nouns = document.nouns
    let header =
      document.rowHeaders.map(\.key) + [nouns.column, "group", nouns.verdict, "status", nouns.member + "s"]
      + document.valueHeaders.map(\.key) + ["reason", "outcomes"]
    write(line(header))
    for row in document.sections.flatMap(\.rows) {
      for (column, cell) in zip(document.columns, row.cells) {
        guard let cell else { continue }
        let worst = cell.worst
        let count = cell.outcomes.reduce(0) { $0 + $1.count }
        let all = cell.outcomes.map { "\($0.count) \($0.word)" }.joined(separator: ", ")
        write(
          line(
            row.headers + [column.title, column.group ?? "", worst.word, worst.status.rawValue, "\(count)"]
              + worst.values.map { $0 ?? "" } + [worst.reason, all]))
      }
    }
  }

  private func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\r\n" }

  /// A field, in quotes where it needs them; line breaks and what could steer a terminal are written out.
  private func field(_ raw: String) -> String {
    let text = TerminalText(raw).string
    let safe = isFormula(text) ? "'" + text : text
    guard safe.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") }) else { return safe }
    return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// Whether a spreadsheet would calculate the text instead of showing it; a number in the form +441134960000 is
  /// harmless and stays as it is.
  private func isFormula(_ text: String) -> Bool {
    switch text.utf8.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "-"): true
    case UInt8(ascii: "+"): !text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    default: false
    }
  }
}
