import EMDiagnostics
import Testing

/// Encodings, and the way back to the bytes on the disk.
struct SourceTextTests {
  static let sample = "site: Zürich 東京 😀\r\nnext: ä\n"

  @Test(arguments: [true, false], [true, false])
  func utf16IsTranscodedWithAndWithoutMark(lowByteFirst: Bool, mark: Bool) throws {
    let (text, problem) = try load(Self.sample.utf16Bytes(lowByteFirst: lowByteFirst, mark: mark))
    #expect(problem == nil)
    #expect(text.bytes == Array(Self.sample.utf8))
    #expect(text.encoding == (lowByteFirst ? .utf16LE : .utf16BE))
    #expect(!text.isASCII)
  }

  @Test(arguments: [1, 2000])
  func originalOffsetsOfUTF16AreExact(repetitions: Int) throws {
    let sample = String(repeating: Self.sample, count: repetitions)
    let (text, _) = try load(sample.utf16Bytes(lowByteFirst: true))
    var (offset, original) = (0, 2)
    for scalar in sample.unicodeScalars {
      #expect(text.originalByteOffset(of: offset) == original)
      offset += String(scalar).utf8.count
      original += 2 * String(scalar).utf16.count
    }
    #expect(text.originalByteOffset(of: offset) == original)
    #expect(text.originalByteOffset(of: offset + 99) == original)
  }

  @Test func byteOrderMarkIsTakenOffAndCounted() throws {
    let (text, problem) = try load([0xEF, 0xBB, 0xBF] + Array("a: b\n".utf8))
    #expect(problem == nil)
    #expect(text.bytes == Array("a: b\n".utf8))
    #expect(text.encoding == .utf8BOM)
    #expect(text.isASCII)
    #expect(text.originalByteOffset(of: 0) == 3)
    #expect(text.originalByteOffset(of: 3) == 6)
  }

  @Test func plainTextIsTakenAsItIs() throws {
    let (text, _) = try load(Array(Self.sample.utf8))
    #expect(text.encoding == .utf8)
    #expect(text.withBytes { Array($0) } == Array(Self.sample.utf8))
    #expect(text.originalByteOffset(of: 7) == 7)
    #expect(SourceText(Self.sample).bytes == text.bytes)
    #expect(!SourceText(Self.sample).isASCII)
  }
}
