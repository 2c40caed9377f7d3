internal import CLibYAML
internal import Glibc

/// Owns libyaml's parser and tells one event after another, with exact byte spans.
///
/// The fields that describe an event, and the memory they point to, are valid until the next `advance()`.
struct YAMLEventReader: ~Copyable {
  /// What an event is.
  enum Kind: UInt8 {
    /// As the kinds of `YAMLToken`, with aliases that are not expanded yet.
    case documentStart, documentEnd, mappingStart, mappingEnd, sequenceStart, sequenceEnd, scalar, alias, streamEnd
  }

  /// libyaml's own words for a failure, with its marks as byte offsets.
  struct Failure {
    /// What libyaml stumbled over; empty where it says nothing.
    var problem: String
    /// What it was reading; empty where it says nothing.
    var context: String
    /// Where it stumbled.
    var place: Int
    /// Where that began which it was reading.
    var contextPlace: Int
    /// True where the text is not to blame.
    var isOutOfMemory: Bool
    /// Why we stopped the reading ourselves; nil where libyaml did.
    var stop: YAMLInput.Stop?
  }

  /// The text, for the places that libyaml's marks do not tell.
  let text: YAMLText
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private let input: UnsafeMutablePointer<YAMLInput>
  private var cursor: YAMLMarkCursor
  private var isReady: Bool

  /// What the latest event is.
  private(set) var kind = Kind.streamEnd
  /// How the latest node is written; empty for ends and documents.
  private(set) var flags: YAMLToken.Flags = []
  /// As in `YAMLToken`.
  private(set) var offset = 0
  /// As in `YAMLToken`.
  private(set) var end = 0
  /// The decoded value of a scalar, or an alias's name.
  private(set) var value: UnsafePointer<UInt8>?
  /// Bytes of `value`.
  private(set) var valueLength = 0
  /// The name of the node's anchor, ended by NUL.
  private(set) var anchor: UnsafePointer<UInt8>?
  /// Where the node's anchor and tag begin; equal to `offset` without them.
  private(set) var propertiesStart = 0
  /// Whether the scalar is a block scalar.
  private(set) var isBlockScalar = false
  /// The latest scalar or alias.
  private(set) var lastNode = 0..<0
  /// Where the latest node or bracket ended.
  private var lastEnd: Int {
    @inline(__always) get { input.pointee.told }
    @inline(__always) nonmutating set { input.pointee.told = newValue }
  }

  /// Makes a reader of a text that must outlive it.
  init(text: UnsafeRawBufferPointer, isASCII: Bool, scalarLimit: Int) {
    self.text = YAMLText(text)
    cursor = YAMLMarkCursor(text: text, isASCII: isASCII)
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
    input = .allocate(capacity: 1)
    input.initialize(to: YAMLInput(text: text, scalarLimit: scalarLimit))
    isReady = yaml_parser_initialize(parser) != 0
    guard isReady else { return }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input(parser, { YAMLEventReader.read($0, $1, $2, $3) }, input)
  }

  deinit {
    yaml_event_delete(event)
    if isReady { yaml_parser_delete(parser) }
    event.deallocate()
    parser.deallocate()
    input.deallocate()
  }

  private static func read(
    _ data: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<UInt8>?, _ size: Int,
    _ length: UnsafeMutablePointer<Int>?
  ) -> Int32 {
    guard let input = data?.assumingMemoryBound(to: YAMLInput.self), let buffer, let length else { return 0 }
    guard let count = input.pointee.read(into: buffer, atMost: size) else { return 0 }
    length.pointee = count
    return 1
  }

  /// Reads the next event; false after a failure, and then for ever.
  @inline(__always)
  mutating func advance() -> Bool {
    guard isReady else { return false }
    repeat {
      yaml_event_delete(event)
      guard yaml_parser_parse(parser, event) != 0 else { return false }
    } while event.pointee.type == YAML_STREAM_START_EVENT
    anchor = nil
    // Most events are scalars: one branch for them is cheaper than a jump for all.
    if event.pointee.type == YAML_SCALAR_EVENT {
      takeScalar()
      return true
    }
    switch event.pointee.type {
    case YAML_MAPPING_START_EVENT:
      kind = .mappingStart
      let start = event.pointee.data.mapping_start
      takeStart(anchor: start.anchor, tag: start.tag)
    case YAML_SEQUENCE_START_EVENT:
      kind = .sequenceStart
      let start = event.pointee.data.sequence_start
      takeStart(anchor: start.anchor, tag: start.tag)
    case YAML_MAPPING_END_EVENT: takeEnd(.mappingEnd)
    case YAML_SEQUENCE_END_EVENT: takeEnd(.sequenceEnd)
    case YAML_ALIAS_EVENT: takeAlias()
    case YAML_DOCUMENT_START_EVENT: takeDocument(.documentStart)
    case YAML_DOCUMENT_END_EVENT: takeDocument(.documentEnd)
    default:
      kind = .streamEnd
      flags = []
      (offset, end) = (text.count, text.count)
    }
    return true
  }

  @inline(__always)
  private mutating func takeScalar() {
    let scalar = event.pointee.data.scalar
    kind = .scalar
    value = UnsafePointer(scalar.value)
    valueLength = scalar.length
    isBlockScalar = false
    let startIndex = event.pointee.start_mark.index
    let endIndex = event.pointee.end_mark.index
    let start = cursor.byteOffset(startIndex)
    offset = start
    propertiesStart = start
    if scalar.style == YAML_PLAIN_SCALAR_STYLE {
      flags = .plain
      if startIndex == endIndex {
        offset = emptyPlace(before: start)
        end = offset
        finishNode()
        return
      }
    } else {
      flags = scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ? .singleQuoted : []
    }
    end = cursor.byteOffset(endIndex)
    if text[start] == 0x26 || text[start] == 0x21 { skipScalarProperties() }
    if scalar.style == YAML_LITERAL_SCALAR_STYLE || scalar.style == YAML_FOLDED_SCALAR_STYLE {
      isBlockScalar = true
      end = text.trimmedEnd(end, from: offset + 1)
    }
    finishNode()
  }

  @inline(never)
  private mutating func skipScalarProperties() {
    let scalar = event.pointee.data.scalar
    anchor = UnsafePointer(scalar.anchor)
    let isEmpty = scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.length == 0
    offset = isEmpty ? end : text.skipProperties(2, from: offset, to: end)
    // The tag `!` leaves no trace in the event, so the text must tell.
    let first =
      anchor != nil && text[propertiesStart] == 0x26
      ? text.skipGap(from: text.propertyEnd(at: propertiesStart), to: offset) : propertiesStart
    if text[first] == 0x21, first < offset {
      flags.remove(.plain)
      flags.insert(.tagged)
    }
  }

  private mutating func takeStart(anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?) {
    flags = []
    offset = cursor.byteOffset(event.pointee.start_mark.index)
    propertiesStart = offset
    if anchor != nil || tag != nil {
      self.anchor = UnsafePointer(anchor)
      if tag != nil { flags = .tagged }
      offset = text.skipProperties((anchor == nil ? 0 : 1) + (tag == nil ? 0 : 1), from: offset, to: text.count)
    }
    end = offset
    // A bracket is passed; a block collection is as long as its children.
    lastEnd = text[offset] == 0x5B || text[offset] == 0x7B ? offset + 1 : offset
  }

  private mutating func takeEnd(_ kind: Kind) {
    self.kind = kind
    flags = []
    let endIndex = event.pointee.end_mark.index
    // Only brackets have a width; the mark of a block's end is at whatever comes next.
    end = event.pointee.start_mark.index == endIndex ? lastEnd : cursor.byteOffset(endIndex)
    offset = end
    lastEnd = end
  }

  private mutating func takeAlias() {
    kind = .alias
    flags = []
    offset = cursor.byteOffset(event.pointee.start_mark.index)
    end = cursor.byteOffset(event.pointee.end_mark.index)
    propertiesStart = offset
    value = UnsafePointer(event.pointee.data.alias.anchor)
    valueLength = max(0, end - offset - 1)
    finishNode()
  }

  private mutating func takeDocument(_ kind: Kind) {
    self.kind = kind
    flags = []
    let startIndex = event.pointee.start_mark.index
    let endIndex = event.pointee.end_mark.index
    if kind == .documentEnd, startIndex == endIndex {
      (offset, end) = (lastEnd, lastEnd)
    } else {
      offset = cursor.byteOffset(startIndex)
      end = cursor.byteOffset(endIndex)
    }
    lastEnd = end
  }

  @inline(__always)
  private mutating func finishNode() {
    lastNode = offset..<end
    lastEnd = end
  }

  /// Where an empty value belongs: after the last indicator between the node before it and libyaml's mark.
  @inline(never)
  private func emptyPlace(before mark: Int) -> Int {
    var place = lastEnd
    var found = lastEnd
    while place < mark {
      place = text.skipGap(from: place, to: mark)
      guard place < mark else { break }
      place += 1
      found = place
    }
    return found
  }

  /// What libyaml says about its failure.
  mutating func failure() -> Failure {
    let state = parser.pointee
    let isReaderError = state.error == YAML_READER_ERROR
    return Failure(
      problem: state.problem.map { String(cString: $0) } ?? "",
      context: state.context.map { String(cString: $0) } ?? "",
      place: isReaderError ? min(state.problem_offset, text.count) : cursor.byteOffset(state.problem_mark.index),
      contextPlace: cursor.byteOffset(state.context_mark.index),
      isOutOfMemory: !isReady || state.error == YAML_MEMORY_ERROR,
      stop: input.pointee.stop)
  }
}
