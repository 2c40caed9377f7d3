/// The descriptions of the JSON Schema, which editors show beside a key.
enum JSONSchemaText {
  /// What an entity is, where it lives in Unified CM and what may never stand in it.
  static func description(of schema: EntitySchema) -> String {
    var parts = [schema.info.summary]
    if let page = schema.info.page { parts.append("In Unified CM: \(page).") }
    if !schema.info.refused.isEmpty {
      let keys = schema.info.refused.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
      parts.append("Never \(keys): secrets stay out of the repository.")
    }
    return parts.joined(separator: " ")
  }

  /// What a key means and takes, and where that is known from.
  static func description(of field: Field, mayBeDefaulted: Bool) -> String {
    var parts = [field.summary]
    if field.isRequired, field.defaultText == nil {
      parts.append(mayBeDefaulted ? "Required, here or under `defaults`." : "Required.")
    }
    if let unit = unit(of: field) { parts.append(unit) }
    if let target = target(of: field) { parts.append(target) }
    if let words = words(of: field) { parts.append(words) }
    if let source = field.source { parts.append("Source: \(source).") }
    return parts.joined(separator: " ")
  }

  private static func unit(of field: Field) -> String? {
    let range = field.range.map { "\(field.format.written($0.lowerBound)) to \(field.format.written($0.upperBound))" }
    switch field.format {
    case .quantity(let unit): return range.map { "With its unit, \($0)." } ?? "With its unit, \(unit)."
    case .loginTime: return "Hours and minutes" + (range.map { ", \($0)." } ?? ".")
    case .date: return "As YYYY-MM-DD."
    default: return nil
    }
  }

  private static func target(of field: Field) -> String? {
    var kind = field.kind
    var isList = false
    if case .list(let element) = kind { (kind, isList) = (element, true) }
    let noun: String
    switch kind {
    case .reference(let kinds): noun = kinds.map(\.noun).joined(separator: " or ")
    case .cluster: noun = "cluster"
    default: return nil
    }
    let none = field.noneWord.map { " `\($0)`: no one." } ?? ""
    return (isList ? "Names, each of a \(noun)." : "Name of a \(noun).") + none
  }

  private static func words(of field: Field) -> String? {
    var kind = field.kind
    if case .list(let element) = kind { kind = element }
    guard case .oneOf(let words) = kind else { return nil }
    let meanings = words.map { $0.token == $0.summary ? "`\($0.token)`" : "`\($0.token)`: \($0.summary)" }
    return meanings.joined(separator: "; ") + "."
  }
}
