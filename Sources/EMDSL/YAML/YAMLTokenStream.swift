/// The tokens of one YAML text, with aliases and merge keys already expanded.
///
/// Not for use from two threads at once. After a problem, and after the end of the text, `next()` returns
/// `.streamEnd` for ever; the tokens before a problem have been returned as they were found, so collections may be
/// left open.
package final class YAMLTokenStream {
  private let core: UnsafeMutablePointer<YAMLStreamCore>

  /// Makes a stream over a text in UTF-8 without byte order mark, which must live, unchanged, as long as the stream.
  ///
  /// `isASCII` must be true only if no byte is above 0x7F.
  package convenience init(text: UnsafeRawBufferPointer, isASCII: Bool, limits: YAMLLimits) {
    self.init(text: text, isASCII: isASCII, limits: limits, chunk: 256)
  }

  /// Makes a stream that reads ahead by a number of tokens, so that tests can move the seams.
  init(text: UnsafeRawBufferPointer, isASCII: Bool, limits: YAMLLimits, chunk: Int) {
    core = .allocate(capacity: 1)
    core.initialize(to: YAMLStreamCore(text: text, isASCII: isASCII, limits: limits, chunk: chunk))
  }

  deinit {
    core.deinitialize(count: 1)
    core.deallocate()
  }

  /// The next token.
  @inline(__always)
  package func next() -> YAMLToken { core.pointee.next() }

  /// The decoded value of a scalar, in UTF-8; empty for other tokens.
  ///
  /// Both the token's value and the memory returned here are valid until the next call of `next()` or `skipNode`,
  /// and while the stream lives. Ask for the value of the latest token only.
  package func value(_ token: YAMLToken) -> UnsafeRawBufferPointer { core.pointee.value(token) }

  /// The decoded value of a scalar as a String; the rule of `value(_:)` applies to the token.
  package func text(_ token: YAMLToken) -> String { String(decoding: value(token), as: UTF8.self) }

  /// The tag right before an empty value, as it is written, such as `!` or `!123`; nil where none stands there.
  package func tag(before token: YAMLToken) -> (text: String, offset: UInt32)? {
    core.pointee.tag(endingAt: Int(token.offset))
  }

  /// Consumes the rest of the node that `first`, the latest token, began: nothing for a scalar.
  package func skipNode(after first: YAMLToken) {
    guard first.kind == .mappingStart || first.kind == .sequenceStart else { return }
    var open = 1
    while open > 0 {
      switch next().kind {
      case .mappingStart, .sequenceStart: open += 1
      case .mappingEnd, .sequenceEnd: open -= 1
      case .streamEnd: return
      case .documentStart, .documentEnd, .scalar: break
      }
    }
  }

  /// Why the stream ended early; known for certain once `next()` has returned `.streamEnd`.
  package var problem: YAMLProblem? { core.pointee.problem }
}
