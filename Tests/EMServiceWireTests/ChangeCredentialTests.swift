import EMService
import EMServiceWire
import EMTestSupport
import Testing

/// Change Credential on a phone.
@Suite struct ChangeCredentialTests {
  private var exchange = Exchange()

  private func request(_ query: String, _ language: String = "en") -> WireRequest {
    phone(query, [.init("Accept-Language", language)], path: WirePath.credential)
  }

  @Test mutating func theFormAsksForFourFields() throws {
    for language in PhoneLanguage.allCases {
      let text = try exchange.refusal(request("device=SEP001122334455", language.rawValue)).text
      Golden.expect(text, matches: "wire/pages/change-\(language.rawValue).xml")
      #expect(text.contains("<Title>Change Credential</Title>"))
      try expectValidPage(text)
    }
  }

  @Test mutating func theFormLeadsToTheChange() throws {
    let fields = "device=SEP1&changePin=true&userid=john&oldpin=1&newpin=2&confirmnewpin=3"
    let change = PINChange(device: "SEP1", user: "john", current: "1", new: "2", confirmation: "3")
    #expect(try exchange.parse(request(fields)).request == .changePIN(change))
    var posted = request("device=SEP1")
    posted.method = "POST"
    posted.body = Array("userid=john&oldpin=1&newpin=2&confirmnewpin=3".utf8)
    #expect(try exchange.parse(posted).request == .changePIN(change))
    let empty = PINChange(device: "SEP1", user: "", current: "", new: "", confirmation: "")
    #expect(try exchange.parse(request("device=SEP1&oldpin=&newpin=")).request == .changePIN(empty))
  }

  @Test mutating func headChangesNothing() throws {
    var head = request("device=SEP1&userid=john&oldpin=1&newpin=2&confirmnewpin=2")
    head.method = "HEAD"
    let response = try exchange.refusal(head)
    #expect(!response.sendsBody && !response.body.isEmpty)
  }

  @Test(arguments: PhoneLanguage.allCases) func everyResultIsInThePrompt(_ language: PhoneLanguage) throws {
    var exchange = Exchange()
    let fields = "device=SEP1&userid=john&oldpin=1&newpin=2&confirmnewpin=2"
    var texts: Set<String> = []
    for result in PINChangeResult.allCases {
      let text = try exchange.text(request(fields, language.rawValue), .pinChange(result))
      #expect(text.contains("<Title>Change Credential</Title>"))
      try expectValidPage(text)
      let prompt = try #require(text.firstMatch(of: /<Prompt>(.+)<\/Prompt>/)?.output.1)
      texts.insert(String(prompt))
    }
    #expect(texts.count == PINChangeResult.allCases.count)
  }

  @Test mutating func otherErrorsHaveTheirNumber() throws {
    let fields = request("device=SEP1&userid=john&oldpin=1&newpin=2&confirmnewpin=2")
    let text = try exchange.text(fields, .failure(.databaseError, detail: "x"))
    #expect(text.contains("<Prompt>PIN change is unavailable (6)</Prompt>"))
  }
}
