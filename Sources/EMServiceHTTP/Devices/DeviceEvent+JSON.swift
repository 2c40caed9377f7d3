internal import EMBundle
internal import EMJSON
internal import EMService

extension DeviceEvent {
  /// One line of JSON: what becomes of the phone.
  func json(id: String, at stamp: String) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("id", id)
    json.member("time", stamp)
    switch self {
    case .loggedIn(let phone, let clearsCallLogs):
      json.member("event", "loggedIn")
      phone.session.write(to: &json)
      json.member("clearsCallLogs", clearsCallLogs)
      json.member("doNotDisturb", phone.doNotDisturb)
      phone.write(to: &json)
    case .loggedOut(let session, let logoutProfile, let clearsCallLogs, let reason):
      json.member("event", "loggedOut")
      session.write(to: &json)
      json.optional("logoutProfile", logoutProfile)
      json.member("clearsCallLogs", clearsCallLogs)
      json.member("reason", reason.rawValue)
    }
    json.endObject()
    json.endLine()
    return json.take()
  }
}

extension LoginSession {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("device", device)
    json.member("visiting", visiting)
    json.member("user", user)
    json.member("home", home)
    json.member("profile", profile)
    json.member("kind", kind.rawValue)
    if let baseDevice { json.member("baseDevice", baseDevice) }
    json.member("since", since)
    if let until { json.member("until", until) }
  }
}

extension PhoneAfterLogin {
  fileprivate func write(to json: inout JSONWriter) {
    json.key("lines")
    json.beginArray()
    for line in lines {
      json.beginObject()
      json.member("number", line.number)
      json.optional("partition", line.partition)
      json.optional("css", line.css)
      json.optional("label", line.label)
      json.optional("externalMask", line.externalMask)
      json.endObject()
    }
    json.endArray()
    json.key("cssChain")
    json.beginArray()
    for position in cssChain {
      json.beginObject()
      json.member("role", position.role.rawValue)
      json.optional("css", position.css)
      json.endObject()
    }
    json.endArray()
    json.optional("devicePool", devicePool)
    json.optional("callManagerGroup", callManagerGroup)
    json.optional("timeZone", timeZone)
    json.optional("region", region)
    json.optional("userLocale", userLocale)
    json.optional("networkLocale", networkLocale)
    if let maximumLoginTime { json.member("maximumLoginTime", maximumLoginTime) }
    json.optional("logoutProfile", logoutProfile)
    json.member("isSecure", isSecure)
    json.member("tftpServers", tftpServers)
    json.member("restarts", restarts.map(\.kind.rawValue))
  }
}

extension JSONWriter {
  /// Writes a key and its text where there is one.
  fileprivate mutating func optional(_ key: String, _ value: String?) {
    if let value { member(key, value) }
  }
}
