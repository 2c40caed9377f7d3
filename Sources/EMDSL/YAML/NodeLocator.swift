/// Finds the exact ends of nodes again, for drawing findings about them.
///
/// `wanted` must be sorted by offset; each is the offset of a token of this text. With `collection` false the answer
/// is the innermost node that begins there (a scalar, an alias `*x`, a flow collection), with true the outermost
/// collection; where there is no such node, another one that begins there; nil if none does. The text is parsed once,
/// and only as far as needed. In a text with a mistake, a collection that the mistake leaves open ends with the last
/// node that could be read.
package func locateNodes(
  in text: UnsafeRawBufferPointer, isASCII: Bool, wanted: [(offset: UInt32, collection: Bool)]
) -> [Range<UInt32>?] {
  guard text.count <= YAMLStreamCore.longestText, !wanted.isEmpty else {
    return [Range<UInt32>?](repeating: nil, count: wanted.count)
  }
  var locator = YAMLNodeLocator(wanted: wanted)
  locator.run(YAMLEventReader(text: text, isASCII: isASCII, scalarLimit: YAMLLimits().scalarBytes))
  return locator.found.map { $0.map { UInt32(clamping: $0.lowerBound)..<UInt32(clamping: $0.upperBound) } }
}

private struct YAMLNodeLocator {
  private let wanted: [(offset: UInt32, collection: Bool)]
  private(set) var found: [Range<Int>?]
  /// The first wanted place that is not before the latest node.
  private var next = 0
  /// For each open collection, the wanted places whose answer it is, and its begin.
  private var open: [(offset: Int, waiting: [Int])] = []
  /// Wanted places whose answer is an open collection.
  private var waitingCount = 0
  /// Wanted collections that are answered by a collection already.
  private var isCollection: [Bool]

  init(wanted: [(offset: UInt32, collection: Bool)]) {
    self.wanted = wanted
    found = [Range<Int>?](repeating: nil, count: wanted.count)
    isCollection = [Bool](repeating: false, count: wanted.count)
  }

  mutating func run(_ source: consuming YAMLEventReader) {
    var end = 0
    while next < wanted.count || waitingCount > 0 {
      guard source.advance() else { break }
      switch source.kind {
      case .scalar, .alias:
        visit(source.offset..<source.end, isCollection: false)
        end = source.end
      case .mappingStart, .sequenceStart:
        guard open.count < YAMLLimits().depth else { return closeAll(at: end) }
        open.append((source.offset, visit(source.offset..<source.offset, isCollection: true)))
        waitingCount += open.last?.waiting.count ?? 0
      case .mappingEnd, .sequenceEnd:
        close(at: source.end)
        end = source.end
      case .documentStart, .documentEnd: break
      case .streamEnd: return closeAll(at: end)
      }
    }
    closeAll(at: end)
  }

  /// Notes a node; returns the wanted places that it is the best answer for as yet.
  @discardableResult
  private mutating func visit(_ node: Range<Int>, isCollection isCollectionNode: Bool) -> [Int] {
    while next < wanted.count, Int(wanted[next].offset) < node.lowerBound { next += 1 }
    var answers: [Int] = []
    var index = next
    while index < wanted.count, Int(wanted[index].offset) == node.lowerBound {
      if !wanted[index].collection || !isCollection[index] {
        found[index] = node
        isCollection[index] = isCollectionNode
        answers.append(index)
      }
      index += 1
    }
    return answers
  }

  private mutating func close(at end: Int) {
    guard let collection = open.popLast() else { return }
    waitingCount -= collection.waiting.count
    for index in collection.waiting where isCollection[index] {
      // A node inside may have become the better answer since.
      if wanted[index].collection || found[index]?.isEmpty == true {
        found[index] = collection.offset..<max(collection.offset, end)
      }
    }
  }

  private mutating func closeAll(at end: Int) {
    while !open.isEmpty { close(at: end) }
  }
}
