/// The number of an input file within one run; files are numbered in the order of their sorted paths.
package struct FileID: Hashable, Sendable, Comparable {
  /// 0-based index into the run's list of files.
  package var index: UInt32

  /// Makes the ID of the file at a 0-based index.
  package init(_ index: UInt32) { self.index = index }

  /// Orders by index, which is the order of the paths.
  package static func < (left: FileID, right: FileID) -> Bool { left.index < right.index }
}

/// Where a finding points: a file and a byte offset, with what lies there.
///
/// The end is not stored while decoding; it is found again from the text when a finding is drawn.
package struct Place: Hashable, Sendable {
  /// What the offset is the beginning of.
  package enum Extent: Hashable, Sendable {
    /// The innermost node that begins at the offset: a scalar, an alias, or a flow collection.
    case node
    /// The outermost collection that begins at the offset.
    case collection
    /// A run of bytes of known length (0 or more), for places that are not nodes.
    case bytes(UInt32)
    /// The file as a whole: no line and no column.
    case file
  }

  /// The file.
  package var file: FileID
  /// 0-based offset in bytes of the file's text in UTF-8, without a byte order mark.
  package var offset: UInt32
  /// What begins at `offset`.
  package var extent: Extent

  /// Makes a place; a node at the offset unless told otherwise.
  package init(file: FileID, offset: UInt32, extent: Extent = .node) {
    self.file = file
    self.offset = offset
    self.extent = extent
  }
}
