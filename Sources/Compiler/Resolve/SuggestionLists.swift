import EMDSL
import EMDiagnostics

/// Names to suggest, gathered when first asked for; large sets are searched by their deletions.
struct SuggestionLists {
  private struct Key: Hashable {
    var cluster: Int
    var kinds: UInt64
  }

  private let linker: Linker
  private var names: [Key: [String]] = [:]
  private var indices: [Key: DeletionIndex] = [:]
  /// Up to this many names, each one is compared.
  private static let comparable = 100

  /// Keeps the linker as it is: objects that are declared later are not suggested.
  init(_ linker: Linker) { self.linker = linker }

  /// The nearest name of a kind in a cluster; nil when none is near.
  mutating func nearest(to name: String, cluster: Int, kinds: UInt64) -> String? {
    let key = Key(cluster: cluster, kinds: kinds)
    let all = names[key] ?? candidates(cluster, kinds)
    names[key] = all
    if all.count <= SuggestionLists.comparable { return Suggestion.nearest(to: name, in: all) }
    let index = indices[key] ?? DeletionIndex(all)
    indices[key] = index
    return Suggestion.nearest(to: name, in: index.near(name).map { all[$0] })
  }

  private func candidates(_ cluster: Int, _ kinds: UInt64) -> [String] {
    var found: Set<String> = []
    for declaration in linker.table.all
    where declaration.cluster == cluster && kinds & (1 << UInt64(declaration.kind.rawValue)) != 0 {
      let name = (linker.arena.pointer(declaration.row) + 8).load(as: UInt32.self)
      if name < CellOrigin.keyword { found.insert(linker.text(name)) }
    }
    for kind in kinds.kinds { found.formUnion(SystemObjects.candidates(kind)) }
    return found.sorted()
  }
}

/// Finds names that differ little: two names within one edit share a text with at most one byte left out of each.
struct DeletionIndex {
  private var heads: [Int32]
  private var next: [Int32] = []
  private var hashes: [UInt32] = []
  private var owners: [Int32] = []
  private let mask: Int
  /// Longer names are no typing mistakes of a name.
  private static let longest = 64
  /// Names that share one variant and are compared; sets this large have many names that differ in a digit.
  private static let most = 16

  /// Indexes names by their position.
  init(_ names: [String]) {
    let count = names.reduce(0) { $0 + min($1.utf8.count, DeletionIndex.longest) + 1 }
    var size = 1024
    while size < count { size *= 2 }
    mask = size - 1
    heads = Array(repeating: -1, count: size)
    next.reserveCapacity(count)
    owners.reserveCapacity(count)
    hashes.reserveCapacity(count)
    for (position, name) in names.enumerated() {
      DeletionIndex.forEachVariant(of: name) { hash in
        let slot = Int(hash) & mask
        next.append(heads[slot])
        heads[slot] = Int32(hashes.count)
        hashes.append(hash)
        owners.append(Int32(position))
      }
    }
  }

  /// Positions of names that may be near, sorted.
  func near(_ name: String) -> [Int] {
    var found: Set<Int> = []
    DeletionIndex.forEachVariant(of: name) { hash in
      var entry = heads[Int(hash) & mask]
      var left = DeletionIndex.most
      while entry >= 0, left > 0 {
        if hashes[Int(entry)] == hash {
          found.insert(Int(owners[Int(entry)]))
          left -= 1
        }
        entry = next[Int(entry)]
      }
    }
    return found.sorted()
  }

  /// Calls `body` with a hash of the name, and of the name without each of its bytes; capitals count as small letters.
  private static func forEachVariant(of name: String, _ body: (UInt32) -> Void) {
    var name = name
    name.withUTF8 { bytes in
      guard bytes.count <= longest else { return }
      for skipped in -1..<bytes.count {
        var hash: UInt32 = 2_166_136_261
        for index in bytes.indices where index != skipped {
          let byte = bytes[index]
          let folded = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
          hash = (hash ^ UInt32(folded)) &* 16_777_619
        }
        body(hash ^ hash >> 15)
      }
    }
  }
}
