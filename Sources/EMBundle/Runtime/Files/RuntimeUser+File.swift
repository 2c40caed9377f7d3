internal import EMJSON

extension RuntimeUser {
  /// Writes the members of the user's object.
  func write(to json: inout JSONWriter) {
    json.optional("selfServiceId", selfServiceID)
    json.optional("primaryExtension", primaryExtension)
    json.flag("emcc", isEMCCEnabled, unless: false)
    json.flag("homeCluster", isHome, unless: true)
    json.list("controlledProfiles", controlledProfiles)
    json.optional("defaultProfile", defaultProfile)
    json.flag("pinMustChange", mustChangePIN, unless: false)
    if let maximumLoginTime { json.member("maximumLoginTime", maximumLoginTime) }
    json.optional("userLocale", userLocale)
    json.flag("roamingSuperUser", isRoamingSuperUser, unless: false)
  }

  /// Reads the user's object; their profiles must be among those given.
  init(
    id: String, from reader: inout RuntimeFileReader, profiles: NamedTable<RuntimeDeviceProfile>
  ) throws(RuntimeFailure) {
    self.init(id: id)
    try reader.beginObject()
    while let key = try reader.key() {
      switch key {
      case "selfServiceId": selfServiceID = try reader.text()
      case "primaryExtension": primaryExtension = try reader.text()
      case "emcc": isEMCCEnabled = try reader.flag()
      case "homeCluster": isHome = try reader.flag()
      case "controlledProfiles":
        try reader.beginList()
        while try reader.element() { controlledProfiles.append(try reader.name(in: profiles, "device profile")) }
      case "defaultProfile": defaultProfile = try reader.name(in: profiles, "device profile")
      case "pinMustChange": mustChangePIN = try reader.flag()
      case "maximumLoginTime": maximumLoginTime = try reader.number()
      case "userLocale": userLocale = try reader.sharedText()
      case "roamingSuperUser": isRoamingSuperUser = try reader.flag()
      default: throw reader.unknown(key)
      }
    }
  }
}
