/// A row read by its schema, field after field: for printing any object without knowing its type.
package struct AnyRow {
  /// What a field holds.
  package indirect enum Value {
    /// Neither written nor given by a default.
    case absent
    /// Written, but not readable or not resolved.
    case damaged
    /// The word for "no object" where an object may be named.
    case none
    /// `true` or `false`.
    case flag(Bool)
    /// A number in the field's unit.
    case number(UInt32)
    /// A word of the field's vocabulary.
    case word(String)
    /// Free text, a short text or the object's own name.
    case text(String)
    /// The name of an object of this cluster.
    case reference(String)
    /// A cluster, by its ordinal in the deployment.
    case cluster(ClusterID)
    /// The word that stands in the place of nested objects; a bundle prints it as it is.
    case keyword(String)
    /// A list of values, in the order in which they were written.
    case list([Value])
    /// Nested objects, over all blocks of a section.
    case rows([AnyRow])
  }

  /// The row's schema.
  package let schema: EntitySchema
  private let row: UnsafeRawPointer
  fileprivate let context: UnsafePointer<ModelContext>

  /// Reads memory that belongs to the context's storage, which must outlive the view.
  init(_ row: UnsafeRawPointer, _ schema: EntitySchema, _ context: UnsafePointer<ModelContext>) {
    self.row = row
    self.schema = schema
    self.context = context
  }

  /// The row's head.
  package var head: Head { row.load(as: Head.self) }
  /// The arena index of the row.
  package var index: UInt32 { UInt32((row - UnsafeRawPointer(context.pointee.base)) / Arena.unit) }

  /// The name of a keyed object.
  package var name: String {
    guard schema.info.form == .keyed, let field = schema.fields.first else { return "" }
    switch value(field) {
    case .text(let text), .reference(let text): return text
    default: return ""
    }
  }

  /// Where a field's value stands: 1 + byte offset, or one of `CellOrigin`'s.
  package func at(_ field: Field) -> UInt32 { row.load(fromByteOffset: field.offset + 4, as: UInt32.self) }

  /// The value of a field.
  package func value(_ field: Field) -> Value { value(row + field.offset, field.kind, field) }

  /// The objects of a field, over all blocks.
  package func rows(_ field: Field) -> [AnyRow] {
    guard case .rows(let child) = field.kind else { return [] }
    return BlockRows(row + field.offset, stride: child.stride, base: context.pointee.base).map {
      AnyRow($0, child, context)
    }
  }

  private func value(_ cell: UnsafeRawPointer, _ kind: FieldKind, _ field: Field) -> Value {
    let bits = cell.load(as: UInt32.self)
    guard cell.load(fromByteOffset: 4, as: UInt32.self) != 0 else { return .absent }
    guard bits != CellOrigin.damaged else { return .damaged }
    switch kind {
    case .flag: return .flag(bits != 0)
    case .number: return .number(bits)
    case .oneOf(let words): return words.indices.contains(Int(bits)) ? .word(words[Int(bits)].token) : .damaged
    case .text: return .text(String(decoding: context.pointee.text(bits), as: UTF8.self))
    case .name, .symbol: return .text(Interned(id: bits, context: context).string)
    case .reference:
      return bits == CellOrigin.none ? .none : .reference(AnyEntity(index: bits, context: context).name.string)
    case .cluster: return .cluster(ClusterID(Int(bits)))
    case .list(let element):
      guard bits < CellOrigin.keyword else { return .damaged }
      let block = context.pointee.row(bits)
      return .list((0..<Int(block.load(as: UInt32.self))).map { value(block + 8 + $0 * 8, element, field) })
    case .rows:
      if bits == CellOrigin.keyword { return .keyword(field.keyword ?? "") }
      return .rows(rows(field))
    }
  }
}

extension Entity {
  /// The row read by a schema of its type.
  package func anyRow(_ schema: EntitySchema) -> AnyRow { AnyRow(address, schema, context) }
}

extension AnyEntity {
  /// The object at an arena index of the same deployment as a row.
  package init(at index: UInt32, like row: AnyRow) { self.init(index: index, context: row.context) }
}
