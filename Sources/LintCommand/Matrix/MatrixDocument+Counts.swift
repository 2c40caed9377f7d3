internal import EMDiagnostics

extension MatrixDocument {
  /// All cells, row by row.
  var cells: [Cell] { sections.flatMap { $0.rows.flatMap { $0.cells.compactMap(\.self) } } }

  /// The words that occur, with the number of their cells, in the order of the legend.
  var tally: [(entry: LegendEntry, count: Int)] {
    var counts: [String: Int] = [:]
    for cell in cells { counts[cell.worst.word, default: 0] += 1 }
    return legend.compactMap { entry in counts[entry.word].map { (entry, $0) } }
  }

  /// The counts in a line, such as `96 calls: 94 ok, 2 no-route`.
  var countLine: String {
    let tally = tally
    let total = counted(tally.reduce(0) { $0 + $1.count }, nouns.cell)
    return tally.isEmpty ? total : "\(total): " + tally.map { "\($0.count) \($0.entry.word)" }.joined(separator: ", ")
  }

  /// Outcomes that are not good, gathered by what is wrong.
  struct Problem {
    /// The outcome that stands for all; where several have it, that of the first cell.
    var outcome: Outcome
    /// Cells that have it.
    var cells: Int
    /// Row and column of the first cell.
    var first: String
  }

  /// What is wrong, the worst first, then in the order of the rows.
  var problems: [Problem] {
    var slots: [String: Int] = [:]
    var problems: [Problem] = []
    for section in sections {
      for row in section.rows {
        for (column, cell) in zip(columns, row.cells) {
          for outcome in cell?.outcomes ?? [] where outcome.status != .good {
            let key = "\(outcome.word)\u{0}\(outcome.reason)"
            if let slot = slots[key] {
              problems[slot].cells += 1
            } else {
              slots[key] = problems.count
              problems.append(Problem(outcome: outcome, cells: 1, first: label(section, row, column)))
            }
          }
        }
      }
    }
    return problems.enumerated()
      .sorted { ($1.element.outcome.status, $0.offset) < ($0.element.outcome.status, $1.offset) }.map(\.element)
  }

  /// A cell in words, such as `US, DP-LEEDS: 999 (Phones of EU in GB)`; numbers are left out.
  func label(_ section: Section, _ row: Row, _ column: Column) -> String {
    let names = zip(rowHeaders, row.headers).filter { !$0.0.isNumber && !$0.0.isHidden && !$0.1.isEmpty }.map(\.1)
    return "\(names.joined(separator: ", ")): \(column.title) (\(section.title))"
  }

  /// Indexes of the columns in which a section has cells, in the order of its table.
  func usedColumns(_ section: Section) -> [Int] {
    let rest = columns.indices.filter { !section.leadingColumns.contains($0) }
    return (section.leadingColumns + rest).filter { index in
      section.rows.contains { index < $0.cells.count && $0.cells[index] != nil }
    }
  }

  /// True where a table has cells without outcomes.
  var hasBlanks: Bool {
    sections.contains { section in
      let used = usedColumns(section)
      return section.rows.contains { row in used.contains { row.cells[$0] == nil } }
    }
  }
}
