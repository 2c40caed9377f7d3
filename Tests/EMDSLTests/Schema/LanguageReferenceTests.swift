import EMDiagnostics
import EMTestSupport
import Foundation
import Testing

@testable import EMDSL

/// The reference of the language.
struct LanguageReferenceTests {
  private let prose: String
  private let page: String

  init() throws {
    let docs = URL(filePath: fixturesDirectory).appending(path: "../../Docs").standardized
    prose = String(decoding: try Data(contentsOf: docs.appending(path: "Source/Language.md")), as: UTF8.self)
    page = String(decoding: try Data(contentsOf: docs.appending(path: "Language.md")), as: UTF8.self)
  }

  private var lines: [Substring] { page.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The anchors of all headings, as Markdown renderers make them.
  private var anchors: [String] {
    var isCode = false
    return lines.compactMap { line in
      if line.hasPrefix("```") { isCode.toggle() }
      guard !isCode, line.hasPrefix("#") else { return nil }
      let heading = line.drop { $0 == "#" || $0 == " " }.lowercased()
      return heading.filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == " " }.map { $0 == " " ? "-" : "\($0)" }
        .joined()
    }
  }

  @Test func thePageIsFresh() throws {
    #expect(page == (try LanguageReference.markdown(prose: prose)), "run 'swift run emcc-dev docs'")
  }

  @Test func everyLinkLeadsToOneHeading() throws {
    let anchors = anchors
    let expression = try Regex("\\]\\(#([^)]*)\\)")
    let targets = Set(page.matches(of: expression).compactMap { $0.output[1].substring.map(String.init) })
    #expect(targets.count > 50)
    for target in targets { #expect(anchors.filter { $0 == target } == [target]) }
  }

  @Test func everyKeyHasARowAndEveryRowFiveCells() {
    for schema in allEntities() where schema.info.kind != .cluster && schema.info.kind != .deployment {
      for field in schema.visibleFields {
        #expect(page.contains("\n| `\(field.key)` |"), "\(schema.name).\(field.key)")
      }
    }
    for line in lines where line.hasPrefix("| `") && line.contains("|  |") {
      #expect(line.replacing("\\|", with: "").count { $0 == "|" } == 6, "\(line)")
    }
  }

  @Test func everyExampleIsCorrect() throws {
    let blocks = page.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    let examples = blocks.filter { $0.hasPrefix("emcc:") }
    #expect(examples.count > 7)
    let directory = try TemporaryDirectory()
    for (index, example) in examples.enumerated() {
      let path = try directory.write("\(index).yaml", example)
      let findings = try Project.read(SourceStore(paths: [path]), named: [FileID(0)], threads: 1).diagnostics
      #expect(findings.map(\.message).filter { !$0.contains(" lacks ") } == [], "\(example)")
    }
  }

  @Test(arguments: ["", "# Title\n", "\(LanguageReference.marker)\n\(LanguageReference.marker)\n"])
  func proseWithoutOnePlaceForTheTablesIsRefused(prose: String) {
    #expect(throws: LanguageReference.MarkerFailure()) { try LanguageReference.markdown(prose: prose) }
  }

  @Test func proseStaysAsItIs() throws {
    let text = try LanguageReference.markdown(prose: "before\n\(LanguageReference.marker)\nafter\n")
    #expect(text.hasPrefix("before\n## ") && text.hasSuffix(".\nafter\n"))
  }
}
