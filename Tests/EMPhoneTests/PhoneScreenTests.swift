import EMHTTPClient
import EMPhone
import EMTestSupport
import Testing

/// What pages look like: each fixture of `phone/pages` has its drawing in `phone/screens`.
@Suite struct PhoneScreenTests {
  @Test(arguments: fixtureNames(in: "phone/pages", ending: ".xml"))
  func pagesAreDrawnAsPeopleReadThem(name: String) throws {
    let phone = try opened(try fixture("phone/pages/\(name).xml"))
    Golden.expect(PhoneScreen(phone).text, matches: "phone/screens/\(name).txt")
  }

  @Test(arguments: fixtureNames(in: "phone/pages", ending: ".xml"))
  func linesAreEquallyWideAndLeaveTheTerminalAlone(name: String) throws {
    let phone = try opened(try fixture("phone/pages/\(name).xml"))
    for rows in [nil, 8, 20] {
      let screen = PhoneScreen(phone, rows: rows)
      #expect(Set(screen.lines.map(columns)) == [45])
      #expect(rows.map { screen.lines.count <= $0 } ?? true)
      #expect(
        !screen.text.unicodeScalars.contains { $0 != "\n" && ($0.value < 32 || (0x7F..<0xA0).contains($0.value)) })
    }
  }

  /// Columns by the blocks that the fixtures use, apart from what the program computes.
  private func columns(_ line: String) -> Int {
    line.unicodeScalars.reduce(0) { sum, scalar in
      let isWide = [0x3000...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFF00...0xFF60].contains {
        $0.contains(Int(scalar.value))
      }
      return sum + (isWide ? 2 : 1)
    }
  }

  @Test func aLongMenuFollowsTheFocus() throws {
    var phone = try opened(try fixture("phone/pages/long-menu.xml"))
    for _ in 0..<50 { _ = phone.press(.next) }
    let screen = PhoneScreen(phone, rows: 16).lines
    #expect(screen.count == 16)
    #expect(screen.contains { $0.contains("▸  51 Profile 51") })
    #expect(screen[3].hasSuffix("▲") && screen[11].hasSuffix("▼"))
    _ = phone.press(.previous)
    for _ in 0..<50 { _ = phone.press(.previous) }
    #expect(PhoneScreen(phone, rows: 16).lines.contains { $0.contains("▸ 100 Profile 100") })
  }

  @Test func theCursorStandsBehindWhatIsTyped() throws {
    var phone = try opened(try fixture("phone/pages/japanese-form.xml"))
    #expect(PhoneScreen(phone).cursor == .init(row: 4, column: 15))
    for digit in "123" { _ = phone.press(.character(digit)) }
    let screen = PhoneScreen(phone)
    #expect(screen.cursor == .init(row: 4, column: 18))
    #expect(screen.lines[4].contains("***") && !screen.text.contains("123"))
    _ = phone.press(.previous)
    _ = phone.press(.character("山"))
    #expect(PhoneScreen(phone).cursor == .init(row: 3, column: 21))
  }

  @Test func theFourthKeyShowsTheRest() throws {
    var phone = try opened(try fixture("phone/pages/many-keys.xml"))
    #expect(phone.visibleKeys.map { $0?.name } == ["Key 1", "Key 2", "Key 3", "more"])
    _ = phone.press(.softKey(4))
    #expect(phone.visibleKeys.map { $0?.name } == ["Key 5", "Key 6", "Key 8", "more"])
    #expect(try url(phone.press(.softKey(3))) == "http://127.0.0.1/k8")
    var again = try opened(try fixture("phone/pages/many-keys.xml"))
    for _ in 0..<2 { _ = again.press(.character("4")) }
    #expect(again.visibleKeys.first??.name == "Key 1")
  }
}
