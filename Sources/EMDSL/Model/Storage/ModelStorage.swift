/// What views need to follow references and read names: plain addresses, so that a view costs no reference count.
@frozen public struct ModelContext: @unchecked Sendable {
  // The pointers lead into memory that a `ModelStorage` owns and nobody writes to after linking.
  /// The first byte of the arena: indices count units from here.
  @usableFromInline let base: UnsafeMutableRawPointer
  /// Arena indices of the names' texts, by number.
  @usableFromInline let names: UnsafePointer<UInt32>

  /// The address of an arena index; not checked, for only linked cells hold indices.
  @inlinable func row(_ index: UInt32) -> UnsafeRawPointer { UnsafeRawPointer(base + Int(index) &* Arena.unit) }

  /// The bytes of a text, UTF-8; its length stands in the 4 bytes before them.
  @inlinable func text(_ index: UInt32) -> UnsafeRawBufferPointer {
    let start = row(index)
    return UnsafeRawBufferPointer(start: start + 4, count: Int(start.load(as: UInt32.self)))
  }
}

/// The memory of a linked deployment: rows, texts and names.
///
/// Views are valid as long as it lives.
public final class ModelStorage: Sendable {
  /// Keeps the memory of the views alive.
  let arena: Arena
  private let names: [UInt32]
  private nonisolated(unsafe) let nameTable: UnsafeMutablePointer<UInt32>
  /// The context of all views.
  public nonisolated(unsafe) let context: UnsafePointer<ModelContext>

  /// Takes over a linked arena; `names` are the arena indices of the names' texts, by number.
  package init(arena: Arena, names: [UInt32]) {
    self.arena = arena
    self.names = names
    nameTable = .allocate(capacity: max(1, names.count))
    nameTable.initialize(from: names, count: names.count)
    let context = UnsafeMutablePointer<ModelContext>.allocate(capacity: 1)
    context.initialize(to: ModelContext(base: arena.base, names: UnsafePointer(nameTable)))
    self.context = UnsafePointer(context)
  }

  deinit {
    nameTable.deallocate()
    context.deallocate()
  }

  /// How many distinct names there are.
  public var nameCount: Int { names.count }

  /// A mark for each name, by number, made from its bytes in UTF-8.
  package func marks(_ mark: (UnsafeRawBufferPointer) -> UInt8) -> [UInt8] {
    names.map { mark(context.pointee.text($0)) }
  }
}
