/// Why a stream ended before the end of its text.
package struct YAMLProblem: Sendable {
  /// What went wrong, to choose a code by.
  package enum Kind: Sendable, CaseIterable {
    /// The text is not YAML.
    case syntax
    /// A dial pattern without quotes, which YAML reads as something else.
    case dialPattern
    /// Collections nested deeper than the limit.
    case tooDeep
    /// Aliases that produce more nodes than the limit.
    case tooManyAliasNodes
    /// A scalar longer than the limit.
    case scalarTooLong
    /// More blanks in a row than any text has; they would make the reading very slow.
    case tooManyBlanks
    /// An alias to an anchor that is not defined before it in its document.
    case undefinedAlias
    /// An alias inside the node that it stands for.
    case recursiveAlias
    /// A `<<` with something else than a mapping or a list of mappings.
    case badMergeKey
    /// A text whose offsets do not fit (1 GiB and more).
    case textTooLong
    /// The machine has no memory left.
    case outOfMemory
  }

  /// What went wrong, in one lower-case sentence without a full stop.
  package var message: String
  /// Byte offset of the place that must change.
  package var offset: UInt32
  /// Bytes of that place; 0 where something is missing.
  package var length: UInt32
  /// Other places that explain it, such as the bracket that is not closed.
  package var related: [(offset: UInt32, length: UInt32, message: String)]
  /// What to do, as an imperative; nil when the message says it all.
  package var help: String?
  /// What kind of mistake it is.
  package var kind: Kind

  /// Takes places in bytes; an empty one marks where something is missing.
  init(
    _ kind: Kind, _ message: String, at place: Range<Int>,
    related: [(place: Range<Int>, message: String)] = [], help: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.offset = UInt32(clamping: place.lowerBound)
    self.length = UInt32(clamping: place.count)
    self.related = related.map {
      (UInt32(clamping: $0.place.lowerBound), UInt32(clamping: $0.place.count), $0.message)
    }
    self.help = help
  }
}
