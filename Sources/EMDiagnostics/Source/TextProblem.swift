/// What makes a file's bytes no text that YAML allows: the user's mistake, so it becomes a finding.
///
/// Every offset is a 0-based byte offset into `SourceText.bytes`.
package enum TextProblem: Hashable, Sendable {
  /// A byte sequence that is not UTF-8 begins at the offset.
  case invalidUTF8(offset: Int)
  /// The character U+0000.
  case nul(offset: Int)
  /// A character that YAML 1.2 section 5.1 forbids: a C0 or C1 control, DEL, U+FFFE or U+FFFF.
  case controlCharacter(offset: Int, value: UInt32)
  /// UTF-16 with half a character: an unpaired surrogate, or an odd number of bytes.
  case oddUTF16(offset: Int)
  /// More bytes than the limit; the text is empty.
  case tooLarge(size: Int, limit: Int)
  /// Not text at all: NULs in the first KiB.
  case binary
}
