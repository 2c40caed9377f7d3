import Glibc

/// Texts in the arena: a 32-bit length and UTF-8 bytes.
extension Arena {
  /// The bytes of a text.
  @inlinable package func text(_ index: UInt32) -> UnsafeRawBufferPointer {
    let start = pointer(index)
    return UnsafeRawBufferPointer(start: start + 4, count: Int(start.load(as: UInt32.self)))
  }
}

extension ArenaChunk {
  /// Copies a text into the arena; returns its index.
  mutating func take(text: UnsafeRawBufferPointer, in arena: Arena) throws(ArenaFailure) -> UInt32 {
    let index = try take(text.count + 4)
    let start = arena.pointer(index)
    start.storeBytes(of: UInt32(text.count), as: UInt32.self)
    if let source = text.baseAddress { memcpy(start + 4, source, text.count) }
    return index
  }
}

/// Gives each distinct text a number: open addressing, bytes copied once.
///
/// Every worker has its own while decoding, so that no lock is taken; linking merges them into one. Numbers depend on
/// the order of work: they are never sorted by and never printed. One thread has the table at a time: its worker, then the
/// linker.
package final class NameTable: @unchecked Sendable {
  private struct Slot: BitwiseCopyable {
    var hash: UInt32
    var id: UInt32
  }

  private let arena: Arena
  /// Texts stand together, apart from rows: look-ups touch few pages.
  private var chunk: ArenaChunk
  private var slots: HugePages<Slot>
  private var mask: Int
  /// The latest texts by the low bits of their hash: most values are one of few.
  private let recent = HugePages(count: NameTable.recentCount, repeating: Slot(hash: 0, id: NameTable.empty))
  private static let recentCount = 512
  /// Arena index of each text, by number.
  package private(set) var texts: [UInt32] = []
  /// Hash of each text, by number, so that merging and growing need not hash again.
  private var hashes: [UInt32] = []
  private static let empty = UInt32.max

  /// Makes an empty table.
  package init(_ arena: Arena) {
    self.arena = arena
    chunk = ArenaChunk(arena)
    slots = HugePages(count: 4096, repeating: Slot(hash: 0, id: NameTable.empty))
    mask = 4095
  }

  /// How many distinct texts there are.
  package var count: Int { texts.count }

  /// The number of a text; copies it into the arena when it is new.
  package func intern(_ bytes: UnsafeRawBufferPointer) throws(ArenaFailure) -> UInt32 {
    let hash = NameTable.hash(bytes)
    let recentSlot = recent.start + (Int(hash) & (NameTable.recentCount - 1))
    if recentSlot.pointee.hash == hash, recentSlot.pointee.id != NameTable.empty {
      let text = arena.text(texts[Int(recentSlot.pointee.id)])
      if text.count == bytes.count, NameTable.same(text, bytes) { return recentSlot.pointee.id }
    }
    let id: UInt32
    if let known = find(bytes, hash) {
      id = known
    } else {
      id = insert(text: try chunk.take(text: bytes, in: arena), hash)
    }
    recentSlot.pointee = Slot(hash: hash, id: id)
    return id
  }

  /// The number of a text; copies it into the arena when it is new.
  package func intern(_ text: String) throws(ArenaFailure) -> UInt32 {
    let bytes = Array(text.utf8)
    let result = bytes.withUnsafeBytes { bytes -> Result<UInt32, ArenaFailure> in
      do throws(ArenaFailure) { return .success(try intern(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// The number of a text that may be in the table.
  package func find(_ text: String) -> UInt32? {
    var text = text
    return text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      return find(bytes, NameTable.hash(bytes))
    }
  }

  /// Takes over all texts of another table; returns the new number of each old one.
  package func merge(_ other: NameTable) -> [UInt32] {
    var remap = [UInt32](repeating: 0, count: other.texts.count)
    for (id, text) in other.texts.enumerated() {
      let hash = other.hashes[id]
      remap[id] = find(arena.text(text), hash) ?? insert(text: text, hash)
    }
    return remap
  }

  private func find(_ bytes: UnsafeRawBufferPointer, _ hash: UInt32) -> UInt32? {
    var position = Int(hash) & mask
    while true {
      let slot = slots.start[position]
      if slot.id == NameTable.empty { return nil }
      if slot.hash == hash {
        let text = arena.text(texts[Int(slot.id)])
        if text.count == bytes.count, NameTable.same(text, bytes) { return slot.id }
      }
      position = (position + 1) & mask
    }
  }

  private static func same(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard let first = left.baseAddress, let second = right.baseAddress else { return left.count == right.count }
    return memcmp(first, second, left.count) == 0
  }

  private func insert(text: UInt32, _ hash: UInt32) -> UInt32 {
    let id = UInt32(texts.count)
    texts.append(text)
    hashes.append(hash)
    if texts.count * 4 > mask * 3 { grow() } else { place(Slot(hash: hash, id: id)) }
    return id
  }

  private func place(_ slot: Slot) {
    var position = Int(slot.hash) & mask
    while slots.start[position].id != NameTable.empty { position = (position + 1) & mask }
    slots.start[position] = slot
  }

  private func grow() {
    let size = (mask + 1) * 2
    slots = HugePages(count: size, repeating: Slot(hash: 0, id: NameTable.empty))
    mask = size - 1
    for id in hashes.indices { place(Slot(hash: hashes[id], id: UInt32(id))) }
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: bytes.count)
    var offset = 0
    let count = bytes.count
    while offset + 8 <= count {
      hash = (hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < count {
      rest = rest << 8 | UInt64(bytes[offset])
      offset += 1
    }
    hash = (hash ^ rest) &* 0xD6E8_FEB8_6659_FD93
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }
}

/// Plain values in memory that the system may map in large pages, which random access over megabytes needs.
private final class HugePages<Element: BitwiseCopyable> {
  let start: UnsafeMutablePointer<Element>

  init(count: Int, repeating value: Element) {
    let bytes = count * MemoryLayout<Element>.stride
    let alignment = bytes >= 2 << 20 ? 2 << 20 : 4096
    let address = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: alignment)
    if bytes >= 2 << 20 { madvise(address, bytes, MADV_HUGEPAGE) }
    start = address.initializeMemory(as: Element.self, repeating: value, count: count)
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }
}
