import EMDSL

/// Tests of gateways that stand in for each other, and of super users of EM roaming.
extension VerificationSteps {
  // MARK: Second gateways

  /// One line for each site of visitors with several gateways; nil where no site has.
  func failover(at facts: RunbookFacts) -> RunbookStep? {
    let numbers = deployment.emergencyNumbersByCountry
    var seen: Set<UInt32> = []
    var rows: [[RunbookText]] = []
    for site in VisitorSite.all(of: facts.cluster) {
      guard let country = site.country, let number = numbers[country]?.first, seen.insert(site.pool.index).inserted,
        let group = site.pool.localRouteGroup, group.isKnown
      else { continue }
      let members = group.members.compactMap { $0.value.kind == nil ? nil : $0.value.name.string }
      guard let first = members.first, members.count > 1 else { continue }
      rows.append([
        "☐", .name(site.pool.name.string), .name(group.name.string), .name(first), .names(Array(members.dropFirst())),
        .name(number), .optional(site.phones.first.first?.name),
      ])
    }
    guard !rows.isEmpty else { return nil }
    let handle = facts.cluster.handle
    return RunbookStep(
      id: "\(handle).verify-failover", cluster: handle, title: "See that emergency calls take the other gateway",
      why: "All other test calls leave by one gateway of a site; the others are there for the day when it is away.",
      actions: [
        .say(
          """
          For each line, one after the other, with the network team: take the first gateway out of service towards \
          Unified CM (shut its interface or its dial peers down), see in \(menu: "Device > Gateway") or \
          \(menu: "Device > Trunk") that it is away, make the call as arranged, from the phone without a visitor, and \
          bring the gateway back before the next line. Then do the same with each of the others away, where the route \
          group gives calls to its members in turn.
          """),
        .table(["Done", "Site", "Route group", "Away", "Must take the call", "Dial", "Phone"], rows),
      ],
      verify: [
        "Each call reached the centre or test number by the gateway of its line, with a number that can be called back.",
        "Every gateway is in service again.",
      ],
      undo: "Bring the gateway back into service.",
      notice: "Calls in progress over the gateway drop, calls from outside over it fail while it is away.",
      minutes: 10 * rows.count, after: ["\(handle).verify-emergency"])
  }

  // MARK: EM roaming

  /// Logins of super users at another cluster's phone, without EMCC; nil where nobody roams.
  var roamingLogins: RunbookStep? {
    let members = deployment.roamingMembers.filter { !$0.isExternal }
    guard members.count > 1 else { return nil }
    let rows = members.flatMap { roamingRows($0, members) }
    guard !rows.isEmpty else { return nil }
    let handles = members.map(\.handle)
    let listed = rows.prefix(VerificationSteps.pairLimit)
    return RunbookStep(
      id: "deployment.verify-roaming", cluster: nil, title: "Log the roaming users in at other clusters",
      why: """
        A super user of EM roaming is a local user everywhere: the phone stays with its own cluster, and the lookup \
        service tells the others where the user is.
        """,
      actions: [
        .say("Each of these is in the group \(name: SystemObjects.roamingSuperUsers) of every cluster of the table."),
        .table(["Done", "Super user", "Home", "Log in at", "Phone"], Array(listed)),
      ] + more(listed.count, rows.count, "logins; test the others in the same way") + [
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
        "The emergency number ends at a gateway of the site of the phone.",
        """
        \(menu: "Advanced Features > ILS Configuration") of \(.names(handles)) shows the other clusters as \
        \(field: "Up to date").
        """,
        "Logging out gives every phone its own line.",
      ],
      undo: "Log the users out, and take EM roaming out of service by the step \(step: "deployment.back-out-roaming").",
      minutes: 10 * listed.count, after: handles.map { "\($0).super-users" })
  }

  /// Each super user of a home once, and each other member once, with the users in turn.
  private func roamingRows(_ home: Cluster, _ members: [Cluster]) -> [[RunbookText]] {
    var superUsers = RoamingSuperUsers()
    let users = home.users.filter { superUsers.membership(of: $0) != nil && $0.homeCluster != false }
      .map { $0.name.string }.sorted(by: ResolvedJSON.precedes)
    let others = members.filter { $0 !== home }
    guard !users.isEmpty, !others.isEmpty else { return [] }
    return (0..<max(users.count, others.count)).map { index in
      let visiting = others[index % others.count]
      return [
        "☐", .name(users[index % users.count]), .name(home.handle), .name(visiting.handle),
        loginPhone(visiting).map { .name($0) } ?? "any phone for logins",
      ]
    }
  }

  private func loginPhone(_ cluster: Cluster) -> String? {
    cluster.phones.first { $0.extensionMobility == true && $0.isKnown }?.name.string
  }
}
