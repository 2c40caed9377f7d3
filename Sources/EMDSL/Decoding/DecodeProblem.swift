import EMDiagnostics

/// The wording of everything that can be wrong with one value or key.
struct DecodeProblem {
  var code: String
  var severity = Severity.error
  var message: String
  var help: String?
}

extension DecodeProblem {
  static func unknownKey(_ key: String, in label: String, allowed: [String]) -> DecodeProblem {
    let near = Suggestion.nearest(to: key, in: allowed)
    let list = "allowed here: " + allowed.joined(separator: ", ")
    return DecodeProblem(
      code: "EM1001", message: "unknown key '\(key)' in \(label)",
      help: near.map { "did you mean '\($0)'? \(list)" } ?? list)
  }

  static func duplicateKey(_ key: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1002", message: "key '\(key)' stands here a second time",
      help: "keep one of the two; the first one was taken")
  }

  static func missingKey(_ keys: [String], in label: String) -> DecodeProblem {
    let list = keys.map { "'\($0)'" }.joined(separator: ", ")
    return DecodeProblem(
      code: "EM1003", message: "\(label) lacks \(list)",
      help: keys.count == 1 ? "add the key, or give it under 'defaults' of this document" : "add the keys, or give them under 'defaults' of this document")
  }

  static func refusedSecret(_ key: String, in label: String, why: String) -> DecodeProblem {
    DecodeProblem(code: "EM1011", message: "'\(key)' may not stand in \(label)", help: why)
  }

  static let complexKey = DecodeProblem(code: "EM1004", message: "a key must be a plain name", help: "write 'key: value'")

  static func noValue(_ key: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1012", message: "'\(key)' has no value",
      help: "write a value, or leave the key out; put the word in single quotes if the text itself is meant")
  }

  static func wrongKind(_ field: Field, _ schema: EntitySchema, found: YAMLToken, text: String) -> DecodeProblem {
    let due: String
    switch schema.info.form {
    case .keyed:
      due = schema.allowsNameList ? "a list of names, or a mapping by name" : "a mapping by name: '\(field.key): {NAME: {…}}'"
    case .list: due = "a list: '\(field.key): [{…}, {…}]'"
    case .single: due = "a mapping: '\(field.key): {…}'"
    }
    let keyword = field.keyword.map { " or the word '\($0)'" } ?? ""
    return DecodeProblem(
      code: "EM1004", message: "\(field.label) is \(describe(found, text)), but \(due)\(keyword) is expected",
      help: schema.info.form == .single || schema.info.form == .list ? "keys: " + schema.allowedKeys.joined(separator: ", ") : nil)
  }

  static func objectExpected(_ schema: EntitySchema, _ name: String?) -> DecodeProblem {
    DecodeProblem(
      code: "EM1004", message: "\(schema.info.kind.noun)\(name.map { " '\($0)'" } ?? "") must be a mapping",
      help: "write {…} with: " + schema.allowedKeys.joined(separator: ", "))
  }

  static func namesExpected(_ field: Field) -> DecodeProblem {
    DecodeProblem(
      code: "EM1004", message: "a name is expected in the list '\(field.key)'",
      help: "to give settings, write a mapping by name: '\(field.key): {NAME: {…}}'")
  }

  static func itemExpected(_ field: Field, _ schema: EntitySchema) -> DecodeProblem {
    DecodeProblem(
      code: "EM1004", message: "a mapping is expected in the list '\(field.key)'",
      help: "write '- {…}' with: " + schema.allowedKeys.joined(separator: ", "))
  }

  static func plainItemExpected(_ field: Field) -> DecodeProblem {
    DecodeProblem(code: "EM1004", message: "a single value is expected in the list '\(field.key)'", help: nil)
  }

  static func listExpected(_ field: Field, text: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1004", message: "\(field.label) must be a list",
      help: text.isEmpty ? "write '\(field.key): [a, b]'" : "write '\(field.key): [\(quoted(text))]'")
  }

  static func valueExpected(_ field: Field, found: YAMLToken) -> DecodeProblem {
    DecodeProblem(
      code: "EM1004", message: "\(field.label) is \(describe(found, "")), but a single value is expected",
      help: field.example.map { "for example '\(field.key): \(quoted($0))'" })
  }

  static func flagExpected(_ field: Field, text: String, meant: String?) -> DecodeProblem {
    DecodeProblem(
      code: "EM1004", message: "\(field.label) is true or false, not '\(text)'",
      help: meant.map { "write '\(field.key): \($0)', without quotes" } ?? "write true or false, without quotes")
  }

  static func notAllowed(_ field: Field, value: UInt32, allowed: [UInt32]) -> DecodeProblem {
    DecodeProblem(
      code: "EM1005", message: "\(field.label) cannot be \(field.format.written(value))",
      help: "possible: " + allowed.map { field.format.written($0) }.joined(separator: ", "))
  }

  static func outOfRange(_ field: Field, value: UInt32, range: ClosedRange<UInt32>) -> DecodeProblem {
    DecodeProblem(
      code: "EM1005", message: "\(field.label) is \(field.format.written(value)), outside of what Unified CM accepts",
      help: "from \(field.format.written(range.lowerBound)) to \(field.format.written(range.upperBound))")
  }

  static func missingUnit(_ field: Field, value: UInt32) -> DecodeProblem {
    if case .loginTime = field.format {
      return DecodeProblem(
        code: "EM1010", message: "\(field.label) is a time in hours and minutes, not the number \(value)",
        help: "write '\(field.key): \"\(value):00\"' for \(value) hours")
    }
    return DecodeProblem(
      code: "EM1010", message: "\(field.label) lacks its unit", help: "write '\(field.key): \(field.format.written(value))'")
  }

  static func malformedNumber(_ field: Field, text: String) -> DecodeProblem {
    let due: String
    switch field.format {
    case .quantity(let unit): due = "a number and its unit, such as '\(field.defaultText ?? "64 \(unit)")'"
    case .loginTime: due = "hours and minutes, such as '8:00'"
    case .date: due = "a day that exists, such as 2026-03-01"
    default: due = "a whole number"
    }
    return DecodeProblem(code: "EM1009", message: "\(field.label) cannot be '\(text)'", help: "write \(due)")
  }

  static func unknownWord(_ field: Field, _ words: [Word], text: String) -> DecodeProblem {
    let folded = text.lowercased()
    let meant = words.first { word in
      word.token.lowercased() == folded || word.gui.contains { $0.lowercased() == folded }
    }
    let near = meant?.token ?? Suggestion.nearest(to: text, in: words.map(\.token))
    let list = words.map(\.token).joined(separator: ", ")
    return DecodeProblem(
      code: "EM1008", message: "\(field.label) cannot be '\(text)'",
      help: meant.map { "write '\($0.token)'" } ?? (near.map { "did you mean '\($0)'? possible: \(list)" } ?? "possible: \(list)"))
  }

  static func tooLong(_ field: Field, length: Int, maximum: Int) -> DecodeProblem {
    DecodeProblem(
      code: "EM1006", message: "\(field.label) has \(length) characters; Unified CM keeps at most \(maximum)",
      help: "shorten it by \(length - maximum)")
  }

  static func forbiddenCharacter(_ field: Field, text: String) -> DecodeProblem {
    let found = field.forbidden.filter { text.contains($0) }.map { "\($0)" }.joined(separator: " ")
    return DecodeProblem(
      code: "EM1007", message: "\(field.label) holds \(found), which Unified CM refuses here",
      help: "leave out all of: \(field.forbidden.map { "\($0)" }.joined(separator: " "))")
  }

  static func empty(_ field: Field) -> DecodeProblem {
    DecodeProblem(code: "EM1012", message: "\(field.label) is empty", help: "write a value, or leave it out")
  }

  static func malformed(_ field: Field, text: String, _ fault: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1009", message: "\(field.label) cannot be '\(text)': \(fault)",
      help: field.example.map { "for example: \(quoted($0))" })
  }

  static func tooManyMembers(_ field: Field, maximum: Int, count: Int) -> DecodeProblem {
    DecodeProblem(
      code: "EM1014", message: "\(field.label) has \(count) members; Unified CM takes at most \(maximum)",
      help: "take out \(count - maximum)")
  }

  static func ambiguousScalar(text: String, _ reading: YAML11Reading) -> DecodeProblem {
    DecodeProblem(
      code: "EM1015", severity: .info, message: "other YAML tools read '\(text)' as \(reading.noun), not as text",
      help: "write \(quoted(text)) with the single quotes, here and in the rest of this file")
  }

  private static func describe(_ token: YAMLToken, _ text: String) -> String {
    switch token.kind {
    case .mappingStart: "a mapping"
    case .sequenceStart: "a list"
    default: text.isEmpty ? "empty" : "the value '\(text.count > 60 ? String(text.prefix(60)) + "…" : text)'"
    }
  }

  /// A text in single quotes, as YAML wants it.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

extension RowDecoder {
  /// Reports a problem at a token.
  mutating func problem(
    _ problem: DecodeProblem, _ token: YAMLToken, collection: Bool = false, related: (UInt32, String)? = nil
  ) {
    let id = FileID(file)
    let extent: Place.Extent = collection ? .collection : .node
    diagnostics.append(
      Diagnostic(
        code: problem.code, severity: problem.severity, message: problem.message,
        place: Place(file: id, offset: token.offset, extent: extent),
        related: related.map { [Diagnostic.Related(Place(file: id, offset: $0.0), $0.1)] } ?? [], help: problem.help))
  }

  /// Reports a key that the object does not have; a secret gets its own words.
  mutating func unknownKey(_ schema: EntitySchema, _ row: Int, _ key: YAMLToken, _ stream: YAMLTokenStream) {
    let text = stream.text(key)
    let label = label(row, schema)
    if let why = schema.info.refused[text] {
      problem(.refusedSecret(text, in: label, why: why), key)
    } else {
      problem(.unknownKey(text, in: label, allowed: schema.allowedKeys), key)
    }
    mark(row)
  }

  /// What to call the object of the row at a scratch offset.
  func label(_ row: Int, _ schema: EntitySchema) -> String {
    let noun = schema.info.kind == .part ? "this object" : schema.info.kind.noun
    return name(row, schema).map { "\(noun) '\($0)'" } ?? noun
  }

  /// The name of the object of the row at a scratch offset.
  func name(_ row: Int, _ schema: EntitySchema) -> String? {
    guard schema.info.form == .keyed else { return nil }
    let bits = scratch.bits(row + 8)
    guard bits != CellOrigin.damaged, Int(bits) < names.texts.count else { return nil }
    return String(decoding: arena.text(names.texts[Int(bits)]), as: UTF8.self)
  }
}
