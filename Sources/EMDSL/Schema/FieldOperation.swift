/// What the decoder does with a field: the part of its declaration that every value needs, as plain numbers.
struct FieldOperation: BitwiseCopyable, Sendable {
  /// The decoder.
  enum Code: UInt8, BitwiseCopyable, Sendable {
    /// As the cases of `FieldKind`; names are decoded as symbols.
    case flag, number, oneOf, text, symbol, reference, cluster, list, rows
  }

  /// Which decoder takes the value.
  var code: Code
  /// True where any text will do, apart from its length.
  var isFree: Bool
  /// True where a word means "no object".
  var hasNone: Bool
  /// Bytes up to which a text is short enough whatever its characters are.
  var maximumBytes: Int32
  /// Bytes from the start of the row.
  var offset: Int32

  /// Boils a field down; lengths beyond 2 GiB count as none.
  init(_ field: Field) {
    switch field.kind {
    case .flag: code = .flag
    case .number: code = .number
    case .oneOf: code = .oneOf
    case .text: code = .text
    case .name, .symbol: code = .symbol
    case .reference: code = .reference
    case .cluster: code = .cluster
    case .list: code = .list
    case .rows: code = .rows
    }
    isFree = field.format == .any && field.forbidden.isEmpty
    hasNone = field.noneWord != nil
    maximumBytes = field.maximumLength.map { Int32(clamping: $0) } ?? .max
    offset = Int32(field.offset)
  }
}

/// What Unified CM takes for an absent field.
struct BuiltInValue: Sendable {
  /// Bytes from the start of the row to the cell.
  var offset: Int
  /// The cell's bits; unused where `text` is there.
  var bits: UInt32
  /// A name or short text, which each worker interns.
  var text: String?
}

extension EntitySchema {
  /// The plans of fields.
  static func plans(
    _ fields: [Field]
  ) -> ([FieldOperation], [BuiltInValue], [Int], [(offset: Int, schema: EntitySchema)]) {
    let builtIns = fields.compactMap { field -> BuiltInValue? in
      if let bits = field.defaultBits { return BuiltInValue(offset: field.offset, bits: bits) }
      return field.defaultText.map { BuiltInValue(offset: field.offset, bits: 0, text: $0) }
    }
    let required = fields.filter { $0.isRequired && $0.defaultText == nil }.map(\.offset)
    let children = fields.compactMap { field -> (offset: Int, schema: EntitySchema)? in
      if case .rows(let schema) = field.kind { (field.offset, schema) } else { nil }
    }
    return (fields.map(FieldOperation.init), builtIns, required, children)
  }
}
