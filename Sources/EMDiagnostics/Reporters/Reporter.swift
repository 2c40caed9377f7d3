/// Writes a run's findings in one output format.
package protocol Reporter {
  /// Writes sorted findings and what the run amounts to, piece by piece, in order; the output ends with a line break.
  func report(_ diagnostics: [LocatedDiagnostic], summary: ReportSummary, to write: (String) -> Void)
}

/// What a run amounts to.
package struct ReportSummary: Hashable, Sendable {
  /// Findings of severity error.
  package var errors: Int
  /// Findings of severity warning.
  package var warnings: Int
  /// Findings of severity info.
  package var infos: Int
  /// Files that were read.
  package var files: Int
  /// Clusters that were checked.
  package var clusters: Int
  /// What stands in front of a finding without a place: the deployment's name or the first path that was given.
  package var subject: String

  /// Counts findings by severity.
  package init(counting diagnostics: [LocatedDiagnostic], files: Int, clusters: Int, subject: String) {
    func count(_ severity: Severity) -> Int { diagnostics.count { $0.diagnostic.severity == severity } }
    errors = count(.error)
    warnings = count(.warning)
    infos = count(.info)
    self.files = files
    self.clusters = clusters
    self.subject = subject
  }

  /// One line for people: `2 errors, 1 warning in 12 files`, or `12 files, no findings`.
  package var line: String {
    let counts = [(errors, "error"), (warnings, "warning"), (infos, "info")].filter { $0.0 > 0 }
    let files = counted(files, "file")
    guard !counts.isEmpty else { return "\(files), no findings" }
    return counts.map { counted($0.0, $0.1) }.joined(separator: ", ") + " in \(files)"
  }
}

/// A number with its noun, in the plural where English wants it: `1 file`, `2 files`.
package func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// What output formats say about a rule; made from the rule's own descriptor.
package struct RuleMetadata: Hashable, Sendable {
  /// `EM` and four digits.
  package var code: String
  /// The name for people, such as `device-without-profile`.
  package var name: String
  /// What the rule finds, in one sentence.
  package var summary: String
  /// Why that matters.
  package var why: String
  /// How it is put right.
  package var help: String
  /// How bad a finding is by default.
  package var severity: Severity
  /// The address of the rule's page; nil when there is none.
  package var helpURI: String?

  /// Describes a rule.
  package init(
    code: String, name: String, summary: String, why: String, help: String, severity: Severity, helpURI: String? = nil
  ) {
    self.code = code
    self.name = name
    self.summary = summary
    self.why = why
    self.help = help
    self.severity = severity
    self.helpURI = helpURI
  }
}
