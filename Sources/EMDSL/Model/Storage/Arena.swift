import Glibc
import EMDiagnostics

/// One reserved range of addresses that holds every row, list and text of a model.
///
/// A place in it is a 32-bit number of 8-byte units, so a reference is one addition away from its row. Address space is
/// reserved without memory and made usable in steps; nothing in it is ever moved. Index 0 means "nowhere", index
/// `poison` is a row of ones that stands for what could not be resolved.
public final class Arena: Sendable {
  /// Bytes of one unit of an index.
  @usableFromInline package static let unit = 8
  /// Index of the poison row, which is 0xFF all over and `poisonBytes` long.
  public static let poison: UInt32 = 1
  /// Bytes of the poison row; no row may be longer.
  static let poisonBytes = 4096

  /// The first address of the range.
  @usableFromInline nonisolated(unsafe) package let base: UnsafeMutableRawPointer
  private let capacity: Int
  private let state: Locked<State>

  private struct State {
    var used: Int
    var committed: Int
  }

  /// Reserves address space: 32 GiB, or as much as the system grants.
  package init() throws(ArenaFailure) {
    var size = 32 << 30
    var address = mmap(nil, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    while address == MAP_FAILED, size > 64 << 20 {
      size /= 2
      address = mmap(nil, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    }
    guard let address, address != MAP_FAILED else { throw ArenaFailure() }
    base = address
    capacity = size
    state = Locked(State(used: 0, committed: 0))
    let poison = try allocate(bytes: Arena.poisonBytes + Arena.unit)
    memset(base + (Int(poison) + 1) * Arena.unit, 0xFF, Arena.poisonBytes)
  }

  deinit { munmap(base, capacity) }

  /// Takes `bytes` of zeroed memory; returns its index.
  ///
  /// Safe from any thread.
  package func allocate(bytes: Int) throws(ArenaFailure) -> UInt32 {
    let size = (bytes + Arena.unit - 1) & ~(Arena.unit - 1)
    return try state.withLock { state throws(ArenaFailure) in
      let start = state.used
      guard size >= 0, size <= capacity - start else { throw ArenaFailure() }
      let end = start + size
      if end > state.committed {
        let step = 4 << 20
        let target = min(capacity, (end + step - 1) / step * step)
        guard mprotect(base + state.committed, target - state.committed, PROT_READ | PROT_WRITE) == 0 else {
          throw ArenaFailure()
        }
        state.committed = target
      }
      state.used = end
      return UInt32(start / Arena.unit)
    }
  }

  /// The address of an index.
  @inlinable package func pointer(_ index: UInt32) -> UnsafeMutableRawPointer { base + Int(index) &* Arena.unit }
}

/// The system granted no more memory for the model.
package struct ArenaFailure: Error {
  /// Makes the failure.
  package init() {}
}

/// A worker's private supply of arena memory, so that workers take a lock once per chunk only.
package struct ArenaChunk {
  private let arena: Arena
  private var next: UInt32 = 0
  private var left = 0
  private static let chunkBytes = 256 << 10

  /// Makes an empty supply.
  package init(_ arena: Arena) { self.arena = arena }

  /// Takes zeroed memory of `bytes`; returns its index.
  package mutating func take(_ bytes: Int) throws(ArenaFailure) -> UInt32 {
    let size = (bytes + Arena.unit - 1) & ~(Arena.unit - 1)
    if size > left {
      if size > ArenaChunk.chunkBytes / 4 { return try arena.allocate(bytes: size) }
      next = try arena.allocate(bytes: ArenaChunk.chunkBytes)
      left = ArenaChunk.chunkBytes
    }
    let start = next
    next += UInt32(size / Arena.unit)
    left -= size
    return start
  }
}
