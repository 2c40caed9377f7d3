/// What merge keys do to the tokens read ahead.
///
/// The pairs that a merge brings come after the pairs that are written in the mapping. A written key wins over a
/// merged one wherever it stands, and an earlier merge wins over a later one.
extension YAMLStreamCore {
  /// Expands the merge keys of the mapping that is just ending, whose tokens are the last ones of the chunk.
  @inline(never)
  mutating func mergeMapping(from start: Int) -> Bool {
    var sources: [Int] = []
    var keyCount = 0
    var index = start + 1
    while index < tokens.count {
      let value = nodeEnd(index)
      if isMergeKey(at: index) {
        guard collectSources(from: value, into: &sources) else {
          merges.reopen(at: start)
          return stopAtBadMerge(value)
        }
      }
      index = nodeEnd(value)
      keyCount += 1
    }
    for source in sources { keyCount += nodeEnd(source) - source }
    merges.keys.prepare(for: keyCount)
    merges.scratch.truncate(to: 0)
    guard keepWrittenPairs(from: start + 1) else { return stopOutOfMemory() }
    for source in sources {
      guard keepMergedPairs(of: source) else { return stopOutOfMemory() }
    }
    tokens.truncate(to: start + 1)
    guard let merged = merges.scratch.elements.baseAddress else { return true }
    return tokens.append(from: merged, count: merges.scratch.count) || stopOutOfMemory()
  }

  /// Index after the node that begins at an index.
  private func nodeEnd(_ index: Int) -> Int {
    var open = 0
    var next = index
    while next < tokens.count {
      switch tokens[next].kind {
      case .mappingStart, .sequenceStart: open += 1
      case .mappingEnd, .sequenceEnd: open -= 1
      default: break
      }
      next += 1
      if open <= 0 { break }
    }
    return next
  }

  private func isMergeKey(at index: Int) -> Bool {
    let token = tokens[index]
    guard token.kind == .scalar, token.isPlain, !token.isAlias, token.valueLength == 2 else { return false }
    return value(token).allSatisfy { $0 == 0x3C }
  }

  /// Adds the mappings of a merge key's value; false if it is, or holds, something else.
  private func collectSources(from value: Int, into sources: inout [Int]) -> Bool {
    guard value < tokens.count else { return false }
    if tokens[value].kind == .mappingStart {
      sources.append(value)
      return true
    }
    guard tokens[value].kind == .sequenceStart else { return false }
    let end = nodeEnd(value) - 1
    var item = value + 1
    while item < end {
      guard tokens[item].kind == .mappingStart else { return false }
      sources.append(item)
      item = nodeEnd(item)
    }
    return true
  }

  private mutating func keepWrittenPairs(from first: Int) -> Bool {
    var index = first
    while index < tokens.count {
      let end = nodeEnd(nodeEnd(index))
      if !isMergeKey(at: index) {
        // Keys written twice stay, for the reader of the stream to complain about.
        _ = addKey(index)
        guard keepPair(index..<end) else { return false }
      }
      index = end
    }
    return true
  }

  private mutating func keepMergedPairs(of source: Int) -> Bool {
    let last = nodeEnd(source) - 1
    var index = source + 1
    while index < last {
      let end = nodeEnd(nodeEnd(index))
      if addKey(index), !keepPair(index..<end) { return false }
      index = end
    }
    return true
  }

  /// Whether a key is new to the mapping; keys that are collections always count as new.
  private mutating func addKey(_ index: Int) -> Bool {
    guard tokens[index].kind == .scalar else { return true }
    let tokens = tokens.elements
    let chunk = UnsafeRawBufferPointer(bytes.elements)
    let kept = UnsafeRawBufferPointer(anchors.bytes.elements)
    return merges.keys.insert(index) { Self.value(tokens[$0], chunk: chunk, kept: kept) }
  }

  private mutating func keepPair(_ pair: Range<Int>) -> Bool {
    guard let base = tokens.elements.baseAddress else { return true }
    return merges.scratch.append(from: base + pair.lowerBound, count: pair.count)
  }

  private mutating func stopAtBadMerge(_ value: Int) -> Bool {
    var wrong = value
    if value < tokens.count, tokens[value].kind == .sequenceStart {
      let end = nodeEnd(value) - 1
      wrong += 1
      while wrong < end, tokens[wrong].kind == .mappingStart { wrong = nodeEnd(wrong) }
    }
    let token = wrong < tokens.count ? tokens[wrong] : YAMLToken(.scalar, offset: reader.end, end: reader.end)
    let start = Int(token.offset)
    let message = "'<<' takes in the keys of a mapping, or of a list of mappings, but this is neither"
    let help = "name a mapping, as in '<<: *name', or write the key in quotes if it is an ordinary one: '<<'"
    stop(YAMLProblem(.badMergeKey, message, at: start..<max(start, Int(token.end)), help: help))
    return false
  }
}
