import EMDSL
import EMSimulation

/// Test logins: by whom, where, and what is expected.
struct VerificationSteps {
  /// The deployment.
  let deployment: Deployment
  /// Our clusters that are deployed.
  let clusters: [RunbookFacts]

  /// Most pairs of clusters that the table of logins lists.
  static let pairLimit = 60

  /// Pairs of which we run one.
  private var pairs: [Mesh.Pair] {
    let handles = Set(clusters.map(\.cluster.id))
    return deployment.mesh.pairs.filter {
      $0.home != $0.visiting && (handles.contains($0.home) || handles.contains($0.visiting))
    }
  }

  /// The window; nil where nobody visits anybody and nobody roams.
  var window: RunbookWindow? {
    let pairs = pairs
    let plan = pairs.isEmpty ? nil : TestPlan(deployment)
    let travel =
      pairs.isEmpty
      ? []
      : [logins(pairs), calls(plan), failures(pairs), networkLoss(pairs)].compactMap(\.self)
    let steps = travel + [roamingLogins].compactMap(\.self) + [open(pairs, travel)].compactMap(\.self)
    guard !steps.isEmpty else { return nil }
    return RunbookWindow(
      id: "deployment.verify", title: "Verify", cluster: nil, impact: .some,
      reason: """
        Directly behind the activation, in the same quiet hours: requests enable all travellers at once, so EMCC \
        cannot be opened to test users alone. That is why the remote clusters came last, nobody is told before the \
        last box here is ticked, and the step that takes EMCC out of service is open on a second screen.
        """,
      steps: steps)
  }

  // MARK: Who and where

  /// One phone for visitors of a cluster, the first by name; nil where it has none.
  private func testPhone(_ cluster: Cluster) -> String? {
    cluster.visitorPhones.lazy.map { $0.name.string }.min(by: ResolvedJSON.precedes)
  }

  /// The first user by name who may log in abroad, with the line of the profile.
  private func traveller(_ cluster: Cluster) -> (user: String, line: String?)? {
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

  // MARK: Logins

  private func logins(_ pairs: [Mesh.Pair]) -> RunbookStep {
    let listed = spread(pairs).prefix(VerificationSteps.pairLimit).sorted()
    var (phones, users): ([ClusterID: String], [ClusterID: (user: String, line: String?)]) = ([:], [:])
    for id in Set(listed.map(\.visiting)) where !deployment[id].isExternal { phones[id] = testPhone(deployment[id]) }
    for id in Set(listed.map(\.home)) where !deployment[id].isExternal { users[id] = traveller(deployment[id]) }
    let rows = listed.map { pair -> [RunbookText] in
      let (home, visiting) = (deployment[pair.home], deployment[pair.visiting])
      let user = users[pair.home]
      return [
        "☐", .name(home.handle), .name(visiting.handle),
        user.map { .name($0.user) } ?? "a user whom \(name: home.handle) names",
        phones[visiting.id].map { .name($0) } ?? "a phone that \(name: visiting.handle) names",
        (user?.line).map { "line \(name: $0) on the phone" } ?? "the user's line on the phone",
      ]
    }
    let peers = deployment.participants.filter(\.isExternal).map(\.handle)
    return RunbookStep(
      id: "deployment.verify-logins", cluster: nil, title: "Log in across the clusters, and out again",
      why: "Each pair of clusters has its own remote cluster, roaming device pool and certificates.",
      actions: [
        .say(
          """
          At each phone press the services button, choose the login service, and enter user and PIN. Call the \
          reception of the user's home, and have it call back. Then press the services button, choose the login \
          service and \(field: "Logout"), or \(field: "Yes").
          """),
        .table(["Done", "Home", "Visited", "User", "Phone", "Expected"], rows),
      ] + more(listed.count, pairs.count, "pairs of clusters", "emcc-lint simulate logins"),
      verify: [
        "Each login shows the user's line within half a minute, and both calls can be heard on both sides.",
        """
        While the user is logged in, \(menu: "Device > Phone") of the home shows a base device as registered with the \
        user, and that of the visited cluster shows the phone with the user as its current user.
        """,
        """
        Within a minute after the logout the phone shows its own line again, is registered in its own cluster, and no \
        base device of the home has a user.
        """,
      ],
      undo: "Log the users out.", notice: "The test phones restart their registration at each login and logout.",
      minutes: 5 * rows.count, phones: Set(phones.values).count,
      after: clusters.map { "\($0.cluster.handle).update-remote-clusters" }
        + peers.flatMap { ["peer.\($0).remote-clusters", "peer.\($0).verify"] } + ["deployment.arrange-tests"])
  }

  /// Each home with its next cluster first, then with the one after that: the first few pairs are about all clusters.
  private func spread(_ pairs: [Mesh.Pair]) -> [Mesh.Pair] {
    let count = max(1, deployment.clusters.count)
    func distance(_ pair: Mesh.Pair) -> Int { (pair.visiting.ordinal - pair.home.ordinal + count) % count }
    return pairs.sorted { (distance($0), $0) < (distance($1), $1) }
  }

  /// How many are listed, and which command lists all; nothing where all are.
  func more(_ listed: Int, _ total: Int, _ things: String, _ command: String) -> [RunbookAction] {
    guard listed < total else { return [] }
    return [.say("Listed are \(listed) of \(total) \(words: things). \(name: command) lists all.")]
  }

  // MARK: Failures that must be seen

  private func failures(_ pairs: [Mesh.Pair]) -> RunbookStep? {
    guard
      let pair = pairs.first(where: { !deployment[$0.home].isExternal && !deployment[$0.visiting].isExternal })
        ?? pairs.first(where: { !deployment[$0.home].isExternal })
    else { return nil }
    let (home, visiting) = (deployment[pair.home], deployment[pair.visiting])
    let user = traveller(home).map { RunbookText.name($0.user) } ?? "a user of \(name: home.handle)"
    let phone: RunbookText = testPhone(visiting).map { "phone \(name: $0)" } ?? "a phone"
    return RunbookStep(
      id: "deployment.verify-failures", cluster: nil, title: "See that wrong logins are refused, and old ones end",
      why: "A wrong PIN that is accepted, or a session that never ends, would be found by nobody else.",
      actions: [
        .say("At \(phone) of \(name: visiting.handle), with user \(user) of \(name: home.handle):"),
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
      undo: "Log the users out, and set the former time.", minutes: 25, after: ["deployment.verify-logins"])
  }

  /// When a session of a home's user ends by itself; ten hours unless written (Technical note 214535, inferred).
  private func logoutTime(_ home: Cluster) -> RunbookText {
    let minutes =
      home.parts.lazy.compactMap { $0.extensionMobilityParameters.first?.interclusterMaximumLoginTime }.first ?? 600
    guard minutes > 0 else { return "after 5 minutes now, and never in service" }
    let rest = minutes % 60
    return "after 5 minutes now, and after \(name: "\(minutes / 60):\(rest < 10 ? "0" : "")\(rest)") hours in service"
  }

  private func networkLoss(_ pairs: [Mesh.Pair]) -> RunbookStep? {
    guard
      let pair = pairs.first(where: { !deployment[$0.home].isExternal && !deployment[$0.visiting].isExternal })
    else { return nil }
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
      undo: "Open the way.", minutes: 40, isOptional: true, after: ["deployment.verify-logins"])
  }

  // MARK: The last word

  private func open(_ pairs: [Mesh.Pair], _ travel: [RunbookStep]) -> RunbookStep? {
    guard !travel.isEmpty else { return nil }
    let needed = travel.filter { !$0.isOptional }.map(\.id)
    return RunbookStep(
      id: "deployment.open", cluster: nil, title: "Decide: open to everybody, or take out of service",
      why: "A traveller whose emergency call fails is worse off than one who cannot log in.",
      actions: [
        .say(
          """
          All boxes of the steps before are ticked: tell users where they can log in, how, and what their number is \
          there.
          """),
        .say(
          """
          One emergency call was wrong or could not be tested: take EMCC out of service by the step \
          \(name: "deployment.back-out"), mend the deployment's files, and begin this window again.
          """),
        .say("One country or pair alone is wrong: take only its cluster out of service, by the same step."),
      ],
      verify: ["Somebody who may decide has signed: ____________, date ____________."],
      undo: "Take EMCC out of service by the step \(name: "deployment.back-out").",
      notice: "Users may log in at phones of the other clusters.", minutes: 10, after: needed)
  }
}
