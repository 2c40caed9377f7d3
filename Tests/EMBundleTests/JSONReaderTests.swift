import EMJSON
import Testing

/// What is read of JSON, and what is refused.
struct JSONReaderTests {
  private func events(
    _ text: String, _ limits: JSONReader.Limits = JSONReader.Limits()
  ) throws(JSONFailure) -> [JSONReader.Event] {
    try events(Array(text.utf8), limits)
  }

  private func events(
    _ bytes: [UInt8], _ limits: JSONReader.Limits = JSONReader.Limits()
  ) throws(JSONFailure) -> [JSONReader.Event] {
    var reader = JSONReader(bytes, limits: limits)
    var events: [JSONReader.Event] = []
    while let event = try reader.next() { events.append(event) }
    return events
  }

  @Test func everyKindOfValueIsRead() throws {
    let text = """
       {"a" : [ ], "b":{}, "c": [1, -0, 9223372036854775807, 9223372036854775808, 1.50, -2E+3, 0e-1],
      "": [true, false, null, "ä€😀"]}\r\n\t
      """
    #expect(
      try events(text) == [
        .beginObject, .key("a"), .beginArray, .endArray, .key("b"), .beginObject, .endObject, .key("c"), .beginArray,
        .integer(1), .integer(0), .integer(.max), .decimal("9223372036854775808"), .decimal("1.50"), .decimal("-2E+3"),
        .decimal("0e-1"), .endArray, .key(""), .beginArray, .bool(true), .bool(false), .null, .string("ä€😀"),
        .endArray, .endObject,
      ])
    #expect(try events("7") == [.integer(7)])
  }

  @Test func escapesAreUndone() throws {
    let text = #""\"\\\/\b\f\n\r\t\u0000\u00e4\u20AC\ud83d\uDE00x""#
    #expect(try events(text) == [.string("\"\\/\u{8}\u{C}\n\r\t\0ä€😀x")])
  }

  @Test func whatTheWriterWritesIsReadBack() throws {
    let text = String(String.UnicodeScalarView((0...0x2FFF).compactMap { Unicode.Scalar(UInt32($0)) }))
    var writer = JSONWriter(.pretty)
    writer.beginObject()
    writer.member(text, text)
    writer.member("number", Int64.min)
    writer.endObject()
    writer.endLine()
    #expect(
      try events(writer.bytes) == [.beginObject, .key(text), .string(text), .key("number"), .integer(.min), .endObject])
  }

  @Test(arguments: [
    ("", 0, JSONFailure.Problem.endsEarly), (" ", 1, .endsEarly), ("[", 1, .endsEarly), ("[1", 2, .endsEarly),
    ("{\"a\"", 4, .endsEarly), ("{\"a\":", 5, .endsEarly), ("\"a", 2, .endsEarly), ("\"\\", 2, .endsEarly),
    ("\"\\u12", 5, .endsEarly), ("tru", 3, .endsEarly), ("[1,]", 3, .badCharacter), ("[,1]", 1, .badCharacter),
    ("{\"a\":1,}", 7, .badCharacter), ("{a:1}", 1, .badCharacter), ("{\"a\" 1}", 5, .badCharacter),
    ("[1 2]", 3, .badCharacter), ("[1}", 2, .badCharacter), ("truE", 3, .badCharacter), ("'a'", 0, .badCharacter),
    ("// a\n1", 0, .badCharacter), ("\u{FEFF}1", 0, .badCharacter), ("+1", 0, .badCharacter), ("NaN", 0, .badCharacter),
    ("1 2", 2, .goesOn), ("{} ]", 3, .goesOn), ("1\0", 1, .goesOn), ("01", 0, .badNumber), ("-", 0, .badNumber),
    ("1.", 0, .badNumber), ("1.e1", 0, .badNumber), ("1e", 0, .badNumber), ("1e+", 0, .badNumber),
    ("\"\n\"", 1, .bareControl), ("\"\u{1F}\"", 1, .bareControl), ("\"\\x\"", 1, .badEscape),
    ("\"\\u12g4\"", 1, .badEscape), ("\"\\ud800\"", 1, .badEscape), ("\"\\ud800\\u0041\"", 1, .badEscape),
    ("\"\\udc00\"", 1, .badEscape), ("{\"a\":1,\"\\u0061\":2}", 7, .duplicateKey("a")),
  ])
  func whatIsNotJSONIsRefused(text: String, offset: Int, problem: JSONFailure.Problem) {
    #expect(throws: JSONFailure(offset, problem)) { try events(text) }
  }

  @Test(
    arguments: [[0xC3], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80]] as [[UInt8]])
  func textsAreUTF8(bytes: [UInt8]) {
    #expect(throws: JSONFailure(0, .notUTF8)) { try events([0x22] + bytes + [0x22]) }
    #expect(throws: JSONFailure(0, .notUTF8)) { try events([0x22, 0x5C, 0x6E] + bytes + [0x22]) }
  }

  @Test func limitsHold() throws {
    let limits = JSONReader.Limits(size: 20, depth: 3)
    #expect(try events("[[[1]], [[]]]", limits).count == 11)
    #expect(throws: JSONFailure(3, .tooDeep(limit: 3))) { try events("[[[{}]]]", limits) }
    #expect(throws: JSONFailure(20, .tooLong(limit: 20))) { try events(String(repeating: " ", count: 21), limits) }
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(throws: JSONFailure(32, .tooDeep(limit: 32))) { try events(deep) }
  }

  @Test func wantedKindsAreTold() throws {
    var reader = JSONReader(Array(#"{"a": [1, "x"], "b": true}"#.utf8))
    try reader.beginObject()
    #expect(try reader.nextKey() == "a")
    try reader.beginArray()
    #expect(try reader.nextElement() && reader.integer() == 1)
    #expect(try reader.nextElement() && reader.string() == "x")
    #expect(try !reader.nextElement())
    #expect(try reader.nextKey() == "b" && reader.bool())
    #expect(try reader.nextKey() == nil)
    try reader.end()
    var other = JSONReader(Array(#"[1.0]"#.utf8))
    try other.beginArray()
    #expect(throws: JSONFailure(1, .wanted("a whole number"))) { try other.integer() }
    #expect(JSONFailure(1, .wanted("a whole number")).reason == "byte 1: a whole number is wanted here")
  }

  /// Random damage gives a value or a failure, never a trap.
  @Test func damageIsSurvived() throws {
    let text = Array(#"{"a":[1,-2.5e3,"\u00e4\ud83d\ude00",true,false,null],"b":{"c":"ä"}}"#.utf8)
    var state: UInt64 = 42
    for _ in 0..<20_000 {
      var bytes = text
      for _ in 0..<3 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 24)
      }
      _ = try? events(bytes)
    }
  }
}
