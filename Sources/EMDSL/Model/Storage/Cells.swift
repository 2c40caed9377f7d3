/// The storage of one field: 8 bytes, a 32-bit value and where it was written.
///
/// All zero means absent, so no Optional stands in storage. `at` is 1 + the byte offset in the row's file;
/// `Cell.builtIn` marks Unified CM's own default. A value of `.max` is damaged (a finding was made) or unresolved.
public protocol Cell: BitwiseCopyable, Sendable {
  /// The 32 bits; their meaning is the cell type's.
  var bits: UInt32 { get set }
  /// 1 + byte offset of the written value, 0 when absent, `CellOrigin.builtIn` for a default of Unified CM.
  var at: UInt32 { get set }
  /// An absent cell.
  init()
}

extension Cell {
  /// True where the field has a value, written or by default.
  @inlinable public var isPresent: Bool { at != 0 }
  /// True where the operator wrote the value (or a `defaults` section did).
  @inlinable public var isWritten: Bool { at != 0 && at < CellOrigin.derived }
  /// True where the value was written but could not be read or resolved: a finding exists already.
  @inlinable public var isDamaged: Bool { at != 0 && bits == CellOrigin.damaged }
}

/// The special values of cells.
public enum CellOrigin {
  /// `at` of a value that is Unified CM's own default.
  @inlinable public static var builtIn: UInt32 { .max }
  /// `at` of a value that was derived from other parts of the deployment.
  @inlinable public static var derived: UInt32 { .max - 1 }
  /// `bits` of a value that was written wrongly or does not resolve.
  @inlinable public static var damaged: UInt32 { .max }
  /// `bits` of a reference that says `none`.
  @inlinable public static var none: UInt32 { .max - 1 }
  /// `bits` of a list whose place holds a keyword, such as `mesh: full`.
  @inlinable public static var keyword: UInt32 { .max - 1 }
}

/// A yes-or-no field.
@frozen public struct Flag: Cell {
  /// 0 or 1.
  public var bits: UInt32 = 0
  /// See `Cell`.
  public var at: UInt32 = 0
  /// An absent flag.
  @inlinable public init() {}
}

/// A whole number, a quantity in its field's unit, a login time in minutes, or a date as yyyymmdd.
@frozen public struct Number: Cell {
  /// The number.
  public var bits: UInt32 = 0
  /// See `Cell`.
  public var at: UInt32 = 0
  /// An absent number.
  @inlinable public init() {}
}

/// A word of a closed vocabulary.
@frozen public struct OneOf<Words: Vocabulary>: Cell {
  /// The word's raw value.
  public var bits: UInt32 = 0
  /// See `Cell`.
  public var at: UInt32 = 0
  /// An absent word.
  @inlinable public init() {}
}

/// Free text, kept in the arena as a 32-bit length and UTF-8 bytes.
@frozen public struct Text: Cell {
  /// Arena index.
  public var bits: UInt32 = 0
  /// See `Cell`.
  public var at: UInt32 = 0
  /// An absent text.
  @inlinable public init() {}
}

/// The name by which other objects refer to this one; the first field of a row that has a name.
@frozen public struct Name: Cell {
  /// Number of the interned name.
  public var bits: UInt32 = 0
  /// See `Cell`.
  public var at: UInt32 = 0
  /// An absent name.
  @inlinable public init() {}
}

/// A short interned text that is compared but names no object of the model: a model, a locale, digits, an address.
@frozen public struct Symbol: Cell {
  /// Number of the interned text.
  public var bits: UInt32 = 0
  /// See `Cell`.
  public var at: UInt32 = 0
  /// An absent symbol.
  @inlinable public init() {}
}

/// A reference to a named object of the same cluster.
///
/// Before linking the name's number, afterwards the row's index.
@frozen public struct Ref<Target: Row>: Cell {
  /// Name number, then row index.
  public var bits: UInt32 = 0
  /// See `Cell`.
  public var at: UInt32 = 0
  /// An absent reference.
  @inlinable public init() {}
}

/// A reference to an object of one of several kinds, such as where a route pattern leads.
@frozen public struct AnyRef: Cell {
  /// Name number, then row index.
  public var bits: UInt32 = 0
  /// See `Cell`.
  public var at: UInt32 = 0
  /// An absent reference.
  @inlinable public init() {}
}

/// A reference to a cluster of the deployment by its handle.
///
/// Before linking the name's number, then 1 + its ordinal.
@frozen public struct ClusterRef: Cell {
  /// Name number, then 1 + the cluster's ordinal.
  public var bits: UInt32 = 0
  /// See `Cell`.
  public var at: UInt32 = 0
  /// An absent reference.
  @inlinable public init() {}
}

/// A list of cells, in order: an arena block of a count (8 bytes) and the cells.
@frozen public struct ListOf<Element: Cell>: Cell {
  /// Arena index of the block.
  public var bits: UInt32 = 0
  /// See `Cell`.
  public var at: UInt32 = 0
  /// An absent list.
  @inlinable public init() {}
}

/// Nested objects: an arena block of a count (8 bytes) and the rows.
@frozen public struct Rows<Child: Row>: Cell {
  /// Arena index of the block.
  public var bits: UInt32 = 0
  /// See `Cell`.
  public var at: UInt32 = 0
  /// No rows.
  @inlinable public init() {}
}

/// The first 8 bytes of every row: where its object stands and what became of it.
@frozen public struct Head: BitwiseCopyable, Sendable {
  /// File number (20 bits), kind (7 bits), marks (5 bits).
  @usableFromInline var meta: UInt32 = 0
  /// 1 + byte offset of the object's key or list item; 0 for objects that no file holds.
  public var at: UInt32 = 0
  /// An empty head.
  @inlinable public init() {}
}

extension Head {
  /// What became of a row.
  public struct Marks: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt32
    /// Makes marks from their bits.
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
    /// A finding was made while the row was read or merged: rules stay silent about it.
    @inlinable public static var damaged: Marks { Marks(rawValue: 1) }
    /// Lives in the cluster but not here: may be referred to, is never written.
    @inlinable public static var existing: Marks { Marks(rawValue: 2) }
    /// Every Unified CM of this version has it.
    @inlinable public static var system: Marks { Marks(rawValue: 4) }
    /// Copied from `everyCluster`.
    @inlinable public static var everyCluster: Marks { Marks(rawValue: 8) }
    /// Derived from `mesh`.
    @inlinable public static var mesh: Marks { Marks(rawValue: 16) }
  }

  /// Largest file number that a head can hold.
  static let maximumFile = (1 << 20) - 1

  /// 0-based number of the file.
  @inlinable public var file: UInt32 { meta & 0xF_FFFF }
  /// What kind of object the row is.
  @inlinable public var kind: EntityKind? { EntityKind(rawValue: UInt8((meta >> 20) & 0x7F)) }
  /// What became of the row.
  @inlinable public var marks: Marks { Marks(rawValue: meta >> 27) }
  /// True for the poison row.
  @inlinable public var isPoison: Bool { meta == .max }

  /// Makes a head; `at` is 1 + the byte offset, 0 for objects that no file holds.
  package init(file: UInt32, kind: EntityKind, at: UInt32, marks: Marks = []) {
    meta = (file & 0xF_FFFF) | UInt32(kind.rawValue) << 20 | marks.rawValue << 27
    self.at = at
  }

  /// Adds marks.
  package mutating func insert(_ marks: Marks) { meta |= marks.rawValue << 27 }
}
