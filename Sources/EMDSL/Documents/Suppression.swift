package import EMDiagnostics
import Glibc

/// A comment that silences findings: `# emcc-lint: ignore EM3061 until 2027-12-31 CHG0012345`.
package struct Suppression: Sendable {
  /// Where the comment stands.
  package var place: Place
  /// Codes and rule names as they are written; empty where the comment is malformed.
  package var targets: [String]
  /// Last day on which it holds, yyyymmdd; nil for ever.
  package var until: UInt32?
  /// Where the day is written.
  package var untilPlace: Place?
  /// What stands behind it: a reason, a ticket.
  package var reason: String
  /// What is wrong with it; nil when nothing is.
  package var fault: String?
  /// Handles of the clusters that its file is about, sorted; empty where it is about all.
  package var clusters: [String] = []
  /// Bytes of the file that it silences: its line, or the object below a comment on a line of its own.
  package var covered: Range<UInt32>

  /// The word that makes a comment ours.
  static let marker: StaticString = "emcc-lint:"
}

extension Suppression {
  /// Reads the comments of a text that are meant for us.
  ///
  /// `clusters` are the handles of the clusters that the file is about; empty for all.
  static func find(in text: SourceText, file: FileID, clusters: @autoclosure () -> [String]) -> [Suppression] {
    text.withBytes { bytes in
      guard mentionsMarker(bytes) else { return [] }
      let clusters = clusters()
      var latest: (upperBound: UInt32, covered: Range<UInt32>)?
      return scanComments(in: bytes, isASCII: text.isASCII, containing: marker).compactMap { comment in
        let content = String(decoding: bytes[Int(comment.offset)..<Int(comment.end)], as: UTF8.self)
        guard let start = content.firstRange(of: "\(marker)") else { return nil }
        // Anything but blanks before the word makes it a mention, not an instruction.
        guard content[..<start.lowerBound].allSatisfy({ $0 == "#" || $0 == " " || $0 == "\t" }) else { return nil }
        var result = Suppression(
          place: Place(file: file, offset: comment.offset, extent: .bytes(comment.end - comment.offset)), targets: [],
          reason: "",
          covered: latest.flatMap { comment.offset < $0.upperBound ? $0.covered : nil }
            ?? covered(by: comment, in: bytes))
        result.clusters = clusters
        // Comments below each other stand above the same object.
        if comment.ownLine { latest = (result.covered.lowerBound, result.covered) }
        result.read(content[start.upperBound...], at: comment.offset + UInt32(content[..<start.upperBound].utf8.count))
        return result
      }
    }
  }

  /// True where the word stands behind a `#` on its line; files without are not looked at closely.
  private static func mentionsMarker(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard var position = bytes.baseAddress else { return false }
    let end = position + bytes.count
    while let hash = memchr(position, 0x23, end - position) {
      var next = UnsafeRawPointer(hash) + 1
      while next < end, next.load(as: UInt8.self) == 0x20 || next.load(as: UInt8.self) == 0x09 { next += 1 }
      if end - next >= marker.utf8CodeUnitCount, memcmp(next, marker.utf8Start, marker.utf8CodeUnitCount) == 0 {
        return true
      }
      position = next
    }
    return false
  }

  /// A code (`EM` and a digit at least) or a rule's name (small letters with a hyphen between them); nil for other words.
  private static func target(_ word: Substring) -> String? {
    let bytes = Array(word.utf8)
    if bytes.count > 2, bytes[0] | 0x20 == UInt8(ascii: "e"), bytes[1] | 0x20 == UInt8(ascii: "m"),
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[2]
    {
      return word.uppercased()
    }
    let isName = bytes.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || $0 == UInt8(ascii: "-") }
    return isName && bytes.contains(UInt8(ascii: "-")) ? String(word) : nil
  }

  private mutating func read(_ instruction: Substring, at offset: UInt32) {
    var words = instruction.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "," })[...]
    guard words.first == "ignore" else {
      fault = "'emcc-lint:' is followed by 'ignore'"
      return
    }
    words = words.dropFirst()
    while let word = words.first, let target = Suppression.target(word) {
      if !targets.contains(target) { targets.append(target) }
      words = words.dropFirst()
    }
    if targets.isEmpty { fault = "a code or the name of a rule follows 'ignore'" }
    if words.first == "until" {
      words = words.dropFirst()
      let day = words.first ?? ""
      var text = String(day)
      let parsed = text.withUTF8 { ValueFormat.date.parse(UnsafeRawBufferPointer($0)) }
      if case .value(let value) = parsed, let first = words.first {
        until = value
        let distance = instruction.utf8.distance(from: instruction.utf8.startIndex, to: first.startIndex)
        untilPlace = Place(
          file: place.file, offset: offset + UInt32(distance), extent: .bytes(UInt32(first.utf8.count)))
      } else {
        fault = "'until' is followed by a day such as 2027-12-31"
      }
      words = words.dropFirst()
    }
    reason = words.joined(separator: " ")
  }

  /// The bytes that a comment silences.
  private static func covered(by comment: YAMLComment, in bytes: UnsafeRawBufferPointer) -> Range<UInt32> {
    let lines = LineWalk(bytes)
    guard comment.ownLine else {
      return UInt32(lines.start(of: Int(comment.offset)))..<comment.end
    }
    var line = lines.next(after: Int(comment.end))
    while let current = line, lines.isBlankOrComment(current) { line = lines.next(after: current.upperBound) }
    guard let first = line else { return comment.offset..<comment.end }
    let depth = lines.indentation(of: first)
    let isItem = lines.isItem(first)
    var end = first.upperBound
    line = lines.next(after: end)
    while let current = line {
      if !lines.isBlankOrComment(current) {
        let other = lines.indentation(of: current)
        // A list may stand as far left as the key that holds it.
        if other < depth || other == depth && (isItem || !lines.isItem(current)) { break }
        end = current.upperBound
      }
      line = lines.next(after: current.upperBound)
    }
    return UInt32(first.lowerBound)..<UInt32(end)
  }
}

/// Lines of a text by their bytes.
private struct LineWalk {
  let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// The beginning of the line that holds an offset.
  func start(of offset: Int) -> Int {
    var start = offset
    while start > 0, !isBreak(bytes[start - 1]) { start -= 1 }
    return start
  }

  /// The line after the one that ends at an offset, without its break; nil at the end.
  func next(after end: Int) -> Range<Int>? {
    var start = end
    guard start < bytes.count else { return nil }
    if bytes[start] == 0x0D, start + 1 < bytes.count, bytes[start + 1] == 0x0A { start += 1 }
    start += 1
    guard start < bytes.count else { return nil }
    var stop = start
    while stop < bytes.count, !isBreak(bytes[stop]) { stop += 1 }
    return start..<stop
  }

  func indentation(of line: Range<Int>) -> Int {
    line.prefix { bytes[$0] == UInt8(ascii: " ") }.count
  }

  func isBlankOrComment(_ line: Range<Int>) -> Bool {
    guard let first = line.first(where: { bytes[$0] != UInt8(ascii: " ") && bytes[$0] != UInt8(ascii: "\t") }) else {
      return true
    }
    return bytes[first] == UInt8(ascii: "#")
  }

  func isItem(_ line: Range<Int>) -> Bool {
    let first = line.lowerBound + indentation(of: line)
    guard first < line.upperBound, bytes[first] == UInt8(ascii: "-") else { return false }
    return first + 1 == line.upperBound || bytes[first + 1] == UInt8(ascii: " ")
      || bytes[first + 1] == UInt8(ascii: "\t")
  }
}
