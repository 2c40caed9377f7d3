/// Bounds that keep the reading of one file short, whatever the file holds.
package struct YAMLLimits: Sendable {
  /// Collections within collections, counted as expanded from aliases.
  package var depth = 64
  /// Nodes that aliases and merges may produce in one file.
  package var aliasNodes = 1_000_000
  /// Bytes of one decoded scalar.
  package var scalarBytes = 1 << 20

  /// Makes the limits of ordinary runs.
  package init() {}
}

/// One step of a YAML stream: the begin or end of a document or collection, or a scalar.
///
/// Aliases and merge keys never show: their content stands in the stream as if it were written there.
/// All offsets are 0-based and count bytes of the text that the stream was made for.
package struct YAMLToken: BitwiseCopyable, Sendable {
  /// What a token is.
  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    /// A document begins.
    case documentStart
    /// The document ends.
    case documentEnd
    /// A mapping begins; keys and values follow in turn.
    case mappingStart
    /// The innermost collection, a mapping, ends.
    case mappingEnd
    /// A sequence begins; its items follow.
    case sequenceStart
    /// The innermost collection, a sequence, ends.
    case sequenceEnd
    /// A value without parts; an empty one where the text leaves a value out.
    case scalar
    /// Nothing follows, because the text is at its end or because of a problem.
    case streamEnd
  }

  /// Properties of a node, packed.
  struct Flags: OptionSet, BitwiseCopyable, Sendable {
    /// One bit for each property.
    var rawValue: UInt8
    /// See `isPlain`.
    static let plain = Flags(rawValue: 1)
    /// See `isSingleQuoted`.
    static let singleQuoted = Flags(rawValue: 2)
    /// See `isAlias`.
    static let alias = Flags(rawValue: 4)
    /// See `isTagged`.
    static let tagged = Flags(rawValue: 8)
  }

  /// What the token is.
  package var kind: Kind
  /// How the node is written; empty for documents, and for ends but those of aliases.
  var flags: Flags
  /// Byte offset of the node's own text, after anchor and tag.
  ///
  /// A block collection begins at its first key or its first `-`. The node that an alias stands for begins at the
  /// alias; nodes inside it keep the offsets of their definition. For an end token: equal to `end`.
  package var offset: UInt32
  /// Byte offset just after the node.
  ///
  /// Scalars: exact; a block scalar ends with its last visible character; an empty value has no width and lies right
  /// after the `:` or `-` (or after its anchor or tag). Start of a collection: equal to `offset`, for its end is not
  /// known yet. End of a collection: exact (after the bracket, or the end of the last child); of an alias: after it.
  package var end: UInt32
  /// Where the decoded value lies in the stream's own buffers; only the stream can read it.
  package var valueStart: UInt32
  /// Bytes of the decoded value in UTF-8; 0 for everything but scalars.
  package var valueLength: UInt32

  /// Packs offsets of a text of at most 1 GiB: none is cut off.
  init(_ kind: Kind, _ flags: Flags = [], offset: Int, end: Int, valueStart: Int = 0, valueLength: Int = 0) {
    self.kind = kind
    self.flags = flags
    self.offset = UInt32(truncatingIfNeeded: offset)
    self.end = UInt32(truncatingIfNeeded: end)
    self.valueStart = UInt32(truncatingIfNeeded: valueStart)
    self.valueLength = UInt32(truncatingIfNeeded: valueLength)
  }

  /// Whether it is a scalar without quotes, without a tag, and not a block scalar.
  package var isPlain: Bool { flags.contains(.plain) }
  /// Whether it is a scalar in single quotes.
  package var isSingleQuoted: Bool { flags.contains(.singleQuoted) }
  /// Whether an alias (`*name`) stands in the text here; set on the top node only, and on its end token.
  package var isAlias: Bool { flags.contains(.alias) }
  /// Whether the node has a tag; `!` alone, which is also a dial pattern, is a tag with an empty value.
  package var isTagged: Bool { flags.contains(.tagged) }
}
