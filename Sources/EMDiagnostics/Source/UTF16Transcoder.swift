/// Turns UTF-16 into UTF-8, with the table that leads back to places on the disk.
struct UTF16Transcoder {
  /// The text in UTF-8; half characters became U+FFFD.
  private(set) var bytes: [UInt8] = []
  /// Bytes of input before the characters that begin at or after each 1,024th byte of `bytes`.
  private(set) var checkpoints: [UInt32] = []
  /// The first half character.
  private(set) var problem: TextProblem?

  /// Transcodes `input`, which has no byte order mark.
  init(_ input: ArraySlice<UInt8>, lowByteFirst: Bool) {
    bytes.reserveCapacity(input.count)
    var index = input.startIndex
    while index < input.endIndex {
      let start = index
      guard let unit = Self.unit(input, at: index, lowByteFirst) else {
        append(0xFFFD, inputOffset: start - input.startIndex, isBroken: true)
        return
      }
      index += 2
      guard (0xD800...0xDFFF).contains(unit) else {
        append(unit, inputOffset: start - input.startIndex)
        continue
      }
      if unit < 0xDC00, let low = Self.unit(input, at: index, lowByteFirst), (0xDC00...0xDFFF).contains(low) {
        index += 2
        append(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), inputOffset: start - input.startIndex)
      } else {
        append(0xFFFD, inputOffset: start - input.startIndex, isBroken: true)
      }
    }
  }

  private static func unit(_ input: ArraySlice<UInt8>, at index: Int, _ lowByteFirst: Bool) -> UInt32? {
    guard input.endIndex - index >= 2 else { return nil }
    let (first, second) = (UInt32(input[index]), UInt32(input[index + 1]))
    return lowByteFirst ? second << 8 | first : first << 8 | second
  }

  private mutating func append(_ value: UInt32, inputOffset: Int, isBroken: Bool = false) {
    if isBroken, problem == nil { problem = .oddUTF16(offset: bytes.count) }
    while checkpoints.count * SourceText.checkpointDistance <= bytes.count {
      checkpoints.append(UInt32(clamping: inputOffset))
    }
    guard let scalar = Unicode.Scalar(value) else { return }
    bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
