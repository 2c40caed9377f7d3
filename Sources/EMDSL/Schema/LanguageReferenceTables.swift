/// The tables of the reference: what a key takes, in words and with links.
struct ReferenceTables {
  /// Sections that have a heading to link to.
  private let sections: Set<String>

  /// Takes the keys that have a heading: only those can be linked to.
  init(sections: Set<String>) { self.sections = sections }

  /// The anchor that Markdown renderers give to a heading of one word.
  static func slug(_ heading: String) -> String { heading.lowercased() }

  /// How objects of an entity are written, in a sentence or two.
  func form(of schema: EntitySchema, keyword: String?) -> String {
    var text: String
    switch schema.info.form {
    case .single: text = "One mapping."
    case .list: text = "A list of mappings; the order counts only where the text above says so."
    case .keyed:
      text = "A mapping by name. Name: \(sentence(schema.fields[0]))"
      if schema.allowsNameList { text += " A plain list of names is enough where no key is needed." }
      if let key = schema.info.shorthand { text += " In short, the value of `\(key)` may stand for the mapping." }
    }
    if let keyword { text += " Or the word `\(keyword)`." }
    return text
  }

  private func sentence(_ name: Field) -> String {
    var parts = [lowercasedFirst(name.summary.hasSuffix(".") ? String(name.summary.dropLast()) : name.summary)]
    parts += limits(of: name)
    if let example = name.example { parts.append("such as `\(example)`") }
    return parts.joined(separator: ", ") + "." + (name.source.map { " (\($0).)" } ?? "")
  }

  /// One row for each key.
  func table(of fields: ArraySlice<Field>) -> String {
    var lines = ["| Key | Value | Default | Meaning | Source |", "|---|---|---|---|---|"]
    for field in fields {
      let cells = ["`\(field.key)`", value(of: field), initial(field), meaning(of: field), field.source ?? ""]
      lines.append("| " + cells.map(Self.escaped).joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n")
  }

  private static func escaped(_ cell: String) -> String {
    cell.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  private func initial(_ field: Field) -> String {
    if let text = field.defaultText { return "`\(text)`" }
    return field.isRequired ? "**required**" : ""
  }

  private func meaning(of field: Field) -> String {
    var text = field.summary
    var kind = field.kind
    if case .list(let element) = kind { kind = element }
    if case .oneOf(let words) = kind {
      let told = words.filter { $0.summary != $0.token }.map { "`\($0.token)`: \($0.summary)" }
      if !told.isEmpty { text += " " + told.joined(separator: "; ") + "." }
    }
    return text
  }

  private func value(of field: Field) -> String {
    var text: String
    switch field.kind {
    case .list(let element):
      text = "list of \(scalar(field, element, isPlural: true))"
      if let maximum = field.maximumMembers { text += ", at most \(maximum)" }
      if let example = field.example { text += ", such as `\(example)`" }
      return text
    case .rows(let schema):
      let link = "[\(schema.name)](#\(Self.slug(schema.name)))"
      switch schema.info.form {
      case .single: text = link
      case .list: text = "list of \(link)"
      case .keyed: text = "mapping of \(link)"
      }
      if let keyword = field.keyword { text += ", or `\(keyword)`" }
      return text
    default:
      text = ([scalar(field, field.kind, isPlural: false)] + limits(of: field)).joined(separator: ", ")
      if let none = field.noneWord { text += ", or `\(none)`" }
      if let example = field.example { text += ", such as `\(example)`" }
      return text
    }
  }

  private func scalar(_ field: Field, _ kind: FieldKind, isPlural: Bool) -> String {
    switch kind {
    case .flag: return "`true` or `false`"
    case .number: return number(field)
    case .oneOf(let words): return words.map { "`\($0.token)`" }.joined(separator: isPlural ? ", " : " or ")
    case .reference(let kinds):
      return kinds.map(link).joined(separator: " or ")
    case .cluster: return isPlural ? "cluster handles" : "cluster handle"
    case .text, .name, .symbol: return isPlural ? field.format.plural : field.format.noun
    case .list, .rows: return ""
    }
  }

  private func link(_ kind: EntityKind) -> String {
    sections.contains(kind.section) ? "[\(kind.noun)](#\(Self.slug(kind.section)))" : kind.noun
  }

  private func number(_ field: Field) -> String {
    let written = field.format.written
    let range = field.range.map { ", \(written($0.lowerBound)) to \(written($0.upperBound))" } ?? ""
    let allowed = field.allowed.map { ", one of " + $0.map { "\($0)" }.joined(separator: ", ") } ?? ""
    switch field.format {
    case .quantity(let unit): return "number with `\(unit)`\(range)\(allowed)"
    case .loginTime: return "time HHH:MM\(range)"
    case .date: return "day YYYY-MM-DD"
    default: return "whole number\(range)\(allowed)"
    }
  }

  /// Limits of a text's length and characters.
  private func limits(of field: Field) -> [String] {
    var limits: [String] = []
    if let maximum = field.maximumLength { limits.append("at most \(maximum) characters") }
    if !field.forbidden.isEmpty { limits.append("without any of `\(field.forbidden)`") }
    return limits
  }

  private func lowercasedFirst(_ text: String) -> String {
    // Abbreviations such as `IANA` keep their capitals.
    let second = text.dropFirst().first
    if second?.isUppercase ?? false { return text }
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

extension ValueFormat {
  /// What the reference calls a text of the format.
  fileprivate var noun: String {
    switch self {
    case .any: "text"
    case .host: "host name or address"
    case .country: "country code"
    case .dialPattern: "[dial pattern](#dial-patterns)"
    case .dialString: "digits, `*`, `#`, `+`"
    case .dialMask: "digits, `X`, `*`, `#`, `+`"
    case .version: "version"
    case .clusterID: "letters, digits, `.`, `-`"
    case .deviceName: "device name"
    case .url: "web address"
    case .timeZone: "time zone"
    case .fingerprint: "hexadecimal digits"
    case .count, .quantity, .loginTime, .date: "number"
    }
  }

  /// The same for several.
  fileprivate var plural: String {
    switch self {
    case .any: "texts"
    case .host: "host names and addresses"
    case .dialPattern: "[dial patterns](#dial-patterns)"
    case .dialString: "numbers as dialled"
    default: noun
    }
  }
}
