/// A comment, from its `#` to the end of its line.
package struct YAMLComment: Hashable, Sendable {
  /// Byte offset of the `#`.
  package var offset: UInt32
  /// Byte offset of the end of the line, without its break.
  package var end: UInt32
  /// Whether nothing but blanks stands before it on its line.
  package var ownLine: Bool
}

/// The comments of a text that contain a word, in their order; `#` inside scalars is no comment.
///
/// A text without the word is searched, not parsed. In a text with a mistake, comments after it are not found.
package func scanComments(
  in text: UnsafeRawBufferPointer, isASCII: Bool, containing needle: StaticString
) -> [YAMLComment] {
  let source = YAMLText(text)
  guard text.count <= YAMLStreamCore.longestText, let first = source.firstIndex(of: needle, from: 0) else { return [] }
  var scanner = YAMLCommentScanner(text: source, needle: needle, needleOffset: first)
  scanner.run(YAMLEventReader(text: text, isASCII: isASCII, scalarLimit: YAMLLimits().scalarBytes))
  return scanner.comments
}

private struct YAMLCommentScanner {
  private let text: YAMLText
  private let needle: StaticString
  /// Where the word stands next, at or after the end of what has been looked at.
  private var needleOffset: Int?
  /// Everything before this offset is scalars, or has been looked at.
  private var position = 0
  private(set) var comments: [YAMLComment] = []

  init(text: YAMLText, needle: StaticString, needleOffset: Int) {
    self.text = text
    self.needle = needle
    self.needleOffset = needleOffset
  }

  mutating func run(_ reader: consuming YAMLEventReader) {
    var depth = 0
    while needleOffset != nil {
      guard reader.advance() else { return }
      switch reader.kind {
      case .scalar:
        scan(to: reader.propertiesStart)
        scan(to: reader.offset)
        if reader.isBlockScalar { scanHeader(reader.offset, end: reader.end) }
        pass(reader.end)
      case .alias:
        scan(to: reader.offset)
        pass(reader.end)
      case .mappingStart, .sequenceStart:
        depth += 1
        guard depth <= YAMLLimits().depth else { return }
      case .mappingEnd, .sequenceEnd: depth -= 1
      case .documentStart, .documentEnd: break
      case .streamEnd:
        scan(to: text.count)
        return
      }
    }
  }

  /// Looks for comments up to an offset, in text without scalars.
  private mutating func scan(to end: Int) {
    guard position < end else { return }
    // Comments are only looked for where the word is, so most gaps cost one comparison.
    while let wanted = needleOffset, wanted < end {
      guard let comment = comment(around: wanted, to: end) else {
        needleOffset = text.firstIndex(of: needle, from: wanted + 1)
        continue
      }
      let before = text.lineStart(of: comment.lowerBound)..<comment.lowerBound
      comments.append(
        YAMLComment(
          offset: UInt32(clamping: comment.lowerBound), end: UInt32(clamping: comment.upperBound),
          ownLine: text.bytes[before].allSatisfy(YAMLText.isBlank)))
      position = comment.upperBound
      needleOffset = text.firstIndex(of: needle, from: position)
    }
    position = max(position, end)
  }

  /// The comment that an offset lies in, looked for from the end of what has been looked at.
  private mutating func comment(around wanted: Int, to end: Int) -> Range<Int>? {
    while position < wanted {
      if text[position] == 0x23 {
        let comment = position..<text.commentEnd(from: position, to: text.count)
        if comment.contains(wanted) { return comment }
        position = comment.upperBound
      } else {
        position += 1
      }
    }
    return nil
  }

  /// Looks for a comment on the line of a block scalar's `|` or `>`.
  private mutating func scanHeader(_ start: Int, end: Int) {
    position = start
    scan(to: text.commentEnd(from: start, to: end))
  }

  /// Goes past a scalar; the word inside it does not count.
  private mutating func pass(_ end: Int) {
    position = max(position, end)
    if let wanted = needleOffset, wanted < position { needleOffset = text.firstIndex(of: needle, from: position) }
  }
}
