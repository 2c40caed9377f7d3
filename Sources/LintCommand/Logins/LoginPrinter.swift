internal import Compiler
internal import EMBundle
internal import EMDiagnostics
internal import EMService
internal import EMSimulation

/// Prints simulated logins for people.
struct LoginPrinter {
  /// A labelled line below the gates.
  private struct Line {
    var label: String
    var text: String
    var place: String?

    init(_ label: String, _ text: String, _ place: String? = nil) {
      self.label = label
      self.text = text
      self.place = place
    }
  }

  private let report: LoginReport
  private var places: PlaceFinder
  private let isColored: Bool

  /// Columns of a gate's detail before its place is pushed to the right.
  private static let detailWidth = 64

  /// Prints a login; places are looked up by a finder.
  init(_ report: LoginReport, _ places: PlaceFinder, isColored: Bool) {
    self.report = report
    self.places = places
    self.isColored = isColored
  }

  /// The result in one line.
  var verdictLine: String {
    let shows = report.display.map { "; the phone shows '\($0)'" } ?? ""
    return "\(shown(report.verdict + shows))\n"
  }

  /// Who and where, the gates by cluster, and what comes out.
  mutating func text() -> String {
    var text = paint(shown(title), "1") + "\n" + shown(circumstance) + "\n"
    text += gates() + "\n"
    text += paint(shown(report.verdict), report.isSuccess ? "1;32" : "1;31") + "\n"
    let lines: [Line]
    switch report.outcome {
    case _ where report.scene.hasNoService: lines = failure()
    case .success(let phone): lines = success(phone)
    case .chooseProfile(let profiles):
      lines = profiles.enumerated().map { Line($0 == 0 ? "profiles" : "", $1) } + [Line("to go on", "--profile NAME")]
    case .failure, .changePIN, .notSimulated: lines = failure()
    }
    return text + (lines + report.notes.map { Line("note", $0) }).map(drawn).joined()
  }

  private var title: String {
    let scene = report.scene
    let home = scene.home.map { " of \($0.handle)" } ?? ", a user that no cluster has,"
    let device = scene.attempt.device.isEmpty ? "a device without a name" : scene.attempt.device
    return "\(scene.user)\(home) logs in at \(device) in \(scene.visiting.handle)"
  }

  private var circumstance: String {
    let request = report.scene.attempt
    let service =
      request.service.map { service in
        "phone service '\(service.name)'"
          + (service.asksOtherClusters ? ", which asks other clusters" : ", for users of the cluster only")
      } ?? "no phone service"
    let what =
      switch request.service?.loginType {
      case .selfServiceID: "self-service user ID"
      case .directoryNumber: "extension"
      case .invalid(let type): "login type '\(type)',"
      case .userID, nil: "user ID"
      }
    let pin = request.pin == .blank ? "no PIN" : "the \(request.pin.rawValue) PIN"
    return "by \(service); typed in: \(what) '\(request.user)' and \(pin)"
  }

  // MARK: Gates

  private mutating func gates() -> String {
    let width = min(report.gates.map { TerminalText($0.record.detail).width }.max() ?? 0, Self.detailWidth)
    var text = ""
    var side: String?
    for (index, gate) in report.gates.enumerated() {
      let heading = heading(gate.record)
      if heading != side {
        side = heading
        text += "\n\(shown(heading))\n"
      }
      let number = "\(index + 1)"
      text += String(repeating: " ", count: max(0, 4 - number.count)) + number + "  "
      text += gate.record.error == nil ? paint("ok  ", "32") : paint("STOP", "1;31")
      let label = gate.record.gate.label
      text += "  \(label)" + String(repeating: " ", count: max(0, 15 - label.count) + 2)
      let detail = TerminalText(gate.record.detail)
      text += detail.string
      if let origin = origin(gate) {
        text += String(repeating: " ", count: max(0, width - detail.width) + 2) + paint(shown(origin), "2")
      }
      text += "\n"
    }
    return text
  }

  /// The line of YAML that decided at a gate; nil where none did.
  private mutating func origin(_ gate: LoginReport.Gate) -> String? {
    guard let source = gate.source else { return nil }
    if gate.record.error == nil, source.origin == .absent { return source.field == nil ? nil : "default" }
    return position(source)
  }

  private func heading(_ record: GateRecord) -> String {
    switch record.side {
    case .home: "in \(record.cluster), the home cluster"
    case .visiting: "in \(record.cluster), where the phone is"
    }
  }

  // MARK: What comes out

  private mutating func failure() -> [Line] {
    var lines: [Line] = []
    if let display = report.display { lines.append(Line("phone shows", display)) }
    if let error = report.error, error.isInternal {
      lines.append(Line("", "(\(error.rawValue) stands in the logs only)"))
    }
    guard let remedy = report.remedy else { return lines }
    lines.append(Line("what to do", remedy.text))
    guard let source = remedy.source, let place = position(source) else { return lines }
    lines.append(Line("where", "\(place)  \(source.words)"))
    return lines
  }

  private mutating func success(_ phone: PhoneAfterLogin) -> [Line] {
    let session = phone.session
    let home = session.kind == .emcc ? session.home : session.visiting
    var lines = [Line("profile", session.profile, position(home, .deviceProfile(session.profile)))]
    if let number = session.baseDevice { lines.append(Line("base device", "EMCC\(number) of \(session.home)")) }
    lines += phone.lines.enumerated().map { index, line in
      let partition = line.partition.map { " in \($0)" } ?? ""
      let label = line.label.map { ", '\($0)'" } ?? ""
      return Line(index == 0 ? "lines" : "", "\(index + 1)  \(line.number)\(partition)\(label)")
    }
    if phone.lines.isEmpty { lines.append(Line("lines", "none")) }
    for (index, entry) in phone.cssChain.enumerated() {
      let role = entry.role == .emcc ? "EMCC" : entry.role.rawValue
      let place = position(report.model.place(of: entry.item))
      lines.append(Line(index == 0 ? "CSS chain" : "", "\(index + 1)  \(role): \(entry.css ?? "none")", place))
    }
    if let pool = phone.devicePool {
      let reason = phone.devicePoolReason.isEmpty ? "" : ": \(phone.devicePoolReason)"
      lines.append(Line("device pool", pool + reason, position(home, .devicePool(pool))))
    }
    if let group = phone.callManagerGroup { lines.append(Line("registers to", "\(group) of \(home)")) }
    return lines + settings(phone) + behaviour(phone)
  }

  private func settings(_ phone: PhoneAfterLogin) -> [Line] {
    var lines = [Line("time zone", phone.timeZone ?? "not known")]
    if let region = phone.region { lines.append(Line("region", region)) }
    if let rates = phone.rates {
      let loss = rates.linkLossType == .lossy ? "lossy" : "low loss"
      lines.append(Line("EMCC region", "audio \(rates.audio) kbps, video \(rates.video) kbps, \(loss)"))
    }
    lines.append(Line("language", phone.userLocale ?? "as the system has it"))
    if let tones = phone.networkLocale { lines.append(Line("tones", tones)) }
    if !phone.tftpServers.isEmpty { lines.append(Line("loads from", phone.tftpServers.joined(separator: ", then "))) }
    lines.append(Line("security", phone.isSecure ? "secure session" : "nonsecure session"))
    return lines
  }

  private mutating func behaviour(_ phone: PhoneAfterLogin) -> [Line] {
    let limit = phone.maximumLoginTime.map { "after \(LoginReport.duration($0))" } ?? "never by itself"
    var lines = [
      Line("logs out", limit, phone.maximumLoginTimeItem.flatMap { position(report.model.place(of: $0)) }),
      Line("after logout", phone.logoutProfile.map { "profile \($0)" } ?? "the phone's own settings"),
    ]
    lines += phone.restarts.enumerated().map { index, restart in
      Line(index == 0 ? "the phone" : "", "\(restart.kind.words): \(restart.reason)")
    }
    if phone.restarts.isEmpty { lines.append(Line("the phone", "neither restarts nor resets")) }
    return lines + phone.loggedOut.map { Line("logged out", "\($0.user) on \($0.device) in \($0.visiting)") }
  }

  // MARK: Words

  private func drawn(_ line: Line) -> String {
    let text = TerminalText(line.text)
    var result = "  " + line.label + String(repeating: " ", count: max(1, 14 - line.label.count)) + text.string
    if let place = line.place {
      result += String(repeating: " ", count: max(0, 44 - text.width) + 2) + paint(shown(place), "2")
    }
    return result + "\n"
  }

  private mutating func position(_ cluster: String, _ object: ConfigurationItem.Object) -> String? {
    position(report.model.place(of: ConfigurationItem(cluster, object)))
  }

  /// The line of YAML as `path:line:column`.
  private mutating func position(_ source: ConfigurationPlace) -> String? {
    source.place.map { places.position($0).text }
  }

  /// Names come from files: nothing in them may steer the terminal.
  private func shown(_ text: String) -> String { TerminalText(text).string }

  private func paint(_ text: String, _ code: String) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension PhoneRestart.Kind {
  /// What the phone does.
  fileprivate var words: String {
    switch self {
    case .restart: "restarts"
    case .reset: "resets"
    case .registerAtHome: "registers at home"
    }
  }
}

extension ConfigurationPlace {
  /// What stands at the place, or does not.
  var words: String {
    guard let field else { return object }
    return switch origin {
    case .written: "'\(field)' of \(object)"
    case .defaults: "'\(field)' of \(object), from the defaults of its document"
    case .absent: "'\(field)' is not written for \(object)"
    }
  }
}
