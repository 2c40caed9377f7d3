import EMDSL
import EMSimulation

extension VerificationSteps {
  /// Test calls at the stations of a cluster; nil where nothing is known to dial.
  func calls(at facts: RunbookFacts) -> RunbookStep? {
    let visiting = facts.cluster
    let stations = plan.stations.filter { $0.visiting === visiting }
    let external = external(at: visiting)
    guard !stations.isEmpty || !external.isEmpty else { return nil }
    let live = stations.flatMap(\.calls).count { $0.way == .live }
    let dry = stations.flatMap(\.calls).count { $0.way != .live }
    let extent = plan.extents[visiting.id]
    let rest =
      extent?.isComplete ?? true
      ? "pairs of a home and a site, each site and each home of a country at least once"
      : "pairs of a home and a site; test the sites that are missing here before their people are told"
    var actions = Array(rules.prefix(stations.isEmpty ? 1 : rules.count)) + stations.flatMap(station)
    actions += more(stations.count, extent?.total ?? 0, rest)
    if stations.count < extent?.total ?? 0 {
      actions.append(.say("All of them, with what is expected, stand in \(file: EmergencyCallFile.path)."))
    }
    return RunbookStep(
      id: "\(visiting.handle).verify-emergency", cluster: visiting.handle,
      title: "Make the visitors' test calls at \(name: visiting.handle), emergency numbers first",
      why: """
        A traveller's emergency call must leave where the phone stands, not at home, and show a number that the \
        centre can call back. This is the step that must not be left out.
        """,
      actions: actions + external, verify: checks(live, hasTables: !stations.isEmpty),
      undo: "Take EMCC out of service by the step \(step: "deployment.back-out"), at once.",
      minutes: max(30, 10 * live + dry), after: ["\(visiting.handle).verify-logins", "deployment.arrange-tests"])
  }

  private func checks(_ live: Int, hasTables: Bool) -> [RunbookText] {
    var checks: [RunbookText] = [
      """
      \(live > 0 ? "The \(count: live, of: "live call")" : "The calls") reached the centre of the phone's own country, \
      and it read back the number that it saw.
      """,
      "Somebody called that number from the public network, and it rings where people know who sits at the phone.",
    ]
    if hasTables { checks.append("Every other line ended as its table says, in the analyzer or at the phone.") }
    return checks + [
      "The call detail records of the visited cluster show a gateway of the phone's own site for each live call."
    ]
  }

  private var rules: [RunbookAction] {
    [
      .say(
        """
        Call no emergency number without an arrangement. Lines with \(field: "live") are made once each, at the agreed \
        time, or with the carrier's test number instead of the number; say at once that it is a test, give your name, \
        and ask which number and address the centre sees.
        """),
      .say(
        """
        Lines with \(field: "analyzer") call nobody: open \(menu: "Tools > Dialed Number Analyzer", in: .serviceability) \
        of the home, \(field: "Analysis > Analyzer"), and enter the digits dialled with the calling search space that \
        stands above the table; the result must be a route list with the Standard Local Route Group. Then do the same \
        in the visited cluster, with the digits of \(field: "Sent there as"); the result must be the route list and \
        the number of the line. The analyzer gets all digits at once: where a line names two results, that for all \
        digits at once is its own, and the phone's is the other one. The service \
        \(field: "Cisco Dialed Number Analyzer") must be active.
        """),
      .say(
        """
        All other lines are dialled at the phone. A line that shows a form of number stands for a telephone of your \
        own: never dial a stranger.
        """),
    ]
  }

  private func station(_ station: TestStation) -> [RunbookAction] {
    let plans = deployment.callSimulator.plans
    let spaces = station.searchSpaces(plans)
    let pool: RunbookText = station.site.geolocation.map { " at \(name: $0)" } ?? ""
    var heading: RunbookText = """
      User \(name: station.user) of \(name: station.home.handle) at phone \(name: station.phone) of \
      \(name: station.visiting.handle), device pool \(name: station.site.pool)\(pool), \
      \(words: station.site.country ?? "")
      """
    if let css = spaces.home { heading += "; at home \(name: css)" }
    if let css = spaces.visited { heading += ", in the visited cluster \(name: css)" }
    heading += ":"
    let rows = station.calls.map { call -> [RunbookText] in
      var sent: RunbookText = call.sent.map { .name($0) } ?? "–"
      if let all = call.sentEnBloc { sent += "; all at once: \(name: all)" }
      return [
        "☐", .name(call.dialled), call.kind, "\(field: word(call.way))", sent,
        call.result.expected(plans, enBloc: call.enBloc), call.result.callingNumber.map { .name($0) } ?? "–",
      ]
    }
    return [
      .say(heading),
      .table(["Done", "Dial", "Number", "How", "Sent there as", "Expected", "Number that is shown"], rows),
    ]
  }

  private func word(_ way: TestStation.Call.Way) -> String {
    switch way {
    case .live: "live"
    case .analyzer: "analyzer"
    case .plain: "phone"
    }
  }
}
