internal import EMService

/// Why a request of the EM API gets no further.
struct EMAPIRefusal: Error, Equatable {
  /// The error.
  var error: PhoneError
  /// The answer is that of a query.
  var isQuery = false
}

/// Reads a document of the EM API (Cisco's EMRequest.dtd and EMQuery.dtd, and what clients are known to send).
///
/// Elements may stand in any order; one that the grammar does not know, or a second one where one may stand, is error 1,
/// as the 11.5 service answers to the `loginType` that came with 12.0 (Technical note 212083).
struct EMAPIReader {
  /// Address of the connection, which counts where the request names none.
  let address: String
  /// The request came through a proxy.
  let isBehindProxy: Bool

  /// Reads a document.
  ///
  /// What is asked counts, not whether it is called a request or a query: a public client sends its `logoutAll` as a
  /// query.
  func read(_ bytes: [UInt8]) throws(EMAPIRefusal) -> ParsedRequest {
    guard case .success(let root) = readXML(bytes), ["request", "query"].contains(root.name) else {
      throw EMAPIRefusal(error: .parsingError)
    }
    let isQuery = root.name == "query"
    do throws(EMAPIRefusal) {
      var fields = EMAPIFields(root)
      let caller = try caller(&fields)
      let parsed: ParsedRequest
      if let command = try command(&fields, caller.0) {
        parsed = ParsedRequest(command, .command(caller.1))
      } else if let question = try question(&fields, caller.0) {
        parsed = ParsedRequest(question, .query(caller.1))
      } else {
        throw EMAPIRefusal(error: isQuery ? .queryTypeUndetermined : .parsingError)
      }
      try fields.end()
      return parsed
    } catch {
      throw EMAPIRefusal(error: error.error, isQuery: isQuery)
    }
  }

  private func command(_ fields: inout EMAPIFields, _ caller: Caller) throws(EMAPIRefusal) -> ServiceRequest? {
    if let login = try fields.take("login") { return .login(try self.login(login, caller)) }
    if let logout = try fields.take("logout") {
      var inner = EMAPIFields(logout)
      var call = LogoutCall(device: try inner.required("deviceName"), caller: caller)
      call.sender = try sender(&inner)
      try inner.end()
      return .logout(call)
    }
    if let all = try fields.take("logoutAll") {
      var inner = EMAPIFields(all)
      _ = try sender(&inner)
      try inner.end()
      return .logoutAll(caller)
    }
    return nil
  }

  private func login(_ element: XMLElement, _ caller: Caller) throws(EMAPIRefusal) -> LoginCall {
    var fields = EMAPIFields(element)
    var call = LoginCall(
      device: try fields.required("deviceName"), user: try fields.required("userID"), pin: nil, caller: caller)
    // Forms are sent with fields that nobody has filled in.
    if let profile = try fields.text("deviceProfile"), !profile.isEmpty { call.profile = profile }
    if let duration = try fields.take("exclusiveDuration") { call.duration = try self.duration(duration) }
    call.sender = try sender(&fields)
    try fields.end()
    return call
  }

  private func duration(_ element: XMLElement) throws(EMAPIRefusal) -> LoginCall.Duration {
    var fields = EMAPIFields(element)
    let duration: LoginCall.Duration
    if let time = try fields.text("time") {
      // Nine digits are 1900 years, and no calculation with them overflows.
      guard time.utf8.count <= 9, time.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let minutes = Int(time),
        minutes > 0
      else { throw EMAPIRefusal(error: .parsingError) }
      duration = .minutes(minutes)
    } else {
      guard try fields.take("indefinite") != nil else { throw EMAPIRefusal(error: .parsingError) }
      duration = .indefinite
    }
    try fields.end()
    return duration
  }

  private func question(_ fields: inout EMAPIFields, _ caller: Caller) throws(EMAPIRefusal) -> ServiceRequest? {
    if let element = try fields.take("deviceUserQuery") {
      var inner = EMAPIFields(element)
      let devices = try names("deviceName", &inner)
      // Cisco's own pages send it from 12.0 on (Technical note 212083); it says nothing about devices.
      _ = try inner.take("loginType")
      try inner.end()
      return .deviceUsers(devices, caller)
    }
    if let element = try fields.take("userDevicesQuery") {
      return .userDevices(try users(element), caller)
    }
    if let element = try fields.take("checkUser") {
      return .checkUsers(try users(element), caller)
    }
    // Cisco's document calls it so in its grammar, the other way in its example.
    for name in ["deviceProfileQuery", "userDeviceProfileQuery"] {
      if let element = try fields.take(name) { return .deviceProfiles(try users(element), caller) }
    }
    return nil
  }

  private func users(_ element: XMLElement) throws(EMAPIRefusal) -> [String] {
    var fields = EMAPIFields(element)
    let users = try names("userID", &fields)
    try fields.end()
    return users
  }

  private func names(_ name: String, _ fields: inout EMAPIFields) throws(EMAPIRefusal) -> [String] {
    let names = try fields.all(name)
    guard !names.isEmpty else { throw EMAPIRefusal(error: .parsingError) }
    _ = try sender(&fields)
    return names
  }

  private func caller(_ fields: inout EMAPIFields) throws(EMAPIRefusal) -> (Caller, EMAPIEcho) {
    guard let element = try fields.take("appInfo") else { throw EMAPIRefusal(error: .parsingError) }
    var inner = EMAPIFields(element)
    let id = try inner.required("appID")
    var certificate = try inner.text("appCertificate")
    if certificate == nil { certificate = try inner.text("appEncryptedCertificate") }
    guard let certificate else { throw EMAPIRefusal(error: .parsingError) }
    try inner.end()
    return (.application(id: id, certificate: certificate), EMAPIEcho(application: id))
  }

  private func sender(_ fields: inout EMAPIFields) throws(EMAPIRefusal) -> LoginRequest.Sender {
    var sender = LoginRequest.Sender()
    let given = try fields.text("remoteIPAddr") ?? ""
    sender.address = given.isEmpty ? address : given
    sender.isRegistered = false
    let via = try fields.text("isViaHeaderSet")?.lowercased() ?? ""
    sender.isBehindProxy = isBehindProxy || ["true", "t", "1", "yes"].contains(via)
    return sender
  }
}

/// The elements in an element, taken one after the other.
private struct EMAPIFields {
  private var rest: [XMLElement]

  init(_ element: XMLElement) { rest = element.children }

  /// The element with a name; nil where there is none.
  mutating func take(_ name: String) throws(EMAPIRefusal) -> XMLElement? {
    guard let index = rest.firstIndex(where: { $0.name == name }) else { return nil }
    let element = rest.remove(at: index)
    guard !rest.contains(where: { $0.name == name }) else { throw EMAPIRefusal(error: .parsingError) }
    return element
  }

  /// The text of the element with a name; nil where there is none.
  mutating func text(_ name: String) throws(EMAPIRefusal) -> String? {
    guard let element = try take(name) else { return nil }
    guard element.children.isEmpty else { throw EMAPIRefusal(error: .parsingError) }
    return element.trimmedText
  }

  /// The text of the element with a name.
  mutating func required(_ name: String) throws(EMAPIRefusal) -> String {
    guard let text = try text(name) else { throw EMAPIRefusal(error: .parsingError) }
    return text
  }

  /// The texts of all elements with a name.
  mutating func all(_ name: String) throws(EMAPIRefusal) -> [String] {
    let found = rest.filter { $0.name == name }
    guard found.allSatisfy(\.children.isEmpty) else { throw EMAPIRefusal(error: .parsingError) }
    rest.removeAll { $0.name == name }
    return found.map(\.trimmedText)
  }

  /// Nothing may be left.
  func end() throws(EMAPIRefusal) {
    guard rest.isEmpty else { throw EMAPIRefusal(error: .parsingError) }
  }
}
