import EMDSL
import EMSimulation

extension VerificationSteps {
  /// Test calls at each station; nil where nothing is known to dial.
  func calls(_ plan: TestPlan?) -> RunbookStep? {
    guard let plan, !plan.stations.isEmpty || !external.isEmpty else { return nil }
    let live = plan.stations.flatMap(\.calls).count { $0.way == .live }
    let dry = plan.stations.flatMap(\.calls).count { $0.way != .live }
    return RunbookStep(
      id: "deployment.verify-emergency", cluster: nil, title: "Make the test calls, emergency numbers first",
      why: """
        A traveller's emergency call must leave where the phone stands, not at home, and show a number that the \
        centre can call back. This is the step that must not be left out.
        """,
      actions: Array(rules.prefix(plan.stations.isEmpty ? 1 : rules.count)) + plan.stations.flatMap(station)
        + more(
          plan.stations.count, plan.total,
          plan.isComplete
            ? "pairs of a home and a site, each site and each home of a country at least once"
            : "pairs of a home and a site; test the sites that are missing here before their people are told",
          "emcc-lint simulate matrix --all") + external,
      verify: checks(live, hasTables: !plan.stations.isEmpty),
      undo: "Take EMCC out of service by the step \(name: "deployment.back-out"), at once.",
      minutes: max(30, 10 * live + dry), after: ["deployment.verify-logins", "deployment.arrange-tests"])
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
        the number of the line. The service \(field: "Cisco Dialed Number Analyzer") must be active.
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
      let sent = call.result.legs.count > 1 && call.result.usesLocalRouteGroup ? call.result.legs[1].digits : nil
      return [
        "☐", .name(call.dialled), call.kind, "\(field: word(call.way))", sent.map { .name($0) } ?? "–",
        expected(call.result, plans), call.result.callingNumber.map { .name($0) } ?? "–",
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

  private func expected(_ result: CallResult, _ plans: [DialPlan]) -> RunbookText {
    switch result.end {
    case .gateway(let cluster, let index, _)
    where plans.indices.contains(cluster) && plans[cluster].gateways.indices.contains(index):
      return """
        gateway \(name: plans[cluster].gateways[index].name.name) of \(name: plans[cluster].cluster) with \
        \(name: result.delivered ?? "")
        """
    case .directoryNumber(let cluster, let number) where plans.indices.contains(cluster):
      return "extension \(name: number.name) of \(name: plans[cluster].cluster) rings"
    case .blocked: return "refused, with the reorder tone"
    case .noMatch: return "refused, with the reorder tone: nothing takes it"
    default: return "not known: \(name: result.reason)"
    }
  }

  /// Calls with clusters that somebody else runs: their part cannot be foretold.
  private var external: [RunbookAction] {
    let handles = deployment.participants.filter(\.isExternal).map(\.handle)
    guard !handles.isEmpty else { return [] }
    let rows = clusters.map(\.cluster).flatMap(externalRows)
    var actions: [RunbookAction] = [
      .say(
        """
        Make the same calls with the operators of \(.names(handles)), in both directions; their dial plan is not known \
        here, so the item \(name: "verify") of their letter asks them for what is expected. The first number of a line is \
        called live, the others go into the analyzer: in ours with the digits that they say they send.
        """)
    ]
    if !rows.isEmpty {
      actions.append(
        .table(["Done", "User of", "Phone", "Country", "Dial", "Leaves by"], Array(rows.prefix(Self.pairLimit))))
    }
    return actions
  }

  /// Visitors from elsewhere at the first phone of each country of a cluster.
  private func externalRows(_ cluster: Cluster) -> [[RunbookText]] {
    let homes = deployment.homes(at: cluster).filter(\.isExternal)
    guard !homes.isEmpty else { return [] }
    let numbers = deployment.emergencyNumbersByCountry
    var seen: Set<String> = []
    return VisitorSite.all(of: cluster).flatMap { site -> [[RunbookText]] in
      guard let country = site.country, seen.insert(country).inserted, let phone = site.phones.first.first else {
        return []
      }
      return homes.map { home in
        [
          "☐", .name(home.handle), "\(name: phone.name.string) of \(name: cluster.handle)", "\(words: country)",
          .names(numbers[country] ?? []), "the local route group of \(name: site.pool.name.string)",
        ]
      }
    }
  }

  // MARK: EM roaming

  /// Logins of super users at another cluster's phone, without EMCC; nil where nobody roams.
  var roamingLogins: RunbookStep? {
    let members = deployment.roamingMembers.filter { !$0.isExternal }
    guard members.count > 1 else { return nil }
    var superUsers = RoamingSuperUsers()
    var rows: [[RunbookText]] = []
    for home in members {
      guard let user = home.users.first(where: { superUsers.membership(of: $0) != nil && $0.homeCluster != false })
      else { continue }
      for visiting in members where visiting !== home {
        let phone = visiting.phones.first { $0.extensionMobility == true && $0.isKnown }
        rows.append([
          "☐", .name(user.name.string), .name(home.handle), .name(visiting.handle),
          phone.map { .name($0.name.string) } ?? "any phone for logins",
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    let handles = members.map(\.handle)
    return RunbookStep(
      id: "deployment.verify-roaming", cluster: nil, title: "Log a roaming user in at another cluster",
      why: """
        A super user of EM roaming is a local user everywhere: the phone stays with its own cluster, and the lookup \
        service tells the others where the user is.
        """,
      actions: [
        .say("Each of these is in the group \(name: SystemObjects.roamingSuperUsers) of every cluster of the table."),
        .table(["Done", "Super user", "Home", "Log in at", "Phone"], Array(rows.prefix(VerificationSteps.pairLimit))),
        .say("Call the user's number from a phone of the home, then log in at a phone of the home as well."),
        .say(
          """
          Ask the analyzer of the visited cluster for an emergency number with the calling search spaces of that phone \
          and of the user's line: the call is routed by the visited cluster alone.
          """),
      ],
      verify: [
        """
        The phone shows the user's line, stays \(field: "Registered") in the visited cluster, and takes no base device.
        """,
        """
        The call from home rings at the visited phone; after the second login only the phone at home has the line, \
        within some minutes.
        """,
        """
        \(menu: "Advanced Features > ILS Configuration") of \(.names(handles)) shows the other clusters as \
        \(field: "Up to date").
        """,
        "Logging out gives every phone its own line.",
      ],
      undo: "Log the users out.", minutes: 10 * min(rows.count, VerificationSteps.pairLimit),
      after: handles.map { "\($0).super-users" })
  }
}
