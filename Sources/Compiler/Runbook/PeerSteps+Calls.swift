import EMDSL
import EMDiagnostics

extension PeerSteps {
  /// Roaming device pools, one a country of ours.
  var pools: RunbookStep? {
    let visited = visited
    guard !visited.isEmpty else { return nil }
    let numbers = deployment.emergencyNumbersByCountry
    let rows = visited.flatMap { cluster -> [[RunbookText]] in
      let countries = Set(VisitorSite.all(of: cluster).compactMap(\.country)).sorted(by: ResolvedJSON.precedes)
      return countries.map { country in
        [
          .name(cluster.clusterID), .name(country),
          "\(field: "Country") \(name: country)\(words: otherFields(cluster))",
          .names(numbers[country] ?? []),
        ]
      }
    }
    return step(
      "roaming-device-pools", "Add a roaming device pool for each country of our sites",
      why: """
        Your cluster routes the calls of your users at our phones. Their emergency calls must come back to us: the \
        pool's adjunct CSS must reach the emergency numbers of the country, each routed to Standard Local Route Group.
        """,
      [
        .say(
          """
          For each line add a geolocation in \(menu: "System > Geolocation Configuration") with the fields of the \
          third column, and a device pool in \(menu: "System > Device Pool") with it, your Unified CM group, the time \
          zone there, and an adjunct CSS in the section of roaming-sensitive settings.
          """),
        .table(["Visited cluster", "Country", "Geolocation", "Emergency numbers, as dialled there"], rows),
        .say(
          """
          Use one geolocation filter, with the same fields as ours: \(.names(filterFields)). A filter that compares \
          more or fewer fields finds another pool, or none.
          """),
      ],
      verify: [
        """
        For each row there is a pool whose geolocation has this country, with an adjunct CSS that reaches every \
        number of the row.
        """
      ],
      undo: "Delete the pools.", minutes: 15 * max(1, rows.count), after: ["facts"])
  }

  /// Fields that our filters compare, in the order of the vocabulary; the first cluster's, for all must be equal.
  private var filterFields: [String] {
    let filter = ours.lazy.compactMap { $0.emccGeolocationFilter }.first
    return filter?.fields.compactMap { member -> String? in (member.word() as GeolocationField?)?.token } ?? ["country"]
  }

  private func otherFields(_ cluster: Cluster) -> String {
    filterFields.count > 1 ? ", and the other fields of the filter, which we send you" : ""
  }

  /// Their partitions and calling search spaces, for their users abroad and for ours at their phones.
  var dialPlan: RunbookStep? {
    guard !visited.isEmpty || !homes.isEmpty else { return nil }
    return step(
      "dial-plan", "Make emergency numbers and the EMCC trunk reachable",
      why: "The home routes every call of a visitor. What it sends to the visited cluster must find a way out there.",
      [
        .say(
          """
          Your users at our phones search three calling search spaces, in this order: the adjunct CSS of the roaming \
          device pool, the CSS of the line, the CSS of the device profile for EMCC. Only emergency numbers may lead to \
          the Standard Local Route Group there; other calls leave by your own gateways.
          """),
        .say(
          """
          Our users at your phones: what we send arrives on your EMCC trunk, and is looked up in its CSS, or in that \
          of the phone itself, as \(field: "CSS for PSTN Access SIP Trunk") says. That CSS must take the numbers of \
          the table as well as those of your country, each to the number of your emergency centre, by the Standard \
          Local Route Group of the phone's device pool.
          """),
        .table(["Our users are from", "Emergency numbers that they dial from habit"], habits),
        .say(
          """
          Set a calling party transformation at your gateways: your centre must see a number of your site that it can \
          call back, not our extension. Other numbers that arrive on the trunk need no route.
          """),
      ],
      verify: [
        """
        \(menu: "Tools > Dialed Number Analyzer", in: .serviceability) routes each number of the table, with that CSS, \
        to your emergency centre.
        """
      ],
      undo: "Take the patterns away.", minutes: 60, after: ["roaming-device-pools"])
  }

  private var habits: [[RunbookText]] {
    let numbers = deployment.emergencyNumbersByCountry
    return homes.map { home in
      let countries = Set(
        home.gateways.compactMap { $0.country?.string } + VisitorSite.all(of: home).compactMap(\.country))
      let sorted = countries.sorted(by: ResolvedJSON.precedes)
      return [.name(home.clusterID), .names(sorted.flatMap { numbers[$0] ?? [] }.unique, limit: 24)]
    }
  }

  // MARK: Tests

  /// Who and what we test with, and what is expected.
  var verify: RunbookStep {
    let rows: [[RunbookText]] = ours.flatMap { cluster -> [[RunbookText]] in
      var rows: [[RunbookText]] = []
      if homes.contains(where: { $0 === cluster }) {
        rows.append(["☐", .name(cluster.clusterID), "your cluster", "ours", "yours: ____", "____"])
      }
      if visited.contains(where: { $0 === cluster }) {
        rows.append(["☐", "your cluster", .name(cluster.clusterID), "yours: ____", "ours", "____"])
      }
      return rows
    }
    return step(
      "verify", "Name users and phones for the tests, and make them with us",
      why: "Each pair of clusters is tested in both directions, before anybody else is told.",
      [
        .say(
          """
          Send us user IDs of yours who are enabled for EMCC, names of phones with Extension Mobility, and for each \
          emergency number the gateway and the number that your centre will see. Arrange live calls with your centre, \
          on its line for administration, or name the carrier's test number.
          """),
        .say(
          """
          In the window of the verification: log in, call the reception of the home and be called back, dial what was \
          arranged, log out.
          """),
        .table(["Done", "User's home", "Visited", "User", "Phone", "Emergency number, gateway, number shown"], rows),
        .say("Once in each direction: a wrong PIN shows 2, an unknown user ID 23."),
      ],
      verify: [
        "Every login shows the user's line, every logout brings the phone back to its cluster.",
        "Every emergency call left at the site of the phone, with the number of the table.",
      ],
      undo: "Log the users out.", minutes: 30 + 10 * rows.count, after: ["facts"])
  }

  /// Taking their cluster out of service.
  var backOut: RunbookStep {
    step(
      "back-out", "If something goes wrong: take your cluster out of service",
      why: "Calls of visitors end where they should not. Ten minutes; only visitors' phones restart.",
      [
        .say(
          """
          In \(menu: "Advanced Features > EMCC > EMCC Intercluster Service Profile") clear \(field: "Active") of \
          \(field: "EMCC") and press \(field: "Save"); leave \(field: "PSTN Access") until no visitor is left, for \
          their emergency calls need it.
          """),
        .say(
          """
          End the sessions of your users at our phones: in \(menu: "Device > Phone") open each device named \
          \(name: "EMCC…") that is registered, and press \(field: "Log Out"). We do the same for ours at your phones.
          """),
        .say(
          """
          Then clear \(field: "Active") of \(field: "PSTN Access"), and delete our clusters in \
          \(menu: "Advanced Features > Cluster View") if it is for long. Call us.
          """),
      ],
      verify: ["No base device has a user, and your phones for visitors are registered in your cluster."],
      undo: "Tick \(field: "Active") again, and repeat the tests with us.",
      minutes: 10, notice: "Visitors lose their line; nobody else notices.")
  }
}
