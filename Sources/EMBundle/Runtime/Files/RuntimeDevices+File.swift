internal import EMJSON

extension RuntimeModel {
  /// Writes the members; SIP goes without saying.
  func write(to json: inout JSONWriter) {
    json.member("model", name)
    if signalling != .sip { json.member("protocol", signalling.rawValue) }
  }
}

extension RuntimeLine {
  /// Writes lines as a member; nothing where there are none.
  static func write(_ lines: [RuntimeLine], to json: inout JSONWriter) {
    guard !lines.isEmpty else { return }
    json.key("lines")
    json.beginArray(inline: true)
    for line in lines { line.write(to: &json) }
    json.endArray()
  }

  private func write(to json: inout JSONWriter) {
    json.beginObject(inline: true)
    json.member("dn", number)
    json.optional("partition", partition)
    json.optional("css", css)
    json.optional("label", label)
    json.optional("externalMask", externalMask)
    json.flag("ilsAdvertise", isAdvertised, unless: false)
    json.endObject()
  }

  /// Reads a list of lines.
  static func list(from reader: inout RuntimeFileReader) throws(RuntimeFailure) -> [RuntimeLine] {
    var lines: [RuntimeLine] = []
    try reader.beginList()
    while try reader.element() { lines.append(try RuntimeLine(from: &reader)) }
    return lines
  }

  private init(from reader: inout RuntimeFileReader) throws(RuntimeFailure) {
    self.init(number: "")
    var hasNumber = false
    try reader.beginObject()
    while let key = try reader.key() {
      switch key {
      case "dn": (number, hasNumber) = (try reader.text(), true)
      case "partition": partition = try reader.sharedText()
      case "css": css = try reader.sharedText()
      case "label": label = try reader.text()
      case "externalMask": externalMask = try reader.sharedText()
      case "ilsAdvertise": isAdvertised = try reader.flag()
      default: throw reader.unknown(key)
      }
    }
    guard hasNumber else { throw reader.failure("a line lacks the key 'dn'") }
  }
}

extension RuntimeDeviceProfile {
  /// Writes the members of the profile's object.
  func write(to json: inout JSONWriter) {
    model.write(to: &json)
    json.optional("emccCss", emccCSS)
    json.optional("userLocale", userLocale)
    json.list("modules", modules)
    json.list("services", services)
    json.optional("loginUser", loginUser)
    RuntimeLine.write(lines, to: &json)
  }

  /// Reads the profile's object.
  init(name: String, from reader: inout RuntimeFileReader) throws(RuntimeFailure) {
    self.init(name: name, model: RuntimeModel(""))
    var hasModel = false
    try reader.beginObject()
    while let key = try reader.key() {
      switch key {
      case "model": (model.name, hasModel) = (try reader.sharedText(), true)
      case "protocol": model.signalling = try reader.word(RuntimeModel.Signalling.self)
      case "emccCss": emccCSS = try reader.sharedText()
      case "userLocale": userLocale = try reader.sharedText()
      case "modules": modules = try reader.sharedTexts()
      case "services": services = try reader.sharedTexts()
      case "loginUser": loginUser = try reader.sharedText()
      case "lines": lines = try RuntimeLine.list(from: &reader)
      default: throw reader.unknown(key)
      }
    }
    guard hasModel else { throw reader.failure("device profile '\(name)' lacks the key 'model'") }
  }
}

extension RuntimeDevicePool {
  /// Writes the members of the pool's object.
  func write(to json: inout JSONWriter) {
    json.optional("geolocation", geolocation?.name)
    json.optional("adjunctCss", adjunctCSS)
    json.optional("timeZone", timeZone)
    json.optional("region", region)
    json.optional("networkLocale", networkLocale)
    json.optional("callManagerGroup", callManagerGroup)
    json.optional("roamingFor", roamingFor)
  }

  /// Reads the pool's object.
  init(
    name: String, from reader: inout RuntimeFileReader, _ geolocations: NamedTable<RuntimeGeolocation>,
    _ clusters: NamedTable<RuntimeCluster>
  ) throws(RuntimeFailure) {
    self.init(name: name)
    try reader.beginObject()
    while let key = try reader.key() {
      switch key {
      case "geolocation": geolocation = geolocations[try reader.name(in: geolocations, "geolocation")]
      case "adjunctCss": adjunctCSS = try reader.text()
      case "timeZone": timeZone = try reader.text()
      case "region": region = try reader.text()
      case "networkLocale": networkLocale = try reader.text()
      case "callManagerGroup": callManagerGroup = try reader.text()
      case "roamingFor": roamingFor = try reader.name(in: clusters, "cluster")
      default: throw reader.unknown(key)
      }
    }
  }
}
