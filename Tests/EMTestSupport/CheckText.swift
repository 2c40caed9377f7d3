package import Compiler
package import EMDiagnostics

/// The findings of a text that is checked as standard input, with their places, in the order of output.
///
/// `today` is yyyymmdd. Throws when memory runs out or the text cannot be read.
package func check(
  _ yaml: String, today: UInt32 = 2026_01_15, rules: [any Rule.Type] = RuleRegistry.rules
) throws -> [LocatedDiagnostic] {
  let store = SourceStore(paths: [SourceStore.standardInputPath], standardInput: Array(yaml.utf8))
  let result = try CheckPipeline.run(store, today: today, rules: rules)
  return try DiagnosticLocator(store: store, threads: 1, locate: CheckPipeline.locate).located(result.diagnostics)
}

/// Text in which `«` and `»` mark the places of findings; the marks themselves are taken out.
package struct MarkedPlaces: Sendable {
  /// The text without marks.
  package let text: String
  /// The marked ranges in bytes of UTF-8, by their beginnings.
  package let ranges: [Range<Int>]

  /// Reads the marks of a text.
  package init(_ marked: String) {
    var text = String.UnicodeScalarView()
    var length = 0
    var begins: [Int] = []
    var ranges: [Range<Int>] = []
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "«": begins.append(length)
      case "»": ranges.append((begins.popLast() ?? 0)..<length)
      default:
        text.append(scalar)
        length += UTF8.width(scalar)
      }
    }
    self.text = String(text)
    self.ranges = ranges.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
  }
}

/// Findings as people read them, for the messages of failing tests.
package func listing(_ findings: [LocatedDiagnostic]) -> String {
  var text = "\n"
  let summary = ReportSummary(counting: findings, files: 1, clusters: 0, subject: "deployment")
  TextReporter(color: false, limitPerFile: 20).report(findings, summary: summary) { text += $0 }
  return text
}
