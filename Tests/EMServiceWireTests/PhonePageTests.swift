import EMBundle
import EMService
import EMServiceWire
import EMTestSupport
import FoundationXML
import Testing

private func page(
  isInUse: Bool = false, _ user: String? = nil, letters: Bool = true, locale: String? = nil
) -> ServiceAnswer {
  .phonePage(PhonePage(isInUse: isInUse, rememberedUser: user, allowsLetters: letters, userLocale: locale))
}

private let loggedIn: ServiceAnswer = {
  let session = LoginSession(
    device: "SEP001122334455", visiting: "a", user: "john", home: "a", profile: "P", kind: .local)
  return .loggedIn(PhoneAfterLogin(session: session))
}()

/// The pages of Extension Mobility: bytes, sizes, languages, and what they lead to.
@Suite struct PhonePageTests {
  private var exchange = Exchange()
  private let device = "device=SEP001122334455"

  private mutating func response(_ request: WireRequest, _ answer: ServiceAnswer) throws -> WireResponse {
    exchange.wire.response(answer, for: try exchange.parse(request), at: exchange.now)
  }

  @Test mutating func pagesAreTheGoldenOnes() throws {
    for (name, query, answer) in [
      ("form", "\(device)&EMCC=true&loginType=UID", page(nil, letters: true)),
      ("form-remembered", device, page("john", letters: false)),
      ("form-extension", "\(device)&loginType=DN", page()),
      ("question", device, page(isInUse: true)),
      ("logged-in", "\(device)&userid=john&seq=1", loggedIn),
      ("logged-out", "\(device)&doLogout=true", .loggedOut([])),
      ("busy-login", "\(device)&userid=john&seq=1", .failure(.busyPleaseTryAgain, detail: "x")),
      ("busy-logout", "\(device)&doLogout=true", .failure(.busyPleaseTryAgain, detail: "x")),
      ("must-change", "\(device)&userid=john&seq=1", .changePIN),
    ] {
      let text = try response(phone(query), answer).text
      Golden.expect(text, matches: "wire/pages/\(name).xml")
      try expectValidPage(text)
    }
  }

  @Test mutating func everyLineEndsWithTwoBytes() throws {
    let body = try response(phone(device), page()).body
    let breaks = body.indices.filter { body[$0] == 0x0A }
    #expect(breaks.count > 10)
    #expect(breaks.allSatisfy { $0 > 0 && body[$0 - 1] == 0x0D })
  }

  @Test mutating func nobodyKeepsAPage() throws {
    let response = try response(phone(device), page())
    #expect(response.header("Expires") == "Thu, 01 Jan 1970 00:00:00 GMT")
    #expect(response.header("Content-Type") == "text/xml; charset=utf-8")
  }

  @Test mutating func headAsksForTheLengthOfThePageAndLogsNobodyIn() throws {
    var request = phone("\(device)&userid=john&seq=12345")
    request.method = "HEAD"
    #expect(try exchange.parse(request).request == .phonePage(device: "SEP001122334455", loginType: nil))
    let head = try response(request, page())
    #expect(!head.sendsBody)
    #expect(head.body == (try response(phone(device), page()).body))
    var logout = phone("\(device)&doLogout=true")
    logout.method = "HEAD"
    #expect(try exchange.parse(logout).request == .phonePage(device: "SEP001122334455", loginType: nil))
  }

  @Test mutating func withoutADeviceItIs207() throws {
    let texts = [
      ("", "Login is unavailable(207)"), ("device=&userid=a&seq=1", "Login is unavailable(207)"),
      ("doLogout=true", "Logout is unavailable(207)"),
      ("device=\(String(repeating: "x", count: 65))", "Login is unavailable(11)"),
    ]
    for (query, text) in texts {
      let response = try exchange.refusal(phone(query))
      #expect(response.status == 200)
      #expect(response.text.contains("<Text>\(text)</Text>"))
    }
  }

  @Test mutating func loginTypesAreTheServices() throws {
    for (text, type) in [("UID", RuntimePhoneService.LoginType.userID), ("SP", .selfServiceID), ("dn", .invalid("dn"))]
    {
      let request = try exchange.parse(phone("\(device)&loginType=\(text)")).request
      #expect(request == .phonePage(device: "SEP001122334455", loginType: type))
    }
    guard case .login(let call) = try exchange.parse(phone("\(device)&loginType=SP&userid=1&seq=2")).request else {
      throw TestFailure("no login")
    }
    #expect(call.service?.loginType == .selfServiceID)
    #expect(call.service?.asksOtherClusters == false)
  }

  @Test mutating func anEmptyFieldIsForTheService() throws {
    for query in ["userid=&seq=", "seq=1", "userid=john"] {
      guard case .login(let call) = try exchange.parse(phone("\(device)&\(query)")).request else {
        throw TestFailure("no login")
      }
      #expect(call.user.isEmpty || call.pin?.isEmpty == true)
    }
  }

  @Test(arguments: [("jm%C3%BCller", "jmüller"), ("jm%FCller", "jmüller"), ("%E6%9D%8E", "李"), ("%E6%9D", "æ\u{9D}")])
  mutating func whatIsNotUTF8IsLatin1(query: String, user: String) throws {
    guard case .login(let call) = try exchange.parse(phone("\(device)&userid=\(query)&seq=1")).request else {
      throw TestFailure("no login")
    }
    #expect(Array(call.user.unicodeScalars) == Array(user.unicodeScalars))
  }

  @Test mutating func aPINIsInNoPage() throws {
    let query = "\(device)&userid=john&seq=98765"
    for answer in [loggedIn, .changePIN, .chooseProfile(["a", "b"]), .failure(.authenticationError, detail: "")] {
      let response = try response(phone(query), answer)
      #expect(!response.text.contains("98765"))
      #expect(!response.headers.contains { $0.value.contains("98765") })
    }
  }

  @Test mutating func afterTheLoginThePhoneLeavesTheServices() throws {
    let refresh = try #require(try response(phone("\(device)&userid=john&seq=1"), loggedIn).header("Refresh"))
    #expect(refresh == "2; url=http://10.0.0.1:8080/emapp/EMAppServlet?device=SEP001122334455&refresh=true")
    let text = try exchange.refusal(phone("\(device)&refresh=true")).text
    #expect(text.contains("<ExecuteItem Priority=\"0\" URL=\"Init:Services\"/>"))
    try expectValidPage(text)
  }

  @Test mutating func addressesAreThoseOfTheRequest() throws {
    func url(_ headers: [WireRequest.Header], isTLS: Bool = false) throws -> String {
      var request = phone(device)
      request.headers = headers
      request.isTLS = isTLS
      let text = try response(request, page()).text
      return try #require(XMLDocument(xmlString: text).nodes(forXPath: "/CiscoIPPhoneInput/URL").first?.stringValue)
    }
    let path = "/emapp/EMAppServlet?device=SEP001122334455"
    #expect(try url([.init("Host", "em-1.example.com:8443")], isTLS: true) == "https://em-1.example.com:8443\(path)")
    #expect(try url([.init("host", "[2001:db8::1]:8080")]) == "http://[2001:db8::1]:8080\(path)")
    for bad in ["", "a b", "x\"><b", "evil/?a=", String(repeating: "a", count: 91)] {
      #expect(try url([.init("Host", bad)]) == "http://em.example.com:8080\(path)")
    }
  }

  @Test mutating func whatComesFromOutsideIsEscaped() throws {
    let text = try response(phone("device=%3Cx%3E%26%22"), page("<b>&\"")).text
    #expect(text.contains("device=%3Cx%3E%26%22"))
    #expect(text.contains("<DefaultValue>&lt;b&gt;&amp;\"</DefaultValue>"))
    try expectValidPage(text)
  }

  @Test(arguments: PhoneError.allCases) func everyErrorFitsInEveryLanguage(_ error: PhoneError) throws {
    var exchange = Exchange()
    for language in PhoneLanguage.allCases {
      for query in ["\(device)&userid=a&seq=1", "\(device)&doLogout=true"] {
        let request = phone(query, [.init("Accept-Language", language.rawValue)])
        let text = try exchange.text(request, .failure(error, detail: "not for the user"))
        #expect(!text.contains("not for the user"))
        try expectValidPage(text)
        guard error != .pinChangeRequired else { continue }
        let wanted = error.display(for: language, at: query.contains("doLogout") ? .logout : .login)
        if let wanted { #expect(text.contains("<Text>\(wanted)</Text>")) }
      }
    }
  }
}
