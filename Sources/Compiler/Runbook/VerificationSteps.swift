import EMDSL
import EMSimulation

/// Test logins and emergency test calls: by whom, where, and what is expected.
struct VerificationSteps {
  /// The deployment.
  let deployment: Deployment
  /// Our clusters that are deployed.
  let clusters: [RunbookFacts]

  /// A phone for tests: one a country of each cluster, the first by name.
  private struct TestPhone {
    let phone: Entity<PhoneRow>
    let country: String?
  }

  /// The window; nil where nobody visits anybody.
  var window: RunbookWindow? {
    let handles = Set(clusters.map(\.cluster.id))
    let pairs = deployment.mesh.pairs.filter { handles.contains($0.home) || handles.contains($0.visiting) }
    let phones = Dictionary(uniqueKeysWithValues: clusters.map { ($0.cluster.id, testPhones($0.cluster)) })
    let travellers = Dictionary(
      uniqueKeysWithValues: Set(pairs.map(\.home)).compactMap { home in
        deployment[home].isExternal ? nil : traveller(deployment[home]).map { (home, $0) }
      })
    let steps = [logins(pairs, phones, travellers), calls(pairs, phones, travellers)].compactMap(\.self)
    guard !steps.isEmpty else { return nil }
    return RunbookWindow(
      id: "deployment.verify", title: "Verify", cluster: nil, impact: .some,
      reason: "One login for each pair of clusters, and one emergency call for each country that visitors stand in.",
      steps: steps)
  }

  private func testPhones(_ cluster: Cluster) -> [TestPhone] {
    let fallback = cluster.defaultGeolocation
    var first: [String: TestPhone] = [:]
    for phone in cluster.visitorPhones {
      let geolocation = phone.geolocation ?? phone.devicePool?.geolocation ?? fallback
      let country = geolocation.flatMap { $0.isPoison ? nil : $0.country?.string }
      let key = country ?? ""
      if let known = first[key], !ResolvedJSON.precedes(phone.name.string, known.phone.name.string) { continue }
      first[key] = TestPhone(phone: phone, country: country)
    }
    return first.sorted { ResolvedJSON.precedes($0.key, $1.key) }.map(\.value)
  }

  /// The first user by name who may log in abroad, with profile and line.
  private func traveller(_ cluster: Cluster) -> CallerProfile? {
    var best: CallerProfile?
    for user in cluster.users where user.emcc == true && user.homeCluster != false {
      if let best, !ResolvedJSON.precedes(user.name.string, best.user.name.string) { continue }
      guard let member = user.controlledProfiles.first else { continue }
      let profile: Entity<DeviceProfileRow> = member.target()
      guard !profile.isPoison, !profile.lines.isEmpty else { continue }
      best = CallerProfile(user: user, profile: profile, place: member.place, line: profile.lines.first)
    }
    return best
  }

  private func logins(
    _ pairs: [Mesh.Pair], _ phones: [ClusterID: [TestPhone]], _ travellers: [ClusterID: CallerProfile]
  ) -> RunbookStep? {
    let rows = pairs.map { pair -> [RunbookText] in
      let (home, visiting) = (deployment[pair.home], deployment[pair.visiting])
      let user = travellers[pair.home]
      let line = user?.line?.dn?.string
      return [
        .name(home.handle), .name(visiting.handle),
        user.map { .name($0.user.name.string) } ?? "a user whom \(name: home.handle) names",
        phones[visiting.id]?.first.map { .name($0.phone.name.string) } ?? "a phone that \(name: visiting.handle) names",
        line.map { "line \(name: $0) on the phone" } ?? "the user's line on the phone",
      ]
    }
    guard !rows.isEmpty else { return nil }
    return RunbookStep(
      id: "deployment.verify-logins", cluster: nil, title: "Log in across the clusters",
      why: "Each pair of clusters has its own remote cluster, roaming device pool and certificates.",
      actions: [
        .say(
          """
          At each phone press the services button, choose the login service, and enter user and PIN; call the \
          reception of the user's home; log out again.
          """),
        .table(["Home", "Visited", "User", "Phone", "Expected"], rows),
      ],
      verify: [
        "Each login shows the user's line within half a minute.",
        """
        After the logout the phone shows its own line, and \(menu: "Device > Phone") of the home shows the base \
        device without a user.
        """,
      ],
      undo: "Log the users out.", notice: "The test phones restart their registration at each login and logout.",
      minutes: 5 * rows.count, phones: Set(phones.values.compactMap { $0.first?.phone.name.string }).count,
      after: clusters.map { "\($0.cluster.handle).update-remote-clusters" })
  }

  private func calls(_ pairs: [Mesh.Pair], _ phones: [ClusterID: [TestPhone]], _ travellers: [ClusterID: CallerProfile])
    -> RunbookStep?
  {
    let setups = CallSetups(deployment)
    let numbers = deployment.emergencyNumbersByCountry
    var rows: [[RunbookText]] = []
    for pair in pairs {
      let (home, visiting) = (deployment[pair.home], deployment[pair.visiting])
      guard !visiting.isExternal, let caller = travellers[pair.home] else { continue }
      for test in phones[visiting.id] ?? [] {
        guard let country = test.country, let number = numbers[country]?.first else { continue }
        let call = setups.emcc(caller, home: home, at: test.phone, visiting: visiting)
        let result = deployment.callSimulator.call(call.setup, dialling: number)
        rows.append([
          .name(caller.user.name.string), .name(test.phone.name.string), "\(words: country)", .name(number),
          expected(result),
          result.callingNumber.map { .name($0) } ?? "–",
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    return RunbookStep(
      id: "deployment.verify-emergency", cluster: nil, title: "Make the emergency test calls",
      why: """
        A traveller's emergency call must leave where the phone stands, not at home. This is the step that must not \
        be left out.
        """,
      actions: [
        .say(
          """
          Arrange each call with the emergency centre of the country beforehand: ask for its procedure for test \
          calls, and for a time. Say at once that it is a test.
          """),
        .say("With the user logged in at the phone, dial:"),
        .table(["User", "Phone", "Country", "Dial", "Expected route", "Number that the centre sees"], rows),
      ] + external(pairs),
      verify: [
        """
        The centre of the phone's own country answers, and reads back the number of the last column.
        """, "The call detail records of the visited cluster show the gateway of the table.",
      ],
      undo: """
        If a call leaves elsewhere: clear \(field: "Active") of \(field: "EMCC") in \
        \(menu: "Advanced Features > EMCC > EMCC Intercluster Service Profile") of that home, at once.
        """,
      minutes: 10 * rows.count, after: ["deployment.verify-logins"])
  }

  /// Calls at clusters that somebody else runs cannot be foretold.
  private func external(_ pairs: [Mesh.Pair]) -> [RunbookAction] {
    let ids = Set(pairs.flatMap { [$0.home, $0.visiting] }).sorted()
    let handles = ids.map { deployment[$0] }.filter(\.isExternal).map(\.handle)
    guard !handles.isEmpty else { return [] }
    return [
      .say(
        """
        Arrange the same with the operators of \(.names(handles)), in both directions; their dial plan is not known \
        here.
        """)
    ]
  }

  private func expected(_ result: CallResult) -> RunbookText {
    let plans = deployment.callSimulator.plans
    switch result.end {
    case .gateway(let cluster, let index, _)
    where plans.indices.contains(cluster) && plans[cluster].gateways.indices.contains(index):
      return """
        gateway \(name: plans[cluster].gateways[index].name.name) of \(name: plans[cluster].cluster) with \
        \(name: result.delivered ?? "")
        """
    default: return "\(words: "not known: ")\(name: result.reason)"
    }
  }
}
