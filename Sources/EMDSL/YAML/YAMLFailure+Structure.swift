/// Failures of libyaml's parser: the pieces are well formed but do not fit together.
extension YAMLFailureReport {
  /// The problem, if libyaml's parser found it.
  var structure: YAMLProblem? {
    let kind = failure.problem
    guard kind.hasPrefix("did not find expected") else { return nil }
    switch kind {
    case "did not find expected key", "did not find expected '-' indicator", "did not find expected ',' or ']'",
      "did not find expected ',' or '}'", "did not find expected <document start>":
      if let pattern = YAMLDialPattern.around(failure.place, in: text) { return .dialPattern(pattern, in: text) }
    default: break
    }
    switch kind {
    case "did not find expected key": return misplaced(collection: "mapping")
    case "did not find expected '-' indicator": return misplaced(collection: "list")
    case "did not find expected ',' or ']'": return unclosed(bracket: "]", collection: "list")
    case "did not find expected ',' or '}'": return unclosed(bracket: "}", collection: "mapping")
    case "did not find expected <document start>":
      return outsideDocument
    case "did not find expected node content": return missingValue
    default: return nil
    }
  }

  /// Text that belongs to no document.
  private var outsideDocument: YAMLProblem {
    if let afterValue { return afterValue }
    let before = text.lineStart(of: text.trimmedEnd(text.lineStart(of: place), from: 0))
    if text[before] == 0x25, before < place {
      return YAMLProblem(.syntax, "a line '---' is missing after the directives", at: word(at: place))
    }
    return YAMLProblem(
      .syntax, "this text stands outside of the document above", at: word(at: place),
      help: "correct its indentation, or begin a new document with a line '---'")
  }

  /// Text on the line of a value that is already complete.
  private var afterValue: YAMLProblem? {
    guard lastNode.upperBound <= place, !lastNode.isEmpty, text.sameLine(lastNode.upperBound, place) else { return nil }
    let quote = text[lastNode.upperBound - 1]
    let isQuoted = (quote == 0x22 || quote == 0x27) && text[lastNode.lowerBound] == quote
    guard isQuoted, !text.sameLine(lastNode.lowerBound, lastNode.upperBound) else {
      return YAMLProblem(
        .syntax, "this text follows a value that is already complete", at: lineRest(from: place),
        help: "put the whole value in single quotes, or begin a new line")
    }
    return YAMLProblem(
      .syntax, "a quote closes before this text", at: lineRest(from: place),
      related: [(lastNode.lowerBound..<lastNode.lowerBound + 1, "the quote opens here, on an earlier line")],
      help: "look for a missing quote at the end of that line")
  }

  /// Something in a block collection that is no part of it.
  private func misplaced(collection: String) -> YAMLProblem {
    if let afterValue { return afterValue }
    let related = [(place: word(at: failure.contextPlace), message: "the \(collection) begins here")]
    if collection == "mapping", text[place] == 0x2D, text.isBlankOrEnd(at: place + 1) {
      return YAMLProblem(
        .syntax, "a list item stands where a key is expected", at: place..<place + 1, related: related,
        help: "indent all items of a list alike, at least as much as its key")
    }
    if collection == "list" {
      return YAMLProblem(
        .syntax, "this line is no item of the list above", at: word(at: place), related: related,
        help: "begin it with '- ', or indent it like the keys that it belongs to")
    }
    return YAMLProblem(
      .syntax, "the indentation of this line fits no line above", at: word(at: place), related: related,
      help: "indent it exactly like the keys that it belongs to")
  }

  private func unclosed(bracket: String, collection: String) -> YAMLProblem {
    let opening = failure.contextPlace
    let related = [(place: opening..<opening + 1, message: "the \(collection) is opened here")]
    if isAtEnd {
      return YAMLProblem(
        .syntax, "a \(collection) is not closed with '\(bracket)' before the end", at: place..<place, related: related)
    }
    let value = word(at: place)
    guard text.sameLine(opening, place) else {
      let line = text.skipGap(from: text.lineStart(of: place), to: place)
      return YAMLProblem(
        .syntax, "',' or '\(bracket)' is missing on a line above this", at: line..<max(value.upperBound, line),
        related: related)
    }
    return YAMLProblem(
      .syntax, "',' or '\(bracket)' is missing before this", at: value, related: related,
      help: "put a value that contains ',', '[', ']', '{', '}' or ': ' in single quotes")
  }

  private var missingValue: YAMLProblem {
    let byte = text[place]
    if !isAtEnd, byte == 0x5D || byte == 0x7D {
      return YAMLProblem(
        .syntax, "'\(text.excerpt(place..<place + 1))' closes nothing that is open here", at: place..<place + 1)
    }
    return YAMLProblem(
      .syntax, "a value is missing before this", at: isAtEnd ? place..<place : word(at: place),
      help: "write '' for an empty value")
  }
}
