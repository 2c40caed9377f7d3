import EMDSL

/// What linking has to do with the cells of one kind of row: offsets and masks, so that a pass over millions of cells
/// touches no declaration.
final class LinkPlan {
  /// A reference and the kinds that it may lead to.
  struct Reference {
    /// Bytes from the row's start to the cell.
    var offset: Int
    /// One bit for each kind, numbered by `EntityKind.rawValue`.
    var kinds: UInt64
  }

  /// A list and what its members are.
  struct List {
    /// What a member holds until linking has replaced it.
    enum Element {
      /// A name that leads nowhere, and is only renumbered.
      case symbol
      /// The name of an object; the mask says of which kinds.
      case reference(UInt64)
      /// The handle of a cluster.
      case cluster
    }
    /// Bytes from the row's start to the list's cell.
    var offset: Int
    /// What each member is.
    var element: Element
  }

  /// Nested objects.
  struct Child {
    /// Bytes from the row's start to the cell that leads to the block.
    var offset: Int
    /// The field, for its key and its schema.
    var field: Field
    /// The plan of the nested rows.
    var plan: LinkPlan
  }

  /// The kind of row that the plan is for.
  let schema: EntitySchema
  /// Offsets of names, which are declared before anything is resolved; at most one in a row.
  private(set) var names: [Int] = []
  /// Offsets of names that lead nowhere, and are only renumbered.
  private(set) var symbols: [Int] = []
  /// References to objects of the same cluster.
  private(set) var references: [Reference] = []
  /// Offsets of handles, which become ordinals.
  private(set) var clusters: [Int] = []
  /// Lists whose members are names; lists of words and numbers need no linking.
  private(set) var lists: [List] = []
  /// Blocks of nested rows, single ones included.
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
  /// Rows in the block.
  var count: Int
  /// The first row; the others follow at the schema's stride.
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
