import EMDiagnostics

/// The wording of everything that can be wrong with one value or key.
struct DecodeProblem {
  /// `EM` and four digits; the code registry explains it.
  var code: String
  /// An error in all cases but advice.
  var severity = Severity.error
  /// What is wrong, with the value as written.
  var message: String
  /// What to write instead, possibly in several lines; nil where nothing can be said.
  var help: String?
}

extension DecodeProblem {
  /// A key that the object does not have; `allowed` is searched for a near one and listed.
  static func unknownKey(_ key: String, in label: String, allowed: [String]) -> DecodeProblem {
    let near = Suggestion.nearest(to: key, in: allowed)
    let list = "allowed here: " + allowed.joined(separator: ", ")
    return DecodeProblem(
      code: "EM1001", message: "unknown key '\(key)' in \(label)",
      help: near.map { "did you mean '\($0)'?\n\(list)" } ?? list)
  }

  /// A key of cluster documents that `everyCluster` cannot give to all members.
  static func notShared(_ key: String, allowed: [String]) -> DecodeProblem {
    DecodeProblem(
      code: "EM1001", message: "'\(key)' cannot stand under 'everyCluster'",
      help: "write it in each cluster's own documents\nallowed here: " + allowed.joined(separator: ", "))
  }

  /// A key that stands twice in one mapping, at its second place.
  static func duplicateKey(_ key: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1002", message: "key '\(key)' stands here a second time",
      help: "keep one of the two; the first one was taken")
  }

  /// `hasDefaults` is true where `defaults` of the document could give the keys.
  static func missingKey(_ keys: [String], in label: String, hasDefaults: Bool) -> DecodeProblem {
    let list = keys.map { "'\($0)'" }.joined(separator: ", ")
    let (what, them) = keys.count == 1 ? ("the key", "it") : ("the keys", "them")
    return DecodeProblem(
      code: "EM1003", message: "\(label) lacks \(list)",
      help: hasDefaults ? "add \(what), or give \(them) under 'defaults' of this document" : "add \(what)")
  }

  /// A key under which people write secrets; `why` says what to do instead.
  static func refusedSecret(_ key: String, in label: String, why: String) -> DecodeProblem {
    DecodeProblem(code: "EM1011", message: "'\(key)' may not stand in \(label)", help: why)
  }

  /// A mapping or list where a key belongs.
  static let complexKey = DecodeProblem(
    code: "EM1004", message: "a key must be a plain name", help: "write 'key: value'")

  /// A key, or an item of its list, without a value; `text` is what stands there (nothing, `~` or `null`).
  static func noValue(_ field: Field, text: String, isItem: Bool = false) -> DecodeProblem {
    let isName = if case .name = field.kind { true } else { false }
    let advice = isItem ? "write a value, or take the item out" : "write a value, or leave the key out"
    return DecodeProblem(
      code: "EM1012", message: "\(isItem && !isName ? "an item of " : "")\(field.label) has no value",
      help: text.isEmpty
        ? advice + (isItem ? field.format.quotingAdvice : "")
        : "\(advice); if the text '\(text)' is meant, write it in single quotes")
  }

  /// A dial pattern that YAML takes for a tag: its value is empty.
  static func taggedPattern(_ pattern: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM0012", message: "this is a dial pattern: write \(quoted(pattern))",
      help: "put dial patterns in single quotes: '!' begins a tag in YAML")
  }

  /// Something else than what nested objects are written as; `text` is empty but for a single value.
  static func wrongKind(_ field: Field, _ schema: EntitySchema, found: YAMLToken, text: String) -> DecodeProblem {
    let due: String
    let form: String
    switch schema.info.form {
    case .keyed where schema.allowsNameList:
      due = "a list of names or a mapping by name"
      form = "'\(field.key): [NAME, NAME]' or '\(field.key): {NAME: {…}}'"
    case .keyed: (due, form) = ("a mapping by name", "'\(field.key): {NAME: {…}}'")
    case .list: (due, form) = ("a list of mappings", "'\(field.key): [{…}, {…}]'")
    case .single: (due, form) = ("a mapping", "'\(field.key): {…}'")
    }
    let keyword = field.keyword.map { ", or the word '\($0)'," } ?? ""
    return DecodeProblem(
      code: "EM1004", message: "\(field.label) is \(describe(found, text)), where \(due)\(keyword) is expected",
      help: "write \(form)"
        + (schema.allowedKeys.isEmpty ? "" : "\nkeys: " + schema.allowedKeys.joined(separator: ", ")))
  }

  /// Something else than a mapping for one object; `label` names the object.
  static func objectExpected(_ schema: EntitySchema, _ label: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1004", message: "\(label) must be a mapping",
      help: "write {…} with: " + schema.allowedKeys.joined(separator: ", "))
  }

  /// A mapping or list among the names of a section that is written as a list of names.
  static func namesExpected(_ field: Field) -> DecodeProblem {
    DecodeProblem(
      code: "EM1004", message: "a name is expected in the list '\(field.key)'",
      help: "to give settings, write a mapping by name: '\(field.key): {NAME: {…}}'")
  }

  /// Something else than a mapping among the objects of a section that is written as a list.
  static func itemExpected(_ field: Field, _ schema: EntitySchema) -> DecodeProblem {
    DecodeProblem(
      code: "EM1004", message: "a mapping is expected in the list '\(field.key)'",
      help: "write '- {…}' with: " + schema.allowedKeys.joined(separator: ", "))
  }

  /// A mapping or list among the values of a list; often an alias of a list.
  static func plainItemExpected(_ field: Field) -> DecodeProblem {
    DecodeProblem(
      code: "EM1004", message: "a single value is expected in the list '\(field.key)'",
      help: "write each item by itself; YAML does not join a list (or an alias of one) with the list around it")
  }

  /// What a message calls the value: the field, or an item of it where the field is a list.
  static func subject(_ field: Field) -> String {
    if case .list = field.kind { "an item of \(field.label)" } else { field.label }
  }

  /// What a message calls something that stands where it does not belong; long values are cut.
  static func describe(_ token: YAMLToken, _ text: String) -> String {
    switch token.kind {
    case .mappingStart: "a mapping"
    case .sequenceStart: "a list"
    default: text.isEmpty ? "empty" : "the value '\(text.count > 60 ? String(text.prefix(60)) + "…" : text)'"
    }
  }

  /// A piece of YAML in a message: in single quotes, but where it holds some itself.
  static func snippet(_ text: String) -> String { text.contains("'") ? text : "'\(text)'" }

  /// A text as YAML wants it: in single quotes where it would be read as something else.
  static func plain(_ text: String) -> String {
    var copy = text
    let isRead = copy.withUTF8 { YAML11Reading(UnsafeRawBufferPointer($0)) == nil }
    let isPlain =
      text.utf8.first.map { ValueFormat.isAlphanumeric($0) } ?? false && text.utf8.last != 0x20
      && text.utf8.allSatisfy { ValueFormat.isAlphanumeric($0) || [0x20, 0x2D, 0x2E, 0x5F].contains($0) }
    return isRead && isPlain ? text : quoted(text)
  }

  /// A text in single quotes, as YAML wants it.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
