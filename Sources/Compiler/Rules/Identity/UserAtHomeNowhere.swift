import EMDSL
import EMDiagnostics
import EMService

/// Rule 10, the other way round: a user who travels and whose every account says that the home is elsewhere.
enum UserAtHomeNowhere: Rule {
  /// The texts of EM3510 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3510", name: "emcc-user-at-home-nowhere", severity: .warning,
    summary: "A user who travels is at home in no cluster.",
    why: "A cluster answers only for users who are at home in it: no cluster answers for this one, so the login fails "
      + "everywhere.",
    fix: "write 'homeCluster: true' for the user in the cluster that has the device profile",
    source: "TAC 214535, isLocalUser (inferred)", phone: .userDoesNotExist,
    mistakes: [
      RuleExample(
        "The home cluster was forgotten when the user was made.",
        ["bkim: {lastName: Kim,": "bkim: {lastName: Kim, homeCluster: «false»,"]),
      RuleExample(
        "The user has moved, and the account in the new cluster says that the old one still is the home.",
        [
          "bkim: {lastName: Kim,": "bkim: {lastName: Kim, homeCluster: «false»,",
          "  esmith:": "  bkim: {lastName: Kim, emcc: false, homeCluster: false}\n  esmith:",
        ]),
    ],
    right: [
      RuleExample(
        "One account is that of the home.",
        ["  esmith:": "  bkim: {lastName: Kim, emcc: false, homeCluster: false}\n  esmith:"]),
      RuleExample(
        "Who does not travel may be at home nowhere.",
        ["bkim: {lastName: Kim,": "bkim: {lastName: Kim, emcc: false, homeCluster: false,"]),
    ])

  /// A user without a home, by the account that says most clearly that the user travels.
  private struct Finding {
    var user: Entity<UserRow>
    var cluster: Cluster
    var others: [(user: Entity<UserRow>, cluster: Cluster)] = []
    var profile: Entity<DeviceProfileRow>?
  }

  /// Users of members; silent where the home may be in a cluster that is not described, or not wholly.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    let candidates = candidates(deployment)
    guard !candidates.isEmpty, !deployment.participants.contains(where: \.isExternal),
      deployment.clusters.allSatisfy({ $0.isExternal || !$0.isIncomplete && !$0.hasExisting(.user) })
    else { return }
    let found = withoutHome(candidates, deployment)
    var crowd = Crowd<Finding>()
    for finding in found { crowd.add(finding, cause: finding.user.place(\.homeCluster)?.cause ?? 0) }
    crowd.forEach(each: { add($0, deployment, &report) }, together: { add($0, &report) })
  }

  /// Accounts of users who travel, by name, where that is not the home.
  private static func candidates(_ deployment: Deployment) -> [UInt32: Finding] {
    var found: [UInt32: Finding] = [:]
    var superUsers = RoamingSuperUsers()
    for cluster in deployment.members where cluster.isJudged {
      for user in cluster.users where user.homeCluster == false && user.isKnown {
        var finding = Finding(user: user, cluster: cluster)
        if user.emcc != true {
          finding.profile = profile(of: user, deployment)
          if finding.profile == nil || found[user.name.id] != nil { continue }
        }
        guard superUsers.membership(of: user) == nil else { continue }
        if let first = found[user.name.id], first.profile == nil { continue }
        found[user.name.id] = finding
      }
    }
    return found
  }

  /// A profile of the user that itself says that it goes abroad.
  private static func profile(of user: Entity<UserRow>, _ deployment: Deployment) -> Entity<DeviceProfileRow>? {
    for member in user.controlledProfiles {
      let profile: Entity<DeviceProfileRow> = member.target()
      if profile.isKnown, profile.emccCss != nil, deployment.isOwn(profile, \.emccCss) { return profile }
    }
    return nil
  }

  /// Those whom no cluster has at home, in the order of the files.
  private static func withoutHome(_ candidates: [UInt32: Finding], _ deployment: Deployment) -> [Finding] {
    var found = candidates
    var superUsers = RoamingSuperUsers()
    for cluster in deployment.clusters where !cluster.isExternal {
      for user in cluster.users {
        guard let finding = found[user.name.id] else { continue }
        if user.homeCluster != false || !user.isKnown || superUsers.membership(of: user) != nil {
          found[user.name.id] = nil
        } else if cluster !== finding.cluster {
          found[user.name.id]?.others.append((user, cluster))
        }
      }
    }
    return found.values.sorted {
      ($0.cluster.id, $0.user.place?.cause ?? 0, $0.user.index) < (
        $1.cluster.id, $1.user.place?.cause ?? 0, $1.user.index
      )
    }
  }

  private static func add(_ finding: Finding, _ deployment: Deployment, _ report: inout Report) {
    let (user, handle) = (finding.user, finding.cluster.handle)
    let reason = finding.profile.map { "goes abroad with the profile '\($0.name)'" } ?? "has EMCC"
    let accounts = [handle] + finding.others.map(\.cluster.handle)
    report.add(
      "user '\(user.name)' of \(handle) \(reason) and is at home in no cluster",
      at: deployment.ownPlace(user, \.homeCluster),
      related: Phrase.related(
        finding.others.map { ($0.user.place(\.homeCluster), "\($0.cluster.handle) says too that it is not the home") }),
      help: accounts.count == 1
        ? "take 'homeCluster: false' away, or declare the user in the home cluster"
        : "write 'homeCluster: true' for '\(user.name)' in one of \(Phrase.list(accounts.sorted(), limit: 5))",
      [finding.cluster] + finding.others.map(\.cluster))
  }

  private static func add(_ findings: [Finding], _ report: inout Report) {
    guard let first = findings.first else { return }
    var affected = Sample()
    for finding in findings { affected.add(finding.user) }
    report.add(
      "\(affected.phrase("user")) of \(first.cluster.handle) who travel are at home in no cluster",
      first.user, \.homeCluster, related: [Report.related(first.user.place, "the first of them")],
      help: "take 'homeCluster: false' out of the defaults, or declare the users in their home cluster",
      clusters: first.cluster)
  }
}
