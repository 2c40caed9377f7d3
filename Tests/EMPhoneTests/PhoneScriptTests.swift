import EMHTTPClient
import EMPhone
import EMTestSupport
import Testing

/// Scripts that press buttons, against the real pages of the service.
@Suite struct PhoneScriptTests {
  private static let url = "http://127.0.0.1:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#"
  private let service = WireService()

  /// What a script prints; its failure is printed too.
  private func run(_ script: String, language: String = "en_US") throws -> String {
    var printed = ""
    let identity = PhoneIdentity(device: "SEP001122334455", language: language)
    var run = ScriptRun(Phone(identity, start: Self.url), network: { service.answer($0) }) { printed += $0 }
    do throws(PhoneScript.Failure) {
      try run.run(try PhoneScript(script))
    } catch {
      printed += "line \(error.line): \(error.reason)\n"
    }
    return printed
  }

  @Test func somebodyLogsInAndOut() throws {
    let printed = try run(
      """
      # the login form
      show
      type userid jsmith
      type seq 11111
      show
      press Submit
      show
      press Exit
      press services
      type User ID
      type userid jsmith
      type PIN 84236
      press 1
      show
      wait
      show
      press Services
      show
      press Yes
      expect Logout is successful
      """)
    Golden.expect(printed, matches: "phone/scripts/login.txt")
    #expect(!printed.contains("84236") && !printed.contains("11111"))
  }

  @Test func theRequestIsThatOfAPhone() throws {
    #expect(try run("type userid j smith@x\ntype seq 1", language: "zh_CN") == "")
    _ = try run("type userid j&s=m/ö\ntype seq 1\npress Submit")
    let call = try #require(service.calls.first)
    #expect(call.url == "http://127.0.0.1:8080/emapp/EMAppServlet?device=SEP001122334455&EMCC=true")
    #expect(
      call.headers == [
        "User-Agent: Allegro-Software-WebClient/4.34", "Accept: x-CiscoIPPhone/*, text/*,image/png,*/*",
        "Accept-Language: zh_CN", "Accept-Charset: iso-8859-1,utf-8;q=0.8", "x-CiscoIPPhoneModelName: CP-7942G",
        "x-CiscoIPPhoneSDKVersion: 8.5.1", "x-CiscoIPPhoneDisplay: 298,144,3,G",
      ])
    #expect(call.body == nil)
    #expect(call.largestAnswer == 64 << 10)
    #expect(
      service.calls.last?.url
        == "http://127.0.0.1:8080/emapp/EMAppServlet?device=SEP001122334455&EMCC=true&userid=j%26s%3Dm%2F%C3%B6&seq=1")
  }

  @Test func aDeviceProfileIsChosen() throws {
    service.profiles = ["UDP-jsmith", "倉庫"]
    let printed = try run(
      "type userid jsmith\ntype seq 84236\npress Submit\nshow\nchoose 2\nshow", language: "ja_JP")
    Golden.expect(printed, matches: "phone/scripts/profiles.txt")
  }

  @Test func thePINIsChanged() throws {
    let printed = try run(
      """
      type userid jsmith
      type seq 12345
      press Submit
      show
      type oldpin 12345
      type newpin 90210
      type confirmnewpin 90210
      press Change
      show
      """)
    Golden.expect(printed, matches: "phone/scripts/change-pin.txt")
  }

  @Test(arguments: [
    ("press Nothing", "line 1: there is no soft key 'Nothing'\n"),
    ("\n# x\ntype pin2 98765", "line 3: there is no field 'pin2'\n"),
    ("type seq 98x65", "line 1: field 'seq' does not take all of that\n"),
    ("type pin 98x65", "line 1: field 'PIN' does not take all of that\n"),
    ("type User 98765", "line 1: there is no field 'User'\n"),
    ("choose 1", "line 1: there is no item '1'\n"),
    ("wait", "line 1: the page does not lead to another one by itself\n"),
    ("expect Logged", "line 1: the phone does not show 'Logged'\n"),
    ("dance", "line 1: unknown action 'dance'; the actions are show, type, press, choose, wait, open and expect\n"),
    ("show all", "line 1: 'show' takes nothing behind it\n"),
    ("show\npress", "line 2: 'press' needs a text behind it\n"),
    ("type", "line 1: 'type' needs a field and a text\n"),
  ])
  func whatCannotBeDoneIsSaid(script: String, wanted: String) throws {
    #expect(try run(script) == wanted)
  }

  @Test func whatTheNetworkDoesIsOnTheDisplay() throws {
    func text(_ result: Result<HTTPCallAnswer, HTTPCallFailure>) throws -> String {
      var phone = try opened(try fixture("phone/pages/menu.xml"))
      _ = phone.press(.enter)
      #expect(phone.isWaiting)
      #expect(PhoneScreen(phone).text.contains("Requesting…"))
      _ = phone.take(result)
      guard case .text(let text) = phone.page.body else { throw PhoneTestFailure(reason: "no text") }
      return text
    }
    #expect(try text(.failure(.disconnected("refused"))) == "The server cannot be reached: refused")
    #expect(try text(.failure(.silent("time is up"))) == "No answer: time is up")
    #expect(try text(.failure(.untrusted("bad"))) == "There is no secure connection: bad")
    #expect(try text(.success(HTTPCallAnswer(status: 404, body: []))) == "HTTP Error [404]")
    #expect(try text(.success(HTTPCallAnswer(status: 200, body: []))).hasPrefix("XML Error"))
    let plain = HTTPCallAnswer(status: 200, headers: ["Content-Type": "text/plain"], body: Array("hello".utf8))
    #expect(try text(.success(plain)) == "hello")
    let large = HTTPCallAnswer(status: 200, body: Array(repeating: 0x20, count: (64 << 10) + 1))
    #expect(try text(.success(large)) == "The page is too large for a phone")
  }
}
