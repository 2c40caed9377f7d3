internal import EMJSON

extension RuntimeGeolocation.Origin {
  /// The key of a phone's geolocation, which says where the phone has it from.
  var key: String {
    switch self {
    case .phone: "geolocation"
    case .devicePool: "poolGeolocation"
    case .enterpriseParameter: "defaultGeolocation"
    }
  }
}

extension RuntimePhone {
  /// Writes the members of the phone's object.
  func write(to json: inout JSONWriter) {
    model.write(to: &json)
    json.flag("supportsEmcc", supportsEMCC, unless: true)
    json.flag("extensionMobility", isEMEnabled, unless: true)
    json.flag("secure", isSecure, unless: false)
    json.optional("logoutProfile", logoutProfile)
    // A pool that is not known is left out, as it is nowhere.
    if !devicePool.isEmpty { json.member("devicePool", devicePool) }
    json.optional("css", css)
    json.optional("userLocale", userLocale)
    if let geolocation { json.member((geolocationOrigin ?? .phone).key, geolocation.name) }
    json.list("modules", modules)
    json.list("services", services)
    json.optional("owner", owner)
    RuntimeLine.write(lines, to: &json)
  }

  /// Reads the phone's object; what it names must be in the cluster so far, or among the geolocations.
  init(
    name: String, from reader: inout RuntimeFileReader, in cluster: RuntimeCluster,
    _ geolocations: NamedTable<RuntimeGeolocation>
  ) throws(RuntimeFailure) {
    self.init(name: name, model: RuntimeModel(""), devicePool: "")
    var hasModel = false
    try reader.beginObject()
    while let key = try reader.key() {
      switch key {
      case "model": (model.name, hasModel) = (try reader.sharedText(), true)
      case "protocol": model.signalling = try reader.word(RuntimeModel.Signalling.self)
      case "supportsEmcc": supportsEMCC = try reader.flag()
      case "extensionMobility": isEMEnabled = try reader.flag()
      case "secure": isSecure = try reader.flag()
      case "logoutProfile": logoutProfile = try reader.name(in: cluster.deviceProfiles, "device profile")
      case "devicePool": devicePool = try reader.name(in: cluster.devicePools, "device pool")
      case "css": css = try reader.sharedText()
      case "userLocale": userLocale = try reader.sharedText()
      case "geolocation": try place(.phone, from: &reader, geolocations)
      case "poolGeolocation": try place(.devicePool, from: &reader, geolocations)
      case "defaultGeolocation": try place(.enterpriseParameter, from: &reader, geolocations)
      case "modules": modules = try reader.sharedTexts()
      case "services": services = try reader.sharedTexts()
      case "owner": owner = try reader.text()
      case "lines": lines = try RuntimeLine.list(from: &reader)
      default: throw reader.unknown(key)
      }
    }
    guard hasModel else { throw reader.failure("phone '\(name)' lacks the key 'model'") }
  }

  private mutating func place(
    _ origin: RuntimeGeolocation.Origin, from reader: inout RuntimeFileReader,
    _ geolocations: NamedTable<RuntimeGeolocation>
  ) throws(RuntimeFailure) {
    guard geolocation == nil else { throw reader.failure("phone '\(name)' has a second geolocation") }
    geolocation = geolocations[try reader.name(in: geolocations, "geolocation")]
    geolocationOrigin = origin
  }
}
