internal import EMJSON

/// The schemas of values: keywords of JSON Schema bind only the type they are about, so one flat schema says for each
/// type what is allowed, and a validator's message is about the mistake and not about alternatives.
extension JSONSchemaBuilder {
  /// Writes the keywords of a field's value into the object that has been begun.
  mutating func writeValue(_ field: Field) {
    switch field.kind {
    case .rows(let schema): writeRows(field, schema)
    case .list(let element):
      json.member("type", "array")
      json.key("items")
      json.beginObject()
      writeScalar(field, element)
      json.endObject()
      if let maximum = field.maximumMembers { json.member("maxItems", maximum) }
    default:
      writeScalar(field, field.kind)
      writeDefault(field)
    }
    writeExamples(field)
  }

  // MARK: Objects

  private mutating func writeRows(_ field: Field, _ schema: EntitySchema) {
    var types: [String]
    switch schema.info.form {
    case .single: return reference("$ref", schema)
    case .list: types = ["array", "null"]
    case .keyed: types = schema.allowsNameList ? ["object", "array", "null"] : ["object", "null"]
    }
    if field.keyword != nil { types.append("string") }
    json.member("type", types)
    if let keyword = field.keyword { json.member("pattern", "^\(keyword)$") }
    if schema.info.form == .list { return reference("items", schema) }
    writeNames(schema)
    writeExtensions()
    writeItem(schema)
    if schema.allowsNameList {
      json.key("items")
      json.beginObject()
      writeScalar(schema.fields[0], schema.fields[0].kind)
      json.endObject()
    }
  }

  /// The keys of a mapping by name.
  private mutating func writeNames(_ schema: EntitySchema) {
    let name = schema.fields[0]
    guard case .name = name.kind else { return }
    json.key("propertyNames")
    json.beginObject()
    json.key("if")
    json.beginObject(inline: true)
    json.key("not")
    json.beginObject(inline: true)
    json.member("pattern", "^x-")
    json.endObject()
    json.endObject()
    json.key("then")
    json.beginObject()
    writeTextLimits(name)
    json.endObject()
    json.endObject()
  }

  /// One object: its mapping, or what stands for it.
  private mutating func writeItem(_ schema: EntitySchema) {
    guard let index = schema.shorthandIndex else { return reference("additionalProperties", schema) }
    json.key("additionalProperties")
    json.beginObject()
    json.key("if")
    json.beginObject(inline: true)
    json.member("type", ["object", "null"])
    json.endObject()
    reference("then", schema)
    json.key("else")
    json.beginObject()
    let field = schema.fields[index]
    json.member("description", "In short: the value of `\(field.key)`.")
    writeValue(field)
    json.endObject()
    json.endObject()
  }

  // MARK: Scalars

  private mutating func writeScalar(_ field: Field, _ kind: FieldKind) {
    switch kind {
    case .flag: json.member("type", "boolean")
    case .number: writeNumber(field)
    case .oneOf(let words): writeWords(words)
    case .reference, .cluster: json.member("type", ValueFormat.any.jsonTypes)
    case .text, .name, .symbol:
      let types = writeTypes(field.format)
      writeTextLimits(field)
      if types.contains("number"), !types.contains("boolean") { json.member("minimum", 0) }
    case .list, .rows: break
    }
  }

  private mutating func writeTypes(_ format: ValueFormat) -> [String] {
    let types = format.jsonTypes
    if types.count == 1 { json.member("type", types[0]) } else { json.member("type", types) }
    return types
  }

  private mutating func writeNumber(_ field: Field) {
    let types = writeTypes(field.format)
    if types.contains("integer") {
      json.member("minimum", field.range?.lowerBound ?? 0)
      if let maximum = field.range?.upperBound { json.member("maximum", maximum) }
    }
    if let pattern = field.format.numberPattern(range: field.range, allowed: field.allowed) {
      json.member("pattern", pattern)
    }
    if field.format == .date { json.member("format", "date") }
  }

  private mutating func writeWords(_ words: [Word]) {
    json.key("enum")
    json.beginArray(inline: true)
    for word in words { json.string(word.token) }
    // `on` and `off` are truth values in YAML 1.1.
    if words.contains(where: { $0.token == "on" }) { json.bool(true) }
    if words.contains(where: { $0.token == "off" }) { json.bool(false) }
    json.endArray()
  }

  private mutating func writeTextLimits(_ field: Field) {
    var mayBeEmpty = false
    if case .text = field.kind { mayBeEmpty = field.format == .any }
    if !mayBeEmpty { json.member("minLength", 1) }
    if let maximum = field.maximumLengthOfText { json.member("maxLength", maximum) }
    if let pattern = field.format.pattern ?? Self.pattern(forbidding: field.forbidden) {
      json.member("pattern", pattern)
    }
    guard field.format == .deviceName else { return }
    json.key("if")
    json.beginObject(inline: true)
    json.member("pattern", "^SEP")
    json.endObject()
    json.key("then")
    json.beginObject(inline: true)
    json.member("pattern", "^SEP[0-9A-F]{12}$")
    json.endObject()
    json.key("else")
    json.beginObject(inline: true)
    json.member("pattern", "^[0-9A-Za-z._-]+$")
    json.endObject()
  }

  private static func pattern(forbidding characters: String) -> String? {
    guard !characters.isEmpty else { return nil }
    return "^[^" + characters.map { "\\]^-".contains($0) ? "\\\($0)" : "\($0)" }.joined() + "]*$"
  }

  // MARK: Annotations

  private mutating func writeDefault(_ field: Field) {
    guard let text = field.defaultText else { return }
    json.key("default")
    writeLiteral(text, field)
  }

  private mutating func writeExamples(_ field: Field) {
    var isList = false
    if case .list = field.kind { isList = true }
    let examples = field.allowed.map { $0.map { field.format.written($0) } } ?? field.example.map { [$0] } ?? []
    guard !examples.isEmpty else { return }
    json.key("examples")
    json.beginArray(inline: true)
    for example in examples {
      if isList { json.beginArray(inline: true) }
      writeLiteral(example, field)
      if isList { json.endArray() }
    }
    json.endArray()
  }

  private mutating func writeLiteral(_ text: String, _ field: Field) {
    switch field.kind {
    case .flag: json.bool(text == "true")
    case .number:
      if field.format == .count, let number = UInt32(text) { json.number(number) } else { json.string(text) }
    default: json.string(text)
    }
  }
}

extension Field {
  /// Most characters of one text; a version has a limit of its own.
  var maximumLengthOfText: Int? {
    format == .version ? min(40, maximumLength ?? 40) : maximumLength
  }
}
