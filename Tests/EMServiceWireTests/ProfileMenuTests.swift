import EMService
import EMServiceWire
import Foundation
import FoundationXML
import Testing

/// The choice of a device profile: the ticket in place of the PIN.
@Suite struct ProfileMenuTests {
  private var exchange = Exchange()
  private static let login = "device=SEP001122334455&EMCC=true&userid=john&seq=12345"

  private mutating func menu(_ profiles: [String], _ query: String = login) throws -> [(name: String, query: String)] {
    try items(try exchange.text(phone(query), .chooseProfile(profiles)))
  }

  private func items(_ text: String) throws -> [(name: String, query: String)] {
    try expectValidPage(text)
    return try XMLDocument(xmlString: text).nodes(forXPath: "/CiscoIPPhoneMenu/MenuItem").map { item in
      let texts = (item.children ?? []).filter { $0.kind == .element }.map { $0.stringValue ?? "" }
      return (texts[0], try #require(texts[1].split(separator: "?", maxSplits: 1).last.map(String.init)))
    }
  }

  private func isForm(_ parsed: ParsedRequest) -> Bool {
    parsed.request == .phonePage(device: "SEP001122334455", loginType: nil)
  }

  @Test mutating func aChoiceIsTheLoginWithTheProfile() throws {
    guard case .login(var wanted) = try exchange.parse(phone(Self.login)).request else {
      throw TestFailure("no login")
    }
    let items = try menu(["Office", "Büro & Lager"])
    #expect(items.map(\.name) == ["Office", "Büro & Lager"])
    wanted.profile = "Büro & Lager"
    #expect(try exchange.parse(phone(items[1].query)).request == .login(wanted))
  }

  @Test mutating func aTicketIsGoodOnceForOnePhoneForAMinute() throws {
    let first = try menu(["a", "b"])[0].query
    _ = try exchange.parse(phone(first))
    #expect(isForm(try exchange.parse(phone(first))))

    let second = try menu(["a", "b"])[0].query
    var elsewhere = phone(second)
    elsewhere.peerAddress = "10.8.8.8"
    #expect(isForm(try exchange.parse(elsewhere)))
    let other = phone(second.replacing("SEP001122334455", with: "SEP000000000001"))
    #expect(try exchange.parse(other).request == .phonePage(device: "SEP000000000001", loginType: nil))
    exchange.now += 60
    #expect(isForm(try exchange.parse(phone(second))))
    #expect(isForm(try exchange.parse(phone("device=SEP001122334455&ticket=0&choice=0"))))
  }

  @Test mutating func waitingLoginsAreForgottenAndBounded() throws {
    exchange.wire = Wire(host: "a", tickets: LoginTickets(limit: 3))
    let queries = try (0..<5).map { _ in try menu(["a", "b"])[1].query }
    #expect(exchange.wire.waitingLogins == 3)
    #expect(isForm(try exchange.parse(phone(queries[1]))))
    #expect(!isForm(try exchange.parse(phone(queries[2]))))
    exchange.wire.tick(at: exchange.now + 60)
    #expect(exchange.wire.waitingLogins == 0)
  }

  @Test mutating func aWrongChoiceIsNoLogin() throws {
    for choice in ["-1", "2", "x", "", "99999999999999999999"] {
      let query = try menu(["a", "b"])[0].query.replacing("choice=0", with: "choice=\(choice)")
      #expect(isForm(try exchange.parse(phone(query))))
    }
  }

  @Test mutating func manyProfilesHavePages() throws {
    #expect(try menu((1...100).map { "P\($0)" }).count == 100)
    let first = try menu((1...250).map { "P\($0)" })
    #expect(first.count == 100)
    #expect(first[99].name == "More")
    let second = try items(exchange.refusal(phone(first[99].query)).text)
    #expect(second.first?.name == "P100")
    let third = try items(exchange.refusal(phone(second[99].query)).text)
    #expect(third.map(\.name).dropLast() == (199...250).map { "P\($0)" })
    let again = try items(exchange.refusal(phone(third[52].query)).text)
    #expect(again.map(\.name) == first.map(\.name))
    guard case .login(let call) = try exchange.parse(phone(third[51].query)).request else {
      throw TestFailure("no login")
    }
    #expect(call.profile == "P250")
  }

  @Test mutating func longNamesAreCutOnTheDisplayOnly() throws {
    let name = String(repeating: "漢e\u{301}", count: 40)
    let items = try menu([name, "b"])
    #expect(items[0].name == String(repeating: "漢e\u{301}", count: 21) + "漢")
    guard case .login(let call) = try exchange.parse(phone(items[0].query)).request else {
      throw TestFailure("no login")
    }
    #expect(call.profile == name)
  }

  @Test mutating func longestAddressesFit() throws {
    let device = String(repeating: "%20", count: 10) + String(repeating: "x", count: 64)
    var request = phone("device=\(device)&userid=a&seq=1&lang=ja")
    request.headers = [.init("Host", String(repeating: "h", count: 90))]
    request.isTLS = true
    let text = try exchange.text(request, .chooseProfile((1...250).map { "P\($0)" }))
    #expect(!text.contains("SoftKey:Exit</URL>\r\n</MenuItem>"))
    try expectValidPage(text)
  }
}
