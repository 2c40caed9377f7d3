/// Puts libyaml's failures into words that tell an operator what to change.
struct YAMLFailureReport {
  /// What libyaml said.
  let failure: YAMLEventReader.Failure
  /// The whole text, for what stands around the place.
  let text: YAMLText
  /// The scalar or alias that was read last.
  let lastNode: Range<Int>

  /// Where libyaml gave up; the end of the last line with text if that is the end of the file.
  var place: Int {
    let visibleEnd = text.trimmedEnd(text.count, from: 0)
    return min(failure.place, visibleEnd)
  }

  /// True where the text ends too early: what is open is to blame, not what stands at the place.
  var isAtEnd: Bool { text.trimmedEnd(text.count, from: 0) <= failure.place }

  /// The word at an offset, up to a blank or the end of a flow value.
  func word(at offset: Int) -> Range<Int> {
    var end = offset
    while !text.isBlankOrEnd(at: end), ![0x2C, 0x5D, 0x7D].contains(text[end]) { end += 1 }
    if end == offset, offset < text.count, text.breakLength(at: offset) == 0 { end = offset + 1 }
    return offset..<end
  }

  /// From an offset to the end of its line, without comment and trailing blanks.
  func lineRest(from offset: Int) -> Range<Int> {
    var end = offset
    while text.breakLength(at: end) == 0, end < text.count {
      if text[end] == 0x23, end == offset || YAMLText.isBlank(text[end - 1]) { break }
      end += 1
    }
    return offset..<text.trimmedEnd(end, from: offset)
  }

  /// The problem to report.
  var problem: YAMLProblem {
    if failure.isOutOfMemory {
      return YAMLProblem(.outOfMemory, "there is no memory left to read this text", at: failure.place..<failure.place)
    }
    if let stop = failure.stop { return stopped(stop) }
    return structure ?? scanner ?? detail
      ?? YAMLProblem(.syntax, "this is not valid YAML", at: word(at: place))
  }

  private func stopped(_ stop: YAMLInput.Stop) -> YAMLProblem {
    switch stop {
    case .blanks(let offset):
      let most = YAMLInput.longestBlankRun
      return YAMLProblem(
        .tooManyBlanks, "more than \(most) blanks or line breaks follow each other", at: offset..<offset + most)
    case .scalar(let offset):
      var start = offset
      while [0x3A, 0x2D, 0x2C, 0x3F].contains(text[start]) && text.isBlankOrEnd(at: start + 1) {
        start = text.skipGap(from: start + 1, to: text.count)
      }
      return .longScalar(at: start..<min(start + 1, text.count), limit: nil)
    case .directives(let offset):
      return YAMLProblem(.syntax, "too many directives stand before this document", at: word(at: offset))
    }
  }
}

extension YAMLProblem {
  /// A scalar beyond the limit in bytes; without a limit, one so long that its length is not known.
  static func longScalar(at place: Range<Int>, limit: Int?) -> YAMLProblem {
    let size = limit.map { " than \($0) bytes" } ?? " than any value may be"
    return YAMLProblem(
      .scalarTooLong, "this value is longer\(size)", at: place, help: "look for a quote that is not closed")
  }
}

extension YAMLEventReader.Failure {
  /// The problem to report for a failure in a text whose latest scalar or alias is known.
  func problem(in text: YAMLText, after lastNode: Range<Int>) -> YAMLProblem {
    YAMLFailureReport(failure: self, text: text, lastNode: lastNode).problem
  }
}
