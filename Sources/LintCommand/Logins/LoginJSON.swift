internal import Compiler
internal import EMBundle
internal import EMJSON
internal import EMService
internal import EMSimulation

/// Prints simulated logins for programs, with keys that stay; what is not there is null, lists are empty.
struct LoginJSON {
  private let report: LoginReport
  private var places: PlaceFinder
  private var json = JSONWriter(.pretty)

  /// Prints a login; places are looked up by a finder.
  init(_ report: LoginReport, _ places: PlaceFinder) {
    self.report = report
    self.places = places
  }

  /// One object.
  mutating func text() -> String {
    let scene = report.scene
    json.beginObject()
    json.member("version", 1)
    json.member("user", scene.user)
    optional("home", scene.home?.handle)
    json.member("visiting", scene.visiting.handle)
    json.member("phone", scene.attempt.device)
    json.member("typed", scene.attempt.user)
    optional("service", scene.attempt.service?.name)
    json.member("outcome", outcome)
    json.member("text", report.verdict)
    addError()
    json.member("language", scene.language.rawValue)
    optional("display", report.display)
    addRemedy()
    json.member("profiles", profiles)
    json.key("result")
    if case .success(let phone) = report.outcome, report.isSuccess { add(phone) } else { json.null() }
    json.key("gates")
    json.beginArray()
    for gate in report.gates { add(gate) }
    json.endArray()
    json.member("notes", report.notes)
    json.endObject()
    json.endLine()
    return json.text
  }

  private var outcome: String {
    switch report.outcome {
    case _ where report.scene.hasNoService: "no-service"
    case .success: "success"
    case .chooseProfile: "choose-profile"
    case .failure: "failure"
    case .changePIN: "change-pin"
    case .notSimulated: "not-simulated"
    }
  }

  private var profiles: [String] {
    if case .chooseProfile(let profiles) = report.outcome, report.isSuccess { profiles } else { [] }
  }

  private mutating func addError() {
    json.key("error")
    guard let error = report.error else { return json.null() }
    json.beginObject(inline: true)
    json.member("code", error.rawValue)
    json.member("name", error.name)
    json.member("layer", error.rawValue >= 200 ? "EMApp" : "EMService")
    json.member("isInternal", error.isInternal)
    json.endObject()
  }

  private mutating func addRemedy() {
    json.key("remedy")
    guard let remedy = report.remedy else { return json.null() }
    json.beginObject()
    json.member("text", remedy.text)
    if let source = remedy.source { members(of: source) }
    json.endObject()
  }

  private mutating func add(_ gate: LoginReport.Gate) {
    json.beginObject(inline: true)
    json.member("gate", gate.record.gate.rawValue)
    json.member("cluster", gate.record.cluster)
    json.member("side", gate.record.side.rawValue)
    json.member("passed", gate.record.error == nil)
    if let error = gate.record.error { json.member("code", error.rawValue) }
    json.member("title", gate.record.gate.title)
    json.member("detail", gate.record.detail)
    json.member("isOrderInferred", gate.record.gate.isOrderInferred)
    if let source = gate.source { members(of: source) }
    json.endObject()
  }

  /// The line of YAML, as members of the object that is being written.
  private mutating func members(of source: ConfigurationPlace) {
    json.member("object", source.object)
    if let field = source.field { json.member("field", field) }
    json.member("origin", source.origin.rawValue)
    guard let place = source.place else { return }
    let position = places.position(place)
    json.member("path", position.path)
    if let line = position.line { json.member("line", line) }
    if let column = position.column { json.member("column", column) }
  }

  private mutating func add(_ phone: PhoneAfterLogin) {
    json.beginObject()
    json.member("kind", phone.session.kind.rawValue)
    json.member("profile", phone.session.profile)
    optional("baseDevice", phone.session.baseDevice)
    json.key("lines")
    json.beginArray()
    for line in phone.lines {
      json.beginObject(inline: true)
      json.member("number", line.number)
      optional("partition", line.partition)
      optional("css", line.css)
      optional("label", line.label)
      optional("externalMask", line.externalMask)
      json.endObject()
    }
    json.endArray()
    json.key("cssChain")
    json.beginArray()
    for entry in phone.cssChain {
      json.beginObject(inline: true)
      json.member("role", entry.role.rawValue)
      optional("css", entry.css)
      members(of: report.model.place(of: entry.item))
      json.endObject()
    }
    json.endArray()
    addSettings(phone)
    json.endObject()
  }

  private mutating func addSettings(_ phone: PhoneAfterLogin) {
    optional("devicePool", phone.devicePool)
    json.member("devicePoolReason", phone.devicePoolReason)
    optional("callManagerGroup", phone.callManagerGroup)
    optional("timeZone", phone.timeZone)
    optional("region", phone.region)
    json.key("rates")
    if let rates = phone.rates {
      json.beginObject(inline: true)
      json.member("audio", rates.audio)
      json.member("video", rates.video)
      json.member("linkLossType", rates.linkLossType.rawValue)
      json.endObject()
    } else {
      json.null()
    }
    optional("userLocale", phone.userLocale)
    optional("networkLocale", phone.networkLocale)
    optional("maximumLoginTime", phone.maximumLoginTime)
    optional("logoutProfile", phone.logoutProfile)
    json.member("isSecure", phone.isSecure)
    json.member("tftpServers", phone.tftpServers)
    json.key("restarts")
    json.beginArray()
    for restart in phone.restarts {
      json.beginObject(inline: true)
      json.member("kind", restart.kind.rawValue)
      json.member("reason", restart.reason)
      json.endObject()
    }
    json.endArray()
    json.key("loggedOut")
    json.beginArray()
    for session in phone.loggedOut {
      json.beginObject(inline: true)
      json.member("user", session.user)
      json.member("phone", session.device)
      json.member("cluster", session.visiting)
      json.endObject()
    }
    json.endArray()
  }

  private mutating func optional(_ key: String, _ value: String?) {
    json.key(key)
    if let value { json.string(value) } else { json.null() }
  }

  private mutating func optional(_ key: String, _ value: Int?) {
    json.key(key)
    if let value { json.number(value) } else { json.null() }
  }
}
