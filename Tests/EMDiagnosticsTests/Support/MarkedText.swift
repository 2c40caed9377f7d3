import EMDiagnostics

/// Text in which `«` and `»` mark the places that a test is about; the marks themselves are taken out.
struct MarkedText {
  /// The text without marks.
  let text: String
  /// The marked ranges in bytes of UTF-8, by their beginnings.
  let ranges: [Range<Int>]

  init(_ marked: String) {
    var text = ""
    var begins: [Int] = []
    var ranges: [Range<Int>] = []
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "«": begins.append(text.utf8.count)
      case "»": ranges.append((begins.popLast() ?? 0)..<text.utf8.count)
      default: text.unicodeScalars.append(scalar)
      }
    }
    self.text = text
    self.ranges = ranges.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// The place of a marked range in a file of the run.
  func place(_ index: Int = 0, file: UInt32 = 0) -> Place {
    Place(
      file: FileID(file), offset: UInt32(ranges[index].lowerBound), extent: .bytes(UInt32(ranges[index].count)))
  }
}

extension String {
  /// The text in UTF-16 with a byte order mark.
  func utf16Bytes(lowByteFirst: Bool, mark: Bool = true) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(utf16)).flatMap { unit in
      lowByteFirst ? [UInt8(unit & 0xFF), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    }
  }
}

/// Loads bytes as standard input.
func load(_ bytes: [UInt8], maximumBytes: Int = 1 << 20) throws -> (text: SourceText, problem: TextProblem?) {
  let store = SourceStore(paths: ["-"], standardInput: bytes, maximumBytes: maximumBytes)
  var text = SourceText()
  let problem = try store.load(FileID(0), into: &text)
  return (text, problem)
}
