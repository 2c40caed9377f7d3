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
      steps: [contacts, letters, late, names, firewall, arrangeTests].compactMap(\.self))
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
    add(
      "Who keeps the deployment's files",
      "has \(name: "emcc-lint"), compiles the bundle anew when a file changes, and writes the dates of the ledger")
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
        """
        Every line has a date, and what they corrected stands in the deployment's files; have whoever keeps them \
        compile the bundle anew then.
        """
      ],
      undo: "Nothing to undo.", minutes: 30 * peers.count, after: ["deployment.contacts"])
  }

  /// The way on without a peer that is not ready; nil where there is none.
  private var late: RunbookStep? {
    guard !peers.isEmpty else { return nil }
    let handles: RunbookText = .names(peers.map(\.handle), limit: 40)
    var rows: [[RunbookText]] = []
    if certificates.isNeeded {
      rows.append([
        "its export is not in the directory on the day of the consolidation",
        """
        consolidate and import without it. When it comes: consolidate again, and import on each of our clusters again, \
        one a night; phones restart once more
        """,
      ])
    }
    rows += [
      [
        "its items are not done in the evening of the remote clusters",
        """
        send the requests all the same, then open its entry in \(menu: "Advanced Features > Cluster View") of each of our \
        clusters and clear the boxes of its services, so that nobody is asked there; leave out its lines of the \
        verification
        """,
      ],
      [
        "it is ready",
        """
        tick its services again, press \(field: "Update Remote Cluster Now") on both sides, and make its lines of the \
        verification in an evening of their own, with \(step: "deployment.open") behind them
        """,
      ],
    ]
    return RunbookStep(
      id: "deployment.peers-late", cluster: nil, title: "Only when a peer is late: go without it",
      why: "Our own clusters need not wait for somebody else's: all steps among them work without it.",
      actions: [
        .say(
          """
          Agree with \(handles) on a last day for each item, a week before our step that waits for it. After that day \
          take the items that steps name under "After" as done, and go on:
          """),
        .table(["When", "What we do"], rows),
        .say(
          """
          Roaming device pools, trunks and users for it are added by the requests as described: nothing uses them before \
          its services are on.
          """),
      ],
      verify: ["The last day of each item stands beside its date, and the peer knows what happens then."],
      undo: "Nothing to undo.", minutes: 15, isOptional: true, after: ["deployment.letters"])
  }

  // MARK: Networks

  /// SRV names to which trunks of ours lead, with the clusters that ask for them.
  private var serviceNames: [[RunbookText]] {
    clusters.flatMap { facts in
      facts.cluster.sipTrunks.filter { $0.isKnown && $0.destinationIsSrv == true }.flatMap { trunk in
        trunk.destinations.compactMap { $0.value?.string }.map { name -> [RunbookText] in
          [.name(facts.cluster.handle), .name(trunk.name.string), .name(name)]
        }
      }
    }
  }

  private var resolved: [RunbookAction] {
    let rows = serviceNames
    guard !rows.isEmpty else { return [] }
    return [
      .say(
        """
        Trunks lead to these SRV names: on the publisher of the cluster run \(name: "utils network host NAME srv") for \
        each; it must list servers, with the port of the trunk, and each server's own name must resolve too.
        """),
      .table(["Cluster", "Trunk", "SRV name"], rows),
    ]
  }

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
      ] + resolved + [
        .say("On every node run \(name: "utils ntp status").")
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
    let rows = clusters.filter { !deployment.homes(at: $0.cluster).isEmpty }.flatMap(siteRows)
    guard !rows.isEmpty else { return nil }
    return RunbookStep(
      id: "deployment.arrange-tests", cluster: nil, title: "Arrange the emergency test calls",
      why: "Calling an emergency centre without an arrangement is an offence in many countries, and takes a line away.",
      actions: [
        .say(
          """
          Two calls are made at each site: one from a phone without a visitor, behind the window of the dial plan, and \
          one by a visitor, in the verification. Sites that several gateways serve get one more for each other gateway.
          """),
        .say(
          """
          For each line ask the carrier of the site's gateways first: does it have a test number that says the number \
          and address which a centre would see, and may it be called by emergency routes?
          """),
        .say(
          """
          Then call the centre on its line for administration, never on the emergency number: ask for its procedure \
          for test calls, how many it allows, and for times in both windows.
          """),
        .say(
          """
          Where Emergency Responder serves a site, ask its administrator for a test location that routes to a \
          telephone of the company instead of to the centre.
          """),
        .table(
          ["Cluster", "Country", "Site", "Numbers", "Carrier's test number", "Centre: contact, time, calls"], rows),
      ],
      verify: ["Every line says how, when and with whom the calls are made."], undo: "Cancel the times.",
      minutes: 30 * rows.count, after: ["deployment.contacts"])
  }

  /// The sites of visitors at a cluster, by country, each with room for what was arranged.
  private func siteRows(_ facts: RunbookFacts) -> [[RunbookText]] {
    let numbers = deployment.emergencyNumbersByCountry
    var seen: Set<String> = []
    let sites = VisitorSite.all(of: facts.cluster).compactMap { site -> (country: String, pool: String)? in
      let pool = site.pool.name.string
      return site.country.flatMap { seen.insert("\($0) \(pool)").inserted ? ($0, pool) : nil }
    }
    let sorted = sites.sorted { left, right in
      left.country == right.country
        ? ResolvedJSON.precedes(left.pool, right.pool) : ResolvedJSON.precedes(left.country, right.country)
    }
    return sorted.map { site in
      [
        .name(facts.cluster.handle), "\(words: site.country)", .name(site.pool), .names(numbers[site.country] ?? []),
        "",
        "",
      ]
    }
  }
}
