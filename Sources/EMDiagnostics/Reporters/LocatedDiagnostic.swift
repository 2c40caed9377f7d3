/// A finding with its places turned into what readers count in: lines, columns and bytes of the file on the disk.
package struct LocatedDiagnostic: Hashable, Sendable {
  /// A part of a file.
  package struct Region: Hashable, Sendable {
    /// 1-based line of the first character.
    package var line: Int
    /// 1-based column of the first character, in Unicode scalars.
    package var column: Int
    /// 1-based line of the end.
    package var endLine: Int
    /// 1-based column of the first character behind the region, in Unicode scalars.
    package var endColumn: Int
    /// 0-based offset of the first byte in the file as it lies on the disk, byte order mark included.
    package var byteOffset: Int
    /// Bytes on the disk; 0 for a place between two characters.
    package var byteLength: Int

    /// Makes a region from 1-based positions and bytes on the disk.
    package init(line: Int, column: Int, endLine: Int, endColumn: Int, byteOffset: Int, byteLength: Int) {
      self.line = line
      self.column = column
      self.endLine = endLine
      self.endColumn = endColumn
      self.byteOffset = byteOffset
      self.byteLength = byteLength
    }
  }

  /// What must be drawn: the first line of a region, cut in three; of a very long line only what is near.
  package struct Snippet: Hashable, Sendable {
    /// The line up to the region.
    package var before: String
    /// The region's part of its first line; empty for a place between two characters.
    package var marked: String
    /// The rest of the line.
    package var after: String
    /// Whether the line has more text in front of `before`.
    package var isCutBefore: Bool
    /// Whether the line has more text behind `after`.
    package var isCutAfter: Bool

    /// Makes a snippet.
    package init(
      before: String, marked: String, after: String, isCutBefore: Bool = false, isCutAfter: Bool = false
    ) {
      self.before = before
      self.marked = marked
      self.after = after
      self.isCutBefore = isCutBefore
      self.isCutAfter = isCutAfter
    }
  }

  /// A place: a file, and mostly a region of it.
  package struct Location: Hashable, Sendable {
    /// The file's path as shown to the user; `<stdin>` for standard input.
    package var path: String
    /// The part that is meant; nil for the file as a whole.
    package var region: Region?
    /// The text to draw; nil for the file as a whole.
    package var snippet: Snippet?

    /// Makes a location.
    package init(path: String, region: Region? = nil, snippet: Snippet? = nil) {
      self.path = path
      self.region = region
      self.snippet = snippet
    }
  }

  /// A second place that explains the finding.
  package struct Related: Hashable, Sendable {
    /// Where.
    package var location: Location
    /// What is there.
    package var message: String

    /// Makes a related place.
    package init(location: Location, message: String) {
      self.location = location
      self.message = message
    }
  }

  /// The finding; its own places are those that were found again in `location` and `related`.
  package var diagnostic: Diagnostic
  /// Where the text is that must change; nil for facts of the whole deployment.
  package var location: Location?
  /// Second places, in the finding's order.
  package var related: [Related]

  /// Makes a located finding.
  package init(_ diagnostic: Diagnostic, location: Location?, related: [Related] = []) {
    self.diagnostic = diagnostic
    self.location = location
    self.related = related
  }
}
