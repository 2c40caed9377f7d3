package import EMDiagnostics
package import EMService

/// Everything about a rule but its check: what `explain`, `rules`, the reference, SARIF and the tests need.
package struct RuleDescriptor: Sendable {
  /// `EM` and four digits; never reused.
  ///
  /// Rules are EM3nnn with the number of the mistake in the catalogue.
  package let code: String
  /// Kebab-case name of the bad pattern, such as `emcc-duplicate-device-name`.
  package let name: String
  /// How bad a finding is.
  package let severity: Severity
  /// What it finds, in one sentence.
  package let summary: String
  /// What goes wrong in operation.
  package let why: String
  /// How it is put right.
  package let fix: String
  /// Where the fact comes from, such as `Seeds 000, restrictions`.
  package let source: String
  /// The error that a phone shows; nil where it shows none.
  package let phone: PhoneError?
  /// The typical mistake: fires exactly this rule, at the marked places.
  package let mistakes: [RuleExample]
  /// The similar thing that is right: no rule fires.
  package let right: [RuleExample]

  /// Describes a rule.
  package init(
    code: String, name: String, severity: Severity, summary: String, why: String, fix: String, source: String,
    phone: PhoneError? = nil, mistakes: [RuleExample], right: [RuleExample]
  ) {
    self.code = code
    self.name = name
    self.severity = severity
    self.summary = summary
    self.why = why
    self.fix = fix
    self.source = source
    self.phone = phone
    self.mistakes = mistakes
    self.right = right
  }
}

/// A small deployment: the base of all examples (`ExampleDeployment`) with some texts replaced.
package struct RuleExample: Sendable {
  /// One replacement.
  ///
  /// `«` and `»` in the new text mark the place of a finding.
  package struct Edit: Sendable {
    /// Text that stands exactly once in the base.
    package let old: String
    /// What stands there instead.
    package let new: String
  }

  /// What the example shows, in one sentence.
  package let title: String
  /// The replacements.
  package let edits: [Edit]
  /// The day on which it is checked, yyyymmdd.
  package let today: UInt32

  /// Makes an example; `edits` are pairs of old and new text.
  package init(_ title: String, _ edits: KeyValuePairs<String, String>, today: UInt32 = 2026_01_15) {
    self.title = title
    self.edits = edits.map { Edit(old: $0.key, new: $0.value) }
    self.today = today
  }

  /// The deployment's text with marks.
  package var markedText: String {
    edits.reduce(ExampleDeployment.text) { text, edit in
      guard let range = text.firstRange(of: edit.old) else { return text }
      return text.replacingCharacters(in: range, with: edit.new)
    }
  }
}

extension RuleExample {
  /// The deployment's text without marks.
  package var text: String { markedText.filter { $0 != "«" && $0 != "»" } }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
