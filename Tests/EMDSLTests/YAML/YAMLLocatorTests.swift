import Testing

@testable import EMDSL

/// Finding the ends of nodes, and comments, again.
struct YAMLLocatorTests {
  private func locate(_ text: String, _ wanted: [(offset: UInt32, collection: Bool)]) -> [String?] {
    let bytes = Array(text.utf8)
    let found = bytes.withUnsafeBytes { text in
      locateNodes(in: text, isASCII: !text.contains { $0 >= 0x80 }, wanted: wanted)
    }
    return found.map { $0.map { String(decoding: bytes[Int($0.lowerBound)..<Int($0.upperBound)], as: UTF8.self) } }
  }

  @Test func innermostNodesAndOutermostCollections() {
    let text = "a:\n  é: [x, *y]\n  c: {d: e}\n\nf: &y g\n"
    let wanted: [(offset: UInt32, collection: Bool)] = [
      (0, false), (0, true), (5, false), (5, true), (9, false), (9, true), (10, false), (13, false), (22, true),
    ]
    #expect(
      locate(text, wanted) == [
        "a", "a:\n  é: [x, *y]\n  c: {d: e}\n\nf: &y g", "é", "é: [x, *y]\n  c: {d: e}", "[x, *y]", "[x, *y]", "x",
        "*y", "{d: e}",
      ])
  }

  @Test func collectionsThatBeginTogether() {
    let text = "- - [a]: b\n  - c\n"
    #expect(locate(text, [(0, false), (0, true)]) == ["- - [a]: b\n  - c", "- - [a]: b\n  - c"])
    #expect(locate(text, [(2, false), (4, false), (4, true)]) == ["- [a]: b\n  - c", "[a]", "[a]: b"])
  }

  @Test func placesWhereNothingBeginsAreNil() {
    #expect(locate("abc: d\n", [(1, false), (3, true), (5, true), (90, false)]) == [nil, nil, "d", nil])
    #expect(locate("", [(0, false)]) == [nil])
    #expect(locate("a: b", []) == [])
  }

  @Test func emptyValuesAreFoundWithoutWidth() {
    #expect(locate("a:\nb: 1\n", [(2, false), (3, false)]) == ["", "b"])
  }

  @Test func aMistakeEndsTheCollectionsThatItLeavesOpen() {
    #expect(locate("a:\n  b: [c, d\ne: f\n", [(0, true), (5, true), (9, false)]).compactMap { $0 }.count == 3)
    #expect(locate("a:\n  b: c\n  d: [\n", [(5, true)]) == ["b: c\n  d"])
  }

  private func comments(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBytes { source in
      scanComments(in: source, isASCII: !source.contains { $0 >= 0x80 }, containing: "emcc-lint").map {
        ($0.ownLine ? "own " : "") + String(decoding: bytes[Int($0.offset)..<Int($0.end)], as: UTF8.self)
      }
    }
  }

  @Test func commentsAreFoundOutsideOfScalarsOnly() {
    let text = """
      # emcc-lint: 1
      a: b # emcc-lint: 2
      c: 'x # emcc-lint: no'
      d: "y # emcc-lint: no"   # emcc-lint: 3
      e: |  # emcc-lint: 4
        z # emcc-lint: no
        # emcc-lint: no
      f: g# emcc-lint no
      h: [i, # emcc-lint: 5
        'j#' # emcc-lint: 6, # emcc-lint twice
        ]   # another
      k: &l   # emcc-lint: 7
        m: n
        # emcc-lint: 8
      o: emcc-lint
      p:\u{85}# emcc-lint: 9
      q: é # emcc-lint: 10
      """
    #expect(
      comments(text) == [
        "own # emcc-lint: 1", "# emcc-lint: 2", "# emcc-lint: 3", "# emcc-lint: 4", "# emcc-lint: 5",
        "# emcc-lint: 6, # emcc-lint twice", "# emcc-lint: 7", "own # emcc-lint: 8", "# emcc-lint: 9",
        "# emcc-lint: 10",
      ])
  }

  @Test(arguments: ["\r", "\r\n", "\n"])
  func commentsEndBeforeTheirLineBreak(lineBreak: String) {
    let text = "a: b # emcc-lint x\(lineBreak)  # emcc-lint y\(lineBreak)c: d"
    #expect(comments(text) == ["# emcc-lint x", "own # emcc-lint y"])
  }

  @Test func aTextOfCommentsOnly() { #expect(comments("# a\n# emcc-lint b\n\n") == ["own # emcc-lint b"]) }
}
