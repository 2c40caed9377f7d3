/// Where merge keys (`<<`) stand among the open collections of a document.
struct YAMLMerges: ~Copyable {
  private struct Frame {
    /// Index of the collection's first token in the chunk.
    var start: Int
    var isMapping: Bool
    var isAtKey = true
    var hasMergeKey = false
  }

  private var frames: [Frame] = []
  /// Tokens of the mapping that is being rebuilt.
  var scratch = YAMLBuffer<YAMLToken>()
  /// Keys of that mapping.
  var keys = YAMLKeySet()

  /// Notes the begin of a collection, whose first token will be at `start` in the chunk.
  mutating func open(at start: Int, isMapping: Bool) { frames.append(Frame(start: start, isMapping: isMapping)) }

  /// Notes the end of a collection; its first token's index if merges must be expanded in it.
  mutating func close() -> Int? {
    guard let frame = frames.popLast() else { return nil }
    noteScalar(isMergeKey: false)
    return frame.hasMergeKey ? frame.start : nil
  }

  /// Notes a complete node in the innermost open collection.
  mutating func noteScalar(isMergeKey: Bool) {
    guard let last = frames.indices.last else { return }
    if isMergeKey, frames[last].isMapping, frames[last].isAtKey { frames[last].hasMergeKey = true }
    frames[last].isAtKey.toggle()
  }

  /// First token's index of the outermost open mapping with a merge key.
  var outermostUnmerged: Int? { frames.first(where: \.hasMergeKey)?.start }

  /// Notes that the innermost open collection, already closed, turned out to be wrong.
  mutating func reopen(at start: Int) {
    frames.append(Frame(start: start, isMapping: true, hasMergeKey: true))
  }
}

/// A set of scalar keys, compared by their decoded bytes.
struct YAMLKeySet: ~Copyable {
  private var slots: [Int32] = []

  /// Empties the set and makes room for a number of keys.
  mutating func prepare(for count: Int) {
    var wanted = 16
    while wanted < count * 2 { wanted *= 2 }
    slots = [Int32](repeating: -1, count: wanted)
  }

  /// Adds the key that a token holds; false if one with equal bytes is there already.
  ///
  /// `index` names the token for `valueAt`, which gives the bytes again for comparison.
  mutating func insert(_ index: Int, valueAt: (Int) -> UnsafeRawBufferPointer) -> Bool {
    let value = valueAt(index)
    // Seeded per process, so that no file can be made to collide; the order of slots never shows.
    var hasher = Hasher()
    hasher.combine(bytes: value)
    let mask = slots.count - 1
    var slot = hasher.finalize() & mask
    while slots[slot] >= 0 {
      let other = valueAt(Int(slots[slot]))
      if other.count == value.count, other.elementsEqual(value) { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(truncatingIfNeeded: index)
    return true
  }
}
