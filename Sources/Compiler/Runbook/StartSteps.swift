import EMDSL

/// What is arranged before anybody touches a cluster: people, networks, peers, tests.
struct StartSteps {
  /// The deployment.
  let deployment: Deployment
  /// Our clusters that take part.
  let clusters: [RunbookFacts]
  /// The exchange of certificates.
  let certificates: CertificateSteps

  /// The window; nil for a cluster alone.
  var window: RunbookWindow? {
    guard deployment.participants.count > 1, !clusters.isEmpty else { return nil }
    return RunbookWindow(
      id: "deployment.start", title: "Begin: people, networks, tests", cluster: nil, impact: .none,
      reason: "Days before anything else: every step here waits for somebody outside of the team.",
      steps: [contacts, letters, names, firewall, arrangeTests].compactMap(\.self))
  }

  private var peers: [Cluster] { deployment.participants.filter(\.isExternal) }

  /// True where users of a cluster log in at phones of another one.
  private var hasVisitors: Bool { deployment.mesh.pairs.contains { $0.home != $0.visiting } }

  // MARK: People

  private var contacts: RunbookStep {
    var rows: [[RunbookText]] = []
    func add(_ role: RunbookText, _ rights: RunbookText) { rows.append([role, rights, "", ""]) }
    for facts in clusters {
      add(
        "Unified CM administrator of \(name: facts.cluster.handle)",
        """
        group \(name: "Standard CCM Super Users"); platform administrator for certificates and backup; an AXL user
        """)
    }
    for peer in peers { add("Operator of \(name: peer.handle)", "does the items of the letter") }
    add("Network: DNS, firewalls, SFTP server", "can change all of them in the windows")
    if hasVisitors {
      add("Carrier of each site's gateways", "knows the test numbers and the addresses behind the numbers")
      add("Somebody at each test phone", "dials and looks at the display")
    }
    for group in responders { add("Emergency Responder administrator of \(name: group)", "system administrator there") }
    add("Who decides to go on or to go back", "can be reached in every window")
    return RunbookStep(
      id: "deployment.contacts", cluster: nil, title: "List who does what, and how to reach them",
      why: "At night nobody looks for a telephone number.",
      actions: [.table(["Role", "Needs", "Name", "Telephone"], rows)],
      verify: ["Every line has a name and a number, and everybody knows the dates of the windows."],
      undo: "Nothing to undo.", minutes: 30)
  }

  private var responders: [String] {
    clusters.compactMap { $0.cluster.emergencyResponder.first?.group?.string }
  }

  // MARK: Peers

  private var letters: RunbookStep? {
    guard !peers.isEmpty else { return nil }
    let tables = peers.flatMap { peer -> [RunbookAction] in
      let schedule = PeerSchedule(peer: peer, deployment: deployment, certificates: certificates)
      return [
        .say("\(name: peer.handle), by the letter \(file: "peers/\(peer.clusterID).md"):"),
        .table(PeerSchedule.columns, schedule.rows(asKeys: true)),
      ]
    }
    return RunbookStep(
      id: "deployment.letters", cluster: nil, title: "Send the letters, and agree on dates",
      why: "Clusters that somebody else runs must do their part at the right time: we wait for it, and they for us.",
      actions: [
        .say("Send each letter, fill in the dates together, and note what the operators correct in its first item.")
      ] + tables,
      verify: [
        "Every line has a date, and what they corrected stands in the deployment's files; compile anew then."
      ],
      undo: "Nothing to undo.", minutes: 30 * peers.count, after: ["deployment.contacts"])
  }

  // MARK: Networks

  private var names: RunbookStep {
    let rows = deployment.participants.map { cluster -> [RunbookText] in
      let addresses = ClusterAddresses(cluster)
      return [.name(cluster.handle), .names(addresses.all, limit: 24)]
    }
    return RunbookStep(
      id: "deployment.names", cluster: nil, title: "Check names and clocks in both directions",
      why: """
        Clusters find each other by these names, and certificates are valid by the clock. A name that only one side \
        resolves ends logins in the other direction with 208 or 23.
        """,
      actions: [
        .say(
          """
          On the command line of the publisher of each cluster run \(name: "utils network host NAME") for each name of \
          the other clusters, and for each address that it gives again.
          """),
        .table(["Cluster", "Names that all others must resolve, forward and backward"], rows),
        .say("On every node run \(name: "utils ntp status")."),
      ],
      verify: [
        "Every name gives its address in every cluster, and every address its name.",
        "Every node is synchronised, and no clock differs from another by more than a few seconds.",
      ],
      undo: "Nothing to undo.", minutes: 10 * rows.count)
  }

  private var firewall: RunbookStep {
    RunbookStep(
      id: "deployment.firewall", cluster: nil, title: "Open the firewalls between the clusters",
      why: "Most logins that fail after a clean deployment fail on a port that is closed in one direction.",
      actions: [
        .say(
          """
          Have these opened, in both directions between every pair of clusters that the deployment connects. Check \
          them against the port list of your versions.
          """),
        .table(
          FirewallPorts.columns,
          FirewallPorts(deployment: deployment, clusters: clusters, certificates: certificates).rows),
      ],
      verify: [
        """
        \(name: "utils network connectivity NAME 8443") on the command line of each Extension Mobility node answers \
        for those of all other clusters.
        """,
        "A phone of each site reaches a page of another cluster's login service, or the network team says so.",
      ],
      undo: "Have the ports closed again.", minutes: 60)
  }

  // MARK: Tests

  private var arrangeTests: RunbookStep? {
    guard hasVisitors else { return nil }
    let numbers = deployment.emergencyNumbersByCountry
    var rows: [[RunbookText]] = []
    for facts in clusters where !deployment.homes(at: facts.cluster).isEmpty {
      let sites = VisitorSite.all(of: facts.cluster)
      for country in Set(sites.compactMap(\.country)).sorted(by: ResolvedJSON.precedes) {
        let pools = Set(sites.filter { $0.country == country }.map { $0.pool.name.string })
        rows.append([
          .name(facts.cluster.handle), "\(words: country)", .names(pools.sorted(by: ResolvedJSON.precedes)),
          .names(numbers[country] ?? []), "", "",
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    return RunbookStep(
      id: "deployment.arrange-tests", cluster: nil, title: "Arrange the emergency test calls",
      why: "Calling an emergency centre without an arrangement is an offence in many countries, and takes a line away.",
      actions: [
        .say(
          """
          For each line ask the carrier of the site's gateways first: does it have a test number that says the number \
          and address which a centre would see, and may it be called by emergency routes?
          """),
        .say(
          """
          Then call the centre on its line for administration, never on the emergency number: ask for its procedure \
          for test calls, how many it allows, and for a time in the window of the verification.
          """),
        .say(
          """
          Where Emergency Responder serves a site, ask its administrator for a test location that routes to a \
          telephone of the company instead of to the centre.
          """),
        .table(
          ["Cluster", "Country", "Sites", "Numbers", "Carrier's test number", "Centre: contact, time, calls"], rows),
      ],
      verify: ["Every line says how, when and with whom the calls are made."], undo: "Cancel the times.",
      minutes: 45 * rows.count, after: ["deployment.contacts"])
  }
}
