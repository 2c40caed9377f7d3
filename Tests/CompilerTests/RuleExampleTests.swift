import EMDiagnostics
import EMTestSupport
import Testing

@testable import Compiler

/// Every rule's own examples, run through the real pipeline with all rules on.
@Suite struct RuleExampleTests {
  /// An example with the rule that it belongs to.
  struct Case: Sendable, CustomTestStringConvertible {
    let code: String
    let example: RuleExample
    var testDescription: String { "\(code): \(example.title)" }
  }

  /// A way to write the same example that must change nothing.
  enum Variant: CaseIterable, Sendable {
    case plain, multiByteInFront, windowsLineEnds

    func apply(_ text: String) -> String {
      switch self {
      case .plain: text
      case .multiByteInFront: "# Zürich, 東京 😀\n" + text
      case .windowsLineEnds: text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
      }
    }
  }

  static let mistakes = RuleRegistry.rules.flatMap { rule in
    rule.descriptor.mistakes.map { Case(code: rule.descriptor.code, example: $0) }
  }
  static let right = RuleRegistry.rules.flatMap { rule in
    rule.descriptor.right.map { Case(code: rule.descriptor.code, example: $0) }
  }

  @Test(arguments: Variant.allCases) func `the base is silent`(variant: Variant) throws {
    let findings = try check(variant.apply(ExampleDeployment.text))
    #expect(findings.isEmpty, "\(listing(findings))")
  }

  @Test(arguments: mistakes, Variant.allCases)
  func `a mistake fires its own rule at the marked places and nothing else`(entry: Case, variant: Variant) throws {
    let marked = MarkedPlaces(variant.apply(entry.example.markedText))
    let findings = try check(marked.text, today: entry.example.today)
    let own = findings.filter { $0.diagnostic.code == entry.code }
    #expect(!marked.ranges.isEmpty, "the example marks no place")
    #expect(own.map(byteRange) == marked.ranges, "\(listing(findings))")
    let others = findings.filter { $0.diagnostic.code != entry.code && $0.diagnostic.severity > .info }
    #expect(others.isEmpty, "\(listing(others))")
  }

  @Test(arguments: right, Variant.allCases)
  func `the similar thing that is right is silent`(entry: Case, variant: Variant) throws {
    let text = variant.apply(entry.example.markedText)
    #expect(!text.contains("«"), "nothing is marked in what is right")
    let findings = try check(text, today: entry.example.today)
    #expect(findings.isEmpty, "\(listing(findings))")
  }

  /// Findings about comments are the one kind that no comment silences.
  @Test(arguments: mistakes.filter { $0.code != ExpiredSuppression.descriptor.code })
  func `a comment on the line silences a mistake`(entry: Case) throws {
    var lines = entry.example.markedText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for index in lines.indices where lines[index].contains("«") {
      lines[index] += "  # emcc-lint: ignore \(entry.code) because of a test"
    }
    let findings = try check(MarkedPlaces(lines.joined(separator: "\n")).text, today: entry.example.today)
    #expect(
      findings.filter { $0.diagnostic.severity > .info || $0.diagnostic.code == entry.code }.isEmpty,
      "\(listing(findings))")
  }

  @Test(arguments: mistakes + right) func `an edit replaces a text that stands once`(entry: Case) {
    #expect(!entry.example.edits.isEmpty)
    for edit in entry.example.edits {
      #expect(ExampleDeployment.text.ranges(of: edit.old).count == 1, "'\(edit.old)'")
    }
  }

  /// A message is one sentence in the house style, and every finding says what to do.
  @Test(arguments: mistakes) func `a finding is worded as all are`(entry: Case) throws {
    let findings = try check(MarkedPlaces(entry.example.markedText).text, today: entry.example.today)
    for finding in findings.map(\.diagnostic) where finding.code == entry.code {
      #expect(!finding.message.hasSuffix(".") && !finding.message.contains("\n"), "\(finding.message)")
      #expect(startsInLowerCase(finding.message), "\(finding.message)")
      let help = try #require(finding.help)
      #expect(!help.isEmpty && !help.hasSuffix("."), "\(help)")
      #expect(finding.clusters == finding.clusters.sorted())
    }
  }
}

/// The bytes of a finding's place; empty at the beginning of the text where it has none.
private func byteRange(_ finding: LocatedDiagnostic) -> Range<Int> {
  guard let region = finding.location?.region else { return 0..<0 }
  return region.byteOffset..<region.byteOffset + region.byteLength
}

/// A sentence does not begin with a capital, unless with a handle, an abbreviation or Cisco's name.
private func startsInLowerCase(_ message: String) -> Bool {
  let word = message.prefix { $0 != " " }
  return word == "Cisco" || word.first?.isUppercase != true || word.dropFirst().allSatisfy { !$0.isLowercase }
}
