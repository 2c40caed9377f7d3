/// One file's text in memory; the buffer is meant to be used again for the next file.
package struct SourceText: Sendable {
  /// How the characters lie on the disk.
  package enum Encoding: Hashable, Sendable {
    /// UTF-8 without a byte order mark.
    case utf8
    /// UTF-8 after a byte order mark.
    case utf8BOM
    /// UTF-16, low byte first, with or without a byte order mark.
    case utf16LE
    /// UTF-16, high byte first, with or without a byte order mark.
    case utf16BE
  }

  /// The text in UTF-8 without a byte order mark; not valid UTF-8 when loading reported a problem.
  package var bytes: [UInt8]
  /// Whether no byte is above 0x7F, so that byte offsets are character offsets.
  package var isASCII: Bool
  /// How the text lies on the disk.
  package var encoding: Encoding
  /// Bytes of the byte order mark on the disk: 0, 2 or 3.
  var markLength: Int
  /// For UTF-16: bytes on the disk, without the mark, before the characters that begin at or after each 1,024th byte.
  var checkpoints: [UInt32]

  /// Distance of two checkpoints, in bytes of UTF-8.
  static let checkpointDistance = 1024

  /// Makes an empty text.
  package init() {
    bytes = []
    isASCII = true
    encoding = .utf8
    markLength = 0
    checkpoints = []
  }

  /// Makes the text of a string.
  package init(_ string: String) {
    self.init()
    bytes = Array(string.utf8)
    isASCII = bytes.allSatisfy { $0 < 0x80 }
  }

  /// The place of `bytes[offset]` in the file as it lies on the disk, in bytes.
  ///
  /// An offset inside a character of a UTF-16 file means that character's beginning. Takes constant time.
  package func originalByteOffset(of offset: Int) -> Int {
    let offset = max(0, min(offset, bytes.count))
    switch encoding {
    case .utf8, .utf8BOM: return markLength + offset
    case .utf16LE, .utf16BE:
      guard !checkpoints.isEmpty else { return markLength }
      let checkpoint = min(offset / Self.checkpointDistance, checkpoints.count - 1)
      var original = markLength + Int(checkpoints[checkpoint])
      let end = scalarStart(offset)
      var index = checkpoint * Self.checkpointDistance
      while index < end {
        original += Self.utf16Length(lead: bytes[index])
        index += 1
      }
      return original
    }
  }

  /// Calls `body` with the text's bytes; the pointer is valid only inside the call.
  package func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try bytes.withUnsafeBytes(body)
  }

  /// The beginning of the character that an offset lies in; `offset` itself at a beginning or the end.
  func scalarStart(_ offset: Int) -> Int {
    var start = offset
    // No character has more than three continuation bytes; broken UTF-8 may.
    while start > 0, start > offset - 3, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  /// Bytes that a character takes in UTF-16, told by its first byte in UTF-8; 0 for a continuation byte.
  static func utf16Length(lead: UInt8) -> Int {
    if lead & 0xC0 == 0x80 { return 0 }
    return lead >= 0xF0 ? 4 : 2
  }
}
