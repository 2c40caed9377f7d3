internal import EMJSON

/// A matrix for programs: one object; rows in their order, in each the cells in the order of the columns.
///
/// What is not there is left out, except for lists, which are empty.
struct MatrixJSON {
  /// The version of the format; grows when a reader would have to change.
  private static let version = 1

  private let document: MatrixDocument

  /// Prints a matrix.
  init(_ document: MatrixDocument) { self.document = document }

  /// Writes the object, one call of `write` for each row.
  func write(to write: (String) -> Void) {
    var json = JSONWriter(.pretty)
    json.beginObject()
    json.member("version", Self.version)
    json.member("kind", document.kind)
    json.member("title", document.title)
    json.key("columns")
    json.beginArray()
    for column in document.columns {
      json.beginObject(inline: true)
      json.member(document.nouns.column, column.title)
      if let group = column.group { json.member("group", group) }
      if let note = column.note { json.member("note", note) }
      json.endObject()
    }
    json.endArray()
    json.key("rows")
    json.beginArray()
    for section in document.sections {
      for row in section.rows {
        add(row, section, to: &json)
        write(String(decoding: json.take(), as: UTF8.self))
      }
    }
    json.endArray()
    json.member("notes", document.notes)
    addCounts(to: &json)
    json.endObject()
    json.endLine()
    write(json.text)
  }

  private func add(_ row: MatrixDocument.Row, _ section: MatrixDocument.Section, to json: inout JSONWriter) {
    json.beginObject()
    json.member("section", section.title)
    for (header, text) in zip(document.rowHeaders, row.headers) where !text.isEmpty {
      if header.isNumber, let number = Int(text) {
        json.member(header.key, number)
      } else {
        json.member(header.key, text)
      }
    }
    json.key("cells")
    json.beginArray()
    for (column, cell) in zip(document.columns, row.cells) {
      guard let cell else { continue }
      json.beginObject()
      json.member(document.nouns.column, column.title)
      json.member(document.nouns.verdict, cell.worst.word)
      json.member("status", cell.worst.status.rawValue)
      json.key("outcomes")
      json.beginArray()
      for outcome in cell.outcomes { add(outcome, to: &json) }
      json.endArray()
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private func add(_ outcome: MatrixDocument.Outcome, to json: inout JSONWriter) {
    json.beginObject(inline: true)
    json.member(document.nouns.verdict, outcome.word)
    json.member("status", outcome.status.rawValue)
    json.member(document.nouns.member + "s", outcome.count)
    json.member("examples", outcome.examples)
    for (header, value) in zip(document.valueHeaders, outcome.values) {
      if let value { json.member(header.key, value) }
    }
    if !outcome.reason.isEmpty { json.member("reason", outcome.reason) }
    json.member("notes", outcome.notes)
    json.endObject()
  }

  private func addCounts(to json: inout JSONWriter) {
    json.key("summary")
    json.beginObject(inline: true)
    json.member(document.nouns.cell + "s", document.cells.count)
    json.key("counts")
    json.beginObject(inline: true)
    for (entry, count) in document.tally { json.member(entry.word, count) }
    json.endObject()
    json.endObject()
  }
}
