import Testing

@testable import EMDSL

/// Bounds: each has its own problem, at the place where it is exceeded, in bounded time.
struct YAMLLimitTests {
  private func seconds(_ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    let time = clock.measure(body)
    return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
  }

  @Test func depthUpToTheLimitIsFine() {
    let text = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(YAMLReading(text).problem == nil)
  }

  @Test(arguments: [
    String(repeating: "[", count: 200_000), String(repeating: "{a: ", count: 200_000),
    String(repeating: "- ", count: 200_000), String(repeating: "[\n", count: 200_000),
    String(repeating: "? ", count: 200_000),
  ])
  func deepNestingEndsAtTheLimitAtOnce(text: String) throws {
    var reading = YAMLReading(bytes: [])
    let time = seconds { reading = YAMLReading(bytes: Array(text.utf8)) }
    let problem = try #require(reading.problem)
    #expect(problem.kind == .tooDeep)
    #expect(problem.message == "collections are nested more than 64 levels deep")
    #expect(problem.offset < 64 * 5)
    #expect(time < 1)
  }

  @Test func depthCountsWhatAliasesBring() throws {
    let opening = String(repeating: "[", count: 40)
    let closing = String(repeating: "]", count: 40)
    let reading = YAMLReading("a: &a \(opening)\(closing)\nb: \(opening)*a\(closing)\n")
    #expect(try #require(reading.problem).kind == .tooDeep)
    #expect(reading.problemSource == "*a")
  }

  @Test func billionLaughsEndsAtTheLimit() throws {
    var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in 1...30 {
      let items = [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    var reading = YAMLReading(bytes: [])
    let time = seconds { reading = YAMLReading(bytes: Array(text.utf8)) }
    let problem = try #require(reading.problem)
    #expect(problem.kind == .tooManyAliasNodes)
    #expect(problem.message == "aliases produce more than 1000000 nodes in this file")
    #expect(reading.problemSource == "*a5")
    #expect(time < 10)
  }

  @Test func aliasNodesAreCountedAsExpanded() throws {
    var limits = YAMLLimits()
    limits.aliasNodes = 7
    #expect(YAMLReading("a: &a [x, y]\nb: [*a, *a]\nc: &s z\nd: *s\n", limits: limits).problem == nil)
    let reading = YAMLReading("a: &a [x, y]\nb: [*a, *a]\nc: &s z\nd: *s\ne: *s\n", limits: limits)
    #expect(try #require(reading.problem).kind == .tooManyAliasNodes)
    #expect(try #require(reading.problem).offset == 42)
  }

  @Test func nodesKeptForAnchorsWithinAnchorsAreLimited() throws {
    var limits = YAMLLimits()
    limits.aliasNodes = 100
    let opening = (0..<20).map { "&a\($0) [" }.joined()
    let text =
      opening + [String](repeating: "[]", count: 50).joined(separator: ", ") + String(repeating: "]", count: 20)
    #expect(try #require(YAMLReading(text, limits: limits).problem).kind == .tooManyAliasNodes)
  }

  @Test func aLongScalarNamesItsPlace() throws {
    var limits = YAMLLimits()
    limits.scalarBytes = 10
    #expect(YAMLReading("a: 0123456789\n", limits: limits).problem == nil)
    let reading = YAMLReading("a: '01234567890'\n", limits: limits)
    let problem = try #require(reading.problem)
    #expect(problem.kind == .scalarTooLong)
    #expect(problem.message == "this value is longer than 10 bytes")
    #expect(reading.problemSource == "'01234567890'")
  }

  @Test(arguments: ["'", "\"", "", "|\n  ", "&", "!", "*"])
  func aScalarOfManyMegabytesIsNotReadToItsEnd(opening: String) throws {
    var bytes = Array("first: 1\nkey:   \(opening)".utf8)
    let start = bytes.count
    bytes += [UInt8](repeating: 0x78, count: 16 << 20)
    let problem = try #require(YAMLReading(bytes: bytes).problem)
    #expect(problem.kind == .scalarTooLong)
    #expect(problem.offset == UInt32(start - opening.utf8.count))
  }

  @Test func longCommentsAreNoScalars() {
    let comment = "# " + String(repeating: "x", count: 100) + "\n"
    let long = "#" + String(repeating: "y", count: 6 << 20) + "\n"
    let text = "a: 1\n" + String(repeating: comment, count: 60_000) + long + "b: 2 " + long
    let reading = YAMLReading(bytes: Array(text.utf8))
    #expect(reading.problem == nil)
    #expect(reading.outline == "{a: 1, b: 2}")
  }

  @Test(arguments: [" ", "\n", "\t", "\u{85}", "\r\n"])
  func manyBlanksAreAProblemBeforeTheySlowTheReaderDown(blank: String) throws {
    let text = "a: x" + String(repeating: blank, count: 500_000) + String(repeating: "b c", count: 100_000)
    var reading = YAMLReading(bytes: [])
    let time = seconds { reading = YAMLReading(bytes: Array(text.utf8)) }
    let problem = try #require(reading.problem)
    #expect(problem.kind == .tooManyBlanks)
    #expect(problem.offset == 4)
    #expect(time < 1)
  }

  @Test func aThousandBlanksAreFine() {
    let text = "a: x" + String(repeating: " ", count: 1000) + "# y" + String(repeating: "\n", count: 1000) + "b: z\n"
    #expect(YAMLReading(text).outline == "{a: x, b: z}")
  }

  @Test func manyDirectivesAreAProblem() throws {
    let text = (0..<30_000).map { "%TAG !a\($0)! b\n" }.joined() + "---\na\n"
    let problem = try #require(YAMLReading(bytes: Array(text.utf8)).problem)
    #expect(problem.message == "too many directives stand before this document")
    #expect(problem.offset == 0)
  }
}
