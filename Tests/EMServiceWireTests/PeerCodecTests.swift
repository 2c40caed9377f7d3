import EMBundle
import EMService
import EMServiceWire
import EMTestSupport
import Testing

/// Messages between clusters.
@Suite struct PeerCodecTests {
  @Test(.timeLimit(.minutes(1))) func requestsComeBackAsTheyWere() throws {
    for seed in 0..<500 {
      var random = RandomMessage(seed: UInt64(seed))
      let message = random.request()
      let bytes = PeerCodec.bytes(message)
      #expect(PeerCodec.request(bytes) == .success(message), "seed \(seed)")
      #expect(PeerCodec.answer(bytes) == .failure(.unreadable), "seed \(seed)")
    }
  }

  @Test(.timeLimit(.minutes(1))) func answersComeBackAsTheyWere() throws {
    for seed in 0..<500 {
      var random = RandomMessage(seed: UInt64(seed))
      let message = random.answer()
      #expect(PeerCodec.answer(PeerCodec.bytes(message)) == .success(message), "seed \(seed)")
    }
  }

  @Test func everyPartIsWritten() throws {
    var random = RandomMessage(seed: 7)
    let phone = random.phone()
    var other = phone
    other.notes.append("more")
    let reply = PeerAnswer.homeLogin(HomeLoginReply(.accepted(phone), records: []))
    #expect(PeerCodec.answer(PeerCodec.bytes(reply)) == .success(reply))
    #expect(PeerCodec.bytes(reply) != PeerCodec.bytes(.homeLogin(HomeLoginReply(.accepted(other), records: []))))
  }

  @Test func sessionsComeBackAsTheyWere() {
    let question = PeerRequest.sessions(devices: ["SEP001122334455", "SEP66778899AABB"], visiting: "US")
    #expect(PeerCodec.request(PeerCodec.bytes(question)) == .success(question))
    let session = LoginSession(
      device: "SEP001122334455", visiting: "US", user: "john", home: "EU", profile: "EM john", kind: .emcc,
      baseDevice: 7, since: 5)
    for answer in [PeerAnswer.sessions([]), .sessions([session])] {
      #expect(PeerCodec.answer(PeerCodec.bytes(answer)) == .success(answer))
    }
  }

  @Test(arguments: PINChangeResult.allCases) func changesOfPINsComeBackAsTheyWere(result: PINChangeResult) {
    let question = PeerRequest.changePIN(
      PINChange(device: "SEP001122334455", user: "jmüller", current: "1<2", new: "\"3&", confirmation: ""))
    #expect(PeerCodec.request(PeerCodec.bytes(question)) == .success(question))
    #expect(PeerCodec.answer(PeerCodec.bytes(.pinChange(result))) == .success(.pinChange(result)))
  }

  /// The format has a version of its own: services that were released must go on understanding each other.
  @Test func theBytesOfAVersionStayWhatTheyAre() {
    var text = ""
    for seed in 0..<40 {
      var random = RandomMessage(seed: UInt64(seed))
      text += String(decoding: PeerCodec.bytes(random.request()), as: UTF8.self)
      text += String(decoding: PeerCodec.bytes(random.answer()), as: UTF8.self)
    }
    Golden.expect(text, matches: "wire/peers/messages.txt")
  }

  @Test func messagesAreTheGoldenOnes() throws {
    let remote = RuntimeRemoteCluster(peer: "EU", clusterID: "eu <1>", address: "eu.example.com")
    let geolocation = RuntimeGeolocation(name: "Köln", texts: [.country: "DE", .communityName: "a\tb\nc\r\"d\""])
    var login = HomeLoginRequest(
      to: remote, visiting: "US", visitingVersion: UnifiedCMVersion("14.0.1.10000-20"), visitingSecurityMode: .mixed,
      user: "john", pin: "12345", profile: "EM & john", device: "SEP001122334455", isPhoneSecure: false,
      supportsEMCC: true)
    login.geolocation = geolocation
    let text = String(decoding: PeerCodec.bytes(.homeLogin(login, id: "US-1")), as: UTF8.self)
    Golden.expect(text, matches: "wire/peers/home-login.xml")
    let result = try xmllint([], Array(text.utf8))
    #expect(result?.status ?? 0 == 0)
    guard case .success(.homeLogin(let read, _)) = PeerCodec.request(Array(text.utf8)) else {
      throw TestFailure("cannot be read")
    }
    // Versions are equal by their numbers alone.
    #expect(read.visitingVersion?.description == "14.0.1.10000-20")
    #expect(read == login)
  }

  @Test(arguments: [
    ("<emccRequest version=\"2\"><update clusterId=\"a\"/></emccRequest>", PeerFormatError.version("2")),
    ("<emccRequest><update clusterId=\"a\"/></emccRequest>", .version("")),
    ("<emccRequest version=\"1\"/>", .content("emccRequest")),
    ("<emccRequest version=\"1\"><more/></emccRequest>", .content("more")),
    ("<emccRequest version=\"1\"><update/></emccRequest>", .content("update clusterId")),
    (
      "<emccRequest version=\"1\"><update clusterId=\"a\"/><update clusterId=\"b\"/></emccRequest>",
      .content("emccRequest")
    ),
    ("<emccRequest version=\"1\"><effect kind=\"x\" id=\"1\"/></emccRequest>", .content("effect kind")),
    ("<emccResponse version=\"1\"><acknowledged/></emccResponse>", .unreadable), ("", .unreadable),
    ("<!DOCTYPE a [<!ENTITY b \"c\">]><emccRequest version=\"1\"/>", .unreadable),
  ])
  func whatIsNotAMessageIsRefused(_ text: String, _ error: PeerFormatError) {
    #expect(PeerCodec.request(Array(text.utf8)) == .failure(error))
  }

  @Test(arguments: [
    "<failure code=\"999\"/>", "<failure code=\"x\"/>", "<failure/>", "<checkUser answer=\"maybe\"/>",
    "<checkUser answer=\"failure\" code=\"9999999999999999999\"/>", "<homeLogin/>",
    "<update clusterId=\"a\" version=\"1\" emccIsActive=\"yes\"/>",
  ])
  func answersWithUnknownValuesAreRefused(_ element: String) {
    let text = "<emccResponse version=\"1\">\(element)</emccResponse>"
    guard case .failure(.content) = PeerCodec.answer(Array(text.utf8)) else {
      Issue.record("\(text) is taken")
      return
    }
  }

  @Test func onlyProvedClustersAreHeard() throws {
    var exchange = Exchange()
    var request = WireRequest("POST", WirePath.peer)
    request.body = PeerCodec.bytes(.update(clusterID: "US"))
    #expect(try exchange.refusal(request).status == 403)
    request.isTLS = true
    #expect(try exchange.refusal(request).status == 403)
    request.verifiedCluster = "EU"
    let parsed = try exchange.parse(request)
    #expect(parsed.request == .peer(.update(clusterID: "US"), from: "EU"))
    let status = PeerAnswer.update(RemoteClusterStatus(clusterID: "EU", version: "14.0", isEMCCActive: true))
    #expect(exchange.wire.response(.peer(status), for: parsed, at: 0).body == PeerCodec.bytes(status))
    let busy = exchange.wire.response(.failure(.busyPleaseTryAgain, detail: ""), for: parsed, at: 0)
    #expect(PeerCodec.answer(busy.body) == .success(.failure(.busyPleaseTryAgain)))
    request.isTLS = false
    #expect(try exchange.refusal(request).status == 403)
  }

  @Test func anotherVersionIsAParsingError() throws {
    var exchange = Exchange()
    var request = WireRequest("POST", WirePath.peer)
    request.isTLS = true
    request.verifiedCluster = "EU"
    request.body = Array("<emccRequest version=\"2\"><update clusterId=\"a\"/></emccRequest>".utf8)
    let response = try exchange.refusal(request)
    #expect(response.status == 200)
    #expect(PeerCodec.answer(response.body) == .success(.failure(.parsingError)))
    request.method = "GET"
    #expect(try exchange.refusal(request).status == 405)
  }
}
