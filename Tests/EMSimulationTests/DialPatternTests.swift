import EMSimulation
import EMTestSupport
import Testing

@Suite("Dial patterns")
struct DialPatternTests {
  @Test(
    "match what Unified CM says",
    arguments: [
      ("911", "911", true), ("911", "9110", false), ("911", "91", false),
      ("9.911", "9911", true), ("2XXXXXX", "2101001", true), ("2XXXXXX", "210100*", false),
      ("9.011!", "90114420", true), ("9.011!", "9011", false), ("9.011!", "9011#", false), ("9.011!#", "90114#", true),
      ("[2-9]X", "15", false), ("[2-9]X", "25", true), ("[^2-9]X", "15", true), ("[^2-9]X", "25", false),
      ("[^2-9]X", "*5", false), ("[1-37]", "2", true), ("[1-37]", "7", true), ("[1-37]", "4", false),
      ("[*#]1", "#1", true), ("12?3", "13", true), ("12?3", "12223", true), ("12?3", "123", true),
      ("12+3", "13", false), ("12+3", "1223", true), ("\\+44!", "+4420", true), ("\\+44!", "4420", false),
      ("+44", "+44", true), ("[+]44", "+44", true), ("A1D", "A1D", true), ("*67", "*67", true),
      ("!?+", "", true), ("!+?", "12", true), ("X?X?X?", "12", true), ("X?X?X?", "1234", true),
      ("[^0-9]", "1", false), ("12[^0-9]", "12", false), ("9.@", "911", false), ("", "", true),
    ])
  func table(pattern: String, number: String, matches: Bool) {
    #expect(DialPattern(pattern).matches(number) == matches)
  }

  @Test(
    "count the numbers of a length",
    arguments: [
      ("911", 3, 1), ("911", 4, 0), ("9XX", 3, 100), ("[2-9]X", 2, 80), ("9!", 4, 1000), ("!", 1, 10),
      // 1, 11, 111 and so on once each, however they can be taken apart.
      ("1+1+", 4, 1), ("X?X?", 3, 1000), ("!5", 2, 10), ("12?", 3, 1), ("[^0-9]X", 2, 0),
    ])
  func counts(pattern: String, length: Int, count: Int) {
    #expect(DialPattern(pattern).count(length: length) == UInt128(count))
  }

  @Test("count without overflow, and nothing that is not modelled as close")
  func saturation() {
    #expect(DialPattern(String(repeating: "X", count: 50)).count(length: 50) == .max)
    #expect(DialPattern("!").count(length: 100) == .max)
    #expect(DialPattern("9.@").count(length: 5) == .max)
  }

  @Test("say what could follow")
  func following() {
    #expect(DialPattern("999XXXX").canBegin(with: "999"))
    #expect(!DialPattern("998XXXX").canBegin(with: "999"))
    #expect(DialPattern("999").canBegin(with: "999"))
    #expect(!DialPattern("999").canGoOn(after: "999"))
    #expect(DialPattern("9!").canGoOn(after: "999"))
    #expect(DialPattern("9.@").canBegin(with: "9123"))
  }

  @Test(
    "give a number that matches",
    arguments: [
      ("9.1[2-9]XX[2-9]XXXXXX", "91555555555"), ("9.011!", "901155555"), ("[1-37]X?#", "1#"), ("\\+4", "+4"),
    ])
  func samples(pattern: String, sample: String) {
    #expect(DialPattern(pattern).sample.map { $0.count == sample.count || pattern.contains("[2-9]") } == true)
    #expect(DialPattern(pattern).sample.map { DialPattern(pattern).matches($0) } == true)
    if !pattern.contains("[2-9]") { #expect(DialPattern(pattern).sample == sample) }
  }

  @Test("give no number where none is known to match", arguments: ["9.@", "1[^0-9]", "9[12"])
  func noSample(pattern: String) { #expect(DialPattern(pattern).sample == nil) }

  @Test("cost little, however hostile they are")
  func hostile() {
    let number = String(repeating: "1", count: 100)
    for pattern in [
      String(repeating: "!", count: 63), String(repeating: "X?+", count: 60), String(repeating: "1?", count: 200),
      "!5" + String(repeating: "X", count: 50), String(repeating: "[", count: 100), "?+?+", "\\", "[-", "[9-0]", "[^]",
    ] {
      let dial = DialPattern(pattern)
      _ = (dial.matches(number), dial.count(length: 100), dial.sample, dial.canGoOn(after: number))
    }
    #expect(!DialPattern(String(repeating: "1?", count: 200)).isModelled)
    #expect(DialPattern("!5" + String(repeating: "X", count: 10)).count(length: 12) > 0)
  }

  @Test("agree with a naive matcher on random patterns and all short numbers")
  func random() {
    var random = SplitMix(seed: 3)
    let symbols = "0123456789ABCD*#+".map(String.init)
    let short = [""] + symbols + symbols.flatMap { first in symbols.map { first + $0 } }
    for _ in 0..<150 {
      let naive = NaivePattern(using: &random)
      let dial = DialPattern(naive.text)
      let matching = short.filter { naive.matches($0) }
      #expect(short.filter { dial.matches($0) } == matching, "\(naive.text)")
      for length in 0...2 {
        #expect(
          dial.count(length: length) == UInt128(matching.count { $0.count == length }), "\(naive.text) of \(length)")
      }
      for _ in 0..<20 {
        let long = (0..<Int.random(in: 3...8, using: &random)).map { _ in String(Int.random(in: 0...3, using: &random))
        }
        .joined()
        #expect(dial.matches(long) == naive.matches(long), "\(naive.text) and \(long)")
      }
    }
  }
}

/// A pattern that is matched by trying everything.
private struct NaivePattern {
  private var parts: [(symbols: Set<Character>, least: Int, most: Int)] = []
  private(set) var text = ""

  init(using random: inout SplitMix) {
    let digits = Set("0123456789")
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let low = Int.random(in: 0...3, using: &random)
      let high = Int.random(in: low...5, using: &random)
      let range = Set((low...high).map { Character(String($0)) })
      let choices: [(String, Set<Character>, Bool)] = [
        ("\(low)", [Character(String(low))], false), ("X", digits, false), ("!", digits, true), ("*", ["*"], false),
        ("[\(low)-\(high)]", range, false), ("[^\(low)-\(high)]", digits.subtracting(range), false),
        ("\\+", ["+"], false),
      ]
      let (written, symbols, repeats) = choices[Int.random(in: 0..<choices.count, using: &random)]
      let suffix = ["", "", "", "?", "+"][Int.random(in: 0..<5, using: &random)]
      text += written + suffix + (Int.random(in: 0..<6, using: &random) == 0 && !text.contains(".") ? "." : "")
      let most = repeats || !suffix.isEmpty ? Int.max : 1
      parts.append((symbols, suffix == "?" ? 0 : 1, most))
    }
  }

  func matches(_ number: String) -> Bool { matches(Array(number)[...], parts[...]) }

  private func matches(
    _ digits: ArraySlice<Character>, _ parts: ArraySlice<(symbols: Set<Character>, least: Int, most: Int)>
  ) -> Bool {
    guard let part = parts.first else { return digits.isEmpty }
    for length in 0...digits.count {
      if length > part.most || !digits.prefix(length).allSatisfy(part.symbols.contains) { return false }
      if length >= part.least, matches(digits.dropFirst(length), parts.dropFirst()) { return true }
    }
    return false
  }
}
