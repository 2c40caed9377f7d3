/// The lines of one text: byte offsets to lines and columns and back, without walking the text again.
///
/// A line ends at LF, CRLF or CR, as in every editor; NEL, LS and PS do not end one.
package struct LineTable: Sendable {
  /// Offset of the first byte of each line.
  private var starts: [UInt32] = [0]
  /// Characters that begin before each 1,024th byte; empty for ASCII.
  private var checkpoints: [UInt32] = []
  private let text: SourceText

  private static let checkpointDistance = 1024

  /// Scans a text once.
  package init(_ text: SourceText) {
    self.text = text
    starts.reserveCapacity(text.bytes.count / 32)
    text.withBytes { bytes in
      scanLines(bytes)
      if !text.isASCII { scanCharacters(bytes) }
    }
  }

  /// How many lines there are; a text that ends with a line break has an empty line after it.
  package var lineCount: Int { starts.count }

  /// The line and the column of a byte, both 1-based; the column counts Unicode scalars.
  ///
  /// An offset inside a character means its beginning, one behind the end means the end.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    let offset = text.scalarStart(max(0, min(offset, text.bytes.count)))
    let line = lineIndex(of: offset)
    let start = Int(starts[line])
    guard !text.isASCII else { return (line + 1, offset - start + 1) }
    return (line + 1, characters(before: offset) - characters(before: start) + 1)
  }

  /// The bytes of a line, which is 1-based, without its line break; empty at the end for a line that is not there.
  package func lineRange(_ line: Int) -> Range<Int> {
    guard line >= 1, line <= starts.count else { return text.bytes.count..<text.bytes.count }
    let start = Int(starts[line - 1])
    var end = line < starts.count ? Int(starts[line]) : text.bytes.count
    guard line < starts.count else { return start..<end }
    if end > start, text.bytes[end - 1] == 0x0A { end -= 1 }
    if end > start, text.bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  private func lineIndex(of offset: Int) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private func characters(before offset: Int) -> Int {
    let checkpoint = offset / Self.checkpointDistance
    guard checkpoint < checkpoints.count else { return 0 }
    var count = Int(checkpoints[checkpoint])
    for index in checkpoint * Self.checkpointDistance..<offset where text.bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  private mutating func scanLines(_ bytes: UnsafeRawBufferPointer) {
    var offset = 0
    while offset < bytes.count {
      if offset + 8 <= bytes.count,
        !Self.hasBreak(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      {
        offset += 8
        continue
      }
      let end = min(offset + 8, bytes.count)
      while offset < end {
        let byte = bytes[offset]
        offset += 1
        guard byte == 0x0A || byte == 0x0D else { continue }
        if byte == 0x0D, offset < bytes.count, bytes[offset] == 0x0A { offset += 1 }
        starts.append(UInt32(clamping: offset))
      }
    }
  }

  /// Whether one of eight bytes may be LF or CR; a byte behind a real one can be taken for one too.
  @inline(__always)
  private static func hasBreak(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let (feed, carriage) = (word ^ (ones &* 0x0A), word ^ (ones &* 0x0D))
    return ((feed &- ones) & ~feed | (carriage &- ones) & ~carriage) & (ones &* 0x80) != 0
  }

  private mutating func scanCharacters(_ bytes: UnsafeRawBufferPointer) {
    var count: UInt32 = 0
    for offset in 0..<bytes.count {
      if offset.isMultiple(of: Self.checkpointDistance) { checkpoints.append(count) }
      if bytes[offset] & 0xC0 != 0x80 { count &+= 1 }
    }
    if bytes.count.isMultiple(of: Self.checkpointDistance) { checkpoints.append(count) }
  }
}
