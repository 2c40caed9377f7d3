import EMDSL
import EMSimulation

/// Test logins: by whom, where, and what is expected.
struct VerificationSteps {
  /// The deployment.
  let deployment: Deployment
  /// Our clusters that are deployed.
  let clusters: [RunbookFacts]
  /// The test calls at phones of ours.
  let plan: TestPlan

  /// Most rows of a table of logins.
  static let pairLimit = 60

  /// Chooses what is tested.
  init(deployment: Deployment, clusters: [RunbookFacts]) {
    self.deployment = deployment
    self.clusters = clusters
    plan = TestPlan(deployment, at: clusters.map(\.cluster))
  }

  /// One window for the visitors of each of our clusters, one for our users elsewhere, and the last one; none where
  /// nobody visits anybody and nobody roams.
  func windows(superUsers: [RunbookStep], travellers: [TravellerSteps]) -> [RunbookWindow] {
    let pair = failurePair
    let visits = visited.map { window(of: $0, pair: pair?.visiting == $0.cluster.id ? pair : nil) }
    let travel = visits + [peerWindow].compactMap(\.self)
    let roaming = superUsers + [roamingLogins].compactMap(\.self)
    let needed = (travel.flatMap(\.steps) + roaming).filter { !$0.isOptional }.map(\.id)
    guard !needed.isEmpty else { return [] }
    let last = RunbookWindow(
      id: "deployment.verify", title: roaming.isEmpty ? "Verify: the decision" : "Verify: EM roaming, and the decision",
      cluster: nil, impact: .none,
      reason: roaming.isEmpty
        ? "When all tests are made."
        : "When all tests of emergency calls are made: super users can log in elsewhere from its first step on.",
      steps: roaming + [open(needed, hasTravel: !travel.isEmpty, travellers)], startsLike: roaming.isEmpty ? nil : .some
    )
    return travel + [last]
  }

  /// Our clusters at whose phones others log in.
  private var visited: [RunbookFacts] { clusters.filter { !deployment.homes(at: $0.cluster).isEmpty } }

  private func window(of facts: RunbookFacts, pair: Mesh.Pair?) -> RunbookWindow {
    let handle = facts.cluster.handle
    let steps = [
      logins(at: facts), calls(at: facts), failover(at: facts), pair.map(failures), pair.flatMap(networkLoss),
    ].compactMap(\.self)
    return RunbookWindow(
      id: "\(handle).verify", title: "Verify: visitors at its phones", cluster: handle, impact: .some,
      reason: """
        In the evening of its own sites, on the day of the remote clusters or the next one, eastern clusters first. \
        Only test users are enabled for EMCC until the step \(step: "deployment.open"). Nobody is told before the last box of the verification is ticked, and the step \(step: "deployment.back-out") is open on a second screen.
        """,
      steps: steps)
  }

  // MARK: Who and where

  /// One phone for visitors of a cluster, the first by name; nil where it has none.
  func testPhone(_ cluster: Cluster) -> String? {
    cluster.visitorPhones.lazy.map { $0.name.string }.min(by: ResolvedJSON.precedes)
  }

  /// The first user by name who may log in abroad, with the line of the profile.
  func traveller(_ cluster: Cluster) -> (user: String, line: String?)? {
    var best: (user: String, line: String?)?
    for user in cluster.users where user.emcc == true && user.homeCluster != false {
      let name = user.name.string
      if let best, !ResolvedJSON.precedes(name, best.user) { continue }
      guard let member = user.controlledProfiles.first else { continue }
      let profile: Entity<DeviceProfileRow> = member.target()
      guard !profile.isPoison, let line = profile.lines.first else { continue }
      best = (name, line.dn?.string)
    }
    return best
  }

  /// User IDs of a home who log in abroad for the tests.
  func testUsers(of home: Cluster) -> Set<String> {
    let callers = plan.stations.filter { $0.home === home }.map(\.user)
    return Set(callers + [traveller(home)?.user].compactMap(\.self))
  }

  // MARK: Logins

  private func logins(at facts: RunbookFacts) -> RunbookStep {
    let visiting = facts.cluster
    let homes = deployment.homes(at: visiting)
    let listed = homes.prefix(VerificationSteps.pairLimit)
    let phone: RunbookText = testPhone(visiting).map { .name($0) } ?? "a phone for visitors"
    let rows = listed.map { home -> [RunbookText] in
      let user = home.isExternal ? nil : traveller(home)
      return [
        "☐", .name(home.handle), user.map { .name($0.user) } ?? "a user whom \(name: home.handle) names", phone,
        (user?.line).map { "line \(name: $0) on the phone" } ?? "the user's line on the phone",
      ]
    }
    let peers = homes.filter(\.isExternal).map(\.handle)
    return RunbookStep(
      id: "\(visiting.handle).verify-logins", cluster: visiting.handle,
      title: "Log visitors in at phones of \(name: visiting.handle), and out again",
      why: "Each pair of clusters has its own remote cluster, roaming device pool and certificates.",
      actions: [
        .say(
          """
          At the phone press the services button, choose the login service, and enter user and PIN. Call the \
          reception of the user's home, and have it call back. Then press the services button, choose the login \
          service and \(field: "Logout"), or \(field: "Yes").
          """),
        .table(["Done", "Home", "User", "Phone", "Expected"], rows),
      ] + more(listed.count, homes.count, "homes; test the others in the same way"),
      verify: VerificationSteps.loginChecks,
      undo: "Log the users out.", notice: "The test phones restart their registration at each login and logout.",
      minutes: 5 * rows.count, phones: 1,
      after: clusters.map { "\($0.cluster.handle).update-remote-clusters" }
        + peers.flatMap { ["peer.\($0).remote-clusters", "peer.\($0).verify"] }
        + ["\(visiting.handle).dial-plan-check", "deployment.arrange-tests"])
  }

  /// What a login must show.
  static let loginChecks: [RunbookText] = [
    "Each login shows the user's line within half a minute, and both calls can be heard on both sides.",
    """
    While the user is logged in, \(menu: "Device > Phone") of the home shows a base device as registered with the \
    user, and that of the visited cluster shows the phone with the user as its current user.
    """,
    """
    Within a minute after the logout the phone shows its own line again, is registered in its own cluster, and no \
    base device of the home has a user.
    """,
  ]

  /// How many are listed; nothing where all are.
  func more(_ listed: Int, _ total: Int, _ things: String) -> [RunbookAction] {
    listed < total ? [.say("Listed are \(listed) of \(total) \(words: things).")] : []
  }

  // MARK: Failures that must be seen

  /// The pair by which failures are tested: two clusters of ours, or one of ours with a peer as home.
  private var failurePair: Mesh.Pair? {
    let handles = Set(visited.map(\.cluster.id))
    let pairs = deployment.mesh.pairs.filter { $0.home != $0.visiting && handles.contains($0.visiting) }
    return pairs.first { !deployment[$0.home].isExternal } ?? pairs.first
  }

  private func failures(_ pair: Mesh.Pair) -> RunbookStep {
    let (home, visiting) = (deployment[pair.home], deployment[pair.visiting])
    let user: RunbookText = traveller(home).map { "user \(name: $0.user)" } ?? "a user"
    let phone: RunbookText = testPhone(visiting).map { "phone \(name: $0)" } ?? "a phone"
    return RunbookStep(
      id: "deployment.verify-failures", cluster: nil, title: "See that wrong logins are refused, and old ones end",
      why: "A wrong PIN that is accepted, or a session that never ends, would be found by nobody else.",
      actions: [
        .say("At \(phone) of \(name: visiting.handle), with \(user) of \(name: home.handle):"),
        .table(
          ["Done", "Do", "The phone shows"],
          [
            ["☐", "log in with a wrong PIN", "code 2, and no line of the user"],
            [
              "☐", "log in with a user ID that nobody has, such as \(name: "nobody")",
              "code 23, after the slowest remote cluster has answered",
            ],
            ["☐", "log in with a user of \(name: home.handle) whom EMCC is not enabled for", "code 31 or 38"],
            ["☐", "log in, and wait for the automatic logout", "its own line, \(logoutTime(home))"],
          ]),
        .say(
          """
          For the last line set \(field: "Inter-cluster Maximum Login Time") of \(name: home.handle) to \
          \(name: "0:05") in \(menu: "System > Service Parameters"), service \(field: "Cisco Extension Mobility"), \
          before the login, and set the former value again afterwards.
          """),
      ],
      verify: [
        "Every code is as in the table.",
        "\(field: "Inter-cluster Maximum Login Time") of \(name: home.handle) has its former value.",
      ],
      undo: "Log the users out, and set the former time.", minutes: 25,
      after: ["\(visiting.handle).verify-logins"])
  }

  /// When a session of a home's user ends by itself; ten hours unless written (Technical note 214535, inferred).
  private func logoutTime(_ home: Cluster) -> RunbookText {
    let minutes =
      home.parts.lazy.compactMap { $0.extensionMobilityParameters.first?.interclusterMaximumLoginTime }.first ?? 600
    guard minutes > 0 else { return "after 5 minutes now, and never in service" }
    let rest = minutes % 60
    return "after 5 minutes now, and after \(name: "\(minutes / 60):\(rest < 10 ? "0" : "")\(rest)") hours in service"
  }

  private func networkLoss(_ pair: Mesh.Pair) -> RunbookStep? {
    guard !deployment[pair.home].isExternal else { return nil }
    let (home, visiting) = (deployment[pair.home], deployment[pair.visiting])
    let interval = home.emccFeatures?.expiredDeviceMaintenanceInterval ?? 1440
    return RunbookStep(
      id: "deployment.verify-network-loss", cluster: nil, title: "Optional: see what a loss of the network does",
      why: """
        A visitor's phone is registered at home. When the way there is lost, it must come back to its own cluster, or \
        to the survivable gateway of its site, and still reach an emergency centre.
        """,
      actions: [
        .say(
          """
          Log a user of \(name: home.handle) in at a phone of \(name: visiting.handle). Have the network team block \
          that one phone's way to all servers of \(name: home.handle), for a quarter of an hour.
          """),
        .say("Look at the phone, and ask the analyzer for an emergency number as in the step of the test calls."),
        .say("Have the way opened again."),
      ],
      verify: [
        "The phone shows its own line, or that of the survivable gateway, within some minutes.",
        """
        The base device of \(name: home.handle) is free again, at the latest after the maintenance interval of \
        \(count: interval, of: "minute"). Until then it counts as taken.
        """,
        "A login works again after the way was opened.",
      ],
      undo: "Open the way.", minutes: 40, isOptional: true, after: ["\(visiting.handle).verify-logins"])
  }

  // MARK: The last word

  private func open(_ needed: [String], hasTravel: Bool, _ travellers: [TravellerSteps]) -> RunbookStep {
    let steps: RunbookText =
      hasTravel ? "\(step: "deployment.back-out")" : "\(step: "deployment.back-out-roaming")"
    return RunbookStep(
      id: "deployment.open", cluster: nil, title: "Decide: open to everybody, or take out of service",
      why: "A traveller whose emergency call fails is worse off than one who cannot log in.",
      actions: TravellerSteps.release(travellers) + [
        .say(
          """
          All boxes of the steps before are ticked: tell users where they can log in, how, and what their number is \
          there.
          """),
        .say(
          """
          One emergency call was wrong or could not be tested: take it out of service by the step \(steps), have the \
          deployment's files mended and the bundle compiled anew by whoever keeps them, and begin the verification again.
          """),
        .say("One country or pair alone is wrong: take only its cluster out of service, by the same step."),
      ],
      verify: ["Somebody who may decide has signed: ____________, date ____________."],
      undo: "Take it out of service by the step \(steps).",
      notice: "Users may log in at phones of the other clusters.", minutes: 10, after: needed)
  }
}
