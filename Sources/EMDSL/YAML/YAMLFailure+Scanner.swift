/// Failures of libyaml's scanner: characters that form no piece of YAML.
extension YAMLFailureReport {
  /// The problem, if it is one of block structure, indentation or keys.
  var scanner: YAMLProblem? {
    switch failure.problem {
    case "could not find expected ':'": missingColon
    case "mapping values are not allowed in this context": misplacedColon
    case "block sequence entries are not allowed in this context":
      YAMLProblem(
        .syntax, "a list item cannot stand on the line of its key", at: place..<place + 1,
        help: "begin the list on the next line, or write it as [first, second]")
    case "mapping keys are not allowed in this context":
      YAMLProblem(
        .syntax, "a value cannot begin with '? '", at: place..<place + 1, help: "put the value in single quotes")
    case "found character that cannot start any token": badStart
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      tab
    case "found unexpected ':'":
      YAMLProblem(
        .syntax, "a blank is missing after ':'", at: place..<place + 1,
        help: "write ': ' between key and value, or put a value that ends in ':' in single quotes")
    default: nil
    }
  }

  private var missingColon: YAMLProblem {
    let key = lineRest(from: failure.contextPlace)
    if text.sameLine(failure.contextPlace, failure.place), failure.place - failure.contextPlace > 1024 {
      return YAMLProblem(.syntax, "a key cannot be longer than 1024 characters", at: key)
    }
    return YAMLProblem(
      .syntax, "':' is missing after this key", at: key,
      help: "write 'key: value'; further lines of a value must be indented more than its key")
  }

  private var misplacedColon: YAMLProblem {
    var line = text.lineStart(of: place)
    var offset = line
    while offset < place {
      if text[offset] == 0x3A, YAMLText.isBlank(text[offset + 1]) {
        return YAMLProblem(
          .syntax, "a second ':' stands in one line", at: place..<place + 1,
          related: [(offset..<offset + 1, "the first one")],
          help: "put a value that contains ': ' in single quotes")
      }
      offset += 1
    }
    while YAMLText.isBlank(text[line]) { line += 1 }
    return YAMLProblem(
      .syntax, "this key is read as part of the text above", at: line..<max(line, place),
      help: "indent it exactly like the keys that it belongs to; the line above may lack its ':'")
  }

  private var badStart: YAMLProblem {
    let byte = text[place]
    guard byte != 0x09 else { return tab }
    if byte == 0x40 || byte == 0x25, let pattern = YAMLDialPattern.starting(at: place, in: text) {
      return .dialPattern(pattern, in: text)
    }
    let value = word(at: place)
    let first = text.excerpt(place..<place + (byte < 0x80 ? 1 : value.count))
    return YAMLProblem(
      .syntax, "a value cannot begin with '\(first)'", at: value,
      help: "put it in single quotes: '\(text.excerpt(value))'")
  }

  private var tab: YAMLProblem {
    var end = place
    while text[end] == 0x09 { end += 1 }
    return YAMLProblem(.syntax, "a tab cannot indent a line", at: place..<end, help: "indent with spaces only")
  }
}

/// Failures within quotes, block scalars, names and directives.
extension YAMLFailureReport {
  /// The problem, if it lies within one scalar, anchor, alias, tag or directive.
  var detail: YAMLProblem? {
    let context = failure.context
    if context.hasSuffix("quoted scalar") { return quoted }
    if context.hasSuffix("block scalar") {
      return YAMLProblem(
        .syntax, "only '+', '-' or a digit from 1 to 9 may follow '|' or '>'", at: lineRest(from: place),
        help: "begin the text on the next line, or put a value that begins with '|' or '>' in single quotes")
    }
    if context.hasSuffix("alias") || context.hasSuffix("anchor") { return name }
    if context.hasSuffix("irective") || failure.problem.contains("irective") { return directive }
    if context.hasSuffix("tag") || failure.problem.contains("tag") { return tag }
    switch failure.problem {
    case "found incompatible YAML document":
      return YAMLProblem(.syntax, "only YAML 1.1 and 1.2 can be read", at: lineRest(from: place))
    case "invalid leading UTF-8 octet", "invalid trailing UTF-8 octet", "incomplete UTF-8 octet sequence",
      "invalid length of a UTF-8 sequence", "invalid Unicode character":
      return YAMLProblem(.syntax, "this byte is not valid UTF-8", at: place..<place + 1)
    case "control characters are not allowed":
      return YAMLProblem(.syntax, "this control character is not allowed", at: place..<place + 1)
    default: return nil
    }
  }

  private var quoted: YAMLProblem {
    let opening = failure.contextPlace
    switch failure.problem {
    case "found unexpected end of stream", "found unexpected document indicator":
      return YAMLProblem(
        .syntax, "a quote is not closed before this", at: place..<place,
        related: [(opening..<opening + 1, "the quote is opened here")])
    case "found unknown escape character":
      if let pattern = YAMLDialPattern.inDoubleQuotes(at: opening, in: text) {
        return .dialPattern(pattern, in: text)
      }
      let escape = place..<min(place + 2, text.count)
      return YAMLProblem(
        .syntax, "'\(text.excerpt(escape))' is no escape that YAML knows", at: escape,
        help: "use single quotes, which keep '\\' as it is, or write '\\\\'")
    default:
      return YAMLProblem(
        .syntax, "this escape does not name a character", at: place..<min(place + 1, text.count),
        help: "write '\\x' with two, '\\u' with four or '\\U' with eight hexadecimal digits of a Unicode character")
    }
  }

  private var name: YAMLProblem {
    let start = failure.contextPlace
    if let pattern = YAMLDialPattern.starting(at: start, in: text) { return .dialPattern(pattern, in: text) }
    let value = word(at: start)
    let what = text[start] == 0x2A ? "an alias" : "an anchor"
    return YAMLProblem(
      .syntax, "'\(text.excerpt(start..<start + 1))' begins \(what), but no valid name follows", at: value,
      help: "put the value in single quotes: '\(text.excerpt(value))'")
  }

  private var tag: YAMLProblem {
    let start = failure.contextPlace
    if let pattern = YAMLDialPattern.starting(at: start, in: text) { return .dialPattern(pattern, in: text) }
    let value = word(at: start)
    return YAMLProblem(
      .syntax, "'!' begins a tag, but this is none that YAML can read", at: value,
      help: "put the value in single quotes: '\(text.excerpt(value))'")
  }

  private var directive: YAMLProblem {
    let start = text.lineStart(of: failure.context.isEmpty ? place : failure.contextPlace)
    return YAMLProblem(
      .syntax, "a line that begins with '%' is a YAML directive, and this one is not valid", at: lineRest(from: start),
      help: "remove it, or put a value that begins with '%' in single quotes")
  }
}
