/// What anchors and aliases do to the tokens read ahead.
extension YAMLStreamCore {
  /// The anchor of the reader's event.
  private func anchor(at start: Int, depth: Int) -> YAMLAnchors.Open {
    YAMLAnchors.Open(
      name: reader.anchor.map { String(cString: $0) } ?? "", properties: reader.propertiesStart..<reader.offset,
      start: start, depth: depth)
  }

  /// Notes the anchor of a collection that begins.
  @inline(never)
  mutating func openAnchor(at start: Int, depth: Int) { anchors.open(anchor(at: start, depth: depth)) }

  /// Keeps an anchored scalar, the chunk's last token; false when that stops the stream.
  @inline(never)
  mutating func defineScalar() -> Bool { keep(anchor(at: tokens.count - 1, depth: 0)) }

  /// Keeps the anchored collection that ends at a depth, if one does; false when that stops the stream.
  @inline(never)
  mutating func closeAnchor(depth: Int) -> Bool {
    guard let anchor = anchors.close(depth: depth) else { return true }
    return keep(anchor)
  }

  private mutating func keep(_ anchor: YAMLAnchors.Open) -> Bool {
    guard anchors.define(anchor, from: tokens, values: bytes.elements) else { return stopOutOfMemory() }
    return anchors.nodesKeptTwice <= limits.aliasNodes || stopTooManyNodes(at: place(of: anchor))
  }

  /// The `&name` of an anchor, which may stand after a tag.
  private func place(of anchor: YAMLAnchors.Open) -> Range<Int> {
    var start = anchor.properties.lowerBound
    if reader.text[start] == 0x21 {
      start = reader.text.skipGap(from: reader.text.propertyEnd(at: start), to: anchor.properties.upperBound)
    }
    return start..<start + 1 + anchor.name.utf8.count
  }

  /// Puts what an alias stands for into the chunk.
  mutating func expandAlias(depth: Int) -> Bool {
    let name = reader.value.map { String(cString: $0) } ?? ""
    let use = reader.offset..<reader.end
    let (complete, open) = anchors.find(name)
    guard let complete else { return stopAtAlias(name, use, open: open) }
    guard depth + complete.depth <= limits.depth else { return stopTooDeep(at: use) }
    anchors.expandedNodes += complete.nodes
    guard anchors.expandedNodes <= limits.aliasNodes else { return stopTooManyNodes(at: use) }
    let first = tokens.count
    guard let source = anchors.tokens.elements.baseAddress,
      tokens.append(from: source + complete.tokens.lowerBound, count: complete.tokens.count)
    else { return stopOutOfMemory() }
    mark(first, asAliasAt: use, end: tokens.count - first == 1 ? use.upperBound : use.lowerBound)
    if tokens.count - first > 1 {
      mark(tokens.count - 1, asAliasAt: use.upperBound..<use.upperBound, end: use.upperBound)
    }
    return true
  }

  private mutating func mark(_ index: Int, asAliasAt place: Range<Int>, end: Int) {
    var token = tokens[index]
    token.flags.insert(.alias)
    token.offset = UInt32(truncatingIfNeeded: place.lowerBound)
    token.end = UInt32(truncatingIfNeeded: end)
    tokens[index] = token
  }

  private mutating func stopTooManyNodes(at place: Range<Int>) -> Bool {
    stop(
      YAMLProblem(
        .tooManyAliasNodes, "aliases produce more than \(limits.aliasNodes) nodes in this file", at: place,
        help: "use fewer aliases within the nodes that other aliases repeat"))
    return false
  }

  private mutating func stopAtAlias(_ name: String, _ use: Range<Int>, open: YAMLAnchors.Open?) -> Bool {
    if let open {
      let definition = (place: place(of: open), message: "the node that '*\(name)' stands for begins here")
      stop(
        YAMLProblem(
          .recursiveAlias, "'*\(name)' stands inside the node that it repeats", at: use, related: [definition]))
    } else if let pattern = YAMLDialPattern.starting(at: use.lowerBound, in: reader.text) {
      stop(.dialPattern(pattern, in: reader.text))
    } else {
      stop(
        YAMLProblem(
          .undefinedAlias, "no anchor '&\(name)' stands before '*\(name)' in this document", at: use,
          help: "define it with '&\(name)', or put the value in single quotes: '*\(name)'"))
    }
    return false
  }
}
