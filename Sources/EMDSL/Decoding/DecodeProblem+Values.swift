import EMDiagnostics

/// What can be wrong with one value.
extension DecodeProblem {
  /// One value where a list belongs; an empty `text` stands for a mapping or for nothing.
  static func listExpected(_ field: Field, text: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1004", message: "\(field.label) must be a list",
      help: text.isEmpty ? "write '\(field.key): [A, B]'" : "write \(snippet("\(field.key): [\(plain(text))]"))")
  }

  /// A mapping or list where one value belongs.
  static func valueExpected(_ field: Field, found: YAMLToken) -> DecodeProblem {
    DecodeProblem(
      code: "EM1004", message: "\(field.label) is \(describe(found, "")), but a single value is expected",
      help: "write \(snippet("\(field.key): \(field.example.map(plain) ?? "VALUE")"))")
  }

  /// Something else than `true` and `false`; `meant` is the flag that it stands for elsewhere, such as yes or a quoted
  /// one.
  static func flagExpected(_ field: Field, text: String, meant: String?) -> DecodeProblem {
    DecodeProblem(
      code: "EM1004", message: "\(field.label) is true or false, not \(meant == text ? "the text " : "")'\(text)'",
      help: meant.map { "write '\(field.key): \($0)', without quotes" } ?? "write true or false, without quotes")
  }

  /// A number of the range that Unified CM does not offer: `allowed` holds the possible ones.
  static func notAllowed(_ field: Field, value: UInt32, allowed: [UInt32]) -> DecodeProblem {
    DecodeProblem(
      code: "EM1005", message: "\(field.label) cannot be \(field.format.written(value))",
      help: "possible: " + allowed.map { field.format.written($0) }.joined(separator: ", "))
  }

  /// A number outside of the field's range, both in the field's unit.
  static func outOfRange(_ field: Field, value: UInt32, range: ClosedRange<UInt32>) -> DecodeProblem {
    DecodeProblem(
      code: "EM1005", message: "\(field.label) is \(field.format.written(value)), outside of what Unified CM accepts",
      help: "take a value from \(field.format.written(range.lowerBound)) to \(field.format.written(range.upperBound))")
  }

  /// A bare number where a unit or a time is due; it could be read in two ways.
  static func missingUnit(_ field: Field, value: UInt32) -> DecodeProblem {
    if case .loginTime = field.format {
      return DecodeProblem(
        code: "EM1010", message: "\(field.label) is a time in hours and minutes, not the number \(value)",
        help: "write \(field.key): '\(value):00' for \(value) \(value == 1 ? "hour" : "hours")")
    }
    return DecodeProblem(
      code: "EM1010", message: "\(field.label) lacks its unit",
      help: "write '\(field.key): \(field.format.written(value))'")
  }

  /// A text where a number, quantity, time or day is due.
  static func malformedNumber(_ field: Field, text: String) -> DecodeProblem {
    let due: String
    switch field.format {
    case .quantity(let unit): due = "a number and its unit, such as '\(field.defaultText ?? "64 \(unit)")'"
    case .loginTime: due = "hours and minutes, such as '8:00'"
    case .date: due = "a day that exists, as YYYY-MM-DD, such as 2026-03-01"
    default: due = "a whole number in digits" + (field.range.map { " from \($0.lowerBound) to \($0.upperBound)" } ?? "")
    }
    return DecodeProblem(code: "EM1009", message: "\(field.label) cannot be '\(text)'", help: "write \(due)")
  }

  /// A word that is none of the field's; words of Unified CM's pages and near misses are understood for the advice.
  static func unknownWord(_ field: Field, _ words: [Word], text: String) -> DecodeProblem {
    let folded = text.lowercased()
    let meant = words.first { word in
      word.token.lowercased() == folded || word.gui.contains { $0.lowercased() == folded }
    }
    let near = meant?.token ?? Suggestion.nearest(to: text, in: words.map(\.token))
    let list = words.map(\.token).joined(separator: ", ")
    return DecodeProblem(
      code: "EM1008", message: "\(subject(field)) cannot be '\(text)'",
      help: meant.map { "write '\($0.token)'" }
        ?? (near.map { "did you mean '\($0)'? possible: \(list)" } ?? "possible: \(list)"))
  }

  /// A text of more characters than Unified CM keeps.
  static func tooLong(_ field: Field, length: Int, maximum: Int) -> DecodeProblem {
    DecodeProblem(
      code: "EM1006", message: "\(subject(field)) has \(length) characters; Unified CM keeps at most \(maximum)",
      help: "shorten it by \(length - maximum)")
  }

  /// A text with characters that Unified CM refuses in this field; all of them are named at once.
  static func forbiddenCharacter(_ field: Field, text: String) -> DecodeProblem {
    let found = field.forbidden.filter { text.contains($0) }.map { "\($0)" }.joined(separator: " ")
    return DecodeProblem(
      code: "EM1007", message: "\(field.label) holds \(found), which Unified CM refuses here",
      help: "leave out all of: \(field.forbidden.map { "\($0)" }.joined(separator: " "))")
  }

  /// A text in quotes with nothing in it.
  static func empty(_ field: Field) -> DecodeProblem {
    DecodeProblem(code: "EM1012", message: "\(subject(field)) is empty", help: "write a value, or leave it out")
  }

  /// A text that is not of the field's form, for the reason in `fault`; capitals are the advice where they alone mend it.
  static func malformed(_ field: Field, text: String, _ fault: String) -> DecodeProblem {
    // People say UK; ISO 3166-1 says GB.
    var capitals = field.format == .country && text.uppercased() == "UK" ? "GB" : text.uppercased()
    let isMendable = capitals.withUTF8 { field.format.fault(UnsafeRawBufferPointer($0)) == nil }
    return DecodeProblem(
      code: "EM1009", message: "\(subject(field)) cannot be '\(text)': \(fault)",
      help: isMendable ? "write \(quoted(capitals))" : field.example.map { "for example: \(quoted($0))" })
  }

  /// A text that means "no object" elsewhere, but not in our words.
  static func noneWord(_ field: Field, _ word: String, text: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1008", message: "\(field.label) cannot be '\(text)'", help: "write '\(word)', or leave the key out")
  }

  /// A name that must be there is empty.
  static func emptyReference(_ field: Field) -> DecodeProblem {
    DecodeProblem(
      code: "EM1012", message: "\(subject(field)) is empty",
      help: field.noneWord.map { "write a name, or '\($0)'" } ?? "write a name, or leave it out")
  }

  /// A list of more members than Unified CM takes.
  static func tooManyMembers(_ field: Field, maximum: Int, count: Int) -> DecodeProblem {
    DecodeProblem(
      code: "EM1014", message: "\(field.label) has \(count) members; Unified CM takes at most \(maximum)",
      help: "take out \(count - maximum)")
  }

  /// A text that YAML 1.1 tools read as something else: advice, for we read it as it was meant.
  static func ambiguousScalar(text: String, _ reading: YAML11Reading) -> DecodeProblem {
    DecodeProblem(
      code: "EM1015", severity: .info, message: "other YAML tools read '\(text)' as \(reading.phrase)",
      help: "write \(quoted(text)) with the single quotes, here and in the rest of this file")
  }
}

extension ValueFormat {
  /// What to say of a dial pattern that YAML takes for a comment or an anchor.
  var quotingAdvice: String {
    switch self {
    case .dialPattern, .dialString, .dialMask: "; a pattern that begins with '#', '&' or '!' needs single quotes"
    default: ""
    }
  }
}
