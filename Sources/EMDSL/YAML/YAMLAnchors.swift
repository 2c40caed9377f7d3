/// The anchored nodes of one document, kept until it ends.
struct YAMLAnchors: ~Copyable {
  /// A complete anchored node.
  struct Definition {
    /// Its tokens, as indices of `tokens`.
    var tokens: Range<Int>
    /// Where its anchor and tag begin and its own text begins.
    var properties: Range<Int>
    /// Scalars and collections in it, itself included.
    var nodes: Int
    /// Collections nested in it, itself included.
    var depth: Int
  }

  /// An anchored collection whose end has not come yet.
  struct Open {
    /// The anchor without its `&`.
    var name: String
    /// Where its anchor and tag begin and its own text begins.
    var properties: Range<Int>
    /// Index of its first token in the chunk.
    var start: Int
    /// How deep it is nested; the end at the same depth is its own.
    var depth: Int
  }

  private var definitions: [String: Definition] = [:]
  private var opened: [Open] = []
  /// Tokens of all complete nodes, one node after the other.
  private(set) var tokens = YAMLBuffer<YAMLToken>()
  /// Values of those tokens; they stay where they are until the document ends.
  private(set) var bytes = YAMLBuffer<UInt8>()
  /// True while an anchored collection has no end yet: the chunk must not be handed out.
  private(set) var isOpen = false
  /// Nodes that aliases have produced in the whole text.
  var expandedNodes = 0
  /// Nodes kept more than once, because anchors stand within anchors, in the whole text.
  private(set) var nodesKeptTwice = 0
  /// Tokens of the chunk before this index are kept already.
  private var keptUpTo = 0

  /// True when the document has no anchor so far: nothing need be kept after it.
  var isEmpty: Bool { definitions.isEmpty && opened.isEmpty }

  /// Notes that an anchored collection begins.
  mutating func open(_ anchor: Open) {
    opened.append(anchor)
    isOpen = true
  }

  /// The anchored node that ends at a depth.
  mutating func close(depth: Int) -> Open? {
    guard opened.last?.depth == depth else { return nil }
    defer { isOpen = !opened.isEmpty }
    return opened.popLast()
  }

  /// What a name stands for: the definition that began last, complete or not.
  func find(_ name: String) -> (complete: Definition?, open: Open?) {
    let complete = definitions[name]
    guard let open = opened.last(where: { $0.name == name }) else { return (complete, nil) }
    if let complete, complete.properties.lowerBound > open.properties.lowerBound { return (complete, nil) }
    return (nil, open)
  }

  /// Keeps a node whose tokens are the last ones of a chunk; false when there is no memory for it.
  ///
  /// Values are moved once: afterwards the chunk's tokens, too, refer to them here.
  mutating func define(
    _ anchor: Open, from chunk: borrowing YAMLBuffer<YAMLToken>, values: UnsafeMutableBufferPointer<UInt8>
  ) -> Bool {
    let first = tokens.count
    var nodes = 0
    var depth = 0
    var deepest = 0
    for index in anchor.start..<max(anchor.start, chunk.count) {
      switch chunk[index].kind {
      case .mappingStart, .sequenceStart:
        depth += 1
        deepest = max(deepest, depth)
        nodes += 1
      case .mappingEnd, .sequenceEnd: depth -= 1
      default:
        nodes += 1
        guard keepValue(of: chunk.elements.baseAddress.map { $0 + index }, values: values) else { return false }
      }
      if index < keptUpTo { nodesKeptTwice += 1 }
      guard tokens.append(chunk[index]) else { return false }
    }
    keptUpTo = max(keptUpTo, chunk.count)
    let definition = Definition(
      tokens: first..<tokens.count, properties: anchor.properties, nodes: nodes, depth: deepest)
    if let earlier = definitions[anchor.name], earlier.properties.lowerBound > anchor.properties.lowerBound {
      return true
    }
    definitions[anchor.name] = definition
    return true
  }

  private mutating func keepValue(
    of token: UnsafeMutablePointer<YAMLToken>?, values: UnsafeMutableBufferPointer<UInt8>
  ) -> Bool {
    guard let token else { return true }
    guard token.pointee.valueStart & YAMLStreamCore.keptValue == 0 else { return true }
    let start = Int(token.pointee.valueStart)
    let length = Int(token.pointee.valueLength)
    guard start + length <= values.count, let base = values.baseAddress else {
      // No value has been stored in this chunk yet, so this one is empty.
      token.pointee.valueStart = YAMLStreamCore.keptValue
      return true
    }
    token.pointee.valueStart = YAMLStreamCore.keptValue | UInt32(truncatingIfNeeded: bytes.count)
    return bytes.append(from: base + start, count: length)
  }

  /// Notes that the chunk is empty again.
  mutating func beginChunk() { keptUpTo = 0 }

  /// Forgets the document's anchors; the tokens that refer to their values must be gone.
  mutating func endDocument() {
    definitions.removeAll(keepingCapacity: true)
    opened.removeAll(keepingCapacity: true)
    isOpen = false
    tokens.truncate(to: 0)
    bytes.truncate(to: 0)
  }
}
