/// The state of a token stream: what has been read ahead, and what aliases and merges need.
///
/// Tokens and their values are read ahead in chunks into buffers that are used again for the next chunk. A chunk is
/// not handed out while something in it may still change: while an anchored node is open, and, in a text with `<<`,
/// before the end of the document.
struct YAMLStreamCore: ~Copyable {
  /// Marks, in `valueStart`, a value that lies with the anchored nodes instead of in the chunk.
  static let keptValue: UInt32 = 1 << 31
  /// Bytes of the longest text: decoded values take at most 1.5 times as much and must stay below `keptValue`.
  static let longestText = 1 << 30

  /// Where events come from.
  var reader: YAMLEventReader
  /// What ends the stream with a problem.
  let limits: YAMLLimits
  private let chunk: Int
  private let hasMergeKeys: Bool
  /// What ended the stream; nil while it goes on, and after an end without fault.
  var problem: YAMLProblem?
  private var isFinished = false

  /// The chunk: tokens that were read ahead.
  var tokens = YAMLBuffer<YAMLToken>()
  /// Values of the chunk's tokens; anchored ones lie in `anchors`.
  private(set) var bytes = YAMLBuffer<UInt8>()
  private var position = 0
  private var depth = 0
  private var isInDocument = false
  private var isDocumentDone = false

  /// Anchored nodes of the document at hand.
  var anchors = YAMLAnchors()
  /// Open collections of the document at hand; used only in a text with `<<`.
  var merges = YAMLMerges()

  /// Reads in chunks of about `chunk` tokens; a text that is too long becomes a problem at once.
  init(text: UnsafeRawBufferPointer, isASCII: Bool, limits: YAMLLimits, chunk: Int) {
    let fits = text.count <= Self.longestText
    let text = fits ? text : UnsafeRawBufferPointer(start: nil, count: 0)
    reader = YAMLEventReader(text: text, isASCII: isASCII, scalarLimit: limits.scalarBytes)
    self.limits = limits
    self.chunk = max(1, chunk)
    hasMergeKeys = YAMLText(text).firstIndex(of: "<<", from: 0) != nil
    if !fits { problem = YAMLProblem(.textTooLong, "this text is longer than 1 GiB", at: 0..<0) }
  }

  /// The next token; `streamEnd` for ever after the end or a problem.
  @inline(__always)
  mutating func next() -> YAMLToken {
    while true {
      if position < tokens.count {
        position += 1
        return tokens[position - 1]
      }
      if isFinished || problem != nil {
        return YAMLToken(.streamEnd, offset: reader.text.count, end: reader.text.count)
      }
      fill()
    }
  }

  /// The decoded value of a token, valid until the next chunk is read; empty for tokens without one.
  func value(_ token: YAMLToken) -> UnsafeRawBufferPointer {
    Self.value(
      token, chunk: UnsafeRawBufferPointer(bytes.elements), kept: UnsafeRawBufferPointer(anchors.bytes.elements))
  }

  /// The tag whose last byte stands before an offset.
  func tag(endingAt end: Int) -> (text: String, offset: UInt32)? {
    let end = min(end, reader.text.count)
    var start = end
    while start > 0, !YAMLText.isBlank(reader.text[start - 1]), reader.text.breakLength(at: start - 1) == 0 {
      start -= 1
      guard reader.text[start] == 0x21 else { continue }
      return (reader.text.excerpt(start..<end), UInt32(truncatingIfNeeded: start))
    }
    return nil
  }

  /// A token's value within one of two stores; empty if it lies outside.
  static func value(
    _ token: YAMLToken, chunk: UnsafeRawBufferPointer, kept: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer {
    let source = token.valueStart & keptValue != 0 ? kept : chunk
    let start = Int(token.valueStart & ~keptValue)
    let end = start + Int(token.valueLength)
    guard end <= source.count else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(rebasing: source[start..<end])
  }

  /// Whether the tokens read ahead may still change.
  private var isHolding: Bool { anchors.isOpen || (hasMergeKeys && isInDocument) }

  @inline(never)
  private mutating func fill() {
    tokens.truncate(to: 0)
    bytes.truncate(to: 0)
    anchors.beginChunk()
    position = 0
    if isDocumentDone {
      isDocumentDone = false
      anchors.endDocument()
    }
    while (tokens.count < chunk && !isDocumentDone) || isHolding {
      guard reader.advance() else {
        stop(reader.failure().problem(in: reader.text, after: reader.lastNode))
        return
      }
      guard take() else { return }
    }
  }

  /// Takes the reader's event; false when the stream ends here.
  @inline(__always)
  private mutating func take() -> Bool {
    if reader.kind == .scalar { return takeScalar() }
    switch reader.kind {
    case .scalar: return takeScalar()
    case .mappingStart: return takeStart(.mappingStart)
    case .sequenceStart: return takeStart(.sequenceStart)
    case .mappingEnd: return takeEnd(.mappingEnd)
    case .sequenceEnd: return takeEnd(.sequenceEnd)
    case .alias: return takeAlias()
    case .documentStart:
      isInDocument = true
      return append(YAMLToken(.documentStart, offset: reader.offset, end: reader.end))
    case .documentEnd:
      isInDocument = false
      isDocumentDone = !anchors.isEmpty
      return append(YAMLToken(.documentEnd, offset: reader.offset, end: reader.end))
    case .streamEnd:
      isFinished = true
      return false
    }
  }

  /// Adds a token to the chunk; false when there is no memory for it, which stops the stream.
  @inline(__always)
  mutating func append(_ token: YAMLToken) -> Bool { tokens.append(token) || stopOutOfMemory() }

  @inline(__always)
  private mutating func takeScalar() -> Bool {
    let length = reader.valueLength
    guard length <= limits.scalarBytes, let value = reader.value else { return stopAtLongScalar() }
    let token = YAMLToken(
      .scalar, reader.flags, offset: reader.offset, end: reader.end, valueStart: bytes.count, valueLength: length)
    guard bytes.append(from: value, count: length), tokens.append(token) else { return stopOutOfMemory() }
    if reader.anchor != nil, !defineScalar() { return false }
    if hasMergeKeys { merges.noteScalar(isMergeKey: token.isPlain && isMergeKey(token)) }
    return true
  }

  private func isMergeKey(_ token: YAMLToken) -> Bool {
    let value = value(token)
    return value.count == 2 && value[0] == 0x3C && value[1] == 0x3C
  }

  @inline(__always)
  private mutating func takeStart(_ kind: YAMLToken.Kind) -> Bool {
    guard depth < limits.depth else { return stopTooDeep(at: reader.offset..<reader.offset + 1) }
    depth += 1
    if reader.anchor != nil { openAnchor(at: tokens.count, depth: depth) }
    if hasMergeKeys { merges.open(at: tokens.count, isMapping: kind == .mappingStart) }
    return append(YAMLToken(kind, reader.flags, offset: reader.offset, end: reader.end))
  }

  @inline(__always)
  private mutating func takeEnd(_ kind: YAMLToken.Kind) -> Bool {
    if hasMergeKeys, let start = merges.close(), !mergeMapping(from: start) { return false }
    guard append(YAMLToken(kind, offset: reader.offset, end: reader.end)) else { return false }
    if anchors.isOpen, !closeAnchor(depth: depth) { return false }
    depth -= 1
    return true
  }

  private mutating func takeAlias() -> Bool {
    guard expandAlias(depth: depth) else { return false }
    if hasMergeKeys { merges.noteScalar(isMergeKey: false) }
    return true
  }
}

// MARK: - Ends

extension YAMLStreamCore {
  /// Ends the stream with a problem; the tokens of mappings whose merge keys are not expanded yet are dropped.
  mutating func stop(_ problem: YAMLProblem) {
    self.problem = problem
    if let start = merges.outermostUnmerged { tokens.truncate(to: start) }
  }

  /// Stops the stream for lack of memory; false, for callers to return.
  @inline(never)
  mutating func stopOutOfMemory() -> Bool {
    stop(YAMLProblem(.outOfMemory, "there is no memory left to read this text", at: reader.offset..<reader.offset))
    return false
  }

  /// Stops the stream at a collection beyond the depth limit; false, for callers to return.
  @inline(never)
  mutating func stopTooDeep(at place: Range<Int>) -> Bool {
    stop(YAMLProblem(.tooDeep, "collections are nested more than \(limits.depth) levels deep", at: place))
    return false
  }

  @inline(never)
  private mutating func stopAtLongScalar() -> Bool {
    stop(.longScalar(at: reader.offset..<reader.end, limit: limits.scalarBytes))
    return false
  }
}
