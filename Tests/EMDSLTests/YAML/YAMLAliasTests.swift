import Testing

@testable import EMDSL

/// Anchors, aliases and merge keys.
struct YAMLAliasTests {
  @Test func aliasesRepeatScalarsSequencesAndMappings() {
    let reading = YAMLReading("a: &s one\nb: &l [x, y]\nc: &m {k: v}\nd: [*s, *l, *m]\n*s : z\n")
    #expect(reading.outline == "{a: one, b: [x, y], c: {k: v}, d: [one, [x, y], {k: v}], one: z}")
  }

  @Test func theAliasIsThePlaceOfItsTopNodeOnly() {
    let text = "a: &l [x, {y: z}]\nb:  *l  # note\nc: &s 'q'\nd: *s\n"
    let reading = YAMLReading(text)
    let aliases = reading.steps.filter(\.isAlias)
    #expect(aliases.map(\.kind) == [.sequenceStart, .sequenceEnd, .scalar])
    #expect(aliases.map(\.offset) == [22, 24, 46])
    #expect(aliases.map(\.end) == [22, 24, 48])
    #expect(aliases.last?.isSingleQuoted == true)
    let inner = reading.steps.filter { $0.kind == .scalar && $0.value == "x" }
    #expect(inner.map(\.offset) == [7, 7])
  }

  @Test func aMappingThatEndsWithAnAliasEndsAfterIt() {
    let reading = YAMLReading("a: &l [1,\n  2]\nb:\n  c: *l\nd: e\n")
    #expect(reading.collectionSources[2] == "c: *l")
  }

  @Test func anchorsWithinAnchoredAndAliasedContent() {
    let reading = YAMLReading("a: &o {p: &i {q: r}, s: *i}\nb: *o\nc: *i\n")
    #expect(reading.outline == "{a: {p: {q: r}, s: {q: r}}, b: {p: {q: r}, s: {q: r}}, c: {q: r}}")
  }

  @Test func aLaterDefinitionReplacesAnEarlierOne() {
    #expect(YAMLReading("- &a 1\n- *a\n- &a 2\n- *a\n").outline == "[1, 1, 2, 2]")
    #expect(YAMLReading("- &a [&a 1, *a]\n- *a\n").outline == "[[1, 1], 1]")
  }

  @Test func anchorsEndWithTheirDocument() throws {
    let reading = YAMLReading("- &a 1\n- *a\n---\n- *a\n")
    let problem = try #require(reading.problem)
    #expect(problem.kind == .undefinedAlias)
    #expect(problem.offset == 18)
    #expect(problem.length == 2)
    #expect(problem.message == "no anchor '&a' stands before '*a' in this document")
    #expect(reading.outline.hasPrefix("[1, 1] --- ["))
  }

  @Test func valuesOfADocumentOutliveItsAnchors() {
    let text = "- &a aaa\n- *a\n---\n- &b bbb\n- *b\n---\n- &c ccc\n- *c\n"
    #expect(YAMLReading(text).outline == "[aaa, aaa] --- [bbb, bbb] --- [ccc, ccc]")
  }

  @Test func recursiveAliasShowsBothPlaces() throws {
    let reading = YAMLReading("a: !t &loop\n  - x\n  - {y: *loop}\n")
    let problem = try #require(reading.problem)
    #expect(problem.kind == .recursiveAlias)
    #expect(reading.problemSource == "*loop")
    let related = try #require(problem.related.first)
    #expect(reading.slice(Int(related.offset), Int(related.offset + related.length)) == "&loop")
  }

  @Test(arguments: [
    ("b: &b {x: 1, y: 2}\nm: {<<: *b, y: 3}\n", "{y: 3, x: 1}"),
    ("b: &b {x: 1, y: 2}\nm: {y: 3, z: 4, <<: *b}\n", "{y: 3, z: 4, x: 1}"),
    ("b: &b {x: 1}\nc: &c {x: 2, z: 3}\nm: {<<: [*b, *c], a: 0}\n", "{a: 0, x: 1, z: 3}"),
    ("b: &b {x: 1}\nm: {<<: *b, <<: {x: 2, z: 3}}\n", "{x: 1, z: 3}"),
    ("m: {<<: {x: {p: q}}, x: [r]}\n", "{x: [r]}"),
    ("b: &b {x: 1}\nc: &c {<<: *b, y: 2}\nm: {<<: *c, z: 3}\n", "{z: 3, y: 2, x: 1}"),
    ("m: {<<: [], a: 1}\n", "{a: 1}"),
    ("m: {<<: {a: {<<: {b: c}}}}\n", "{a: {b: c}}"),
    ("m: {'<<': 1, \"<<\": 2, !t <<: 3}\n", "{<<: 1, <<: 2, <<: 3}"),
    ("m: [<<, {a: <<}]\n", "[<<, {a: <<}]"),
    ("m: {x: 1, x: 2, <<: {y: 3}}\n", "{x: 1, x: 2, y: 3}"),
    ("b: &b {[k]: 1}\nm: {<<: *b, [k]: 2}\n", "{[k]: 2, [k]: 1}"),
    ("m:\n  \"a\\x62\": 1\n  <<: {ab: 2, c: 3}\n", "{ab: 1, c: 3}"),
  ])
  func mergesKeepWrittenKeysFirst(text: String, merged: String) {
    let reading = YAMLReading(text)
    #expect(reading.outline.hasSuffix("m: \(merged)}"))
    #expect(reading.problem == nil)
  }

  @Test func mergedPairsKeepThePlacesOfTheirDefinition() {
    let reading = YAMLReading("b: &b\n  x: 'é1'\nm:\n  <<: *b\n  y: 2\nn: 3\n")
    #expect(reading.scalarSources == ["b", "x", "'é1'", "m", "y", "2", "x", "'é1'", "n", "3"])
    #expect(reading.collectionSources.last == "<<: *b\n  y: 2")
    #expect(reading.steps.allSatisfy { !$0.isAlias })
  }

  @Test func mergesWithManyKeysStayExact() {
    let base = (0..<500).map { "k\($0): \($0)" }.joined(separator: ", ")
    let own = (0..<500).filter { $0 % 3 == 0 }.map { "k\($0): own" }.joined(separator: ", ")
    let reading = YAMLReading("b: &b {\(base)}\nm: {<<: *b, \(own)}\n")
    let expected = own + ", " + (0..<500).filter { $0 % 3 != 0 }.map { "k\($0): \($0)" }.joined(separator: ", ")
    #expect(reading.outline == "{b: {\(base)}, m: {\(expected)}}")
  }

  @Test(arguments: [
    ("m: {<<: 1}\n", "1"), ("m: {<<: }\n", ""), ("b: &b [x]\nm: {<<: *b}\n", "x"), ("b: &b x\nm: {<<: *b}\n", "*b"),
    ("m: {<<: [{a: b}, 'c']}\n", "'c'"), ("m: {<<: [[{a: b}]]}\n", ""),
  ])
  func aMergeOfSomethingElseIsAProblem(text: String, source: String) throws {
    let reading = YAMLReading(text)
    #expect(try #require(reading.problem).kind == .badMergeKey)
    #expect(reading.problemSource == source)
    #expect(!reading.steps.contains { $0.value == "<<" })
  }

  @Test func aMergeKeyNeverShowsEvenBeforeAMistake() {
    let reading = YAMLReading("a: b\nm:\n  <<: {x: 1}\n  n: [\n")
    #expect(reading.problem?.kind == .syntax)
    #expect(reading.outline == "{a: b, m")
  }
}
