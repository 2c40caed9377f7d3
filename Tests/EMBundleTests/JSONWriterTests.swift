import EMJSON
import Foundation
import Testing

/// JSON in the order of the calls.
struct JSONWriterTests {
  private func quoted(_ text: String) -> String {
    var json = JSONWriter()
    json.string(text)
    return json.text
  }

  private func sample(_ layout: JSONWriter.Layout) -> String {
    var json = JSONWriter(layout)
    json.beginObject()
    json.member("zebra", 1)
    json.member("ant", true)
    json.key("list")
    json.beginArray()
    json.null()
    json.number(-7)
    json.beginObject()
    json.endObject()
    json.beginArray()
    json.endArray()
    json.endArray()
    json.member("words", ["a", "b"])
    json.key("inline")
    json.beginObject(inline: true)
    json.key("deep")
    json.beginObject()
    json.member("x", UInt64.max)
    json.member("y", false)
    json.endObject()
    json.endObject()
    json.member("", "")
    json.endObject()
    json.endLine()
    return json.text
  }

  @Test func compactLayoutHasNoBlanks() {
    #expect(
      sample(.compact)
        == #"{"zebra":1,"ant":true,"list":[null,-7,{},[]],"words":["a","b"],"#
        + #""inline":{"deep":{"x":18446744073709551615,"y":false}},"":""}"# + "\n")
  }

  @Test func prettyLayoutHasAMemberALine() {
    #expect(
      sample(.pretty) == """
        {
          "zebra": 1,
          "ant": true,
          "list": [
            null,
            -7,
            {},
            []
          ],
          "words": ["a", "b"],
          "inline": {"deep": {"x": 18446744073709551615, "y": false}},
          "": ""
        }

        """)
  }

  @Test(arguments: [
    ("", #""""#), ("plain", #""plain""#), ("\"\\/", #""\"\\/""#),
    ("\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F} ", #""\u0000\u0001\b\t\n\u000b\f\r\u001f ""#),
    ("\u{7F}\u{80}\u{9B}\u{9F}\u{A0}", "\"\\u007f\\u0080\\u009b\\u009f\u{A0}\""),
    ("a\u{2028}b\u{2029}", #""a\u2028b\u2029""#), ("\u{2027}\u{202A}\u{20AC}", "\"\u{2027}\u{202A}\u{20AC}\""),
    ("分机移动 ä 👩‍👩‍👧", "\"分机移动 ä 👩‍👩‍👧\""), ("€", "\"€\""),
  ])
  func textsAreEscapedWhereTheyMustBe(text: String, json: String) { #expect(quoted(text) == json) }

  @Test func everyCharacterComesBack() throws {
    var text = ""
    for value in (0...0x2FFF).map({ UInt32($0) }) + [0xFFFD, 0x1F600, 0x10FFFF] {
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    let decoded = try JSONDecoder().decode([String].self, from: Data("[\(quoted(text))]".utf8))
    #expect(Array(decoded[0].unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test func longRunsAreCopiedWhole() {
    let run = String(repeating: "x", count: 100_000)
    #expect(quoted("\(run)\n\(run)\"") == "\"\(run)\\n\(run)\\\"\"")
  }

  @Test func bytesThatAreNoTextBecomeReplacementCharacters() {
    var json = JSONWriter()
    let bytes: [UInt8] = [0x61, 0xFF, 0xE2, 0x80, 0x22]
    bytes.withUnsafeBytes { json.string(utf8: $0) }
    #expect(json.text == "\"a\u{FFFD}\u{FFFD}\\\"\"")
  }

  @Test func outputCanBeTakenAwayInParts() {
    var json = JSONWriter()
    var parts: [UInt8] = []
    json.beginArray()
    for number in 0..<5 {
      json.number(number)
      parts += json.take()
      #expect(json.bytes.isEmpty)
    }
    json.endArray()
    parts += json.take()
    #expect(String(decoding: parts, as: UTF8.self) == "[0,1,2,3,4]")
  }
}
