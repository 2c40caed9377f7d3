import EMDiagnostics
import EMTestSupport

@testable import Compiler

/// The findings of some rules in the example deployment with texts replaced, in the order of output.
///
/// `edits` are pairs of a text that stands exactly once in the base and what stands there instead.
func findings(_ edits: KeyValuePairs<String, String>, _ rules: any Rule.Type...) throws -> [Diagnostic] {
  try check(RuleExample("", edits).markedText, rules: rules).map(\.diagnostic).filter { $0.code.hasPrefix("EM3") }
}

extension [Diagnostic] {
  /// `EM3043 error: message` of each finding.
  var lines: [String] { map { "\($0.code) \($0.severity): \($0.message)" } }
}
