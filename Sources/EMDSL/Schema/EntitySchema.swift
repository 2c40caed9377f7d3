/// What an entity is, beside its fields.
public struct EntityInfo: Sendable {
  /// How objects of the entity are written.
  public enum Form: Sendable {
    /// A mapping keyed by name; a plain list of names where no field is required.
    case keyed
    /// A list of mappings.
    case list
    /// One mapping.
    case single
  }

  /// What the objects are.
  public var kind: EntityKind
  /// How they are written.
  public var form: Form
  /// One or two sentences for the reference.
  public var summary: String
  /// The key that a bare value or list stands for, as in `CSS-A: [PT-1, PT-2]`.
  public var shorthand: String?
  /// The page in Unified CM's administration.
  public var page: String?
  /// Why some keys may never be written, by key: secrets.
  public var refused: [String: String]

  /// Describes an entity.
  public init(
    _ kind: EntityKind, _ form: Form, _ summary: String, shorthand: String? = nil, page: String? = nil,
    refused: [String: String] = [:]
  ) {
    self.kind = kind
    self.form = form
    self.summary = summary
    self.shorthand = shorthand
    self.page = page
    self.refused = refused
  }
}

/// A stored object: a head and cells of 8 bytes, declared in one file together with their keys.
///
/// The declaration of a field is one line: `public var css: Ref<CallingSearchSpaceRow> = .key("css", "…")`. The first
/// field of a keyed entity is its `name`.
public protocol Row: BitwiseCopyable, Sendable {
  /// Where the object stands.
  var head: Head { get set }
  /// What the entity is.
  static var entity: EntityInfo { get }
  /// Makes an empty row; made once, to read the declarations.
  init()
}

/// Collects the declarations of a row while its initial values are made.
final class FieldRecorder {
  /// The recorder of the row that is being made; nil otherwise.
  ///
  /// Set only around the making of one row in `EntitySchema.init(of:)`; a task-local, so that threads never share it.
  @TaskLocal static var current: FieldRecorder?
  var fields: [FieldDeclaration] = []

  /// Begins without fields.
  init() {}
}

// The recorder never leaves the thread that made it.
extension FieldRecorder: @unchecked Sendable {}

/// The fields of an entity with what the decoder needs to find them.
public final class EntitySchema: Sendable {
  private let rowType: any Row.Type
  /// What the entity is.
  public let info: EntityInfo
  /// All fields in the order of their storage.
  public let fields: [Field]
  /// Bytes of a row.
  public let stride: Int
  /// Index of the shorthand field.
  let shorthandIndex: Int?
  /// True where a list of bare names is an accepted form.
  public let allowsNameList: Bool
  /// Finds a field by the bytes of its key, without making a String.
  let keyTable: KeyTable
  /// What the decoder does with each field, in a form that costs no reference count.
  let operations: [FieldOperation]
  /// What is filled in where it is absent.
  let builtIns: [BuiltInValue]
  /// Offsets of fields that must be there and have no default.
  let requiredOffsets: [Int]
  /// Nested objects.
  let children: [(offset: Int, schema: EntitySchema)]

  /// Reads the declarations of a row type.
  package convenience init<R: Row>(of type: R.Type) {
    let recorder = FieldRecorder()
    FieldRecorder.$current.withValue(recorder) { _ = R() }
    self.init(rowType: type, info: R.entity, fields: recorder.fields, stride: MemoryLayout<R>.stride)
  }

  private init(rowType: any Row.Type, info: EntityInfo, fields recorded: [FieldDeclaration], stride: Int) {
    self.rowType = rowType
    self.info = info
    let name = info.kind == .part ? "the key" : "the name of a \(info.kind.noun)"
    fields = recorded.enumerated().map { index, declaration in
      Field(declaration, offset: 8 + 8 * index, label: info.form == .keyed && index == 0 ? name : nil)
    }
    // Every cell of a row is declared exactly once, or offsets would be wrong: a fault of ours, found by any test.
    precondition(stride == 8 + 8 * recorded.count && stride <= Arena.poisonBytes, "undeclared cell in a row")
    self.stride = stride
    shorthandIndex = info.shorthand.flatMap { key in recorded.firstIndex { $0.key == key } }
    allowsNameList = info.form == .keyed && !recorded.contains { $0.isRequired && $0.key != "name" }
    keyTable = KeyTable(keys: recorded.map(\.key))
    (operations, builtIns, requiredOffsets, children) = EntitySchema.plans(fields)
  }

  private init(_ other: EntitySchema, keeping keys: Set<String>) {
    rowType = other.rowType
    info = other.info
    fields = other.fields.filter { keys.contains($0.key) }
    stride = other.stride
    shorthandIndex = nil
    allowsNameList = false
    keyTable = KeyTable(keys: fields.map(\.key))
    (operations, builtIns, requiredOffsets, children) = EntitySchema.plans(fields)
  }

  private init(_ other: EntitySchema, fields: [Field]) {
    rowType = other.rowType
    info = other.info
    self.fields = fields
    stride = other.stride
    shorthandIndex = other.shorthandIndex
    allowsNameList = other.allowsNameList
    keyTable = other.keyTable
    (operations, builtIns, requiredOffsets, children) = EntitySchema.plans(fields)
  }

  /// The same rows with another schema for the objects of one key.
  func replacing(_ key: String, by schema: EntitySchema) -> EntitySchema {
    EntitySchema(
      self,
      fields: fields.map { $0.key == key ? $0.with(kind: .rows(schema)) : $0 })
  }

  /// The same rows with only some of the keys.
  func restricted(to keys: Set<String>) -> EntitySchema { EntitySchema(self, keeping: keys) }

  /// What the JSON Schema and the reference call the entity: its row type without `Row`, such as `DevicePool`.
  package var name: String {
    let name = String(describing: rowType)
    return name.hasSuffix("Row") ? String(name.dropLast(3)) : name
  }

  /// The field of a key; nil when there is none.
  public func field(_ key: String) -> Field? { fields.first { $0.key == key } }

  /// The keys that an operator may type, sorted.
  public var allowedKeys: [String] {
    fields.map(\.key).filter { !(info.form == .keyed && $0 == "name") }.sorted()
  }
}

/// Keys by their bytes, without making a String: open addressing on length, first and last 8 bytes.
struct KeyTable: Sendable {
  private struct Slot {
    var first: UInt64 = 0
    var last: UInt64 = 0
    var length = -1
    var index = -1
  }

  private let slots: [Slot]
  private let mask: Int
  private let keys: [[UInt8]]

  /// Indexes keys by their position; all must differ.
  init(keys: [String]) {
    var size = 16
    while size < keys.count * 2 { size *= 2 }
    mask = size - 1
    self.keys = keys.map { Array($0.utf8) }
    var slots = [Slot](repeating: Slot(), count: size)
    for (index, key) in keys.enumerated() {
      var key = key
      key.withUTF8 { bytes in
        let (first, last) = KeyTable.words(UnsafeRawBufferPointer(bytes))
        var position = KeyTable.hash(first, last, bytes.count) & (size - 1)
        while slots[position].index >= 0 { position = (position + 1) & (size - 1) }
        slots[position] = Slot(first: first, last: last, length: bytes.count, index: index)
      }
    }
    self.slots = slots
  }

  /// The index of the key with these bytes.
  func find(_ bytes: UnsafeRawBufferPointer) -> Int? {
    let (first, last) = KeyTable.words(bytes)
    var position = KeyTable.hash(first, last, bytes.count) & mask
    while true {
      let slot = slots[position]
      if slot.index < 0 { return nil }
      if slot.first == first, slot.last == last, slot.length == bytes.count {
        // Up to 16 bytes the two words are the whole key.
        if bytes.count <= 16 || keys[slot.index].withUnsafeBytes({ $0.elementsEqual(bytes) }) { return slot.index }
      }
      position = (position + 1) & mask
    }
  }

  private static func words(_ bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
    let count = bytes.count
    if count >= 8 {
      return (
        bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
        bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      )
    }
    var word: UInt64 = 0
    for byte in bytes { word = word << 8 | UInt64(byte) }
    return (word, 0)
  }

  private static func hash(_ first: UInt64, _ last: UInt64, _ count: Int) -> Int {
    var hash = (first ^ (last &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(truncatingIfNeeded: count)) &* 0xD6E8_FEB8_6659_FD93
    hash ^= hash >> 32
    return Int(truncatingIfNeeded: hash & 0x7FFF_FFFF)
  }
}
