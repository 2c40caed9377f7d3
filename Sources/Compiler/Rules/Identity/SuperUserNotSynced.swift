import EMBundle
import EMDSL
import EMDiagnostics
import EMService

/// Rule 92: a super user of EM roaming whom not every member has as such.
enum SuperUserNotSynced: Rule {
  /// The texts of EM3092 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3092", name: "emr-superuser-not-synced", severity: .error,
    summary: "A member of EM roaming lacks a super user, or the user's device profile or membership.",
    why: "A super user logs in with what the visited cluster itself has: without the user or a device profile the "
      + "login fails there, and without the membership the other clusters do not learn where the user is.",
    fix: "declare the user in every member, with a device profile and the access control group",
    source: "Seeds 001; Features and Services Guide 12.5, EM roaming across clusters",
    mistakes: [
      RuleExample(
        "The other member does not know the user.",
        [
          "deployment: EXAMPLE": "deployment: EXAMPLE\nroamingGroup: {members: [HOME, AWAY]}",
          "adiaz: {lastName: Diaz,":
            "adiaz: {emcc: false, accessControlGroups: [«Standard EM Roaming Across Clusters Super Users»], lastName: "
            + "Diaz,",
        ]),
      RuleExample(
        "The user has no device profile there.",
        [
          "deployment: EXAMPLE": "deployment: EXAMPLE\nroamingGroup: {members: [HOME, AWAY]}",
          "adiaz: {lastName: Diaz,":
            "adiaz: {emcc: false, accessControlGroups: [Standard EM Roaming Across Clusters Super Users], lastName: "
            + "Diaz,",
          "  esmith:":
            "  «adiaz»: {lastName: Diaz, emcc: false, accessControlGroups: [Standard EM Roaming Across Clusters Super "
            + "Users]}\n  esmith:",
        ]),
    ],
    right: [
      RuleExample(
        "Both members have the user, the device profile and the membership.",
        [
          "deployment: EXAMPLE": "deployment: EXAMPLE\nroamingGroup: {members: [HOME, AWAY]}",
          "adiaz: {lastName: Diaz,":
            "adiaz: {emcc: false, accessControlGroups: [Standard EM Roaming Across Clusters Super Users], lastName: "
            + "Diaz,",
          "UDP-ESMITH: {lines:":
            "UDP-ADIAZ: {lines: [{dn: '2101001', partition: PT-DN-GB, css: CSS-LINE-GB}]}\n  UDP-ESMITH: {lines:",
          "  esmith:":
            "  adiaz: {lastName: Diaz, emcc: false, controlledProfiles: [UDP-ADIAZ], accessControlGroups: [Standard EM "
            + "Roaming Across Clusters Super Users]}\n  esmith:",
        ])
    ])

  /// What a member lacks.
  private enum Lack {
    case user
    case profile
    case membership

    var words: String {
      switch self {
      case .user: "no such user"
      case .profile: "no device profile for the user"
      case .membership: "the user outside the access control group"
      }
    }
  }

  /// A member that lacks something, with its account of the user if there is one.
  private struct Gap {
    var lack: Lack
    var cluster: Cluster
    var account: Entity<UserRow>?
  }

  /// A super user; `membership` is where the first member says so.
  private struct SuperUser {
    var user: Entity<UserRow>
    var cluster: Cluster
    var membership: Place?
    var gaps: [Gap] = []
    /// The lacks as a number, to group by.
    var cause: UInt64 = 0
  }

  /// Super users in any member against all members that are known to have the feature; one pass over the users of each for either.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    let members = deployment.roamingMembers.filter { $0.isJudged && $0.version?.supportsEMRoaming == true }
    guard members.count > 1 else { return }
    var crowd = Crowd<SuperUser>()
    for superUser in superUsers(members, deployment) where !superUser.gaps.isEmpty {
      crowd.add(superUser, cause: superUser.cause)
    }
    crowd.forEach(each: { add($0, deployment, &report) }, together: { add($0, &report) })
  }

  private static func superUsers(_ members: [Cluster], _ deployment: Deployment) -> [SuperUser] {
    var groups = RoamingSuperUsers()
    var found: [SuperUser] = []
    var ordinals: [UInt32: Int] = [:]
    for cluster in members {
      for user in cluster.users where !user.accessControlGroups.isEmpty && user.isKnown {
        guard ordinals[user.name.id] == nil, let membership = groups.membership(of: user) else { continue }
        ordinals[user.name.id] = found.count
        found.append(SuperUser(user: user, cluster: cluster, membership: membership.place))
      }
    }
    guard !found.isEmpty else { return [] }
    for (number, cluster) in members.enumerated() {
      var accounts = [Entity<UserRow>?](repeating: nil, count: found.count)
      for user in cluster.users { if let ordinal = ordinals[user.name.id] { accounts[ordinal] = user } }
      for ordinal in found.indices {
        guard let lack = lack(accounts[ordinal], cluster, &groups) else { continue }
        found[ordinal].gaps.append(Gap(lack: lack, cluster: cluster, account: accounts[ordinal]))
        found[ordinal].cause |= 1 << UInt64(number % 64)
      }
    }
    return found
  }

  /// The worst thing that an account lacks; nil where nothing is missing, or where that cannot be told.
  private static func lack(_ account: Entity<UserRow>?, _ cluster: Cluster, _ groups: inout RoamingSuperUsers) -> Lack?
  {
    guard let account else { return cluster.hasExisting(.user) ? nil : .user }
    guard account.isKnown else { return nil }
    if account.controlledProfiles.isEmpty, !account.isDamaged(\.controlledProfiles) { return .profile }
    guard groups.membership(of: account) == nil, !account.isDamaged(\.accessControlGroups) else { return nil }
    return .membership
  }

  private static func add(_ superUser: SuperUser, _ deployment: Deployment, _ report: inout Report) {
    let gaps = superUser.gaps
    guard let worst = gaps.first(where: { $0.lack != .membership }) ?? gaps.first else { return }
    let name = superUser.user.name
    let lacks = Phrase.list(gaps.map { "\($0.cluster.handle) has \($0.lack.words)" }, limit: 5)
    let place =
      switch worst.lack {
      case .user: superUser.membership
      case .profile: worst.account.flatMap { deployment.ownPlace($0, \.controlledProfiles) }
      case .membership: worst.account.flatMap { deployment.ownPlace($0, \.accessControlGroups) }
      }
    let accounts = gaps.filter { $0.cluster !== worst.cluster }.compactMap(\.account)
    let handles = Phrase.list(gaps.map(\.cluster.handle), limit: 5)
    report.add(
      "user '\(name)' is a super user of EM roaming in \(superUser.cluster.handle), but \(lacks)", at: place,
      related: (worst.lack == .user ? [] : [Report.related(superUser.membership, "a super user here")])
        + Phrase.related(accounts.map { ($0.place, "the user's account in another member") }),
      help: "give '\(name)' a device profile and the access control group in \(handles)",
      phone: phone(superUser, worst, deployment), severity: worst.lack == .membership ? .warning : .error,
      [superUser.cluster] + gaps.map(\.cluster))
  }

  /// What the login at the member shows; nil where it depends on more than the user.
  private static func phone(_ superUser: SuperUser, _ gap: Gap, _ deployment: Deployment) -> PhoneError? {
    switch gap.lack {
    case .profile: return isLocal(gap) ? .userProfileAbsent : nil
    case .membership: return nil
    case .user:
      // The home refuses the traveller; without EMCC between the two the user is a stranger.
      guard superUser.user.emcc != true, superUser.user.homeCluster != false else { return nil }
      let pair = Mesh.Pair(home: superUser.cluster.id, visiting: gap.cluster.id)
      guard deployment.mesh.pairs.contains(pair) else { return nil }
      return superUser.user.controlledProfiles.isEmpty ? .deviceProfileNotFound : .emccNotActivatedForTheUser
    }
  }

  /// True where the member takes the account for one of its own.
  private static func isLocal(_ gap: Gap) -> Bool {
    var groups = RoamingSuperUsers()
    return gap.account.map { $0.homeCluster != false || groups.membership(of: $0) != nil } ?? false
  }

  private static func add(_ group: [SuperUser], _ report: inout Report) {
    guard let first = group.first else { return }
    var affected = Sample()
    for superUser in group { affected.add(superUser.user) }
    let clusters = first.gaps.map(\.cluster)
    let isFailing = group.contains { $0.gaps.contains { $0.lack != .membership } }
    report.add(
      "\(affected.count) super users of EM roaming are not all there in "
        + "\(Phrase.list(clusters.map(\.handle), limit: 5)): \(affected.names)",
      at: first.user.place, related: [Report.related(first.gaps.first?.account?.place, "the first of them")],
      help: "declare them there with a device profile and the access control group, for example by 'everyCluster'",
      severity: isFailing ? .error : .warning, [first.cluster] + clusters)
  }
}
