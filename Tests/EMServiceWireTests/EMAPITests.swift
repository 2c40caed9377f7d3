import EMService
import EMServiceWire
import EMTestSupport
import Testing

private let info = "<appInfo><appID>emproxy</appID><appCertificate>secret</appCertificate></appInfo>"
private let parsingError = """
  <response>
  <failure>
  <error code="1">Error on Parsing</error>
  </failure>
  </response>

  """

/// The EM API where clients differ, err, or mean harm.
@Suite struct EMAPITests {
  private var exchange = Exchange()

  @Test(arguments: [
    "", "   ", "<request>", "<request/>", "<response/>", "no xml", "<request>\(info)</request>",
    "<request><login/></request>", "<request>\(info)<login><deviceName>SEP1</deviceName></login></request>",
    "<request>\(info)<login><userID>john</userID></login></request>",
    "<request>\(info)<logout/><logoutAll/></request>", "<request>\(info)<logoutAll/><logoutAll/></request>",
    "<request>\(info)<logoutAll/><more/></request>", "<request>\(info)<logoutAll><more/></logoutAll></request>",
    "<request><appInfo><appID>a</appID></appInfo><logoutAll/></request>",
    "<request><appInfo><appCertificate>a</appCertificate></appInfo><logoutAll/></request>",
    "<request>\(info)<logout><deviceName><b/></deviceName></logout></request>", "<request>\u{1}</request>",
    "<request>\(info)<logoutAll/></request><request/>", "<REQUEST>\(info)<logoutAll/></REQUEST>",
  ])
  mutating func whatIsNotByTheGrammarIsError1(_ xml: String) throws {
    #expect(try exchange.refusal(api(xml)).text == "<?xml version=\"1.0\"?>\n\(parsingError)")
    #expect(try exchange.refusal(api(xml, method: "GET")).status == 200)
  }

  @Test(arguments: ["0", "-1", "", "1.5", "ten", "1000000000", "99999999999999999999999"])
  mutating func minutesAreANumber(_ time: String) throws {
    let duration = "<exclusiveDuration><time>\(time)</time></exclusiveDuration>"
    let xml = "<request>\(info)<login><deviceName>SEP1</deviceName><userID>j</userID>\(duration)</login></request>"
    #expect(try exchange.refusal(api(xml)).text.hasSuffix(parsingError))
  }

  @Test mutating func queriesFailWithoutADeclaration() throws {
    #expect(try exchange.refusal(api("<query>\(info)<userDevicesQuery/></query>")).text == parsingError)
    let unknown = try exchange.refusal(api("<query>\(info)<sessionQuery/></query>")).text
    #expect(unknown.contains("<error code=\"8\">Query type undetermined</error>"))
    #expect(unknown.hasPrefix("<response>"))
  }

  @Test mutating func profilesHaveTwoNames() throws {
    for name in ["deviceProfileQuery", "userDeviceProfileQuery"] {
      let parsed = try exchange.parse(api("<query>\(info)<\(name)><userID>jane</userID></\(name)></query>"))
      #expect(parsed.request == .deviceProfiles(["jane"], application))
    }
  }

  @Test mutating func elementsStandInAnyOrder() throws {
    let xml =
      "<request><logoutAll>\n\t </logoutAll><appInfo><appCertificate>secret</appCertificate>"
      + "<appID> emproxy </appID></appInfo></request>"
    #expect(try exchange.parse(api(xml)).request == .logoutAll(application))
  }

  @Test mutating func documentsMayBeLaidOutForReading() throws {
    let xml = """
      <request>
        <appInfo>
          <appID>
            emproxy
          </appID>
          <appCertificate>
            <![CDATA[secret]]>
          </appCertificate>
        </appInfo>
        <logoutAll>
          <isViaHeaderSet> false </isViaHeaderSet>
        </logoutAll>
      </request>
      """
    #expect(try exchange.parse(api(xml)).request == .logoutAll(application))
  }

  @Test mutating func blankCredentialsAreForTheService() throws {
    let xml = "<request><appInfo><appID/><appCertificate> </appCertificate></appInfo><logoutAll/></request>"
    let parsed = try exchange.parse(api(xml))
    #expect(parsed.request == .logoutAll(.application(id: "", certificate: "")))
  }

  @Test mutating func aLoginSaysWhereItComesFrom() throws {
    func login(_ more: String) -> WireRequest {
      var request = api("<request>\(info)<logout><deviceName>SEP1</deviceName>\(more)</logout></request>")
      request.peerAddress = "10.9.9.9"
      return request
    }
    func sender(_ request: WireRequest) throws -> LoginRequest.Sender {
      guard case .logout(let call) = try exchange.parse(request).request else { throw TestFailure("no logout") }
      return call.sender
    }
    #expect(try sender(login("")).address == "10.9.9.9")
    #expect(try sender(login("<remoteIPAddr>10.1.1.1</remoteIPAddr>")).address == "10.1.1.1")
    #expect(try sender(login("<remoteIPAddr/>")).address == "10.9.9.9")
    #expect(try !sender(login("")).isBehindProxy)
    #expect(try sender(login("<isViaHeaderSet>true</isViaHeaderSet>")).isBehindProxy)
    #expect(try !sender(login("<isViaHeaderSet>false</isViaHeaderSet>")).isBehindProxy)
    var proxied = login("")
    proxied.headers = [.init("via", "1.1 proxy")]
    #expect(try sender(proxied).isBehindProxy)
  }

  @Test mutating func theWholeBodyMayBeUnencoded() throws {
    var request = WireRequest("POST", WirePath.api)
    request.body = Array(
      "a=1&xml=  <request><appInfo><appID>a%40b</appID><appCertificate>x=&lt;y</appCertificate></appInfo><logoutAll/></request>&z=2"
        .utf8)
    let parsed = try exchange.parse(request)
    #expect(parsed.request == .logoutAll(.application(id: "a@b", certificate: "x=<y")))
  }

  @Test mutating func latinDocumentsAreReadWhenTheySaySo() throws {
    func request(_ declaration: String) -> WireRequest {
      let xml = "\(declaration)<query>\(info)<userDevicesQuery><userID>m%FCller</userID></userDevicesQuery></query>"
      var request = WireRequest("POST", WirePath.api)
      request.body = Array("xml=\(xml)".utf8)
      return request
    }
    let parsed = try exchange.parse(request("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"))
    #expect(parsed.request == .userDevices(["müller"], application))
    #expect(try exchange.refusal(request("<?xml version=\"1.0\"?>")).text.contains("code=\"1\""))
  }

  @Test(arguments: ["PUT", "DELETE", "HEAD"])
  mutating func otherMethodsAreNotAllowed(_ method: String) throws {
    let response = try exchange.refusal(WireRequest(method, WirePath.api))
    #expect(response.status == 405)
    #expect(response.header("Allow") == "GET, POST")
  }

  @Test(arguments: [
    "/emservice/emserviceservlet", "/EMSERVICE/EMServiceServlet", "/emapp/emappservlet", "/", "",
    "/emservice/EMServiceServlet/", "/changecredential/",
  ])
  mutating func pathsCountByLetter(_ path: String) throws {
    #expect(try exchange.refusal(WireRequest("GET", path)).status == 404)
  }

  @Test mutating func userIDsAreEncodedAndNothingElse() throws {
    let xml = "<query>\(info)<userDevicesQuery><userID>a+b c/ü@x</userID></userDevicesQuery></query>"
    let use = UserUse(user: "a+b c/ü@x", exists: true, devices: ["A&B <1>"])
    let text = try exchange.text(api(xml), .userDevices([use]))
    #expect(text.contains("<user id=\"a%2Bb+c%2F%C3%BC%40x\">"))
    #expect(text.contains("<deviceName>A&amp;B &lt;1&gt;</deviceName>"))
  }

  @Test(arguments: PhoneError.allCases)
  mutating func everyErrorIsValidByTheGrammar(_ error: PhoneError) throws {
    let answer = ServiceAnswer.failure(error, detail: "'<&>' \u{1}\"")
    let command = try exchange.text(api("<request>\(info)<logoutAll/></request>"), answer)
    let query = try exchange.text(api("<query>\(info)<checkUser><userID>j</userID></checkUser></query>"), answer)
    try expectValid(command, "command")
    try expectValid(query, "query")
    let code = error == .pinChangeRequired ? 27 : error.rawValue
    #expect(command.contains("<error code=\"\(code)\">"))
  }

  @Test func goldenAnswersAreValidByTheGrammar() throws {
    for name in ["devices", "profiles"] {
      let result = try xmllint(
        ["--dtdvalid", "\(fixturesDirectory)/wire/dtd/query.dtd"], try fixture("wire/answers/\(name).xml"))
      #expect(result?.status ?? 0 == 0, "\(result?.output ?? "")")
    }
  }

  private func expectValid(_ text: String, _ grammar: String) throws {
    let result = try xmllint(["--dtdvalid", "\(fixturesDirectory)/wire/dtd/\(grammar).dtd"], Array(text.utf8))
    #expect(result?.status ?? 0 == 0, "\(result?.output ?? "")")
  }
}
