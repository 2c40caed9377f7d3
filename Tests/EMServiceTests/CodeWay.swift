import EMBundle
import EMService
import EMServiceWire
import Testing

/// A way in which somebody comes to see a code: bytes that go in, and bytes that come out of wire and service.
struct CodeWay: Sendable, CustomTestStringConvertible {
  /// Where the code is seen.
  enum Place: String, Sendable {
    /// On a phone, as the display that the tables give it.
    case phone
    /// By a client of the EM API.
    case api
    /// By another cluster.
    case cluster
    /// In the service's log alone: a phone shows 201, so that nobody learns which users there are.
    case log
  }

  let code: Int
  let place: Place
  let why: String
  /// The services before the request.
  let scene: @Sendable () -> ServiceScene
  /// The request, and the text of its answer.
  let ask: @Sendable (inout ServiceScene) -> String

  var testDescription: String { "\(code) \(place.rawValue): \(why)" }

  init(
    _ code: Int, _ place: Place, _ why: String, with change: @escaping @Sendable (inout LoginScene) -> Void = { _ in },
    _ ask: @escaping @Sendable (inout ServiceScene) -> String
  ) {
    self.code = code
    self.place = place
    self.why = why
    self.ask = ask
    scene = {
      var login = LoginScene()
      change(&login)
      return ServiceScene(login)
    }
  }
}

/// Clients, phones and clusters at the services' wire.
extension ServiceScene {
  /// Sends a request; the text of its answer, after what happens meanwhile.
  mutating func send(
    _ request: WireRequest, to handle: String, meanwhile: (inout ServiceScene) -> Void = { _ in }
  ) -> String {
    var wire = Wire(host: "em.example.com:8080")
    switch wire.parse(request, at: now) {
    case .response(let response): return String(decoding: response.body, as: UTF8.self)
    case .request(let parsed):
      guard let answer = ask(parsed.request, at: handle, meanwhile: meanwhile) else { return "no answer" }
      return String(decoding: wire.response(answer, for: parsed, at: now).body, as: UTF8.self)
    }
  }

  private func page(_ query: String, isProxied: Bool = false) -> WireRequest {
    var request = WireRequest("GET", WirePath.application)
    request.query = Array(query.utf8)
    request.peerAddress = "10.9.9.9"
    if isProxied { request.headers.append(.init("Via", "1.1 proxy")) }
    return request
  }

  /// A login of HOME's user at a phone of HOME.
  mutating func atHome(
    _ device: String = LoginScene.homeDesk, user: String = "adiaz", pin: String = "1234", _ more: String = "",
    isProxied: Bool = false
  ) -> String {
    send(page("device=\(device)&userid=\(user)&seq=\(pin)\(more)", isProxied: isProxied), to: "HOME")
  }

  /// A login of HOME's user at a phone of AWAY.
  mutating func abroad(
    user: String = "adiaz", pin: String = "1234", _ more: String = "",
    meanwhile: (inout ServiceScene) -> Void = { _ in }
  ) -> String {
    send(page("device=\(LoginScene.desk)&EMCC=true&userid=\(user)&seq=\(pin)\(more)"), to: "AWAY", meanwhile: meanwhile)
  }

  /// A logout at a phone of HOME.
  mutating func leave(_ device: String = LoginScene.homeDesk) -> String {
    send(page("device=\(device)&doLogout=true"), to: "HOME")
  }

  /// A document of the EM API to HOME.
  mutating func api(
    _ body: String, kind: String = "request", as id: String = "portal", _ password: String = "secret"
  ) -> String {
    var request = WireRequest("POST", WirePath.api)
    let info = "<appInfo><appID>\(id)</appID><appCertificate>\(password)</appCertificate></appInfo>"
    request.body = Array("xml=<\(kind)>\(info)\(body)</\(kind)>".utf8)
    request.peerAddress = "10.9.9.9"
    return send(request, to: "HOME")
  }

  /// A login by the EM API.
  mutating func loginByAPI(
    _ user: String = "adiaz", on device: String = LoginScene.homeDesk, as id: String = "portal",
    _ password: String = "secret", more: String = ""
  ) -> String {
    api("<login><deviceName>\(device)</deviceName><userID>\(user)</userID>\(more)</login>", as: id, password)
  }

  /// A logout by the EM API.
  mutating func logoutByAPI() -> String { api("<logout><deviceName>\(LoginScene.homeDesk)</deviceName></logout>") }

  /// AWAY asks HOME to log its user in.
  mutating func homeLogin(supportsEMCC: Bool = true) -> String {
    let request = HomeLoginRequest(
      to: RuntimeRemoteCluster(peer: "HOME", clusterID: "HOME-ID"), visiting: "AWAY",
      visitingVersion: UnifiedCMVersion(14, 0), visitingSecurityMode: .mixed, user: "adiaz", pin: "1234",
      profile: "UDP-adiaz", device: LoginScene.desk, isPhoneSecure: false, supportsEMCC: supportsEMCC)
    return cluster(PeerCodec.bytes(.homeLogin(request, id: "1.1.1")))
  }

  /// A message of AWAY to HOME.
  mutating func cluster(_ bytes: [UInt8]) -> String {
    var request = WireRequest("POST", WirePath.peer)
    request.body = bytes
    request.isTLS = true
    request.verifiedCluster = "AWAY"
    return send(request, to: "HOME")
  }

  /// Answers the first message that is held with an obstacle.
  mutating func obstruct(_ obstacle: PeerObstacle) {
    guard let message = messages.first else { return }
    messages.removeFirst()
    feed(.peer(.failure(obstacle), message.ticket), to: message.from)
  }

  /// Carries the first message that is held.
  mutating func carryFirst() {
    guard let message = messages.first else { return }
    messages.removeFirst()
    carry(message.request, from: message.from, to: message.to, message.ticket)
  }
}
