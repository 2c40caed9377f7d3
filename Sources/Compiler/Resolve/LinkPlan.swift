import EMDSL

/// What linking has to do with the cells of one kind of row: offsets and masks, so that a pass over millions of cells
/// touches no declaration.
final class LinkPlan {
  /// A reference and the kinds that it may lead to.
  struct Reference {
    var offset: Int
    var kinds: UInt64
  }

  /// A list and what its members are.
  struct List {
    enum Element {
      case symbol
      case reference(UInt64)
      case cluster
    }
    var offset: Int
    var element: Element
  }

  /// Nested objects.
  struct Child {
    var offset: Int
    var field: Field
    var plan: LinkPlan
  }

  let schema: EntitySchema
  private(set) var names: [Int] = []
  private(set) var symbols: [Int] = []
  private(set) var references: [Reference] = []
  private(set) var clusters: [Int] = []
  private(set) var lists: [List] = []
  private(set) var children: [Child] = []

  /// Makes the plan of a schema and of all schemas in it.
  init(_ schema: EntitySchema) {
    self.schema = schema
    for field in schema.fields {
      switch field.kind {
      case .name: names.append(field.offset)
      case .symbol: symbols.append(field.offset)
      case .reference(let kinds): references.append(Reference(offset: field.offset, kinds: kinds.mask))
      case .cluster: clusters.append(field.offset)
      case .list(.symbol): lists.append(List(offset: field.offset, element: .symbol))
      case .list(.reference(let kinds)): lists.append(List(offset: field.offset, element: .reference(kinds.mask)))
      case .list(.cluster): lists.append(List(offset: field.offset, element: .cluster))
      case .rows(let child): children.append(Child(offset: field.offset, field: field, plan: LinkPlan(child)))
      case .flag, .number, .oneOf, .text, .list: continue
      }
    }
  }
}

extension Sequence<EntityKind> {
  /// One bit for each kind.
  var mask: UInt64 { reduce(0) { $0 | 1 << UInt64($1.rawValue) } }
}

extension UInt64 {
  /// The kinds of a mask, in their order.
  var kinds: [EntityKind] { EntityKind.allCases.filter { self & (1 << UInt64($0.rawValue)) != 0 } }
}

/// A block of rows in the arena.
struct Block {
  var count: Int
  var first: UnsafeMutableRawPointer

  /// The block of a cell with nested objects; nil when there is none.
  init?(_ cell: UnsafeMutableRawPointer, _ arena: Arena) {
    let bits = cell.load(as: UInt32.self)
    guard cell.load(fromByteOffset: 4, as: UInt32.self) != 0, bits < CellOrigin.keyword else { return nil }
    let start = arena.pointer(bits)
    count = Int(start.load(as: UInt32.self))
    first = start + 8
  }
}
