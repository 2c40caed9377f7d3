import EMDSL
import EMSimulation

/// Tests with clusters that somebody else runs: our part can be foretold, theirs cannot.
extension VerificationSteps {
  // MARK: Their users at our phones

  /// Calls of visitors from elsewhere, at every site of a cluster of ours.
  func external(at visiting: Cluster) -> [RunbookAction] {
    let homes = deployment.homes(at: visiting).filter(\.isExternal)
    guard !homes.isEmpty else { return [] }
    var actions: [RunbookAction] = [
      .say(
        """
        Make the emergency calls of each line with the operators of \(.names(homes.map(\.handle))), whose users dial at \
        our phones: the first number of a site is called live, as arranged; the others go into our analyzer, with the \
        digits that they say they send, in the calling search space of the line. What their cluster sends must be \
        these digits: their item \(name: "verify") asks for it.
        """)
    ]
    let rows = externalRows(homes, visiting)
    if !rows.isEmpty {
      actions.append(
        .table(
          [
            "Done", "User of", "Phone", "Site", "Dial", "Sent to us as", "Looked up in", "Expected",
            "Number that is shown",
          ], Array(rows.prefix(Self.pairLimit * 2))))
      actions += more(min(rows.count, Self.pairLimit * 2), rows.count, "lines; test the other sites in the same way")
    }
    return actions
  }

  private func externalRows(_ homes: [Cluster], _ visiting: Cluster) -> [[RunbookText]] {
    let numbers = deployment.emergencyNumbersByCountry
    return VisitorSite.all(of: visiting).flatMap { site -> [[RunbookText]] in
      guard let country = site.country, let phone = site.phones.first.first else { return [] }
      return homes.flatMap { home in
        (numbers[country] ?? []).map { number in
          let arrival = arrival(of: number, at: site)
          return [
            "☐", .name(home.handle), .name(phone.name.string), "\(name: site.pool.name.string), \(words: country)",
            .name(number), "\(name: number)? ____", arrival.css.map { .name($0) } ?? "–",
            arrival.result?.expected(deployment.callSimulator.plans)
              ?? "the local route group of \(name: site.pool.name.string)",
            shownNumber(visiting, site).map { .name($0) } ?? "–",
          ]
        }
      }
    }
  }

  /// The number that the centre sees of other visitors at a site, where the visited cluster sets it for all.
  private func shownNumber(_ visiting: Cluster, _ site: VisitorSite) -> String? {
    let calls = plan.stations.filter { $0.visiting === visiting && $0.site.pool == site.pool.name.string }
      .flatMap(\.calls).filter { $0.way != .plain && $0.result.verdict == .ok }
    let shown = Set(calls.map { $0.result.isCallingNumberLocal ? $0.result.callingNumber : nil })
    return shown.count == 1 ? shown.first ?? nil : nil
  }

  /// What becomes of digits that arrive by PSTN Access for a phone of a site.
  private func arrival(of digits: String, at site: VisitorSite) -> (css: String?, result: CallResult?) {
    let simulator = deployment.callSimulator
    let (plans, ordinal) = (deployment.dialPlans, site.cluster.id.ordinal)
    guard simulator.plans.indices.contains(ordinal) else { return (nil, nil) }
    let plan = simulator.plans[ordinal]
    guard let access = plan.pstnAccess else { return (nil, nil) }
    let css =
      access.usesOriginalDeviceCSS
      ? plans.index(of: site.css, in: site.cluster.id)
      : access.trunk.flatMap { plan.trunks.indices.contains($0) ? plan.trunks[$0].css : nil }
    guard let css, plan.searchSpaces.indices.contains(css) else { return (nil, nil) }
    let setup = CallSetup(
      cluster: ordinal, chain: [ChainLink(access.usesOriginalDeviceCSS ? .device : .trunk, css: css)],
      devicePool: plans.index(of: site.pool, in: site.cluster.id), country: site.country)
    return (plan.searchSpaces[css].name.name, simulator.call(setup, dialling: digits))
  }

  // MARK: Our users at their phones

  /// The window for our users at phones of clusters that somebody else runs; nil where none may go there.
  var peerWindow: RunbookWindow? {
    let peers = deployment.participants.filter { peer in
      peer.isExternal && clusters.contains { facts in isPair(facts.cluster, peer) }
    }
    guard !peers.isEmpty else { return nil }
    return RunbookWindow(
      id: "deployment.verify-abroad", title: "Verify: our users at phones of others", cluster: nil, impact: .none,
      reason: """
        With the operators of \(.names(peers.map(\.handle), limit: 40)), in an evening of their own sites, on the day of \
        the remote clusters or the next one.
        """,
      steps: [peerStep(peers)], agreedWith: peers.map(\.handle))
  }

  private func isPair(_ home: Cluster, _ visiting: Cluster) -> Bool {
    deployment.mesh.pairs.contains { $0.home == home.id && $0.visiting == visiting.id }
  }

  private func peerStep(_ peers: [Cluster]) -> RunbookStep {
    let pairs = peers.flatMap { peer in clusters.filter { isPair($0.cluster, peer) }.map { ($0.cluster, peer) } }
    let rows = pairs.flatMap { callsAbroad(home: $0, at: $1) }
    let listed = rows.prefix(Self.pairLimit * 2)
    return RunbookStep(
      id: "deployment.verify-peers", cluster: nil, title: "Log our users in at phones of others, and make their calls",
      why: "Our clusters route the calls of our users there; only theirs can let an emergency call out at their site.",
      actions: [
        .say(
          """
          At a phone that the operators name, log each user in: the line of the table shows. Call the reception of the \
          user's home, and have it call back. Dial what they have arranged with their centre, from the first line of \
          each home. Log out.
          """),
        .say(
          """
          For the other lines ask the analyzer of the home for the digits dialled, with the first calling search space: \
          the result is the Standard Local Route Group, which sends the digits of \(field: "Sent there as"). Ask the \
          operators for the gateway and the number that these end at, by their item \(name: "verify"), and write it down.
          """),
        .table(
          [
            "Done", "Home", "At phones of", "Country", "User, line", "Dial", "CSS at home", "Sent there as",
            "Number that we show", "Gateway and number there",
          ], Array(listed)),
      ] + more(listed.count, rows.count, "lines; test the others in the same way"),
      verify: Self.loginChecks + [
        """
        Each call that was made reached the centre of the phone's own country, and it read back a number that can be \
        called back; every other line has a gateway of the phone's own site.
        """
      ],
      undo: "Take EMCC out of service by the step \(step: "deployment.back-out"), at once.",
      minutes: 10 * pairs.count + 2 * listed.count,
      after: clusters.map { "\($0.cluster.handle).update-remote-clusters" }
        + peers.flatMap { ["peer.\($0.handle).remote-clusters", "peer.\($0.handle).verify"] })
  }

  /// The emergency calls of a user of ours at a phone of a peer, as far as our side decides them.
  private func callsAbroad(home: Cluster, at peer: Cluster) -> [[RunbookText]] {
    let (plans, simulator) = (deployment.dialPlans, deployment.callSimulator)
    let caller = traveller(home)
    let user: RunbookText =
      caller.map { found in
        found.line.map { "\(name: found.user), \(name: $0)" } ?? "\(name: found.user)"
      } ?? "a user of ours"
    let group = TravellerGroup.all(of: home).first
    let pools = home.devicePools.filter { $0.roamingFor == peer.id && $0.isKnown }
    return pools.flatMap { pool -> [[RunbookText]] in
      let country = pool.geolocation.flatMap { $0.isKnown ? $0.country?.string : nil } ?? ""
      let local = simulator.emergencyNumbers[country] ?? []
      let numbers = (local + deployment.emergencySurvey.numbersOfCountries(of: home.id.ordinal)).unique
      let chain = [
        ChainLink(.adjunct, css: plans.index(of: pool.adjunctCss, in: home.id)),
        ChainLink(.line, css: plans.index(of: group?.lineCSS, in: home.id)),
        ChainLink(.emcc, css: plans.index(of: group?.emccCSS, in: home.id)),
      ]
      let setup = CallSetup(
        cluster: home.id.ordinal, chain: chain, line: group?.line,
        devicePool: plans.index(of: pool, in: home.id),
        visited: VisitedPhone(cluster: peer.id.ordinal, devicePool: nil, css: nil, cssPlace: nil), country: country)
      return numbers.map { number in
        let result = simulator.call(setup, dialling: number)
        var sent: RunbookText = "not sent: \(result.expected(simulator.plans))"
        if case .external = result.end { sent = result.delivered.map { .name($0) } ?? "–" }
        return [
          "☐", .name(home.handle), .name(peer.handle), country.isEmpty ? "–" : "\(words: country)", user, .name(number),
          .optional(pool.adjunctCss?.name), sent, result.callingNumber.map { .name($0) } ?? "–", "____",
        ]
      }
    }
  }
}
