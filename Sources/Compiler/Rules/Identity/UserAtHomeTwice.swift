import EMDSL
import EMDiagnostics
import EMService

/// Rule 10: the same user at home in two members of the EMCC group.
enum UserAtHomeTwice: Rule {
  /// The texts of EM3010 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3010", name: "emx-userid-multi-home", severity: .error,
    summary: "A user who travels is at home in two members of the EMCC group.",
    why: "A cluster that knows the user as its own never asks the others: the login there becomes an ordinary one, "
      + "or fails for want of a profile; and of two clusters that claim a user the first to answer wins.",
    fix: "write 'homeCluster: false' for the user in every cluster but one",
    source: "Seeds 000, user settings; TAC 214535, isLocalUser",
    mistakes: [
      RuleExample(
        "LDAP brings everybody into every cluster, and nobody said where they are at home.",
        ["  esmith:": "  «adiaz»: {lastName: Diaz, emcc: false}\n  esmith:"]),
      RuleExample(
        "A user has moved and the old account says that it still is the home.",
        ["  esmith:": "  bkim: {lastName: Kim, emcc: false, homeCluster: «true»}\n  esmith:"]),
    ],
    right: [
      RuleExample(
        "The second account says that it is not the home.",
        ["  esmith:": "  adiaz: {lastName: Diaz, emcc: false, homeCluster: false}\n  esmith:"]),
      RuleExample(
        "Super users of EM roaming are at home everywhere.",
        [
          "adiaz: {lastName: Diaz,":
            "adiaz: {emcc: false, accessControlGroups: [Standard EM Roaming Across Clusters Super Users], lastName: "
            + "Diaz,",
          "  esmith:":
            "  adiaz: {lastName: Diaz, emcc: false, accessControlGroups: [Standard EM Roaming Across Clusters Super "
            + "Users]}\n  esmith:",
        ]),
    ])

  /// A user's account in one cluster.
  private struct Account {
    var user: Entity<UserRow>
    var cluster: Cluster
  }

  /// A user with more than one home; `extra` is the account that most likely is none.
  private struct Conflict {
    var extra: Account
    var other: Account
    var rest: [Account]
  }

  /// Pairs of accounts; many between the same two clusters become one finding.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    var crowd = Crowd<Conflict>()
    for conflict in conflicts(deployment) {
      let (extra, other) = (conflict.extra.cluster.id.ordinal, conflict.other.cluster.id.ordinal)
      crowd.add(conflict, cause: UInt64(extra) << 32 | UInt64(other))
    }
    crowd.forEach(each: { add($0, deployment, &report) }, together: { add($0, &report) })
  }

  /// Two flat passes: which names are accounts of a home twice, then whose.
  private static func conflicts(_ deployment: Deployment) -> [Conflict] {
    let members = deployment.members
    var first = [UInt16](repeating: 0, count: deployment.nameCount)
    var twice: Set<UInt32> = []
    for (ordinal, cluster) in members.enumerated() {
      let mark = UInt16(truncatingIfNeeded: ordinal + 1)
      for user in cluster.users where user.homeCluster != false && user.isKnown {
        let name = Int(user.name.id)
        if first[name] == 0 { first[name] = mark } else if first[name] != mark { twice.insert(user.name.id) }
      }
    }
    guard !twice.isEmpty else { return [] }
    var accounts: [UInt32: [Account]] = [:]
    var order: [UInt32] = []
    var superUsers = RoamingSuperUsers()
    for cluster in members {
      for user in cluster.users where twice.contains(user.name.id) && user.homeCluster != false && user.isKnown {
        guard superUsers.membership(of: user) == nil else { continue }
        if accounts[user.name.id] == nil { order.append(user.name.id) }
        accounts[user.name.id, default: []].append(Account(user: user, cluster: cluster))
      }
    }
    return order.compactMap { conflict(accounts[$0] ?? []) }
  }

  /// Nil unless somebody says that the user travels.
  private static func conflict(_ accounts: [Account]) -> Conflict? {
    guard accounts.count > 1, let home = accounts.firstIndex(where: { $0.user.emcc == true }) else { return nil }
    var others = accounts
    let other = others.remove(at: home)
    let extra = others.remove(at: others.firstIndex { $0.user.emcc != true } ?? 0)
    return Conflict(extra: extra, other: other, rest: others)
  }

  private static func add(_ conflict: Conflict, _ deployment: Deployment, _ report: inout Report) {
    let (extra, other) = (conflict.extra, conflict.other)
    let all = [extra, other] + conflict.rest
    let places = Phrase.list(all.map(\.cluster.handle).sorted(), limit: all.count)
    report.add(
      "user '\(extra.user.name)' is at home in \(places)", at: deployment.ownPlace(extra.user, \.homeCluster),
      related: all.dropFirst().map { Report.related($0.user.place, "at home in \($0.cluster.handle) too") },
      help: "write 'homeCluster: false' for the user in every cluster but one; "
        + (extra.user.emcc == true ? "'emcc: true' belongs to that one" : "\(other.cluster.handle) has 'emcc: true'"),
      phone: extra.user.controlledProfiles.isEmpty ? .userProfileAbsent : nil, all.map(\.cluster))
  }

  private static func add(_ group: [Conflict], _ report: inout Report) {
    guard let first = group.first else { return }
    var affected = Sample()
    for conflict in group { affected.add(conflict.extra.user) }
    let (extra, other) = (first.extra.cluster.handle, first.other.cluster.handle)
    report.add(
      "\(affected.count) users who travel are at home in \(extra) and in \(other): \(affected.names)",
      at: first.extra.user.place, related: [Report.related(first.other.user.place, "the first of them in \(other)")],
      help: "write 'defaults: {users: {homeCluster: false}}' in the documents of \(extra) that hold users of \(other)",
      [first.extra.cluster, first.other.cluster])
  }
}
