internal import EMDiagnostics

/// A matrix as one HTML page that needs no other file, no network and no script; a script adds a filter.
///
/// It is well-formed XML too, so that tools can read it. Each cell opens to how it came to its outcome. In a large matrix those that are good are left closed for good, but
/// for the first one of each row, and the rest is bounded: the page must stay one that a browser can show.
struct MatrixPage {
  /// Cells up to which each has its steps.
  private static let smallMatrix = 600
  /// Cells with steps at most.
  private static let routeLimit = 2_000
  /// Different problems that are listed.
  private static let problemLimit = 100

  private let document: MatrixDocument
  private let tally: [(entry: MatrixDocument.LegendEntry, count: Int)]
  private let isLarge: Bool

  /// Prints a matrix.
  init(_ document: MatrixDocument) {
    self.document = document
    tally = document.tally
    isLarge = tally.reduce(0) { $0 + $1.count } > Self.smallMatrix
  }

  /// Writes the page, one call of `write` for each row.
  func write(to write: (String) -> Void) {
    let title = HTMLText.escaped(document.title)
    write(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>\(title)</title>
      <style>
      \(MatrixPageParts.style)
      </style>
      </head>
      <body>
      <header>
      <h1>\(title)</h1>

      """)
    for paragraph in document.introduction { write("<p>\(HTMLText.escaped(paragraph))</p>\n") }
    write(counts() + filter() + "</header>\n<main>\n" + problems())
    var routes = 0
    for section in document.sections { table(section, &routes, to: write) }
    write("</main>\n" + footer() + "<script>\n\(MatrixPageParts.script)\n</script>\n</body>\n</html>\n")
  }

  // MARK: Around the tables

  private func counts() -> String {
    let total = counted(tally.reduce(0) { $0 + $1.count }, document.nouns.cell)
    let rows = tally.map { entry, count in
      "<li><span class=\"word \(entry.status.rawValue)\">\(HTMLText.escaped(entry.word))</span> <b>\(count)</b>"
        + " <span class=\"meaning\">\(HTMLText.escaped(entry.meaning))</span></li>\n"
    }
    let blank = document.blank.flatMap { document.hasBlanks ? " An empty one: \(HTMLText.escaped($0))." : nil } ?? ""
    return "<p class=\"total\">\(HTMLText.escaped(total))</p>\n<ul class=\"legend\">\n\(rows.joined())</ul>\n"
      + "<p class=\"meaning\">A cell opens to its steps; the same cell closes them.\(blank)</p>\n"
  }

  /// The filter; without a script it would do nothing, so the script shows it.
  private func filter() -> String {
    let words = tally.map { entry, count in
      "<option value=\"\(HTMLText.escaped(entry.word))\">\(HTMLText.escaped(entry.word)) (\(count))</option>"
    }
    return """
      <form id="filter" hidden="hidden">
      <label>Show <select id="word"><option value="">all</option>\(words.joined())</select></label>
      <label>Rows with <input id="text" type="search" autocomplete="off" placeholder="cluster, site …"/></label>
      <output id="shown"></output>
      </form>

      """
  }

  private func problems() -> String {
    let problems = document.problems
    guard !problems.isEmpty else { return "" }
    let items = problems.prefix(Self.problemLimit).map { problem in
      let more = problem.cells == 1 ? "" : " <span class=\"meaning\">and \(problem.cells - 1) more</span>"
      let outcome = problem.outcome
      return "<li><span class=\"word \(outcome.status.rawValue)\">\(HTMLText.escaped(outcome.word))</span>"
        + " <b>\(HTMLText.escaped(problem.first))</b>\(more)<br/>\(HTMLText.escaped(outcome.reason))</li>\n"
    }
    let rest = problems.count - items.count
    let closing = rest > 0 ? "<p>And \(counted(rest, "more problem")): the JSON format has all.</p>\n" : ""
    return "<section class=\"problems\">\n<h2>What to look at</h2>\n<ul>\n\(items.joined())</ul>\n"
      + closing + "</section>\n"
  }

  private func footer() -> String {
    var notes = document.notes
    if isLarge {
      notes.append(
        "In a matrix of this size the steps are given for what is not good, \(Self.routeLimit) cells at most, and for"
          + " the first good cell of each row.")
    }
    guard !notes.isEmpty else { return "" }
    let items = notes.map { "<li>\(HTMLText.escaped($0))</li>\n" }.joined()
    return "<footer>\n<h2>Notes</h2>\n<ul>\n\(items)</ul>\n</footer>\n"
  }

  // MARK: Tables

  private func table(_ section: MatrixDocument.Section, _ routes: inout Int, to write: (String) -> Void) {
    let columns = document.usedColumns(section)
    let shown = document.rowHeaders.indices.filter { !document.rowHeaders[$0].isHidden }
    let corner = shown.map { document.rowHeaders[$0].title }.joined(separator: ", ")
    write("<section class=\"matrix\">\n<h2>\(HTMLText.escaped(section.title))</h2>\n<table>\n<thead>\n")
    write("<tr><th scope=\"col\" class=\"corner\">\(HTMLText.escaped(corner))</th>")
    for index in columns {
      let column = document.columns[index]
      let note = column.note.map { "<small>\(HTMLText.escaped($0))</small>" } ?? ""
      write("<th scope=\"col\">\(HTMLText.escaped(column.title))\(note)</th>")
    }
    write("</tr>\n</thead>\n<tbody>\n")
    for row in section.rows {
      var hasGood = false
      var line = "<tr>" + head(row, shown)
      for index in columns {
        guard let cell = row.cells[index] else {
          line += "<td class=\"none\"></td>"
          continue
        }
        let isGood = cell.worst.status == .good
        let isOpen = routes < Self.routeLimit && (!isLarge || !isGood || !hasGood)
        if isOpen { routes += 1 }
        if isGood { hasGood = true }
        line += self.cell(cell, (section, row, document.columns[index]), hasRoute: isOpen)
      }
      write(line + "</tr>\n")
    }
    write("</tbody>\n</table>\n</section>\n")
  }

  private func head(_ row: MatrixDocument.Row, _ shown: [Int]) -> String {
    let parts = shown.map { index in
      let header = document.rowHeaders[index]
      let text = HTMLText.escaped(row.headers[index])
      guard header.isNumber else { return "<span>\(text)</span>" }
      let noun = text == "1" && header.title.hasSuffix("s") ? String(header.title.dropLast()) : header.title
      return "<small>\(text) \(HTMLText.escaped(noun))</small>"
    }
    return "<th scope=\"row\"><div>\(parts.joined(separator: " "))</div></th>"
  }

  private func cell(
    _ cell: MatrixDocument.Cell,
    _ position: (section: MatrixDocument.Section, row: MatrixDocument.Row, column: MatrixDocument.Column),
    hasRoute: Bool
  ) -> String {
    let worst = cell.worst
    var word = HTMLText.escaped(worst.word)
    if cell.outcomes.contains(where: { $0.word != worst.word }) {
      word += " <small>\(worst.count)/\(cell.outcomes.reduce(0) { $0 + $1.count })</small>"
    }
    let start = "<td class=\"\(worst.status.rawValue)\" data-word=\"\(HTMLText.escaped(worst.word))\">"
    guard hasRoute else { return start + word + "</td>" }
    let heading = HTMLText.escaped(document.label(position.section, position.row, position.column))
    return start + "<details name=\"route\"><summary>\(word)</summary><div class=\"route\"><h3>\(heading)</h3>"
      + cell.outcomes.map(outcome).joined(separator: "\n<hr/>") + "</div></details></td>"
  }

  // MARK: Routes

  private func outcome(_ outcome: MatrixDocument.Outcome) -> String {
    let members = HTMLText.escaped(counted(outcome.count, document.nouns.member))
    let more = outcome.count > outcome.examples.count && !outcome.examples.isEmpty ? " …" : ""
    let names = outcome.examples.isEmpty ? "" : ": " + HTMLText.escaped(outcome.examples.joined(separator: ", ")) + more
    var text = "\n<p><span class=\"word \(outcome.status.rawValue)\">\(HTMLText.escaped(outcome.word))</span>"
    text += " \(HTMLText.escaped(outcome.reason)) <span class=\"meaning\">(\(members)\(names))</span></p>"
    let values = zip(document.valueHeaders, outcome.values).compactMap { header, value in
      value.map { "<div><dt>\(HTMLText.escaped(header.title))</dt><dd>\(HTMLText.escaped($0))</dd></div>" }
    }
    if !values.isEmpty { text += "\n<dl>\(values.joined())</dl>" }
    for note in outcome.notes { text += "\n<p class=\"meaning\">\(HTMLText.escaped(note))</p>" }
    return text + steps(outcome.steps())
  }

  private func steps(_ steps: [MatrixDocument.Step]) -> String {
    var text = ""
    var group: String?
    for (index, step) in steps.enumerated() {
      if step.group != group {
        // Numbers go on from group to group, so that a step can be spoken of.
        text += (group == nil ? "" : "</ol>") + "\n<h4>\(HTMLText.escaped(step.group))</h4>\n"
        text += "<ol start=\"\(index + 1)\">"
        group = step.group
      }
      let place = step.place.map { " <code>\(HTMLText.escaped($0))</code>" } ?? ""
      text += "<li>\(HTMLText.escaped(step.text))\(place)</li>"
    }
    return group == nil ? text : text + "</ol>\n"
  }
}
