package import EMDSL
package import EMJSON

/// Writes resolved objects as JSON: every effective value, defaults filled in, keys in the order of their declaration.
///
/// Objects are sorted by name, and those without a name by their own text, so that the bytes do not depend on which
/// file said what. What is ours alone (`roamingFor`, `purpose`) is there too: the simulators ask for it.
package struct ResolvedJSON {
  private let deployment: Deployment
  /// The writer; take its bytes whenever they are many.
  package var json: JSONWriter

  /// Makes a writer of a deployment's objects.
  package init(_ deployment: Deployment, _ layout: JSONWriter.Layout = .compact) {
    self.deployment = deployment
    json = JSONWriter(layout)
  }

  /// Writes the members of an object.
  package mutating func members(_ row: AnyRow, isNamed: Bool) {
    for field in row.schema.fields where !(isNamed && field.offset == 8) { member(field, row.value(field)) }
  }

  /// Writes a key and its value; nothing where it is absent.
  package mutating func member(_ field: Field, _ value: AnyRow.Value) {
    switch value {
    case .absent, .damaged: return
    default: break
    }
    json.key(field.key)
    write(field, value)
  }

  private mutating func write(_ field: Field, _ value: AnyRow.Value) {
    switch value {
    case .absent, .damaged, .none: json.null()
    case .flag(let flag): json.bool(flag)
    case .number(let number): write(number, field.format)
    case .word(let text), .text(let text), .reference(let text), .keyword(let text): json.string(text)
    case .cluster(let id): json.string(deployment[id].handle)
    case .list(let values):
      json.beginArray(inline: true)
      for value in values { write(field, value) }
      json.endArray()
    case .rows(let rows): write(field, rows)
    }
  }

  /// Counts, bit rates and times are numbers in the field's unit; days and login times are texts.
  private mutating func write(_ number: UInt32, _ format: ValueFormat) {
    switch format {
    case .date, .loginTime: json.string(format.written(number))
    default: json.number(number)
    }
  }

  private mutating func write(_ field: Field, _ rows: [AnyRow]) {
    guard case .rows(let child) = field.kind else { return json.null() }
    switch child.info.form {
    case .single:
      json.beginObject()
      if let row = rows.first { members(row, isNamed: false) }
      json.endObject()
    case .keyed:
      json.beginObject()
      for row in rows.sorted(by: { ResolvedJSON.precedes(key($0), key($1)) }) {
        json.key(key(row))
        json.beginObject()
        members(row, isNamed: true)
        json.endObject()
      }
      json.endObject()
    case .list:
      json.beginArray()
      for row in rows {
        json.beginObject()
        members(row, isNamed: false)
        json.endObject()
      }
      json.endArray()
    }
  }

  /// The key of a keyed object, which may be a name, a reference or a cluster's handle.
  private func key(_ row: AnyRow) -> String {
    if let field = row.schema.fields.first, case .cluster(let id) = row.value(field) { return deployment[id].handle }
    return row.name
  }

  /// Compares by bytes: the order does not depend on a locale.
  package static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
