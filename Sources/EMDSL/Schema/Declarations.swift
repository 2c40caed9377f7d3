/// Declares fields: the initial value of a row's property, recorded when the schema is made.
private func record<C: Cell>(_ field: FieldDeclaration) -> C {
  FieldRecorder.current?.fields.append(field)
  return C()
}

extension Flag {
  /// Declares a yes-or-no field.
  public static func key(
    _ key: String, _ summary: String, default value: Bool? = nil, source: String? = nil
  ) -> Flag {
    var field = FieldDeclaration(key: key, summary: summary, kind: .flag)
    field.defaultText = value.map { $0 ? "true" : "false" }
    field.defaultBits = value.map { $0 ? 1 : 0 }
    field.source = source
    return record(field)
  }
}

extension Number {
  /// Declares a number; `default` is in the field's unit (minutes for login times).
  public static func key(
    _ key: String, _ summary: String, _ format: ValueFormat = .count, required: Bool = false,
    default value: UInt32? = nil,
    range: ClosedRange<UInt32>? = nil, allowed: [UInt32]? = nil, example: String? = nil, source: String? = nil
  ) -> Number {
    var field = FieldDeclaration(key: key, summary: summary, kind: .number)
    field.format = format
    field.isRequired = required
    field.defaultBits = value
    field.defaultText = value.map { format.written($0) }
    field.range = range
    field.allowed = allowed
    field.example = example
    field.source = source
    return record(field)
  }
}

extension OneOf {
  /// Declares a word of a vocabulary.
  public static func key(
    _ key: String, _ summary: String, required: Bool = false, default value: Words? = nil, source: String? = nil
  ) -> OneOf {
    var field = FieldDeclaration(key: key, summary: summary, kind: .oneOf(Words.words))
    field.isRequired = required
    field.defaultText = value?.token
    field.defaultBits = value.map { UInt32($0.rawValue) }
    field.source = source
    return record(field)
  }
}

extension Text {
  /// Declares a free text, or one of a format that nobody compares.
  public static func key(
    _ key: String, _ summary: String, _ format: ValueFormat = .any, required: Bool = false, maximumLength: Int? = nil,
    forbidden: String = "",
    example: String? = nil, source: String? = nil
  ) -> Text {
    var field = FieldDeclaration(key: key, summary: summary, kind: .text)
    field.format = format
    field.isRequired = required
    field.maximumLength = maximumLength
    field.forbidden = forbidden
    field.example = example
    field.source = source
    return record(field)
  }
}

extension Name {
  /// Declares the object's own name; for keyed entities the key of the mapping.
  public static func key(
    _ summary: String, _ format: ValueFormat = .any, maximumLength: Int? = 50, forbidden: String = "",
    example: String? = nil, source: String? = nil
  ) -> Name {
    var field = FieldDeclaration(key: "name", summary: summary, kind: .name)
    field.format = format
    field.isRequired = true
    field.maximumLength = maximumLength
    field.forbidden = forbidden
    field.example = example
    field.source = source
    return record(field)
  }
}

extension Symbol {
  /// Declares a short text.
  public static func key(
    _ key: String, _ summary: String, _ format: ValueFormat = .any, required: Bool = false,
    default value: String? = nil,
    maximumLength: Int? = nil, forbidden: String = "", example: String? = nil, source: String? = nil
  ) -> Symbol {
    var field = FieldDeclaration(key: key, summary: summary, kind: .symbol)
    field.format = format
    field.isRequired = required
    field.defaultText = value
    field.maximumLength = maximumLength
    field.forbidden = forbidden
    field.example = example
    field.source = source
    return record(field)
  }
}

extension Ref {
  /// Declares a reference to an object of one kind.
  public static func key(
    _ key: String, _ summary: String, required: Bool = false, default value: String? = nil, none: String? = nil,
    source: String? = nil
  ) -> Ref {
    var field = FieldDeclaration(key: key, summary: summary, kind: .reference([Target.entity.kind]))
    field.isRequired = required
    field.defaultText = value
    field.noneWord = none
    field.source = source
    return record(field)
  }
}

extension AnyRef {
  /// Declares a reference to an object of one of several kinds.
  public static func key(
    _ key: String, _ summary: String, to kinds: [EntityKind], required: Bool = false, source: String? = nil
  ) -> AnyRef {
    var field = FieldDeclaration(key: key, summary: summary, kind: .reference(kinds))
    field.isRequired = required
    field.source = source
    return record(field)
  }
}

extension ClusterRef {
  /// Declares a reference to a cluster by its handle.
  public static func key(
    _ key: String, _ summary: String, required: Bool = false, source: String? = nil
  ) -> ClusterRef {
    var field = FieldDeclaration(key: key, summary: summary, kind: .cluster)
    field.isRequired = required
    field.source = source
    return record(field)
  }
}

extension Rows {
  /// Declares nested objects; `keyword` may stand in their place.
  public static func key(_ key: String, _ summary: String, keyword: String? = nil, required: Bool = false) -> Rows {
    var field = FieldDeclaration(key: key, summary: summary, kind: .rows(EntitySchema(of: Child.self)))
    field.keyword = keyword
    field.isRequired = required
    return record(field)
  }

  /// Declares a section of a document: its key and its summary are the entity's.
  public static var section: Rows { .key(Child.entity.kind.section, Child.entity.summary) }
}

extension ListOf {
  private static func list(
    _ key: String, _ summary: String, _ element: FieldKind, required: Bool, maximum: Int?, source: String?
  ) -> FieldDeclaration {
    var field = FieldDeclaration(key: key, summary: summary, kind: .list(element))
    field.isRequired = required
    field.maximumMembers = maximum
    field.source = source
    return field
  }

  /// Declares a list of short texts; the format is that of each.
  public static func key(
    _ key: String, _ summary: String, _ format: ValueFormat = .any, required: Bool = false, maximum: Int? = nil,
    example: String? = nil, source: String? = nil
  ) -> ListOf where Element == Symbol {
    var field = list(key, summary, .symbol, required: required, maximum: maximum, source: source)
    field.format = format
    field.example = example
    return record(field)
  }

  /// Declares a list of references to objects of one kind.
  public static func key<Target>(
    _ key: String, _ summary: String, required: Bool = false, maximum: Int? = nil, source: String? = nil
  ) -> ListOf where Element == Ref<Target> {
    record(
      list(
        key, summary, .reference([Target.entity.kind]), required: required, maximum: maximum, source: source))
  }

  /// Declares a list of references to objects of several kinds.
  public static func key(
    _ key: String, _ summary: String, to kinds: [EntityKind], required: Bool = false, source: String? = nil
  ) -> ListOf where Element == AnyRef {
    record(list(key, summary, .reference(kinds), required: required, maximum: nil, source: source))
  }

  /// Declares a list of clusters' handles.
  public static func key(
    _ key: String, _ summary: String, required: Bool = false, source: String? = nil
  ) -> ListOf where Element == ClusterRef {
    record(list(key, summary, .cluster, required: required, maximum: nil, source: source))
  }

  /// Declares a list of words of a vocabulary.
  public static func key<Words>(
    _ key: String, _ summary: String, required: Bool = false, source: String? = nil
  ) -> ListOf where Element == OneOf<Words> {
    record(list(key, summary, .oneOf(Words.words), required: required, maximum: nil, source: source))
  }
}

extension ValueFormat {
  /// A number as it would be written in YAML.
  public func written(_ value: UInt32) -> String {
    switch self {
    case .quantity(let unit): "\(value) \(unit)"
    case .loginTime: "\(value / 60):\(value % 60 < 10 ? "0" : "")\(value % 60)"
    case .date:
      "\(value / 10000)-\(value / 100 % 100 < 10 ? "0" : "")\(value / 100 % 100)-\(value % 100 < 10 ? "0" : "")\(value % 100)"
    default: "\(value)"
    }
  }
}
