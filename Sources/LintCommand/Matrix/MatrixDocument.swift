/// Outcomes in rows and columns, apart from what they are outcomes of: calls by site and number, logins by users and
/// phones.
///
/// `MatrixTable`, `MatrixJSON`, `MatrixCSV` and `MatrixPage` print it. Everything is in its final order.
struct MatrixDocument {
  /// What the cells are about, for programs: `calls`, `logins`.
  var kind: String
  /// The heading.
  var title: String
  /// What is asked, in a few sentences; a paragraph each.
  var introduction: [String] = []
  /// What the cells are called.
  var nouns: Nouns
  /// What stands at the beginning of a row, such as home, visiting cluster, site.
  var rowHeaders: [Header]
  /// All columns; a section shows those in which it has cells.
  var columns: [Column]
  /// What an outcome says beside its word, such as the number delivered.
  var valueHeaders: [Header]
  /// The rows, in groups that are tables of their own.
  var sections: [Section]
  /// Every word that an outcome may have, the best one first.
  var legend: [LegendEntry]
  /// What a cell without outcomes means, in half a sentence; nil where there are none.
  var blank: String?
  /// What is not in the matrix, and why.
  var notes: [String] = []

  /// The words for cells, columns and what is counted, in the singular, as keys and for people.
  struct Nouns {
    /// A cell, such as `call`.
    var cell: String
    /// A column, such as `number`.
    var column: String
    /// The word of an outcome, such as `verdict`.
    var verdict: String
    /// What an outcome counts, such as `user`.
    var member: String
  }

  /// A heading of texts.
  struct Header {
    /// The key for programs, in camel case.
    var key: String
    /// The heading for people.
    var title: String
    /// True for numbers, which stand to the right.
    var isNumber = false
    /// True where tables for people leave it out, because the section's title says it or it tells nothing apart.
    var isHidden = false
  }

  /// A column.
  struct Column {
    /// The heading: what is dialled, who logs in.
    var title: String
    /// What kind of column it is, such as `emergency`; nil where all are of one kind.
    var group: String?
    /// What the heading does not say, such as the pattern that a number was made from.
    var note: String?
  }

  /// Rows that are a table of their own.
  struct Section {
    /// Heading of the table.
    var title: String
    /// Indexes of the columns that the table shows first; the others follow in the document's order.
    var leadingColumns: [Int] = []
    /// The rows.
    var rows: [Row]
  }

  /// A row.
  struct Row {
    /// As many texts as there are row headers.
    var headers: [String]
    /// As many cells as there are columns; nil where the question makes no sense.
    var cells: [Cell?]
  }

  /// What comes out, for all who are in it.
  struct Cell {
    /// The outcomes, the worst one first; at least one.
    var outcomes: [Outcome]

    /// Takes outcomes in any order; those that are equally bad stay in theirs.
    ///
    /// Nil without any.
    init?(_ outcomes: [Outcome]) {
      guard !outcomes.isEmpty else { return nil }
      self.outcomes = outcomes.enumerated()
        .sorted { ($1.element.status, $0.offset) < ($0.element.status, $1.offset) }.map(\.element)
    }

    /// The outcome that stands for the cell.
    var worst: Outcome { outcomes[0] }
  }

  /// How bad an outcome is.
  enum Status: String, CaseIterable, Comparable {
    /// As it should be.
    case good
    /// Cannot be told.
    case unknown
    /// Works, but not as it should.
    case warning
    /// Does not work.
    case bad

    /// Orders by how much somebody should look at it.
    static func < (left: Status, right: Status) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .good: 0
      case .unknown: 1
      case .warning: 2
      case .bad: 3
      }
    }
  }

  /// What comes out for some.
  struct Outcome {
    /// How bad it is.
    var status: Status
    /// The word in the cell, one of the legend's; short.
    var word: String
    /// Why, in one sentence without a full stop; empty where the word says it.
    var reason: String
    /// For how many.
    var count: Int
    /// Some of them by name, at most three.
    var examples: [String] = []
    /// As many values as there are value headers; nil where there is none.
    var values: [String?]
    /// Right, but worth knowing.
    var notes: [String] = []
    /// How it came to that, in order; asked for only where it is printed.
    var steps: () -> [Step] = { [] }
  }

  /// A line of what happened.
  struct Step {
    /// Where it happened, such as a cluster's handle; equal ones in a row are drawn together.
    var group: String
    /// What happened.
    var text: String
    /// The line of YAML that decided it, as `path:line:column`; nil where none did.
    var place: String?
  }

  /// A word of the legend.
  struct LegendEntry {
    /// The word.
    var word: String
    /// How bad it is.
    var status: Status
    /// What it means, in half a sentence.
    var meaning: String
  }
}
