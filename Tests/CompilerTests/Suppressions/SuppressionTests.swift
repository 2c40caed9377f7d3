import Compiler
import EMDiagnostics
import EMTestSupport
import Testing

/// Comments that silence: which bytes they cover, and what is said of them; the words stand in the project `suppressions`.
@Suite struct SuppressionTests {
  private static let head = "emcc: v1\ncluster: US\nversion: 14.0.1.13900-155\nsecurityMode: mixed\n"

  /// `code name` of the findings of a document, where the name is what the message quotes.
  private func findings(_ body: String, windowsBreaks: Bool = false) throws -> [String] {
    let text = Self.head + body
    let found = try check(windowsBreaks ? text.split(separator: "\n").joined(separator: "\r\n") : text, rules: [])
    return found.map { finding in
      let parts = finding.diagnostic.message.split(separator: "'", omittingEmptySubsequences: false)
      return "\(finding.diagnostic.code) \(parts.count > 1 ? parts[1] : "")"
    }
  }

  @Test(arguments: [false, true]) func aCommentBehindCoversItsLineOnly(windowsBreaks: Bool) throws {
    let body = "callingSearchSpaces:\n  A: [X1]  # emcc-lint: ignore EM2001\n  B: [X2]\n"
    #expect(try findings(body, windowsBreaks: windowsBreaks) == ["EM2001 X2"])
  }

  @Test(arguments: [false, true]) func aCommentAboveCoversTheObjectBelow(windowsBreaks: Bool) throws {
    let body = """
      callingSearchSpaces:
        # emcc-lint: ignore EM2001
        # This one is on its way.

        A:
          partitions:
          - X1
          - X2
        B: [X3]
      routeLists: {RL: [X4]}
      """
    #expect(try findings(body, windowsBreaks: windowsBreaks) == ["EM2001 X3", "EM2001 X4"])
  }

  @Test func aCommentAboveAListItemCoversThatItem() throws {
    let body = """
      translationPatterns:
      # emcc-lint: ignore EM2001
      - partition: X1
        block: true
        patterns: ['1']
      - partition: X2
        block: true
        patterns: ['1']
      """
    #expect(try findings(body) == ["EM2001 X2"])
  }

  @Test func aCommentAboveAKeyCoversAListAtTheKeysOwnColumn() throws {
    let body = """
      # emcc-lint: ignore EM2001
      translationPatterns:
      - {partition: X1, block: true, patterns: ['1']}
      - {partition: X2, block: true, patterns: ['1']}
      routeLists: {RL: [X3]}
      """
    #expect(try findings(body) == ["EM2001 X3"])
  }

  @Test func twoCommentsAboveEachOtherCoverTheSameObject() throws {
    let body = """
      callingSearchSpaces:
        # emcc-lint: ignore EM2001
        # emcc-lint: ignore EM1006
        A: [X1, a-name-of-a-partition-that-nobody-has-declared-anywhere]
      """
    #expect(try findings(body) == ["EM4001 "], "EM1006 is not found: names are measured where they are declared")
  }

  @Test func whatLooksLikeACommentInATextIsText() throws {
    let body = """
      partitions:
        A:
          description: |
            # emcc-lint: ignore EM2001
        B: {description: 'x # emcc-lint: ignore EM2001'}
      callingSearchSpaces: {CSS: [X1]}
      """
    #expect(try findings(body) == ["EM2001 X1"])
  }

  @Test func aFindingIsSilencedByItsOwnPlaceNotByTheOthers() throws {
    let body = "partitions:\n- PT  # emcc-lint: ignore EM2002\n- PT\n"
    #expect(try findings(body) == ["EM4001 ", "EM2002 PT"])
  }

  @Test func syntaxCannotBeSilenced() throws {
    let found = try findings("partitions: [PT]  # emcc-lint: ignore EM0001\nregions: [A  # emcc-lint: ignore EM0001\n")
    #expect(found.filter { $0.hasPrefix("EM0001") }.count == 1)
    #expect(found.contains("EM4002 "), "the comment says so itself")
  }

  /// Where documents are missing, what a comment silences may not have been looked for.
  @Test func nothingIsSaidOfIdleCommentsWhereDocumentsAreMissing() throws {
    let body = "partitions: [PT]  # emcc-lint: ignore EM2001\n"
    #expect(try findings(body) == ["EM4001 "])
    #expect(try findings(body + "partition: [X]\n") == ["EM1001 partition"])
  }

  /// One cluster's comment does not touch the other cluster's run.
  @Test func findingsAboutCommentsBelongToTheClustersOfTheirFile() throws {
    let directory = try TemporaryDirectory()
    try directory.write("us.yaml", Self.head + "partitions: [PT]  # emcc-lint: ignore EM2001\n")
    try directory.write(
      "eu.yaml", Self.head.replacing("US", with: "EU") + "regions: [R]  # emcc-lint: ignore EM2001 until 2020-01-01\n")
    let both = ["check", "--fail-on", "warning", directory.path]
    #expect(try LintRun(both).output.contains("1 file") == false)
    let us = try LintRun(both + ["--cluster", "US"])
    #expect(us.output.contains("EM4001") && !us.output.contains("EM3110"))
    let eu = try LintRun(both + ["--cluster", "EU"])
    #expect(eu.output.contains("EM3110") && !eu.output.contains("EM4001"))
  }

  /// Thousands of comments in one file take no time to speak of.
  @Test(.timeLimit(.minutes(1))) func manyCommentsAboveOneObjectAreReadOnce() throws {
    let comments = String(repeating: "# emcc-lint: ignore EM2001\n", count: 50_000)
    #expect(try findings(comments + "callingSearchSpaces: {CSS: [X1]}\n") == [])
  }
}
