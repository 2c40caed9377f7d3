/// The phone drawn with characters: a display of about 40 columns and 9 rows, as a 7942G has, and four soft keys.
package struct PhoneScreen: Sendable, Equatable {
  /// Columns of a line of text on the display.
  static let columns = 41
  /// Columns of a soft key.
  private static let keyColumns = 10
  /// Columns of what stands beside a field, at most.
  private static let labelColumns = 18
  /// Rows between title and prompt, at least.
  private static let bodyRows = 7
  /// Rows of the drawing that are not the body's: frame, title, prompt and soft keys.
  private static let otherRows = 7

  /// A place in the drawing, from 0.
  package struct Place: Sendable, Equatable {
    /// The line.
    package var row: Int
    /// The column.
    package var column: Int

    /// Makes a place.
    package init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// The lines, top to bottom, each of the same width.
  package private(set) var lines: [String] = []
  /// Where the next character is written; nil where none is.
  package private(set) var cursor: Place?
  /// How far the body is scrolled, at most what there is to see.
  private(set) var scroll = 0

  /// Draws a phone in at most so many rows; all of it where that is nil.
  package init(_ phone: Phone, rows: Int? = nil) {
    let (body, place) = Self.body(phone)
    let most = rows.map { max(1, $0 - Self.otherRows) } ?? Int.max
    let seen = min(max(body.count, Self.bodyRows), most)
    let furthest = max(0, body.count - seen)
    if let place {
      scroll = min(max(0, place.row - seen / 2), furthest)
    } else {
      scroll = min(phone.scroll, furthest)
    }
    let bar = String(repeating: "─", count: Self.columns + 2)
    lines.append("┌\(bar)┐")
    lines.append(Self.line(Self.title(phone)))
    lines.append("├\(bar)┤")
    for row in 0..<seen {
      let index = scroll + row
      let hasMore = (row == 0 && scroll > 0) ? "▲" : (row == seen - 1 && scroll < furthest) ? "▼" : "│"
      lines.append(Self.line(body.indices.contains(index) ? body[index] : "", end: hasMore))
    }
    if let place, phone.hasField { cursor = Place(row: 3 + place.row - scroll, column: 2 + place.column) }
    lines.append(Self.line(phone.note ?? phone.page.prompt))
    lines += Self.keys(phone.visibleKeys)
  }

  /// The drawing as text.
  package var text: String { lines.map { "\($0)\n" }.joined() }

  private static func line(_ text: String, end: String = "│") -> String {
    "│ \(TextLayout.fitted(text, columns)) \(end)"
  }

  private static func title(_ phone: Phone) -> String {
    phone.page.title.isEmpty ? phone.device : phone.page.title
  }

  private static func keys(_ keys: [PhonePage.SoftKey?]) -> [String] {
    func row(_ left: String, _ joint: String, _ right: String, _ cell: (PhonePage.SoftKey?) -> String) -> String {
      left + keys.map(cell).joined(separator: joint) + right
    }
    let bar = String(repeating: "─", count: keyColumns)
    return [
      row("├", "┬", "┤") { _ in bar }, row("│", "│", "│") { TextLayout.centered($0?.name ?? "", keyColumns) },
      row("└", "┴", "┘") { _ in bar },
    ]
  }

  /// The lines of the body, and the place in them that keys go to.
  private static func body(_ phone: Phone) -> (lines: [String], place: Place?) {
    switch phone.page.body {
    case .text(let text), .idle(let text): return (TextLayout.wrapped(text, columns), nil)
    case .menu(let items):
      let digits = "\(items.count)".count
      let lines = items.enumerated().map { index, item in
        let number = "\(index + 1)"
        let blanks = String(repeating: " ", count: digits - number.count)
        return "\(index == phone.focus ? "▸" : " ") \(blanks)\(number) \(item.name)"
      }
      return (lines, lines.isEmpty ? nil : Place(row: phone.focus, column: 0))
    case .input(let fields, _): return form(fields, phone)
    }
  }

  private static func form(_ fields: [PhonePage.Field], _ phone: Phone) -> (lines: [String], place: Place?) {
    let widest = fields.map { TextLayout.width($0.label) }.max() ?? 0
    let labels = min(widest, labelColumns)
    // Mark, label, colon and a place for the cursor behind the text.
    let room = columns - labels - 5
    var place: Place?
    let lines = zip(fields, phone.typed).enumerated().map { index, pair in
      let (field, typed) = pair
      let shown = field.rule.isSecret ? String(repeating: "*", count: typed.count) : typed
      let tail = TextLayout.tail(shown, room)
      if index == phone.focus { place = Place(row: index, column: labels + 4 + TextLayout.width(tail)) }
      let label = TextLayout.fitted("\(TextLayout.shortened(field.label, labels)):", labels + 1)
      return "\(index == phone.focus ? "▸" : " ") \(label) \(tail)"
    }
    return (lines, place)
  }
}
