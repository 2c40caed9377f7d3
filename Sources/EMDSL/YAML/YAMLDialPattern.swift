/// Finds dial patterns (`[2-9]XXX`, `*67`, `@`) that lack their quotes, where YAML stumbles over them.
enum YAMLDialPattern {
  /// The characters that CUCM takes in patterns, transformation masks and dialled numbers, but for A to D.
  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x58, 0x78: true  // digits, X
    case 0x5B, 0x5D, 0x2D, 0x5E: true  // [ ] - ^
    case 0x2E, 0x21, 0x40, 0x23, 0x2A, 0x2B, 0x5C, 0x25: true  // . ! @ # * + \ %
    default: false
    }
  }

  /// Whether a whole value ends at an offset: patterns have no blanks, so more words mean ordinary text.
  private static func endsValue(_ offset: Int, in text: YAMLText) -> Bool {
    var next = offset
    while YAMLText.isBlank(text[next]) { next += 1 }
    if next >= text.count || text.breakLength(at: next) > 0 { return true }
    switch text[next] {
    case 0x2C, 0x5D, 0x7D: return true  // , ] }
    case 0x23: return next > offset
    case 0x3A: return text.isBlankOrEnd(at: next + 1)
    default: return false
    }
  }

  /// The pattern with a set of digits in brackets that an offset lies in or next to; nil if there is none.
  static func around(_ offset: Int, in text: YAMLText) -> Range<Int>? {
    var first = offset
    var isInSet = false
    while first > 0, isPart(text[first - 1]) {
      if text[first - 1] == 0x5D {
        guard !isInSet else { break }
        isInSet = true
      } else if text[first - 1] == 0x5B {
        // A bracket that closes nothing to its right opens a YAML list.
        guard isInSet else { break }
        isInSet = false
      }
      first -= 1
    }
    guard !isInSet else { return nil }
    return range(from: first, in: text).flatMap { place in
      let bytes = text.bytes[place]
      let hasMore = bytes.first != 0x5B || bytes.last != 0x5D
      return bytes.contains(0x5B) && hasMore && place.contains(offset) ? place : nil
    }
  }

  /// The pattern that begins at an offset; nil if something else stands there.
  static func starting(at offset: Int, in text: YAMLText) -> Range<Int>? { range(from: offset, in: text) }

  /// The pattern between the double quotes that begin at an offset, quotes included; nil if it is something else.
  static func inDoubleQuotes(at offset: Int, in text: YAMLText) -> Range<Int>? {
    guard text[offset] == 0x22 else { return nil }
    var end = offset + 1
    while isPart(text[end]) { end += 1 }
    return end > offset + 1 && text[end] == 0x22 ? offset..<end + 1 : nil
  }

  private static func range(from first: Int, in text: YAMLText) -> Range<Int>? {
    var end = first
    var isInSet = false
    while isPart(text[end]) {
      if text[end] == 0x5B {
        guard !isInSet else { break }
        isInSet = true
      } else if text[end] == 0x5D {
        guard isInSet else { break }
        isInSet = false
      }
      end += 1
    }
    return end > first && !isInSet && endsValue(end, in: text) ? first..<end : nil
  }
}

extension YAMLProblem {
  /// A dial pattern that needs single quotes; `place` may include the double quotes that it has.
  static func dialPattern(_ place: Range<Int>, in text: YAMLText) -> YAMLProblem {
    let isQuoted = text[place.lowerBound] == 0x22
    let inner = isQuoted ? place.lowerBound + 1..<place.upperBound - 1 : place
    let quoted = "'\(text.excerpt(inner))'"
    let why =
      isQuoted
      ? "in double quotes '\\' begins an escape; single quotes keep every character"
      : "put dial patterns in single quotes"
    return YAMLProblem(.dialPattern, "this is a dial pattern: write \(quoted)", at: place, help: "\(why): \(quoted)")
  }
}
