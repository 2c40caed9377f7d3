import EMBundle
import EMService
import EMServiceWire
import EMTestSupport
import Foundation
import FoundationXML
import Testing

/// Names of the clients' requests among the fixtures, sorted.
func clientNames() throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: "\(fixturesDirectory)/wire/clients")
    .filter { $0.hasSuffix(".http") }.map { String($0.dropLast(5)) }.sorted()
}

/// What public clients cut out of the answers is there, cut as they cut it.
@Suite struct ClientAnswerTests {
  private var exchange = Exchange()

  private static var phone: ServiceAnswer {
    let session = LoginSession(
      device: "SEP001122334455", visiting: "a", user: "john", home: "a", profile: "EM_john", kind: .local)
    return .loggedIn(PhoneAfterLogin(session: session))
  }

  private mutating func answer(_ client: String, _ answer: ServiceAnswer) throws -> String {
    try exchange.text(request(client), answer)
  }

  @Test(arguments: ["bulk-login", "csv-script", "unencoded-script", "blank-lines", "bot-login", "csharp-sample-login"])
  mutating func loginIsTheseBytes(_ client: String) throws {
    #expect(try answer(client, Self.phone) == "<?xml version=\"1.0\"?>\n<response>\n<success/>\n</response>\n")
  }

  @Test mutating func logoutAllIsSaidInTheAnswer() throws {
    let text = try answer("logout-all", .loggedOut(["SEP001122334455"]))
    #expect(text.split(separator: "\n").joined().contains("<response><success/></response>"))
  }

  @Test mutating func aSliceOfTheDeviceNameIsTheName() throws {
    let use = UserUse(user: "john", exists: true, devices: ["SEP001122334455"])
    let text = try answer("slice-script", .userDevices([use]))
    // The first element of the first element of the first element, with the one character behind it.
    let start = try #require(text.range(of: "<deviceName>")?.lowerBound)
    let end = try #require(text.range(of: "</deviceName>")?.upperBound)
    let element = String(text[start..<text.index(after: end)])
    #expect(element.dropFirst(12).dropLast(14) == "SEP001122334455")
    #expect(element.hasSuffix(">\n"))
  }

  @Test mutating func aDictionaryHasSuccessOrFailure() throws {
    let success = try XMLDocument(xmlString: try answer("bot-login", Self.phone))
    #expect(try success.nodes(forXPath: "/response/success").count == 1)
    let denied = ServiceAnswer.failure(.invalidApplicationUser, detail: "unknown")
    let failure = try XMLDocument(xmlString: try answer("bot-login", denied))
    #expect(try failure.nodes(forXPath: "/response/success").isEmpty)
    #expect(
      try failure.nodes(forXPath: "/response/failure/error").first?.stringValue == "Could not authenticate 'emproxy'")
    #expect(try failure.nodes(forXPath: "/response/failure/error/@code").first?.stringValue == "3")
  }

  @Test mutating func usersAreDevicesOrNoneOrUnknown() throws {
    let text = try answer(
      "portal-users",
      .userDevices([
        UserUse(user: "john", exists: true, devices: ["SEP001122334455", "SEP001122334456"]),
        UserUse(user: "jane", exists: true, devices: []), UserUse(user: "zz", exists: false, devices: []),
      ]))
    #expect(
      text == """
        <response>
        <userDevicesResults>
        <user id="john">
        <deviceName>SEP001122334455</deviceName>
        <deviceName>SEP001122334456</deviceName>
        </user>
        <user id="jane">
        <none/>
        </user>
        <user id="zz">
        <doesNotExist/>
        </user>
        </userDevicesResults>
        </response>

        """)
  }

  @Test mutating func devicesHaveThreeChildrenByPosition() throws {
    var inUse = DeviceUse(device: "SEP001122334455")
    inUse.user = "em@example.com"
    inUse.lastUser = "john"
    var first = DeviceUse(device: "SEP1")
    first.user = "john"
    var before = DeviceUse(device: "SEP2")
    before.lastUser = "jane@example.com"
    before.isEMCC = true
    var unknown = DeviceUse(device: "SEP0")
    unknown.exists = false
    let text = try answer(
      "portal-devices", .deviceUsers([inUse, first, before, DeviceUse(device: "SEP001122334456"), unknown]))
    Golden.expect(text, matches: "wire/answers/devices.xml")
    #expect(text.hasPrefix("<response>"), "queries have no declaration")
    let devices = try XMLDocument(xmlString: text).nodes(forXPath: "/response/deviceUserResults/device")
    let children = devices.map { ($0.children ?? []).filter { $0.kind == .element }.map { $0.name ?? "" } }
    #expect(
      children == [
        ["userID", "lastlogin", "emccDevice"], ["userID", "none", "emccDevice"], ["none", "lastlogin", "emccDevice"],
        ["none", "none", "emccDevice"], ["doesNotExist"],
      ])
  }

  @Test mutating func deviceNamesComeBackAsTheyWereAsked() throws {
    let parsed = try exchange.parse(request("application-suite-query"))
    guard case .deviceUsers(let names, _) = parsed.request else { throw TestFailure("not a query of devices") }
    let text = exchange.wire.response(.deviceUsers(names.map { DeviceUse(device: $0) }), for: parsed, at: 0).text
    #expect(text.contains("<device name=\"sep001122334455\">"))
  }

  @Test mutating func profilesOfAnUnknownUserAreAFailureWithinTheUser() throws {
    let text = try answer(
      "portal-profiles",
      .deviceProfiles([
        UserProfiles(user: "jane", exists: true, profiles: ["UDP_jane", "UDP & 2"], defaultProfile: "UDP_jane"),
        UserProfiles(user: "zz", exists: false, profiles: [], defaultProfile: nil),
      ]))
    Golden.expect(text, matches: "wire/answers/profiles.xml")
    let document = try XMLDocument(xmlString: text)
    let error = try document.nodes(forXPath: "/response/deviceProfileResults/user/failure/error").first
    #expect(error?.stringValue == "User not found")
  }

  @Test mutating func checkedUsersExistOrNot() throws {
    let text = try answer(
      "portal-check", .checkedUsers([UserCheck(user: "JOHN", id: "john"), UserCheck(user: "a b", id: nil)]))
    #expect(
      text == """
        <response>
        <checkUserResults>
        <user id="JOHN">
        <exists>john</exists>
        </user>
        <user id="a+b">
        <doesNotExist/>
        </user>
        </checkUserResults>
        </response>

        """)
  }

  @Test mutating func theTextPageIsCutByPositions() throws {
    let text = try answer("portal-logout", .loggedOut(["SEP001122334455"]))
    func find(_ word: String) throws -> Int {
      let range = try #require(text.utf8.firstRange(of: word.utf8))
      return text.utf8.distance(from: text.utf8.startIndex, to: range.lowerBound)
    }
    let bytes = Array(text.utf8)
    let words = bytes[(try find("<Text>") + 6)..<(try find("Prompt") - 10)]
    #expect(String(decoding: words, as: UTF8.self) == "Logout is successful")
    let prompt = bytes[(try find("Prompt") + 7)..<(try find("SoftKeyItem") - 12)]
    #expect(prompt.isEmpty)
  }

  @Test mutating func textsAreFoundBehindTheFirstCharacter() throws {
    for (error, word) in [
      (PhoneError.deviceLogonDisabled22, "Device does not allow hoteling"),
      (.anotherUserLoggedIn, "Phone currently has user logged in"),
    ] {
      let document = try XMLDocument(xmlString: try answer("portal-users", .failure(error, detail: "")))
      let text = try #require(document.nodes(forXPath: "/response/failure/error").first?.stringValue)
      let range = try #require(text.range(of: word))
      #expect(range.lowerBound > text.startIndex)
    }
  }

  @Test(arguments: [
    "phone-script-login", "phone-script-logout", "phone-script-emcc", "headset", "handset-app-login",
    "handset-app-logout",
  ])
  mutating func phoneScriptsGetOKEvenForErrors(_ client: String) throws {
    let parsed = try exchange.parse(request(client))
    let response = exchange.wire.response(.failure(.authenticationError, detail: ""), for: parsed, at: 0)
    #expect(response.status == 200)
    #expect(response.text.contains("<Text>Please try to login again (201)</Text>"))
  }

  @Test mutating func paddedNamesComeBackWithoutBlanks() throws {
    let parsed = try exchange.parse(request("double-slash"))
    guard case .userDevices(let users, _) = parsed.request else { throw TestFailure("not a query of users") }
    let answer = ServiceAnswer.userDevices(users.map { UserUse(user: $0, exists: true, devices: ["SEP1"]) })
    let text = exchange.wire.response(answer, for: parsed, at: 0).text
    let user = try #require(XMLDocument(xmlString: text).nodes(forXPath: "/response/userDevicesResults/user").first)
    #expect((user as? FoundationXML.XMLElement)?.attribute(forName: "id")?.stringValue == "john")
  }

  @Test(arguments: ["force-logouter-login", "force-logouter-logout", "java-regexp"])
  mutating func linesAreSearchedForSuccess(_ client: String) throws {
    let success = try answer(client, .done).split(separator: "\n")
    #expect(success.contains { $0.contains("success") })
    #expect(success.joined().contains(/.*<success\/>.*/))
    let failure = try answer(client, .failure(.databaseError, detail: "disk full")).split(separator: "\n")
    #expect(!failure.contains { $0.contains("success") })
    #expect(failure.joined().contains(/.*<error.*/))
  }

  @Test(arguments: ["network-sample", "rest-library", "csharp-sample-device", "node-module-devices", "document-type"])
  mutating func tagsAreSearchedForInTheText(_ client: String) throws {
    var use = DeviceUse(device: "SEP001122334455")
    use.user = "john"
    let text = try answer(client, .deviceUsers([use]))
    #expect(text.contains("<userID>john</userID>") && text.contains("SEP001122334455"))
    let free = try answer(client, .deviceUsers([DeviceUse(device: "SEP001122334455")]))
    #expect(free.contains("<none/>") && !free.contains("</userID>"))
  }

  @Test mutating func answersAreNotCompressed() throws {
    let parsed = try exchange.parse(request("logout-all"))
    let response = exchange.wire.response(.done, for: parsed, at: 0)
    #expect(response.header("Content-Encoding") == nil)
    #expect(response.header("Content-Type") == "text/xml; charset=utf-8")
  }

  @Test mutating func pinChangeSaysWhatIsLookedFor() throws {
    let done = try answer("pin-change", .pinChange(.changed))
    #expect(done.contains("PIN change is complete"))
    let locked = try answer("pin-change", .pinChange(.locked))
    #expect(locked.contains("<Prompt>Contact system administrator</Prompt>"))
    let short = try answer("pin-change", .pinChange(.tooShort))
    #expect(short.contains("<Title>Change Credential</Title>"))
    #expect(short.contains("<Prompt>New PIN is too short</Prompt>"))
  }
}
