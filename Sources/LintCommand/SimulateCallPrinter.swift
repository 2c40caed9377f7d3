internal import Compiler
internal import EMDSL
internal import EMDiagnostics
internal import EMJSON
internal import EMSimulation

/// A simulated call with everything that is printed of it.
struct CallReport {
  /// What was dialled.
  let dialled: String
  /// Who and where.
  let subject: SimulationSubject
  /// Name of the device profile; nil where nobody is logged in.
  let profile: String?
  /// The set-up and what led to it.
  let call: PreparedCall
  /// What became of the call.
  let result: CallResult
  /// The plans that the result's indexes are of.
  let plans: [DialPlan]

  /// All steps, in order.
  var steps: [CallStep] { call.steps + result.steps }
  /// All notes, those about the call first.
  var notes: [String] { result.notes + call.notes }
}

/// Prints simulated calls, for people and for programs.
struct CallPrinter {
  private var places: PlaceFinder
  private let isColored: Bool

  /// Columns of a step's text at most; longer ones take several lines.
  private static let textWidth = 76

  /// Prints places by a finder.
  init(_ places: PlaceFinder, isColored: Bool) {
    self.places = places
    self.isColored = isColored
  }

  // MARK: For people

  /// Who and where, the steps by cluster, and what comes out.
  mutating func text(_ report: CallReport) -> String {
    var text = paint(shown(CallPrinter.title(report)), "1") + "\n"
    let steps = report.steps
    let width = min(steps.map { TerminalText($0.text).width }.max() ?? 0, CallPrinter.textWidth)
    var cluster: String?
    for (index, step) in steps.enumerated() {
      if step.cluster != cluster {
        cluster = step.cluster
        text += "\nin \(shown(step.cluster))\n"
      }
      let number = "\(index + 1)"
      text += String(repeating: " ", count: max(0, 4 - number.count)) + number + "  "
      let lines = CallPrinter.wrapped(shown(step.text), columns: CallPrinter.textWidth)
      text += lines.first ?? ""
      if let place = step.place {
        let room = max(0, width - TerminalText(lines.first ?? "").width) + 2
        text += String(repeating: " ", count: room) + paint(shown(places.position(place).text), "2")
      }
      text += "\n"
      for line in lines.dropFirst() { text += String(repeating: " ", count: 8) + line + "\n" }
    }
    return text + "\n" + conclusion(report)
  }

  /// The verdict and its reason in one line.
  func verdictLine(_ report: CallReport) -> String {
    "\(verdict(report.result.verdict)): \(shown(report.result.reason))\n"
  }

  /// A text in lines of at most so many columns, the later ones two columns shorter for their indent.
  private static func wrapped(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      let room = lines.count > 1 ? columns - 2 : columns
      if let last = lines.last, TerminalText("\(last) \(word)").width <= room {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  private static func title(_ report: CallReport) -> String {
    let phone = "\(report.subject.phone.name) in \(report.subject.visiting.handle)"
    let country = report.call.setup.country.map { " (\($0))" } ?? ""
    guard let traveller = report.subject.traveller else {
      return "\(report.dialled) is dialled on \(phone)\(country), where nobody is logged in"
    }
    return "\(report.dialled) is dialled by \(traveller.user.name) of \(traveller.home.handle) on \(phone)\(country)"
  }

  private func conclusion(_ report: CallReport) -> String {
    let result = report.result
    var rows = [("verdict", "\(verdict(result.verdict)): \(shown(result.reason))")]
    if let delivered = result.delivered { rows.append(("number delivered", shown(delivered))) }
    if let calling = result.callingNumber {
      let origin = result.isCallingNumberLocal ? ", set where the call leaves" : ", as the caller's line has it"
      rows.append(("calling number", shown(calling) + origin))
    }
    rows += report.notes.map { ("note", shown($0)) }
    return rows.map { name, value in
      name + String(repeating: " ", count: max(1, 18 - name.count)) + value + "\n"
    }.joined()
  }

  private func verdict(_ verdict: CallVerdict) -> String {
    switch verdict {
    case .ok: paint(verdict.rawValue, "1;32")
    case .timeout, .unknown: paint(verdict.rawValue, "1;33")
    case .wrongCountry, .noRoute, .blocked, .egressAtHome: paint(verdict.rawValue, "1;31")
    }
  }

  /// Names come from files: nothing in them may steer the terminal.
  private func shown(_ text: String) -> String { TerminalText(text).string }

  private func paint(_ text: String, _ code: String) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  // MARK: For programs

  /// Everything, with keys that stay.
  mutating func json(_ report: CallReport) -> String {
    var json = JSONWriter(.pretty)
    json.beginObject()
    json.member("dialled", report.dialled)
    writeCaller(report, into: &json)
    let result = report.result
    json.member("verdict", result.verdict.rawValue)
    json.member("reason", result.reason)
    writeEnd(report, into: &json)
    writeOptional("delivered", result.delivered, into: &json)
    writeOptional("callingNumber", result.callingNumber, into: &json)
    json.member("isCallingNumberLocal", result.isCallingNumberLocal)
    json.member("usesLocalRouteGroup", result.usesLocalRouteGroup)
    json.member("notes", report.notes)
    json.key("steps")
    json.beginArray()
    for step in report.steps { write(step, into: &json) }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.text
  }

  private func writeCaller(_ report: CallReport, into json: inout JSONWriter) {
    json.key("caller")
    json.beginObject()
    writeOptional("user", report.subject.traveller?.user.name.string, into: &json)
    writeOptional("home", report.subject.traveller?.home.handle, into: &json)
    writeOptional("profile", report.profile, into: &json)
    writeOptional("line", report.call.setup.line?.number, into: &json)
    json.endObject()
    json.key("phone")
    json.beginObject()
    json.member("name", report.subject.phone.name.string)
    json.member("cluster", report.subject.visiting.handle)
    let pool = report.subject.phone.devicePool.flatMap { $0.isPoison ? nil : $0.name.string }
    writeOptional("devicePool", pool, into: &json)
    writeOptional("country", report.call.setup.country, into: &json)
    json.endObject()
  }

  private mutating func write(_ step: CallStep, into json: inout JSONWriter) {
    json.beginObject(inline: true)
    json.member("cluster", step.cluster)
    json.member("text", step.text)
    if let place = step.place {
      let position = places.position(place)
      json.member("path", position.path)
      if let line = position.line { json.member("line", line) }
      if let column = position.column { json.member("column", column) }
    }
    json.endObject()
  }

  private func writeEnd(_ report: CallReport, into json: inout JSONWriter) {
    let end = CallEndWords(report.result.end, plans: report.plans)
    json.key("end")
    json.beginObject(inline: true)
    json.member("kind", end.kind)
    json.member("cluster", end.cluster)
    if let object = end.object { json.member("object", object) }
    if let country = end.country { json.member("country", country) }
    json.endObject()
  }

  private func writeOptional(_ key: String, _ value: String?, into json: inout JSONWriter) {
    guard let value else {
      json.key(key)
      json.null()
      return
    }
    json.member(key, value)
  }
}

/// Where a call ends, in words for programs.
struct CallEndWords {
  /// One word for the way it ends, such as `gateway` or `no-match`.
  let kind: String
  /// Handle of the cluster in which it ends.
  let cluster: String
  /// Name of what takes or rejects the call; nil where nothing does.
  let object: String?
  /// Country of a gateway; nil elsewhere.
  let country: String?

  /// Reads an end whose indexes are of these plans.
  init(_ end: CallEnd, plans: [DialPlan]) {
    var country: String?
    let (kind, index, object): (String, Int, String?)
    switch end {
    case .gateway(let cluster, let gateway, let land):
      (kind, index, object) = ("gateway", cluster, plans[cluster].gateways[gateway].name.name)
      country = land
    case .outsideTrunk(let cluster, let trunk):
      (kind, index, object) = ("outside-trunk", cluster, plans[cluster].trunks[trunk].name.name)
    case .directoryNumber(let cluster, let number): (kind, index, object) = ("extension", cluster, number.name)
    case .external(let cluster): (kind, index, object) = ("external-cluster", cluster, nil)
    case .noMatch(let cluster): (kind, index, object) = ("no-match", cluster, nil)
    case .incomplete(let cluster): (kind, index, object) = ("incomplete", cluster, nil)
    case .blocked(let cluster, let pattern):
      (kind, index, object) = ("blocked", cluster, plans[cluster].patterns[pattern].text)
    case .noLocalRouteGroup(let cluster, let pool):
      (kind, index, object) = ("no-local-route-group", cluster, pool.map { plans[cluster].devicePools[$0].name.name })
    case .noMember(let cluster): (kind, index, object) = ("no-member", cluster, nil)
    case .noPSTNAccess(let cluster): (kind, index, object) = ("no-pstn-access", cluster, nil)
    case .noInboundTrunk(let cluster): (kind, index, object) = ("no-inbound-trunk", cluster, nil)
    case .loop(let cluster): (kind, index, object) = ("loop", cluster, nil)
    case .unmodelled(let cluster, let what): (kind, index, object) = ("unmodelled", cluster, what)
    }
    self.kind = kind
    self.cluster = plans[index].cluster
    self.object = object
    self.country = country
  }
}
