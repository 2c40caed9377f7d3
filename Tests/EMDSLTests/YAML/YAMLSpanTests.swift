import Testing

@testable import EMDSL

/// Exact places of nodes, one test for each way in which libyaml's marks mislead.
struct YAMLSpanTests {
  @Test func marksCountScalarsButSpansCountBytes() {
    let reading = YAMLReading("é: 日本\nname: 'Zoë 😀'\nlast: x\n")
    #expect(reading.scalarSources == ["é", "日本", "name", "'Zoë 😀'", "last", "x"])
    #expect(reading.steps[2].offset == 0)
    #expect(reading.steps[3].offset == 4)
    #expect(reading.outline == "{é: 日本, name: Zoë 😀, last: x}")
  }

  @Test func longRunsOutsideOfASCIIKeepTheirPlaces() {
    let text = "a: " + String(repeating: "日本語é", count: 40) + "\nb: '\(String(repeating: "ü", count: 9))'\nc: d\n"
    #expect(
      YAMLReading(text).scalarSources
        == text.split(separator: "\n").flatMap { line in
          line.split(separator: ": ").map(String.init)
        })
  }

  @Test(arguments: ["\u{85}", "\u{2028}", "\u{2029}", "\r", "\r\n", "\n"])
  func everyLineBreakOfLibyamlIsOneToUs(lineBreak: String) {
    let reading = YAMLReading("a: 1\(lineBreak)b:\(lineBreak)- x\(lineBreak)- {y: z}\(lineBreak)")
    #expect(reading.outline == "{a: 1, b: [x, {y: z}]}")
    #expect(reading.scalarSources == ["a", "1", "b", "x", "y", "z"])
    #expect(reading.collectionSources[1] == "- x\(lineBreak)- {y: z}")
  }

  @Test func nelAndLineSeparatorInsideQuotesStayInTheSpan() {
    let reading = YAMLReading("a: \"x\u{85}y\u{2028}z\"\nb: c\n")
    #expect(reading.scalarSources == ["a", "\"x\u{85}y\u{2028}z\"", "b", "c"])
  }

  @Test func blockCollectionsEndWithTheirLastChild() {
    let reading = YAMLReading("a:\n  b: 1\n  c:\n  - x\n  - y   # note\n\n# more\n\nd: 2\n")
    #expect(
      reading.collectionSources == [
        "a:\n  b: 1\n  c:\n  - x\n  - y   # note\n\n# more\n\nd: 2", "b: 1\n  c:\n  - x\n  - y", "- x\n  - y",
      ])
  }

  @Test func flowCollectionsEndAfterTheirBracket() {
    let reading = YAMLReading("a: [b, {c: d ,e} , [ ] ]  # x\nf: {}\n")
    #expect(reading.collectionSources.dropFirst() == ["[b, {c: d ,e} , [ ] ]", "{c: d ,e}", "[ ]", "{}"])
  }

  @Test func pairInAFlowSequenceIsAsLongAsItsParts() {
    let reading = YAMLReading("[a: b , {c: d}: e ]")
    #expect(reading.outline == "[{a: b}, {{c: d}: e}]")
    #expect(reading.collectionSources == ["[a: b , {c: d}: e ]", "a: b", "{c: d}: e", "{c: d}"])
  }

  @Test(arguments: [
    ("a: |\n  x\n  y\n\n\nb: c\n", "|\n  x\n  y", "x\ny\n"),
    ("a: >-\n  x\n  y\n \nb: c\n", ">-\n  x\n  y", "x y"),
    ("a: |+\n  x\n\n# note\nb: c\n", "|+\n  x", "x\n\n"),
    ("a: |2 # note\n   x\nb: c\n", "|2 # note\n   x", " x\n"),
    ("a: |\nb: c\n", "|", ""),
    ("a: |\n  é\r\n\r\nb: c\n", "|\n  é", "é\n"),
    ("b: c\na: |\n  x", "|\n  x", "x"),
  ])
  func blockScalarsEndWithTheirLastVisibleCharacter(text: String, source: String, value: String) throws {
    let reading = YAMLReading(text)
    let step = try #require(
      reading.steps.first {
        $0.kind == .scalar && reading.bytes[$0.offset] != 0x61
          && (reading.bytes[$0.offset] == 0x7C || reading.bytes[$0.offset] == 0x3E)
      })
    #expect(reading.slice(step.offset, step.end) == source)
    #expect(step.value == value)
    #expect(!step.isPlain)
    #expect(reading.problem == nil)
  }

  @Test func plainScalarsOfSeveralLinesEndWithTheirLastWord() {
    let reading = YAMLReading("a: b\n  c   \n\n  d   # e\nf: g  \n")
    #expect(reading.scalarSources == ["a", "b\n  c   \n\n  d", "f", "g"])
    #expect(reading.outline == "{a: b c\nd, f: g}")
  }

  @Test(arguments: [
    ("a:\nb: 1\n", 2), ("a:   # note\nb: 1\n", 2), ("{a:   , b: 1}", 3), ("{a: # x: y\n , b: 1}", 3), ("[a: ]", 3),
    ("-\n- b\n", 1), ("- # :\n- b\n", 1), ("{a , b: 1}", 2), ("? a\nb: 1\n", 3), ("a: &x\nb: 1\n", 5),
    ("a: !!str &x   # note\nb: 1\n", 11), ("é:\nb: 1\n", 3), ("--- # note\n---\n- b\n", 3),
  ])
  func emptyValuesLieRightAfterTheirIndicator(text: String, offset: Int) throws {
    let reading = YAMLReading(text)
    let empty = try #require(reading.steps.first { $0.kind == .scalar && $0.value.isEmpty })
    #expect(empty.offset == offset)
    #expect(empty.end == offset)
  }

  @Test func nodesBeginAfterAnchorAndTag() {
    let reading = YAMLReading(
      """
      a: &x !t foo
      b: !t &y 'bar'
      c: &z
        d: 1
      e: !!seq   # note
        # more
        - f
      g: &w [h]
      &k i: !<tag:x,2000:y> j
      l: ! m
      n: &o
        &p q: r
      """)
    #expect(
      reading.scalarSources
        == ["a", "foo", "b", "'bar'", "c", "d", "1", "e", "f", "g", "h", "i", "j", "l", "m", "n", "q", "r"])
    #expect(reading.collectionSources.dropFirst() == ["d: 1", "- f", "[h]", "&p q: r"])
    let tagged = reading.steps.filter(\.isTagged).map { reading.slice($0.offset, $0.end) }
    #expect(tagged == ["foo", "'bar'", "", "j", "m"])
    #expect(reading.steps.filter { $0.isPlain && ["foo", "j", "m"].contains($0.value) }.isEmpty)
  }

  @Test func exclamationMarkAloneIsATagWithoutAValue() throws {
    let step = try #require(YAMLReading("pattern: !\n").steps.dropFirst(3).first)
    #expect(step.isTagged && !step.isPlain && step.value.isEmpty)
    #expect(step.offset == 10)
  }

  @Test func flagsTellHowAScalarIsWritten() {
    let reading = YAMLReading("[plain, 'single', \"double\", '', !t tagged, ~]")
    let scalars = reading.steps.filter { $0.kind == .scalar }
    #expect(scalars.map(\.isPlain) == [true, false, false, false, false, true])
    #expect(scalars.map(\.isSingleQuoted) == [false, true, false, true, false, false])
  }

  @Test func indentlessSequenceEndsWithItsLastItem() {
    let reading = YAMLReading("a:\n- b\n- c: d\n\ne: f\n")
    #expect(reading.collectionSources.dropFirst() == ["- b\n- c: d", "c: d"])
  }

  @Test func documentsOfOneStreamFollowEachOther() {
    let reading = YAMLReading("# first\na: 1\n--- # second\n- b\n...\n%YAML 1.2\n---\nc\n")
    #expect(reading.outline == "{a: 1} --- [b] --- c")
    #expect(reading.steps.filter { $0.kind == .documentStart }.count == 3)
    #expect(reading.steps.filter { $0.kind == .documentEnd }.count == 3)
  }

  @Test(arguments: ["", "\n", "# only a comment\n", "   \n\n"])
  func aTextWithoutContentHasNoDocument(text: String) {
    let reading = YAMLReading(text)
    #expect(reading.steps.isEmpty)
    #expect(reading.problem == nil)
  }

  @Test func skipNodeConsumesExactlyOneNode() {
    let text = Array("a: {b: [c, {d: e}]}\nf: g\n".utf8)
    text.withUnsafeBytes { text in
      let stream = YAMLTokenStream(text: text, isASCII: true, limits: YAMLLimits(), chunk: 2)
      for _ in 0..<3 { _ = stream.next() }
      stream.skipNode(after: stream.next())
      let key = stream.next()
      #expect(stream.text(key) == "f")
      stream.skipNode(after: key)
      #expect(stream.text(stream.next()) == "g")
    }
  }

  @Test func aTokenIsSmall() { #expect(MemoryLayout<YAMLToken>.stride <= 20) }
}
