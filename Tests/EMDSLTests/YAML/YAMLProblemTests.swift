import Testing

@testable import EMDSL

/// What an operator reads when a file is not YAML.
struct YAMLProblemTests {
  @Test(arguments: [
    ("a: [2-9]XXX\n", "[2-9]XXX"), ("a: [2-9]XXX   # note\n", "[2-9]XXX"), ("a: {p: [2-9]XXX}\n", "[2-9]XXX"),
    ("a: {p: [2-9]XXX, q: r}\n", "[2-9]XXX"), ("- [2-9]XXX\n", "[2-9]XXX"), ("a: [[2-9]XXX, [3]X]\n", "[2-9]XXX"),
    ("a: [9.1[2-9]XX, 4]\n", "9.1[2-9]XX"), ("a: [1, 9.1[2-9]XX[2-9]X]\n", "9.1[2-9]XX[2-9]X"),
    ("[2-9]XXX: a\n", "[2-9]XXX"), ("é: [^1-3]X.!\n", "[^1-3]X.!"), ("a: *67\n", "*67"), ("a: [*67, *68]\n", "*67"),
    ("a: *67XX!\n", "*67XX!"), ("a: *#06#\n", "*#06#"), ("a: **1\n", "**1"), ("a: @\n", "@"), ("a: %\n", "%"),
    ("a: {p: @}\n", "@"), ("a: !#\n", "!#"),
  ])
  func aDialPatternWithoutQuotesIsCalledSo(text: String, pattern: String) throws {
    let reading = YAMLReading(text)
    let problem = try #require(reading.problem)
    #expect(problem.kind == .dialPattern)
    #expect(problem.message == "this is a dial pattern: write '\(pattern)'")
    #expect(problem.help == "put dial patterns in single quotes: '\(pattern)'")
    #expect(reading.problemSource == pattern)
  }

  @Test func aDialPatternInDoubleQuotesIsCalledSo() throws {
    let reading = YAMLReading("a: \"\\+44.!\"\n")
    let problem = try #require(reading.problem)
    #expect(problem.kind == .dialPattern)
    #expect(problem.message == "this is a dial pattern: write '\\+44.!'")
    #expect(reading.problemSource == "\"\\+44.!\"")
  }

  @Test(arguments: ["9.[2-9]XXX", "9.011!", "3XXXXXX", "\\+.!", "'*67'", "+49XXX", "9.@"])
  func dialPatternsThatYAMLTakesAreNoProblem(pattern: String) {
    #expect(YAMLReading("a: \(pattern)\n").problem == nil)
  }

  @Test(arguments: [
    ("a:\n\tb: 1\n", "\t", "a tab cannot indent a line"),
    ("a:\n    b: 1\n  c: 2\n", "c:", "the indentation of this line fits no line above"),
    ("a: \"x\" y # z\n", "y", "this text follows a value that is already complete"),
    ("a: 'x\nb: 'y'\n", "y'", "a quote closes before this text"),
    ("a:\n  - b\n  c: 1\n", "c:", "this line is no item of the list above"),
    ("a:\n  c: 1\n  - b\n", "-", "a list item stands where a key is expected"),
    ("a: ['x' 'b'\n", "'b'", "',' or ']' is missing before this"),
    ("a: [1, 2\nb: 3\n", "b:", "',' or ']' is missing on a line above this"),
    ("a: {b: 1\n", "", "a mapping is not closed with '}' before the end"),
    ("a: [1, 2\n\n", "", "a list is not closed with ']' before the end"),
    ("a: \"foo\nb: 3\n", "", "a quote is not closed before this"),
    ("a: b: c\n", ":", "a second ':' stands in one line"),
    ("a: 1\n  b: 2\n", "b", "this key is read as part of the text above"),
    ("a:\n  b: 1\n  cdef\n  g: 1\n", "cdef", "':' is missing after this key"),
    ("a: - b\n", "-", "a list item cannot stand on the line of its key"),
    ("a: ]\n", "]", "']' closes nothing that is open here"),
    ("a: [1, , 2]\n", ",", "a value is missing before this"),
    ("- a\n---\n[b] c\n", "c", "this text follows a value that is already complete"),
    ("%FOO\na\n", "%FOO", "a line that begins with '%' is a YAML directive, and this one is not valid"),
    ("%YAML 1.2\na: 1\n", "a:", "a line '---' is missing after the directives"),
    ("%YAML 2.0\n---\na: 1\n", "%YAML 2.0", "only YAML 1.1 and 1.2 can be read"),
    ("a: `x`\n", "`x`", "a value cannot begin with '`'"), ("a: @home\n", "@home", "a value cannot begin with '@'"),
    ("a: &\n", "&", "'&' begins an anchor, but no valid name follows"),
    ("a: *é\n", "*é", "'*' begins an alias, but no valid name follows"),
    ("a: |x\n  y\n", "x", "only '+', '-' or a digit from 1 to 9 may follow '|' or '>'"),
    ("a: {b:[1]}\n", ":", "a blank is missing after ':'"),
    ("a: \"é\\qb\"\n", "\\q", "'\\q' is no escape that YAML knows"),
    ("a: \"\\u12\"\n", "1", "this escape does not name a character"),
    ("a: ? b\n", "?", "a value cannot begin with '? '"),
    ("a: *foo\n", "*foo", "no anchor '&foo' stands before '*foo' in this document"),
    ("a: !<x y\n", "!<x", "'!' begins a tag, but this is none that YAML can read"),
    ("a: !x!y z\n", "!x!y", "'!' begins a tag, but this is none that YAML can read"),
  ])
  func mistakesAreToldInOurWordsAtTheirPlace(text: String, source: String, message: String) throws {
    let reading = YAMLReading(text)
    let problem = try #require(reading.problem)
    #expect(problem.message == message)
    #expect(reading.problemSource == source)
    // The same mistake after text outside of ASCII moves by that text's bytes.
    let prefix = "# é日😀\n"
    if !text.hasPrefix("%") {
      let moved = try #require(YAMLReading(prefix + text).problem)
      #expect(moved.message == message)
      #expect(Int(moved.offset) == Int(problem.offset) + prefix.utf8.count)
      #expect(moved.related.map { Int($0.offset) } == problem.related.map { Int($0.offset) + prefix.utf8.count })
    }
  }

  @Test func whatIsNotClosedShowsWhereItWasOpened() throws {
    for (text, opening) in [("a: {b: 1\n", "{"), ("a: 'foo\nb: 3\n", "'"), ("a: [1, 2\nb: 3\n", "[")] {
      let reading = YAMLReading(text)
      let related = try #require(reading.problem?.related.first)
      #expect(reading.slice(Int(related.offset), Int(related.offset + related.length)) == opening)
    }
  }

  @Test func tokensBeforeAMistakeAreDelivered() {
    #expect(YAMLReading("a: 1\nb: [c, d\ne: f\n").outline.hasPrefix("{a: 1, b: [c"))
  }

  @Test(arguments: [[0x61, 0x3A, 0x20, 0xFF], [0x61, 0x00], [0x2D, 0x20, 0x07], [0xC3], [0xE2, 0x80]] as [[UInt8]])
  func bytesThatAreNoTextAreAProblemToo(bytes: [UInt8]) throws {
    let problem = try #require(YAMLReading(bytes: bytes).problem)
    #expect(problem.kind == .syntax)
    #expect(Int(problem.offset) <= bytes.count)
  }
}
