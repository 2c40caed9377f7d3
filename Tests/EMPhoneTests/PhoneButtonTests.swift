import EMHTTPClient
import EMPhone
import EMTestSupport
import Testing

/// Keys, and what they do.
@Suite struct PhoneButtonTests {
  private func xml(_ text: String) -> Result<HTTPCallAnswer, HTTPCallFailure> {
    .success(HTTPCallAnswer(status: 200, body: Array(text.utf8)))
  }

  private func keys(_ parts: String...) -> [PhoneKey] {
    var decoder = KeyDecoder()
    let keys = parts.flatMap { decoder.take(Array($0.utf8)) }
    return keys + decoder.finish()
  }

  @Test func sequencesAreKeys() {
    #expect(keys("a", "1") == [.character("a"), .character("1")])
    #expect(keys("\u{1B}[A\u{1B}OB\u{1B}[Z\t") == [.previous, .next, .previous, .next])
    #expect(keys("\u{1B}OP\u{1B}OS\u{1B}[11~\u{1B}[14~\u{1B}[[B") == [1, 4, 1, 4, 2].map { .softKey($0) })
    #expect(keys("\u{7F}\u{08}\u{1B}[3~\r\n") == [.backspace, .backspace, .backspace, .enter, .enter])
    #expect(keys("\u{1B}") == [.escape])
    #expect(keys("\u{1B}", "\u{1B}") == [.escape, .escape])
    #expect(keys("\u{1B}", "[", "A") == [.previous])
    #expect(keys("\u{3}\u{4}\u{1A}\u{C}") == [.interrupt, .interrupt, .suspend, .redraw])
    #expect(keys("田ö") == [.character("田"), .character("ö")])
    #expect(keys("\u{1B}[200~\u{1B}[1;5Ax\u{1B}x\u{0}") == [.previous, .character("x")])
    #expect(keys("\u{1B}[\(String(repeating: "1", count: 40))x").count <= 30)
  }

  @Test func bytesThatAreNoTextAreDropped() {
    var decoder = KeyDecoder()
    #expect(decoder.take([0xFF, 0x80, 0xC3, 0x28, UInt8(ascii: "a")]) == [.character("a")])
    #expect(decoder.take([0xE7, 0x94]) == [] && decoder.isWithin)
    #expect(decoder.take([0xB0]) == [.character("田")] && !decoder.isWithin)
  }

  @Test func fieldsTakeWhatTheirFlagsSay() {
    func taken(_ flags: String, _ text: String) -> String { text.compactMap { FieldRule(flags).taken($0) }.joined() }
    let text = "aB3*#+-."
    #expect(taken("A", text) == text && taken("", text) == text)
    #expect(taken("N", text) == "3" && taken("NP", text) == "3" && taken("PN", text) == "3")
    #expect(taken("T", text) == "3*#+")
    #expect(taken("E", text) == "3*+-.")
    #expect(taken("U", text) == "AB3*#+-." && taken("L", text) == "ab3*#+-.")
    #expect(FieldRule("NP").isSecret && FieldRule("PN").isSecret && !FieldRule("N").isSecret)
  }

  @Test func keysGoWhereTheFocusIs() throws {
    var phone = try opened(try fixture("phone/pages/login-form.xml"))
    // The user is remembered, so the PIN comes next; letters are no digits, 1 and q are not keys of the phone here.
    for key in "1q2x345" { #expect(phone.press(.character(key)) == nil) }
    _ = phone.press(.backspace)
    _ = phone.press(.next)
    _ = phone.press(.softKey(2))
    for key in "q1" { _ = phone.press(.character(key)) }
    #expect(
      try url(phone.press(.enter))
        == "http://127.0.0.1/emapp/EMAppServlet?device=SEP001122334455&EMCC=true&userid=jsmitq1&seq=1234")
    #expect(phone.press(.character("1")) == nil)
    #expect(phone.press(.escape) == nil && !phone.isWaiting)
    #expect(phone.press(.escape) == nil)
    #expect(PhoneScreen(phone).lines[1].contains("SEP001122334455"))
    #expect(try url(phone.press(.enter)) == "http://127.0.0.1/start?device=SEP001122334455")
    #expect(phone.press(.escape) == nil)
    #expect(isEnd(phone.press(.character("q"))))
  }

  @Test func aFieldHasAnEnd() throws {
    var phone = try opened(try fixture("phone/pages/login-form.xml"))
    for _ in 0..<1000 { _ = phone.press(.character("7")) }
    #expect(try url(phone.press(.enter)).hasSuffix("&seq=" + String(repeating: "7", count: 128)))
  }

  @Test func aMenuLeadsToItsItemAndBack() throws {
    var phone = try opened(try fixture("phone/pages/menu.xml"))
    _ = phone.press(.previous)
    #expect(try url(phone.press(.character("1"))) == "http://127.0.0.1/3")
    _ = phone.take(
      xml(
        "<CiscoIPPhoneText><Text>x</Text><SoftKeyItem><Name>Back</Name><URL>SoftKey:Back</URL></SoftKeyItem></CiscoIPPhoneText>"
      ))
    #expect(phone.press(.enter) == nil)
    #expect(phone.press(.softKey(1)) == nil)
    #expect(phone.page.items.count == 3)
  }

  @Test func whatThePhoneCannotDoIsSaid() throws {
    var phone = try opened(try fixture("phone/pages/icon-menu.xml"))
    #expect(phone.press(.enter) == nil)
    #expect(PhoneScreen(phone).text.contains("This phone has no 'Dial'"))
    var strange = try opened(Array("<CiscoIPPhoneInput><URL>file:///etc/passwd</URL></CiscoIPPhoneInput>".utf8))
    #expect(strange.press(.enter) == nil)
    #expect(PhoneScreen(strange).text.contains("The address cannot be used"))
  }

  @Test func aPageLeadsOnByItself() throws {
    func next(_ header: String) throws -> PageRefresh? {
      try opened(try fixture("phone/pages/menu.xml"), headers: ["Refresh": header]).refresh
    }
    #expect(try next("2; url=http://127.0.0.1/x?a=1;b") == PageRefresh("2; url=http://127.0.0.1/x?a=1;b"))
    #expect(try next("2;URL=http://127.0.0.1/x")?.url == "http://127.0.0.1/x")
    #expect(try next("0;url=http://127.0.0.1/x")?.seconds == 1)
    #expect(try next("99999999;url=http://127.0.0.1/x")?.seconds == 86_400)
    for header in ["", "5", "x;url=http://a/", "-1;url=http://a/", "5;http://a/"] { #expect(try next(header) == nil) }
    var phone = try opened(try fixture("phone/pages/menu.xml"), headers: ["Refresh": "2;url=http://127.0.0.1/x"])
    #expect(try url(phone.followRefresh()) == "http://127.0.0.1/x")
    #expect(phone.refresh == nil)
  }

  @Test func documentsCannotKeepThePhoneBusy() throws {
    var phone = try opened(try fixture("phone/pages/menu.xml"))
    var need = phone.press(.enter)
    var count = 0
    while case .request? = need {
      count += 1
      try #require(count < 100)
      need = phone.take(xml("<CiscoIPPhoneExecute><ExecuteItem URL=\"http://127.0.0.1/again\"/></CiscoIPPhoneExecute>"))
    }
    #expect(count == 8)
    #expect(PhoneScreen(phone).text.contains("without end"))
  }
}
