import EMDiagnostics

/// An interned text: compared as a number, read as a String on demand.
@frozen public struct Interned: Hashable, Sendable, CustomStringConvertible {
  /// The number; meaningless between runs.
  public let id: UInt32
  /// Where the text lies; unowned, so that the deployment must outlive the view.
  @usableFromInline nonisolated(unsafe) let context: UnsafePointer<ModelContext>

  /// Takes a number of the context's own names; another one would lead outside of the table.
  @inlinable init(id: UInt32, context: UnsafePointer<ModelContext>) {
    self.id = id
    self.context = context
  }

  /// The text.
  public var string: String { String(decoding: bytes, as: UTF8.self) }
  /// The text.
  public var description: String { string }
  /// The text's bytes in UTF-8.
  public var bytes: UnsafeRawBufferPointer { context.pointee.text(context.pointee.names[Int(id)]) }

  /// Compares numbers: the same text has the same number in one deployment.
  @inlinable public static func == (left: Interned, right: Interned) -> Bool { left.id == right.id }
  /// Compares with a literal.
  public static func == (left: Interned, right: String) -> Bool { left.bytes.elementsEqual(right.utf8) }
  /// Hashes the number.
  @inlinable public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A cluster by its ordinal in the deployment.
@frozen public struct ClusterID: Hashable, Sendable, Comparable {
  /// 0-based; clusters are sorted by handle.
  public let ordinal: Int
  /// Makes an ID.
  @inlinable public init(_ ordinal: Int) { self.ordinal = ordinal }
  /// Orders by handle.
  @inlinable public static func < (left: ClusterID, right: ClusterID) -> Bool { left.ordinal < right.ordinal }
}

/// A typed view of an object of a linked deployment: its fields by name, references followed.
///
/// A damaged field reads as absent; a reference that does not resolve leads to the poison object, which has everything,
/// so that rules about something missing stay silent.
///
/// What takes a key path is always inlined: the compiler then sees which field it is, and no key path is made.
@frozen @dynamicMemberLookup public struct Entity<R: Row>: Sendable {
  @usableFromInline nonisolated(unsafe) let row: UnsafePointer<R>
  @usableFromInline nonisolated(unsafe) let context: UnsafePointer<ModelContext>

  /// Takes a row of the context's arena.
  @inlinable init(row: UnsafePointer<R>, context: UnsafePointer<ModelContext>) {
    self.row = row
    self.context = context
  }

  /// Takes the arena index of a row, which must be of this type; `Arena.poison` fits every type.
  @inlinable init(index: UInt32, context: UnsafePointer<ModelContext>) {
    row = context.pointee.row(index).assumingMemoryBound(to: R.self)
    self.context = context
  }

  /// A yes-or-no field; nil when absent.
  @inlinable @inline(__always) public subscript(dynamicMember field: KeyPath<R, Flag>) -> Bool? {
    let cell = row.pointee[keyPath: field]
    return cell.at == 0 || cell.bits > 1 ? nil : cell.bits == 1
  }

  /// A number in the field's unit; nil when absent.
  @inlinable @inline(__always) public subscript(dynamicMember field: KeyPath<R, Number>) -> Int? {
    let cell = row.pointee[keyPath: field]
    return cell.at == 0 || cell.bits == .max ? nil : Int(cell.bits)
  }

  /// A word; nil when absent.
  @inlinable @inline(__always) public subscript<Words>(dynamicMember field: KeyPath<R, OneOf<Words>>) -> Words? {
    let cell = row.pointee[keyPath: field]
    return cell.at == 0 || cell.bits > 0xFF ? nil : Words(rawValue: UInt8(cell.bits))
  }

  /// A text; nil when absent.
  @inlinable @inline(__always) public subscript(dynamicMember field: KeyPath<R, Text>) -> String? {
    text(row.pointee[keyPath: field])
  }

  /// The text of a cell.
  @usableFromInline func text(_ cell: Text) -> String? {
    cell.at == 0 || cell.bits == .max ? nil : String(decoding: context.pointee.text(cell.bits), as: UTF8.self)
  }

  /// A short text; nil when absent.
  @inlinable @inline(__always) public subscript(dynamicMember field: KeyPath<R, Symbol>) -> Interned? {
    let cell = row.pointee[keyPath: field]
    return cell.at == 0 || cell.bits == .max ? nil : Interned(id: cell.bits, context: context)
  }

  /// The object's name; of the poison object, the first name there is.
  @inlinable @inline(__always) public subscript(dynamicMember field: KeyPath<R, Name>) -> Interned {
    let cell = row.pointee[keyPath: field]
    return Interned(id: cell.bits == .max ? 0 : cell.bits, context: context)
  }

  /// The object referred to; nil when absent or `none`; the poison object when it does not resolve.
  @inlinable @inline(__always)
  public subscript<Target>(dynamicMember field: KeyPath<R, Ref<Target>>) -> Entity<Target>? {
    let cell = row.pointee[keyPath: field]
    if cell.at == 0 || cell.bits == CellOrigin.none { return nil }
    return Entity<Target>(index: cell.bits == .max ? Arena.poison : cell.bits, context: context)
  }

  /// The object referred to, of whichever kind; nil when absent.
  @inlinable @inline(__always) public subscript(dynamicMember field: KeyPath<R, AnyRef>) -> AnyEntity? {
    let cell = row.pointee[keyPath: field]
    if cell.at == 0 { return nil }
    return AnyEntity(index: cell.bits == .max ? Arena.poison : cell.bits, context: context)
  }

  /// The cluster referred to; nil when absent or unknown.
  @inlinable @inline(__always) public subscript(dynamicMember field: KeyPath<R, ClusterRef>) -> ClusterID? {
    let cell = row.pointee[keyPath: field]
    return cell.at == 0 || cell.bits == .max ? nil : ClusterID(Int(cell.bits))
  }

  /// A list of values; empty when absent.
  @inlinable @inline(__always)
  public subscript<Element>(dynamicMember field: KeyPath<R, ListOf<Element>>) -> CellList<Element> {
    let cell = row.pointee[keyPath: field]
    guard cell.at != 0, cell.bits < CellOrigin.keyword else {
      return CellList(start: nil, count: 0, owner: head, context: context)
    }
    let block = context.pointee.row(cell.bits)
    return CellList(
      start: (block + 8).assumingMemoryBound(to: Element.self), count: Int(block.load(as: UInt32.self)), owner: head,
      context: context)
  }

  /// Nested objects; empty when absent.
  @inlinable @inline(__always) public subscript<Child>(dynamicMember field: KeyPath<R, Rows<Child>>) -> RowList<Child> {
    RowList(row.pointee[keyPath: field], context)
  }

  /// The row's head.
  @inlinable public var head: Head { row.pointee.head }
  /// True for the object that stands for what does not resolve.
  @inlinable public var isPoison: Bool { head.isPoison }
  /// True where the object is written in this deployment and was read without a finding: rules may judge it.
  @inlinable public var isKnown: Bool {
    !head.isPoison && head.marks.isDisjoint(with: [.damaged, .existing, .system])
  }
  /// True where the field has a value that somebody wrote.
  @inlinable @inline(__always) public func isWritten<C: Cell>(_ field: KeyPath<R, C>) -> Bool {
    row.pointee[keyPath: field].isWritten
  }
  /// True where the field was written but could not be read or resolved.
  @inlinable @inline(__always) public func isDamaged<C: Cell>(_ field: KeyPath<R, C>) -> Bool {
    row.pointee[keyPath: field].isDamaged
  }
  /// True where the keyword stands in the place of nested objects.
  @inlinable @inline(__always) public func isKeyword<Child>(_ field: KeyPath<R, Rows<Child>>) -> Bool {
    let cell = row.pointee[keyPath: field]
    return cell.at != 0 && cell.bits == CellOrigin.keyword
  }

  /// Identity: the same object of the same deployment.
  @inlinable public func isSame(as other: Entity<R>) -> Bool { row == other.row }

  /// A view of the row at an arena index.
  package init(at index: UInt32, in context: UnsafePointer<ModelContext>) { self.init(index: index, context: context) }

  /// The address of the row, for walks over all cells.
  package var address: UnsafeRawPointer { UnsafeRawPointer(row) }
  /// The first address of the arena.
  package var base: UnsafeRawPointer { UnsafeRawPointer(context.pointee.base) }
  /// The arena index of the row.
  public var index: UInt32 { UInt32((UnsafeRawPointer(row) - UnsafeRawPointer(context.pointee.base)) / Arena.unit) }
}

/// An object of any kind.
@frozen public struct AnyEntity: Sendable {
  /// The arena index of the row.
  public let index: UInt32
  /// Where the row lies; unowned, so that the deployment must outlive the view.
  @usableFromInline nonisolated(unsafe) let context: UnsafePointer<ModelContext>

  /// Takes the arena index of a row of any type.
  @inlinable init(index: UInt32, context: UnsafePointer<ModelContext>) {
    self.index = index
    self.context = context
  }

  /// The row's head.
  @inlinable public var head: Head { context.pointee.row(index).load(as: Head.self) }
  /// What it is; nil for the poison object.
  @inlinable public var kind: EntityKind? { head.isPoison ? nil : head.kind }
  /// The object as a view of its own type; nil when it is of another kind.
  @inlinable public func view<R: Row>(as type: R.Type) -> Entity<R>? {
    kind == R.entity.kind ? Entity(index: index, context: context) : nil
  }
  /// Its name, for kinds that have one.
  public var name: Interned {
    Interned(id: head.isPoison ? 0 : (context.pointee.row(index) + 8).load(as: UInt32.self), context: context)
  }
}

/// The values of a list.
@frozen public struct CellList<Element: Cell>: RandomAccessCollection, Sendable {
  @usableFromInline nonisolated(unsafe) let start: UnsafePointer<Element>?
  /// How many.
  public let count: Int
  /// The object that has the list, for the file of its members' places.
  @usableFromInline let owner: Head
  /// Where the members' names and objects lie; unowned.
  @usableFromInline nonisolated(unsafe) let context: UnsafePointer<ModelContext>

  /// Takes the members' memory; nil and 0 for a list that is absent or damaged.
  @inlinable init(start: UnsafePointer<Element>?, count: Int, owner: Head, context: UnsafePointer<ModelContext>) {
    self.start = start
    self.count = count
    self.owner = owner
    self.context = context
  }

  /// See `Collection`.
  @inlinable public var startIndex: Int { 0 }
  /// See `Collection`.
  @inlinable public var endIndex: Int { count }
  /// A member with its place.
  @inlinable public subscript(position: Int) -> Member {
    guard let start, position >= 0, position < count else {
      return Member(cell: Element(), owner: owner, context: context)
    }
    return Member(cell: start[position], owner: owner, context: context)
  }

  /// One member of a list.
  @frozen public struct Member: Sendable {
    /// The stored cell.
    public let cell: Element
    /// The object that has the list, for the file of the member's place.
    @usableFromInline let owner: Head
    /// Where the member's name or object lies; unowned.
    @usableFromInline nonisolated(unsafe) let context: UnsafePointer<ModelContext>

    /// Takes a copy of the cell, so that a position out of range can be an absent one.
    @inlinable init(cell: Element, owner: Head, context: UnsafePointer<ModelContext>) {
      self.cell = cell
      self.owner = owner
      self.context = context
    }
  }
}

/// Nested objects or a part's section.
@frozen public struct RowList<R: Row>: RandomAccessCollection, Sendable {
  @usableFromInline nonisolated(unsafe) let start: UnsafePointer<R>?
  /// How many.
  public let count: Int
  /// Arena index of the next block of a section's chain; 0 at the end.
  @usableFromInline let nextBlock: UInt32
  @usableFromInline nonisolated(unsafe) let context: UnsafePointer<ModelContext>

  /// Reads a section's or field's cell; empty where it is absent, damaged or a keyword.
  @inlinable init(_ cell: Rows<R>, _ context: UnsafePointer<ModelContext>) {
    self.init(block: cell.at != 0 && cell.bits < CellOrigin.keyword ? cell.bits : 0, context)
  }

  /// Takes the arena index of a block; 0 for no objects.
  @inlinable init(block index: UInt32, _ context: UnsafePointer<ModelContext>) {
    self.context = context
    guard index != 0 else {
      start = nil
      count = 0
      nextBlock = 0
      return
    }
    let block = context.pointee.row(index)
    start = (block + 8).assumingMemoryBound(to: R.self)
    count = Int(block.load(as: UInt32.self))
    nextBlock = block.load(fromByteOffset: 4, as: UInt32.self)
  }

  /// The rows after these, for sections that come in several blocks; nil at the end.
  public var continuation: RowList? { nextBlock == 0 ? nil : RowList(block: nextBlock, context) }

  /// See `Collection`.
  @inlinable public var startIndex: Int { 0 }
  /// See `Collection`.
  @inlinable public var endIndex: Int { count }
  /// An object.
  @inlinable public subscript(position: Int) -> Entity<R> {
    guard let start, position >= 0, position < count else { return Entity(index: Arena.poison, context: context) }
    return Entity(row: start + position, context: context)
  }
}
