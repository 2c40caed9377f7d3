import EMDSL
import EMSimulation

/// Emergency calls of phones in service: where they go before the dial plan is touched, and that they are right after it.
struct EmergencySteps {
  /// The cluster.
  let facts: RunbookFacts
  /// The deployment.
  let deployment: Deployment

  private var handle: String { facts.cluster.handle }
  private var responder: String? { facts.cluster.emergencyResponder.first?.group?.string }

  // MARK: Before

  /// What the dial plan would bypass; nil where the deployment has no pattern for emergency numbers.
  var today: RunbookStep? {
    let patterns = patterns
    guard !patterns.isEmpty else { return nil }
    return RunbookStep(
      id: "\(handle).emergency-today", cluster: handle, title: "Find out where emergency numbers go today",
      why: """
        The patterns of this bundle take emergency numbers from the window of the dial plan on. Where Emergency \
        Responder or something else that the deployment does not describe takes them today, it would be bypassed.
        """,
      actions: todayActions(patterns),
      verify: [
        """
        Every line says where its numbers go today. In none of them is that a CTI route point or Emergency Responder, or \
        anything else that the bundle's patterns would bypass, unless \(field: "replaced") is ticked, with the name of \
        who agreed.
        """,
        "No number in use begins with a new urgent pattern.",
      ],
      undo: "Nothing to undo.", minutes: 30, after: ["\(handle).services"])
  }

  private func todayActions(_ patterns: [[RunbookText]]) -> [RunbookAction] {
    var actions: [RunbookAction] = [
      .say(
        """
        For each line ask \(menu: "Tools > Dialed Number Analyzer", in: .serviceability), \
        \(field: "Analysis > Phones"), for a phone in service of the site, and look the numbers up in \
        \(menu: "Call Routing > Route Plan Report"). Write down what takes them: pattern, partition, and the route list, \
        gateway or CTI route point behind it.
        """),
      .table(
        ["Site", "Country", "Numbers, as dialled", "Goes today to", "Emergency Responder, and bypassed"],
        sites.map { site in
          [
            .name(site.pool), "\(words: site.country)", .names(numbers(site.country)), "",
            "☐ no ☐ yes ☐ replaced, agreed by ____",
          ]
        }),
      .say("From the window of the dial plan on these patterns take them:"),
      .table(["Pattern", "Partition", "Leads to"], patterns),
    ]
    actions += urgent
    if let responder {
      actions.append(
        .say(
          """
          Emergency Responder \(name: responder) serves phones of this cluster, so expect its CTI route point, its \
          patterns for calls back (ELIN), and the patterns by which other groups reach it. The bundle has none of them, \
          and changes none.
          """))
    }
    return actions + [
      .say(
        """
        \(field: "Stop") where a line says yes: do not open the window of the dial plan. Tell whoever keeps the \
        deployment's files: either the patterns for these sites must lead to Emergency Responder as today, or the \
        administrator of Emergency Responder and whoever answers for emergency calls agree in writing that they are \
        replaced. In the first case have the bundle compiled anew, and begin this step again; in the second tick \
        \(field: "replaced"), and write down who agreed.
        """)
    ]
  }

  /// Digits behind an urgent pattern are lost, so that a number which begins like it calls a centre instead.
  private var urgent: [RunbookAction] {
    let patterns = facts.cluster.routePatterns.filter { $0.isKnown && $0.urgentPriority == true }
      .flatMap { $0.patterns.compactMap { $0.value?.string } }
    guard !patterns.isEmpty else { return [] }
    var seen: Set<String> = []
    let distinct = patterns.filter { seen.insert($0).inserted }.sorted(by: ResolvedJSON.precedes)
    return [
      .say(
        """
        These patterns are urgent: whoever dials a number that begins like one calls the centre as soon as its digits \
        are dialled. For each that is not there yet list what people dial that begins with its digits: extensions, \
        service numbers and speed dials in \(menu: "Call Routing > Route Plan Report"), and the dialled numbers of the \
        call detail records of some months. \(field: "Stop") on a hit, as below: the number or the pattern must change.
        """),
      .table(
        ["Urgent pattern", "Numbers that begin with its digits"], distinct.map { [.name($0), "☐ none: ____"] }),
      .say(
        """
        Run every number of a check call, such as an outside, an international and a service number, through the \
        analyzer before anybody dials it: where its first digits are an urgent pattern, it calls an emergency centre.
        """),
    ]
  }

  /// The route patterns that take an emergency number of any country.
  private var patterns: [[RunbookText]] {
    let numbers = Set(deployment.emergencyNumbersByCountry.values.joined())
    var rows: [[RunbookText]] = []
    for row in facts.cluster.routePatterns where row.isKnown {
      for pattern in row.patterns.compactMap({ $0.value?.string }) {
        guard row.purpose == .emergency || numbers.contains(pattern.replacing(".", with: "")) else { continue }
        let target: RunbookText =
          row.block == true ? "nothing: the call is refused" : row.to.map { .name($0.name.string) } ?? "–"
        rows.append([.name(pattern), row.partition.map { .name($0.name.string) } ?? "none", target])
      }
    }
    return rows
  }

  private func numbers(_ country: String) -> [String] { deployment.emergencyNumbersByCountry[country] ?? [] }

  // MARK: After

  /// The check in the window of the dial plan; nil where no written phone says where it stands.
  var check: RunbookStep? {
    let rows = checkRows
    guard !rows.isEmpty else { return nil }
    let day: RunbookText =
      deployment.mesh.pairs.contains { $0.visiting == facts.cluster.id && $0.home != $0.visiting }
      ? "make the call that was arranged for the site in \(step: "deployment.arrange-tests")"
      : "make one call that you have arranged with the centre, or to the carrier's test number"
    return RunbookStep(
      id: "\(handle).dial-plan-check", cluster: handle,
      title: "See that phones in service reach an emergency centre, at every site",
      why:
        "The patterns are live for everybody now, long before the first visitor. Do not leave the window without it.",
      actions: [
        .say(
          """
          Open \(menu: "Tools > Dialed Number Analyzer", in: .serviceability), \(field: "Analysis > Phones"), and ask for \
          each line: it analyzes with the phone's own calling search spaces, and calls nobody. Ask for a phone in service \
          that you pick at the site; the phone of the table is only an example, and may not be there yet.
          """),
        .table(["Done", "Site", "Phone", "Dial", "Expected"], rows),
        .say(
          """
          The analyzer gets all digits at once, as a phone does after redial or dialling on hook: a longer pattern may \
          then take what an urgent one takes digit by digit. Where a line names two results, both must be right.
          """),
        .say(
          """
          Then, at each site, \(day), from a phone in service that you pick there, without a visitor. Where a line names several gateways, they take \
          calls in turn: make one arranged call by each, one behind the other.
          """),
      ],
      verify: [
        "Every line ends at the gateway of its own site, as its last column says; any gateway that it names is right.",
        """
        Each call that was made reached the centre or test number of its site, with a number that can be called back; \
        otherwise back out of the window now.
        """,
      ],
      undo: "Back out of the whole window, not of this step.", minutes: 10 + 2 * rows.count,
      after: ["\(handle).axl-dial-plan", "\(handle).axl-in-service", "deployment.arrange-tests"])
  }

  /// The same for the phones of the deployment, whose calling search spaces and device pools are new by then.
  var phoneCheck: RunbookStep? {
    let rows = checkRows
    guard !rows.isEmpty else { return nil }
    return RunbookStep(
      id: "\(facts.cluster.handle).phones-check", cluster: facts.cluster.handle,
      title: "See that the phones of the deployment reach an emergency centre, at every site",
      why: "They have new calling search spaces and device pools since their reset.",
      actions: [
        .say(
          """
          Open \(menu: "Tools > Dialed Number Analyzer", in: .serviceability), \(field: "Analysis > Phones"), and ask for \
          each line, with the phone that it names:
          """),
        .table(["Done", "Site", "Phone", "Dial", "Expected"], rows),
        .say(
          """
          Then make one call at each site from such a phone, without a visitor: one that you have arranged with the \
          centre, or one to the carrier's test number.
          """),
      ],
      verify: [
        """
        Every line ends at the gateway of its own site, and each call reached the centre or test number with a number \
        that can be called back. Where one is wrong, undo step \(name: "\(facts.cluster.handle).axl-phones") now, and \
        reset the same phones once more.
        """
      ],
      undo: "Undo the step of the phones, not this one.", minutes: 10 + 2 * rows.count,
      after: ["\(facts.cluster.handle).reset-phones"])
  }

  /// For each site its numbers, those together that end alike.
  private var checkRows: [[RunbookText]] {
    let (setups, simulator) = (CallSetups(deployment), deployment.callSimulator)
    return sites.flatMap { site -> [[RunbookText]] in
      let setup = setups.loggedOut(site.phone, in: facts.cluster).setup
      var groups: [(numbers: [String], expected: RunbookText)] = []
      for number in numbers(site.country) {
        let expected = simulator.call(setup, dialling: number)
          .expected(simulator.plans, enBloc: simulator.call(setup, dialling: number, enBloc: true))
        if let slot = groups.firstIndex(where: { $0.expected == expected }) {
          groups[slot].numbers.append(number)
        } else {
          groups.append(([number], expected))
        }
      }
      return groups.map { group in
        ["☐", .name(site.pool), .name(site.phone.name.string), .names(group.numbers), group.expected]
      }
    }
  }

  // MARK: Sites

  private struct Site {
    var pool: String
    var country: String
    var phone: Entity<PhoneRow>
  }

  /// One phone of each device pool whose country is known, by the name of the pool.
  private var sites: [Site] {
    var sites: [Site] = []
    var seen: Set<UInt32> = []
    for phone in facts.cluster.phones where phone.isKnown {
      guard let pool = phone.devicePool, pool.isKnown, !seen.contains(pool.index),
        let country = Standing(phone, in: facts.cluster).country, !numbers(country).isEmpty
      else { continue }
      seen.insert(pool.index)
      sites.append(Site(pool: pool.name.string, country: country, phone: phone))
    }
    return sites.sorted { ResolvedJSON.precedes($0.pool, $1.pool) }
  }
}
