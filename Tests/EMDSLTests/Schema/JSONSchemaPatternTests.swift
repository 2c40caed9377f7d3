import Foundation
import Testing

@testable import EMDSL

/// The JSON Schema's regular expressions accept what the decoder accepts, and nothing else.
struct JSONSchemaPatternTests {
  private func matches(_ text: String, _ expression: NSRegularExpression) -> Bool {
    expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
  }

  private func isAccepted(_ text: String, _ field: Field) -> Bool {
    guard case .value(let value) = Array(text.utf8).withUnsafeBytes({ field.format.parse($0) }) else { return false }
    return field.range?.contains(value) ?? true && field.allowed?.contains(value) ?? true
  }

  @Test func numbersOfEveryFieldAgreeWithTheDecoder() throws {
    var count = 0
    for schema in allEntities() {
      for field in schema.fields {
        guard case .number = field.kind,
          let pattern = field.format.numberPattern(range: field.range, allowed: field.allowed)
        else { continue }
        count += 1
        let expression = try NSRegularExpression(pattern: pattern)
        var values = Set(UInt32(0)...400)
        for bound in [field.range?.lowerBound, field.range?.upperBound].compactMap(\.self) + [1000, 9999, 100_000] {
          values.formUnion((bound > 130 ? bound - 130 : 0)...(bound + 130))
        }
        for value in values where field.format != .date {
          for text in [field.format.written(value), "0\(field.format.written(value))", "\(value)"]
          where text.utf8.count < 10 {
            // An hour of four digits with zeros in front is the one thing that the pattern lets pass.
            if field.format == .loginTime, text.hasPrefix("0"), text.utf8.count > 6 { continue }
            let agrees = matches(text, expression) == isAccepted(text, field)
            #expect(agrees, "\(schema.name).\(field.key): '\(text)' and \(pattern)")
          }
        }
      }
    }
    #expect(count > 20)
  }

  @Test(
    arguments: [
      0...0, 0...9, 7...7, 5...12, 1...100, 99...101, 123...4567, 1000...20000, 0...65535, 199...200, 10...1440,
    ] as [ClosedRange<UInt32>])
  func rangesOfNumbersAreExact(range: ClosedRange<UInt32>) throws {
    let expression = try NSRegularExpression(pattern: "^(\(JSONSchemaPatterns.numbers(range)))$")
    var wrong: [UInt32] = []
    for value in 0...UInt32(70000) {
      let isMatch = matches("\(value)", expression)
      if isMatch != range.contains(value) { wrong.append(value) }
    }
    #expect(wrong.prefix(5) == [])
  }

  @Test(
    arguments: [0...10080, 0...59, 5...59, 61...119, 90...150, 60...60, 1...1439, 0...119] as [ClosedRange<UInt32>])
  func rangesOfLoginTimesAreExact(range: ClosedRange<UInt32>) throws {
    let expression = try NSRegularExpression(pattern: "^(\(JSONSchemaPatterns.loginTimes(range)))$")
    var wrong: [UInt32] = []
    for value in 0...UInt32(12000) {
      let isMatch = matches(ValueFormat.loginTime.written(value), expression)
      if isMatch != range.contains(value) { wrong.append(value) }
    }
    #expect(wrong.prefix(5) == [])
    #expect(!matches("1:5", expression) && !matches("1:60", expression))
  }

  @Test(arguments: [
    ValueFormat.host, .country, .dialPattern, .dialString, .dialMask, .version, .clusterID, .url, .timeZone,
  ])
  func textsAgreeWithTheDecoder(format: ValueFormat) throws {
    let expression = try NSRegularExpression(pattern: try #require(format.pattern))
    var random = FixedRandom(seed: 1)
    let alphabets = ["0123456789.-", "0X*#+.!?@[]^-\\x", "AZaz09._:-/ +", "[]^-01+\\", "ABCDE", "http:s/ é"]
    var seen = (accepted: 0, refused: 0)
    var wrong: [String] = []
    for _ in 0..<20_000 {
      let alphabet = Array(alphabets.randomElement(using: &random) ?? "")
      var text = String(
        (0..<Int.random(in: 1...9, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "0" })
      if format == .url, Bool.random(using: &random) { text = "http://" + text }
      let isAccepted = Array(text.utf8).withUnsafeBytes { format.fault($0) } == nil
      if isAccepted { seen.accepted += 1 } else { seen.refused += 1 }
      if matches(text, expression) != isAccepted { wrong.append("\(text): \(isAccepted)") }
    }
    #expect(wrong.prefix(5) == [], "texts and whether the decoder accepts them")
    #expect(seen.accepted > 20 && seen.refused > 20)
  }
}
