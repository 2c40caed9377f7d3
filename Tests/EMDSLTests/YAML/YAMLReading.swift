import Testing

@testable import EMDSL

/// Everything that a stream tells about one text.
struct YAMLReading {
  /// A token with its value, copied.
  struct Step: Equatable {
    var kind: YAMLToken.Kind
    var offset: Int
    var end: Int
    var value: String
    var flags: UInt8

    var isPlain: Bool { flags & YAMLToken.Flags.plain.rawValue != 0 }
    var isSingleQuoted: Bool { flags & YAMLToken.Flags.singleQuoted.rawValue != 0 }
    var isAlias: Bool { flags & YAMLToken.Flags.alias.rawValue != 0 }
    var isTagged: Bool { flags & YAMLToken.Flags.tagged.rawValue != 0 }
  }

  var bytes: [UInt8]
  var steps: [Step] = []
  var problem: YAMLProblem?

  /// Reads a text in one go and token by token, which must make no difference.
  init(_ text: String, limits: YAMLLimits = YAMLLimits()) {
    self.init(bytes: Array(text.utf8), limits: limits)
    let single = YAMLReading(bytes: bytes, limits: limits, chunk: 1)
    #expect(single.steps == steps)
    #expect(single.problem?.message == problem?.message)
    #expect(single.problem?.offset == problem?.offset)
    if !bytes.contains(where: { $0 >= 0x80 }) {
      let general = YAMLReading(bytes: bytes, limits: limits, isASCII: false)
      #expect(general.steps == steps)
    }
  }

  init(bytes: [UInt8], limits: YAMLLimits = YAMLLimits(), chunk: Int = 256, isASCII: Bool? = nil) {
    self.bytes = bytes
    bytes.withUnsafeBytes { text in
      let isASCII = isASCII ?? !text.contains { $0 >= 0x80 }
      let stream = YAMLTokenStream(text: text, isASCII: isASCII, limits: limits, chunk: chunk)
      while true {
        let token = stream.next()
        if token.kind == .streamEnd { break }
        steps.append(
          Step(
            kind: token.kind, offset: Int(token.offset), end: Int(token.end), value: stream.text(token),
            flags: token.flags.rawValue))
      }
      problem = stream.problem
      #expect(stream.next().kind == .streamEnd)
    }
  }

  func slice(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

  /// The content in a compact form: `{a: [b, c]}`, documents divided by `---`; quotes and offsets do not show.
  var outline: String {
    var parts: [String] = []
    var open: [(isMapping: Bool, count: Int)] = []
    func begin() {
      guard let last = open.indices.last else { return }
      if open[last].count > 0 { parts.append(open[last].isMapping && open[last].count % 2 == 1 ? ": " : ", ") }
      open[last].count += 1
    }
    for step in steps {
      switch step.kind {
      case .documentStart: if !parts.isEmpty { parts.append(" --- ") }
      case .documentEnd, .streamEnd: break
      case .scalar:
        begin()
        parts.append(step.value)
      case .mappingStart, .sequenceStart:
        begin()
        open.append((step.kind == .mappingStart, 0))
        parts.append(step.kind == .mappingStart ? "{" : "[")
      case .mappingEnd, .sequenceEnd:
        open.removeLast()
        parts.append(step.kind == .mappingEnd ? "}" : "]")
      }
    }
    return parts.joined()
  }

  /// The source of every scalar, in the order of the stream.
  var scalarSources: [String] { steps.filter { $0.kind == .scalar }.map { slice($0.offset, $0.end) } }

  /// The source of every collection, in the order in which they begin.
  var collectionSources: [String] {
    var starts: [Int] = []
    var found: [Int: String] = [:]
    for (index, step) in steps.enumerated() {
      switch step.kind {
      case .mappingStart, .sequenceStart: starts.append(index)
      case .mappingEnd, .sequenceEnd:
        if let start = starts.popLast() { found[start] = slice(steps[start].offset, step.end) }
      default: break
      }
    }
    return steps.indices.compactMap { found[$0] }
  }

  /// The source that the problem points at.
  var problemSource: String? {
    problem.map { slice(Int($0.offset), Int($0.offset + $0.length)) }
  }
}
