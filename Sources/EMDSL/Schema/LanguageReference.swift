/// The reference of the language: hand-written prose, then every key out of the declarations.
package enum LanguageReference {
  /// The line of the prose in whose place the generated part is put.
  package static let marker = "<!-- reference -->"

  /// The prose lacks the line for the generated part, or has it twice.
  package struct MarkerFailure: Error, Hashable, Sendable {
    /// What to do about it.
    package var reason: String { "the prose must have the line '\(LanguageReference.marker)' exactly once" }
  }

  /// The whole page as Markdown.
  package static func markdown(prose: String) throws(MarkerFailure) -> String {
    let lines = prose.split(separator: "\n", omittingEmptySubsequences: false)
    let places = lines.indices.filter { lines[$0] == marker }
    guard places.count == 1, let place = places.first else { throw MarkerFailure() }
    var builder = ReferenceBuilder(.current)
    builder.write()
    return (lines[..<place] + [Substring(builder.text)] + lines[(place + 1)...]).joined(separator: "\n")
  }
}

/// The generated part under construction: sections in the order of their declaration, each followed by its parts.
struct ReferenceBuilder {
  /// The Markdown so far.
  private(set) var text = ""
  private let language: LanguageSchema
  private let tables: ReferenceTables
  /// Parts that have their own heading already.
  private var written: Set<String> = []
  /// Where each part is used, by its name.
  private let uses: [String: [String]]

  /// Finds out first where each part is used, for its heading says so.
  init(_ language: LanguageSchema) {
    self.language = language
    tables = ReferenceTables(sections: Set(language.cluster.fields.map(\.key) + language.deployment.fields.map(\.key)))
    var uses: [String: [String]] = [:]
    for schema in [language.cluster, language.deployment] {
      for section in schema.fields { ReferenceBuilder.collect(section, path: section.key, into: &uses) }
    }
    self.uses = uses
  }

  /// Writes the whole generated part; called once.
  mutating func write() {
    writeDocument(
      "Documents with `cluster:`", language.cluster,
      "The head is `emcc: \(LanguageSchema.version)` and `cluster: HANDLE`; then come, in any order:")
    writeDocument(
      "Documents with `deployment:`", language.deployment,
      "The head is `emcc: \(LanguageSchema.version)` and `deployment: NAME`; then come, in any order:")
    paragraph("## Where `defaults`, `existing` and `everyCluster` apply")
    paragraph("`defaults` takes the sections " + listed(language.sections(of: language.cluster).map(\.key)) + ".")
    paragraph("`existing` takes the sections " + listed(LanguageSchema.existingKinds.map(\.section)) + ".")
    paragraph(
      "`everyCluster` takes the sections " + listed(language.shared.fields.map(\.key))
        + "; `defaults` of a deployment document take the same ones and apply to `everyCluster`.")
    while text.hasSuffix("\n") { text.removeLast() }
  }

  private mutating func writeDocument(_ title: String, _ schema: EntitySchema, _ introduction: String) {
    paragraph("## \(title)")
    paragraph(introduction)
    let settings = schema.fields.filter { $0.child == nil }
    if !settings.isEmpty { paragraph(tables.table(of: settings[...])) }
    let sections = schema.fields.filter { $0.child != nil }
    paragraph(
      "Sections: " + sections.map { "[`\($0.key)`](#\(ReferenceTables.slug($0.key)))" }.joined(separator: ", ") + ".")
    for section in sections { writeSection(section) }
  }

  private mutating func writeSection(_ field: Field) {
    guard let schema = field.child else { return }
    paragraph("### `\(field.key)`")
    var summary = field.summary
    if schema.info.kind == .cluster {
      return paragraph("\(summary) One mapping of sections; they are written as in a cluster's own document.")
    }
    if summary != schema.info.summary, schema.info.form != .single { summary += " \(schema.info.summary)" }
    paragraph(summary)
    writeBody(schema, keyword: field.keyword)
  }

  /// How the objects are written, their keys, and their parts.
  private mutating func writeBody(_ schema: EntitySchema, keyword: String?) {
    var facts = [tables.form(of: schema, keyword: keyword)]
    if let page = schema.info.page { facts.append("In Unified CM: \(page).") }
    for key in schema.info.refused.keys.sorted() {
      if let why = schema.info.refused[key] { facts.append("`\(key)` is refused: \(why).") }
    }
    paragraph(facts.joined(separator: " "))
    let fields = schema.visibleFields
    if !fields.isEmpty { paragraph(tables.table(of: fields)) }
    for field in fields {
      guard let child = field.child, written.insert(child.name).inserted else { continue }
      paragraph("#### \(child.name)")
      let places = uses[child.name, default: []].map { "`\($0)`" }
      paragraph("\(child.info.summary) Stands in \(places.joined(separator: ", ")).")
      writeBody(child, keyword: field.keyword)
    }
  }

  private static func collect(_ field: Field, path: String, into uses: inout [String: [String]]) {
    guard let schema = field.child, schema.info.kind != .cluster else { return }
    for part in schema.visibleFields {
      guard let child = part.child else { continue }
      let place = "\(path).\(part.key)"
      uses[child.name, default: []].append(place)
      collect(part, path: place, into: &uses)
    }
  }

  private func listed(_ keys: [String]) -> String { keys.map { "`\($0)`" }.joined(separator: ", ") }

  private mutating func paragraph(_ paragraph: String) { text += paragraph + "\n\n" }
}
