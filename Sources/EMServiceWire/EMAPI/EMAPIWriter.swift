internal import EMService

/// Prints the answers of the EM API as its clients cut them: each element on a line of its own, nothing before it.
struct EMAPIWriter {
  /// What the answer repeats.
  let echo: EMAPIEcho

  private var text = ""

  /// Prints for a request.
  init(_ echo: EMAPIEcho) { self.echo = echo }

  /// The answer to a login or logout, with the declaration of XML.
  static func command(_ answer: ServiceAnswer, _ echo: EMAPIEcho) -> String {
    var writer = EMAPIWriter(echo)
    switch answer {
    case .loggedIn, .loggedOut, .done: writer.line("<success/>")
    default: writer.failure(answer)
    }
    return "<?xml version=\"1.0\"?>\n<response>\n\(writer.text)</response>\n"
  }

  /// The answer to a query, without the declaration.
  static func query(_ answer: ServiceAnswer, _ echo: EMAPIEcho) -> String {
    var writer = EMAPIWriter(echo)
    switch answer {
    case .deviceUsers(let devices): writer.results("deviceUserResults") { for use in devices { $0.device(use) } }
    case .userDevices(let users): writer.results("userDevicesResults") { for use in users { $0.user(use) } }
    case .deviceProfiles(let users): writer.results("deviceProfileResults") { for user in users { $0.profiles(user) } }
    case .checkedUsers(let users): writer.results("checkUserResults") { for user in users { $0.check(user) } }
    default: writer.failure(answer)
    }
    return "<response>\n\(writer.text)</response>\n"
  }

  private mutating func line(_ line: String) { text += "\(line)\n" }

  private mutating func results(_ name: String, _ body: (inout EMAPIWriter) -> Void) {
    line("<\(name)>")
    body(&self)
    line("</\(name)>")
  }

  /// Children are read by position: who is on it, who was before, whether it is a base device.
  private mutating func device(_ use: DeviceUse) {
    line("<device name=\"\(escapedXML(use.device, isAttribute: true))\">")
    if use.exists {
      line(use.user.map { "<userID>\(urlEncoded($0))</userID>" } ?? "<none/>")
      line(use.lastUser.map { "<lastlogin>\(urlEncoded($0))</lastlogin>" } ?? "<none/>")
      line("<emccDevice>\(use.isEMCC ? "yes" : "no")</emccDevice>")
    } else {
      line("<doesNotExist/>")
    }
    line("</device>")
  }

  private mutating func user(_ use: UserUse) {
    user(use.user) { writer in
      guard use.exists else { return writer.line("<doesNotExist/>") }
      if use.devices.isEmpty { writer.line("<none/>") }
      for device in use.devices { writer.line("<deviceName>\(escapedXML(device))</deviceName>") }
    }
  }

  private mutating func profiles(_ user: UserProfiles) {
    self.user(user.user) { writer in
      guard user.exists else { return writer.failure(.failure(.userDoesNotExist, detail: "")) }
      if user.profiles.isEmpty { writer.line("<none/>") }
      for profile in user.profiles {
        writer.line("<deviceProfile>")
        writer.line("<deviceProfileName>\(escapedXML(profile))</deviceProfileName>")
        let isDefault = profile == user.defaultProfile
        writer.line("<isDefaultDeviceProfile>\(isDefault ? "t" : "f")</isDefaultDeviceProfile>")
        writer.line("</deviceProfile>")
      }
    }
  }

  private mutating func check(_ user: UserCheck) {
    self.user(user.user) { writer in
      writer.line(user.id.map { "<exists>\(urlEncoded($0))</exists>" } ?? "<doesNotExist/>")
    }
  }

  private mutating func user(_ id: String, _ body: (inout EMAPIWriter) -> Void) {
    line("<user id=\"\(urlEncoded(id))\">")
    body(&self)
    line("</user>")
  }

  private mutating func failure(_ answer: ServiceAnswer) {
    let failure = EMAPIFailure(answer, application: echo.application)
    line("<failure>")
    line("<error code=\"\(failure.code)\">\(escapedXML(failure.text))</error>")
    line("</failure>")
  }
}

/// An error as the EM API says it.
struct EMAPIFailure: Equatable {
  /// The code.
  let code: Int
  /// The text, in which clients look for words.
  let text: String

  /// The error that an answer is; unknown error for an answer that does not fit the request.
  init(_ answer: ServiceAnswer, application: String) {
    switch answer {
    case .failure(.pinChangeRequired, _), .changePIN: self.init(code: 27, text: "Change Password")
    case .failure(.invalidApplicationUser, _):
      self.init(code: PhoneError.invalidApplicationUser.rawValue, text: "Could not authenticate '\(application)'")
    case .failure(let error, let detail):
      let text = Self.text(error)
      self.init(code: error.rawValue, text: detail.isEmpty ? text : "\(text): \(detail)")
    case .chooseProfile:
      self.init(code: PhoneError.deviceProfileNotFound.rawValue, text: Self.text(.deviceProfileNotFound))
    default: self.init(code: PhoneError.unknownError.rawValue, text: Self.text(.unknownError))
    }
  }

  private init(code: Int, text: String) {
    self.code = code
    self.text = text
  }

  /// The texts of Cisco's list of response codes; two of them hold what a client looks for behind the first character.
  private static func text(_ error: PhoneError) -> String {
    switch error {
    case .unknownError: "Unknown Error"
    case .parsingError: "Error on Parsing"
    case .emccAuthenticationError: "Cannot authorize App user"
    case .policyValidationError: "Policy Validation error"
    case .deviceLogonDisabled: "Device logon disabled"
    case .databaseError: "Database Error"
    case .queryTypeUndetermined: "Query type undetermined"
    case .directoryUserInfoError: "Dir. User Info Error"
    case .userLacksApplicationProxyRights: "User lacks app proxy rights"
    case .deviceDoesNotExist: "Device does not exist"
    case .deviceProfileNotFound: "Dev. Profile not found"
    case .anotherUserLoggedIn: "Policy validation error: Phone currently has user logged in"
    case .noUserLoggedIn: "No user logged in"
    case .hotelingFlagError: "Hoteling flag error"
    case .hotelingStatusError: "Hoteling Status error"
    case .deviceLogonDisabled22: "Policy validation error: Device does not allow hoteling"
    case .userDoesNotExist: "User not found"
    case .userLoggedInElsewhere: "User logged in elsewhere"
    case .busyPleaseTryAgain: "Busy, please try again"
    case .untrustedIPError: "Untrusted IP Error"
    case .risDownContactAdministrator: "RIS down-contact admin"
    case .proxyNotAllowed: "Proxy not allowed"
    default: error.name
    }
  }
}
