extension SourceText {
  /// Bytes at the beginning in which a NUL makes a file binary.
  private static let binaryProbe = 1024

  /// Empties the text and keeps its buffer.
  mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    isASCII = true
    encoding = .utf8
    markLength = 0
    checkpoints.removeAll(keepingCapacity: true)
  }

  /// Takes `bytes` as they were on the disk: finds the encoding, makes UTF-8 without a mark, scans the characters.
  mutating func interpret() -> TextProblem? {
    if let (encoding, markLength) = detectEncoding() {
      self.encoding = encoding
      self.markLength = markLength
    } else {
      isASCII = withBytes { CharacterScan($0).isASCII }
      return .binary
    }
    var problem: TextProblem?
    switch encoding {
    case .utf8: break
    case .utf8BOM: bytes.removeFirst(markLength)
    case .utf16LE, .utf16BE:
      let transcoder = UTF16Transcoder(bytes[markLength...], lowByteFirst: encoding == .utf16LE)
      bytes = transcoder.bytes
      checkpoints = transcoder.checkpoints
      problem = transcoder.problem
    }
    let scan = withBytes { CharacterScan($0) }
    isASCII = scan.isASCII
    return [problem, scan.problem].compactMap(\.self).min { $0.offset < $1.offset }
  }

  /// The encoding by YAML 1.2 section 5.2 and the length of the byte order mark; nil for what is not text.
  private func detectEncoding() -> (Encoding, markLength: Int)? {
    let first = bytes.prefix(4)
    if first.starts(with: [0xEF, 0xBB, 0xBF]) { return hasEarlyNUL ? nil : (.utf8BOM, 3) }
    // UTF-32 is in YAML, but in no editor's menu; its NULs make it binary here.
    if first == [0xFF, 0xFE, 0, 0] || first == [0, 0, 0xFE, 0xFF] { return nil }
    if first.starts(with: [0xFF, 0xFE]) { return (.utf16LE, 2) }
    if first.starts(with: [0xFE, 0xFF]) { return (.utf16BE, 2) }
    guard hasEarlyNUL else { return (.utf8, 0) }
    guard bytes.count.isMultiple(of: 2), bytes.count < 4 || first.dropFirst(2) != [0, 0] else { return nil }
    if bytes[1] == 0, Self.canBegin(bytes[0]) { return (.utf16LE, 0) }
    if bytes[0] == 0, Self.canBegin(bytes[1]) { return (.utf16BE, 0) }
    return nil
  }

  private var hasEarlyNUL: Bool { bytes.prefix(Self.binaryProbe).contains(0) }

  /// Whether a YAML file can begin with this ASCII character.
  private static func canBegin(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}

extension TextProblem {
  /// Where the problem is, in bytes of the text; 0 for one that concerns the file as a whole.
  package var offset: Int {
    switch self {
    case .invalidUTF8(let offset), .nul(let offset), .controlCharacter(let offset, _), .oddUTF16(let offset): offset
    case .tooLarge, .binary: 0
    }
  }
}
