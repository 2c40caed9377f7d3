import Glibc

/// A stack of bytes in which rows are built before they move, as one block, into the arena.
struct Scratch: ~Copyable {
  /// The lowest byte; it moves when the stack grows, so pointers into it must not outlive a `push`.
  private(set) var base: UnsafeMutableRawPointer
  private var capacity: Int
  /// Bytes in use; a multiple of 8.
  private(set) var top = 0

  /// An empty stack with room for the objects of most sections.
  init() {
    capacity = 64 << 10
    base = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { base.deallocate() }

  /// Adds zeroed bytes (a multiple of 8); returns their offset.
  mutating func push(_ bytes: Int) -> Int {
    let start = top
    if start + bytes > capacity { grow(to: start + bytes) }
    memset(base + start, 0, bytes)
    top = start + bytes
    return start
  }

  /// Drops everything from an offset on.
  mutating func pop(to offset: Int) { top = offset }

  private mutating func grow(to needed: Int) {
    var size = capacity
    while size < needed { size *= 2 }
    let larger = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    memcpy(larger, base, top)
    base.deallocate()
    base = larger
    capacity = size
  }

  /// The cell's bits at an offset.
  func bits(_ offset: Int) -> UInt32 { base.load(fromByteOffset: offset, as: UInt32.self) }

  /// The cell's place at an offset.
  func at(_ offset: Int) -> UInt32 { base.load(fromByteOffset: offset + 4, as: UInt32.self) }

  /// Stores a cell at an offset.
  mutating func store(_ bits: UInt32, at place: UInt32, _ offset: Int) {
    base.storeBytes(of: bits, toByteOffset: offset, as: UInt32.self)
    base.storeBytes(of: place, toByteOffset: offset + 4, as: UInt32.self)
  }
}
