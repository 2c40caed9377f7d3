internal import EMDiagnostics

/// A matrix for people at a terminal: a table for each section, what is wrong, the legend, the counts.
struct MatrixTable {
  /// Columns of a line, where the row's beginning leaves any choice.
  private static let width = 110
  /// Different problems that are shown.
  private static let problemLimit = 20

  private let document: MatrixDocument
  private let isColored: Bool

  /// Prints a matrix.
  init(_ document: MatrixDocument, isColored: Bool) {
    self.document = document
    self.isColored = isColored
  }

  /// Writes all of it, one call of `write` for each part.
  func write(to write: (String) -> Void) {
    write(painted(TerminalText(document.title).string, "1") + "\n")
    for paragraph in document.introduction { write(wrapped(paragraph, indent: "")) }
    for section in document.sections { write("\n" + table(section)) }
    let problems = document.problems
    if !problems.isEmpty { write("\n" + problems.prefix(Self.problemLimit).map(text).joined()) }
    if problems.count > Self.problemLimit {
      write("and \(counted(problems.count - Self.problemLimit, "more problem")): --format json has all\n")
    }
    let notes = document.notes.map { wrapped("note: \($0)", indent: "  ") }.joined()
    if !notes.isEmpty { write("\n" + notes) }
    write("\n" + legend() + document.countLine + "\n")
  }

  // MARK: Tables

  /// A piece of a table: its text without colour, and how it is drawn.
  private struct Piece {
    var text: TerminalText
    var color = ""
    var isRight = false

    init(_ text: String, color: String = "", isRight: Bool = false) {
      self.text = TerminalText(text)
      self.color = color
      self.isRight = isRight
    }
  }

  /// A cell without outcomes.
  private static let blank = Piece("-", color: "2")

  private func table(_ section: MatrixDocument.Section) -> String {
    let shown = document.rowHeaders.indices.filter { !document.rowHeaders[$0].isHidden }
    let heads = shown.map { index in
      let header = document.rowHeaders[index]
      let cells = section.rows.map { Piece($0.headers[index], isRight: header.isNumber) }
      return [Piece(header.title, color: "2", isRight: header.isNumber)] + cells
    }
    let columns = document.usedColumns(section).map { index in
      [Piece(document.columns[index].title, color: "1")] + section.rows.map { piece($0.cells[index]) }
    }
    let room = Self.width - heads.reduce(0) { $0 + width($1) + 2 }
    var text = painted(TerminalText(section.title).string, "1") + "\n"
    let parts = parts(columns, room)
    for (number, part) in parts.enumerated() {
      if number > 0 { text += "\n" }
      // A part of a broken table shows only rows that have something in it.
      let rows = (0...section.rows.count).filter { row in
        row == 0 || parts.count == 1 || part.contains { $0[row].text != Self.blank.text }
      }
      text += drawn(heads + part, rows: rows)
    }
    return text
  }

  private func width(_ column: [Piece]) -> Int { column.map(\.text.width).max() ?? 0 }

  /// The columns in runs that fit into a line, each at least one column.
  private func parts(_ columns: [[Piece]], _ room: Int) -> [[[Piece]]] {
    var parts: [[[Piece]]] = []
    var used = 0
    for column in columns {
      let needed = width(column) + 2
      if parts.isEmpty || used + needed > room {
        parts.append([])
        used = 0
      }
      parts[parts.count - 1].append(column)
      used += needed
    }
    return parts
  }

  private func drawn(_ columns: [[Piece]], rows: [Int]) -> String {
    let widths = columns.map(width)
    return rows.map { row in
      var line = ""
      var blanks = 2
      for (column, width) in zip(columns, widths) {
        let piece = column[row]
        let padding = width - piece.text.width
        // Blanks are written only in front of something, so that no line ends with them.
        if piece.isRight { blanks += padding }
        if piece.text.width > 0 {
          line += String(repeating: " ", count: blanks) + painted(piece.text.string, piece.color)
          blanks = 0
        }
        blanks += piece.isRight ? 2 : padding + 2
      }
      return line + "\n"
    }.joined()
  }

  /// A cell: its worst word; where others come off better, for how many.
  private func piece(_ cell: MatrixDocument.Cell?) -> Piece {
    guard let cell else { return Self.blank }
    let worst = cell.worst
    let all = cell.outcomes.reduce(0) { $0 + $1.count }
    let word = cell.outcomes.contains { $0.word != worst.word } ? "\(worst.word) \(worst.count)/\(all)" : worst.word
    return Piece(word, color: color(worst.status))
  }

  // MARK: Texts

  private func text(_ problem: MatrixDocument.Problem) -> String {
    let outcome = problem.outcome
    let cells = problem.cells == 1 ? "" : " and \(problem.cells - 1) more"
    let head = painted(TerminalText(outcome.word).string, color(outcome.status))
    let place = TerminalText(problem.first).string
    return "\(head)  \(place)\(cells)\n" + (outcome.reason.isEmpty ? "" : wrapped("  " + outcome.reason, indent: "  "))
  }

  private func legend() -> String {
    var rows = document.tally.map { ($0.entry.word, color($0.entry.status), $0.entry.meaning) }
    if let blank = document.blank, document.hasBlanks { rows.append(("-", "2", blank)) }
    let width = rows.map { TerminalText($0.0).width }.max() ?? 0
    var text = rows.map { row in
      let word = TerminalText(row.0)
      return painted(word.string, row.1) + String(repeating: " ", count: width - word.width + 2)
        + TerminalText(row.2).string + "\n"
    }.joined()
    if document.cells.contains(where: { cell in cell.outcomes.contains { $0.word != cell.worst.word } }) {
      text += "n/m: the word is true of n of the m \(document.nouns.member)s; the others come off better\n"
    }
    return text
  }

  private func color(_ status: MatrixDocument.Status) -> String {
    switch status {
    case .good: "32"
    case .unknown: "36"
    case .warning: "1;33"
    case .bad: "1;31"
    }
  }

  private func painted(_ text: String, _ color: String) -> String {
    isColored && !color.isEmpty && !text.isEmpty ? "\u{1B}[\(color)m\(text)\u{1B}[0m" : text
  }

  /// A paragraph in lines; those behind the first are indented.
  private func wrapped(_ text: String, indent: String) -> String {
    var lines: [TerminalText] = []
    let start = String(text.prefix { $0 == " " })
    for word in TerminalText(text).string.split(separator: " ") {
      if let last = lines.last, last.width + 1 + TerminalText(String(word)).width <= Self.width {
        lines[lines.count - 1] = TerminalText(last.string + " " + word)
      } else {
        lines.append(TerminalText((lines.isEmpty ? start : indent) + word))
      }
    }
    return lines.map { $0.string + "\n" }.joined()
  }
}
