internal import EMCommandLine

/// The form of a matrix.
enum MatrixFormat: String, CaseIterable {
  /// For people at a terminal.
  case table
  /// For programs.
  case json
  /// For spreadsheets.
  case csv
  /// A page for browsers that needs nothing else.
  case html
}

extension CommandOption {
  /// The form of a matrix.
  static let matrixFormat = CommandOption(
    "format", "FORMAT", .choice(MatrixFormat.allCases.map(\.rawValue)),
    summary: "form of the matrix: table (default), json, csv, or html (one file that needs nothing else)")
}

extension MatrixDocument {
  /// Prints the matrix, piece by piece.
  func write(_ format: MatrixFormat, isColored: Bool, to write: (String) -> Void) {
    switch format {
    case .table: MatrixTable(self, isColored: isColored).write(to: write)
    case .json: MatrixJSON(self).write(to: write)
    case .csv: MatrixCSV(self).write(to: write)
    case .html: MatrixPage(self).write(to: write)
    }
  }
}
