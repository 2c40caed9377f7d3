/// Turns libyaml's marks, which count Unicode scalars, into byte offsets of the same text.
///
/// Within a run of ASCII the two differ by a constant. Marks come in rising order but for a few steps back, so it is
/// enough to know the current run; finding the next ones costs one pass over the text in all.
struct YAMLMarkCursor {
  private let text: UnsafeRawBufferPointer
  /// Bytes of the run: all of them ASCII, and the run's end, too, begins a scalar or ends the text.
  private var from = 0
  private var to: Int
  /// What to add to the index of a scalar of the run to get its byte offset.
  private var shift = 0

  /// Takes the text that libyaml reads; one of ASCII only is a single run.
  init(text: UnsafeRawBufferPointer, isASCII: Bool) {
    self.text = text
    to = isASCII ? text.count : 0
  }

  /// The byte offset of a scalar by its 0-based index; the end of the text for indices beyond it.
  @inline(__always)
  mutating func byteOffset(_ target: Int) -> Int {
    let offset = target &+ shift
    return offset >= from && offset <= to ? offset : seek(target)
  }

  private func continuesScalar(_ offset: Int) -> Bool { text[offset] & 0xC0 == 0x80 }

  @inline(never)
  private mutating func seek(_ target: Int) -> Int {
    var byte = target &+ shift < from ? from : to
    var index = byte &- shift
    while index > target, byte > 0 {
      byte &-= 1
      if !continuesScalar(byte) { index &-= 1 }
    }
    while index < target, byte < text.count {
      let run = asciiEnd(from: byte)
      if run > byte {
        let step = min(run &- byte, target &- index)
        index &+= step
        byte &+= step
      } else {
        index &+= 1
        repeat { byte &+= 1 } while byte < text.count && continuesScalar(byte)
      }
    }
    from = byte
    to = asciiEnd(from: byte)
    shift = byte &- index
    return byte
  }

  /// Where the ASCII ends that begins at an offset.
  private func asciiEnd(from start: Int) -> Int {
    var byte = start
    while byte &+ 8 <= text.count,
      text.loadUnaligned(fromByteOffset: byte, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      byte &+= 8
    }
    while byte < text.count, text[byte] < 0x80 { byte &+= 1 }
    return byte
  }
}
