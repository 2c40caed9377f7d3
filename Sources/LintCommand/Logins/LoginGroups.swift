internal import EMBundle
internal import EMCommandLine
internal import EMService

/// Users of a cluster who get the same outcome wherever they log in.
struct UserGroup {
  /// Why somebody is in the matrix, which makes the column.
  enum Kind: Int, CaseIterable {
    /// Users with EMCC.
    case emcc
    /// Users of the cluster only.
    case local
    /// Super users of EM roaming.
    case roaming

    /// Heading of the column.
    var title: String {
      switch self {
      case .emcc: "EMCC users"
      case .local: "other users"
      case .roaming: "EM roaming"
      }
    }
  }

  /// What decides an outcome, but for the cluster itself.
  struct Traits: Hashable {
    /// Which column.
    var kind: Kind
    /// The cluster answers for the user.
    var isHome: Bool
    /// User Must Change at Next Login is set for the PIN.
    var mustChangePIN: Bool
    /// Device profiles that exist: none, one, or several.
    var profiles: Int
    /// The first of them has a line.
    var hasLine: Bool
    /// There is something to type in for each login type.
    var hasSelfServiceID: Bool
    /// The primary extension is the user's alone; nil without one.
    var isExtensionUnique: Bool?
    /// Other clusters that have a user of this ID.
    var others: [String]
    /// Other clusters in which the primary extension is somebody else's.
    var extensionOwners: [String]
    /// Other clusters in which the self-service user ID is somebody else's.
    var selfServiceOwners: [String]
  }

  /// What they have in common.
  let traits: Traits
  /// How many.
  var count = 0
  /// The first three.
  var first: [RuntimeUser] = []

  /// The groups of a cluster's users, in the order of the first user of each; without `all` those who log in at hot
  /// desks only: with a device profile or with EMCC.
  static func groups(of cluster: RuntimeCluster, in values: RuntimeDeployment, all: Bool) -> [UserGroup] {
    let others = values.clusters.filter { !$0.isExternal && $0.handle != cluster.handle }
    let isMember = values.roamingMembers.contains(cluster.handle)
    let extensions = NumberOwners(values, .directoryNumber) { $0.primaryExtension }
    let selfServiceIDs = NumberOwners(values, .selfServiceID) { $0.selfServiceID }
    var slots: [Traits: Int] = [:]
    var groups: [UserGroup] = []
    for user in cluster.users {
      let profiles = user.controlledProfiles.filter { cluster.deviceProfiles[$0] != nil }
      guard all || user.isEMCCEnabled || !profiles.isEmpty else { continue }
      let traits = Traits(
        kind: isMember && user.isRoamingSuperUser ? .roaming : user.isEMCCEnabled ? .emcc : .local,
        isHome: user.isHome, mustChangePIN: user.mustChangePIN, profiles: min(profiles.count, 2),
        hasLine: profiles.first.flatMap { cluster.deviceProfiles[$0] }.map { !$0.lines.isEmpty } ?? false,
        hasSelfServiceID: user.selfServiceID != nil,
        isExtensionUnique: user.primaryExtension.map { !extensions.isShared($0, by: user, in: cluster.handle) },
        others: others.filter { $0.users[user.id] != nil }.map(\.handle),
        extensionOwners: others.map(\.handle).filter {
          extensions.isShared(user.primaryExtension, by: user, in: $0)
        },
        selfServiceOwners: others.map(\.handle).filter {
          selfServiceIDs.isShared(user.selfServiceID, by: user, in: $0)
        })
      let slot = slots[traits] ?? groups.count
      if slot == groups.count {
        slots[traits] = slot
        groups.append(UserGroup(traits: traits))
      }
      groups[slot].count += 1
      if groups[slot].first.count < 3 { groups[slot].first.append(user) }
    }
    return groups
  }
}

/// Phones of a cluster at which the same users get the same outcome.
struct PhoneGroup {
  /// What decides an outcome, but for the cluster itself.
  struct Traits: Hashable {
    /// Users can log in.
    var isEMEnabled: Bool
    /// The model supports EMCC.
    var supportsEMCC: Bool
    /// Authenticated or encrypted.
    var isSecure: Bool
    /// Names of the phone services that it shows.
    var services: [String]
    /// Other clusters that have a phone of this name.
    var others: [String]
  }

  /// What they have in common.
  let traits: Traits
  /// How many.
  var count = 0
  /// The first three.
  var first: [RuntimePhone] = []
  /// Services that not all phones of the cluster have: the title names them.
  var specialServices: [String] = []

  /// What they are, for people.
  var title: String {
    var words = [traits.isSecure ? "secure" : "nonsecure"]
    if !traits.isEMEnabled { words.append("no EM") }
    if !traits.supportsEMCC { words.append("no EMCC") }
    if traits.services.isEmpty { words.append("no service") }
    words += specialServices.map { "'\($0)'" }
    if !traits.others.isEmpty { words.append("also in \(listed(traits.others, "and"))") }
    return words.joined(separator: ", ")
  }

  /// The groups of a cluster's phones, in the order of the first phone of each; without `all` those with Extension
  /// Mobility only.
  static func groups(of cluster: RuntimeCluster, in values: RuntimeDeployment, all: Bool) -> [PhoneGroup] {
    let others = values.clusters.filter { !$0.isExternal && $0.handle != cluster.handle }
    var slots: [Traits: Int] = [:]
    var groups: [PhoneGroup] = []
    for phone in cluster.phones where all || phone.isEMEnabled {
      let traits = Traits(
        isEMEnabled: phone.isEMEnabled, supportsEMCC: phone.supportsEMCC, isSecure: phone.isSecure,
        services: cluster.loginServices(of: phone).map(\.name),
        others: others.filter { $0.phones[phone.name] != nil }.map(\.handle))
      let slot = slots[traits] ?? groups.count
      if slot == groups.count {
        slots[traits] = slot
        groups.append(PhoneGroup(traits: traits))
      }
      groups[slot].count += 1
      if groups[slot].first.count < 3 { groups[slot].first.append(phone) }
    }
    let all = groups.map(\.traits.services).filter { !$0.isEmpty }
    for index in groups.indices {
      groups[index].specialServices = groups[index].traits.services.filter { name in
        !all.allSatisfy { $0.contains(name) }
      }
    }
    return groups
  }
}

/// Whose numbers are whose, in all clusters; empty where no phone service asks for them.
private struct NumberOwners {
  /// User of each number by cluster; nil for several users.
  private var owners: [String: [String: String?]] = [:]

  init(
    _ values: RuntimeDeployment, _ type: RuntimePhoneService.LoginType, _ number: (RuntimeUser) -> String?
  ) {
    guard values.clusters.contains(where: { $0.phoneServices.contains { $0.loginType == type } }) else { return }
    for cluster in values.clusters {
      var table: [String: String?] = [:]
      for user in cluster.users where values.isLocal(user.id, to: cluster) {
        guard let text = number(user) else { continue }
        table.updateValue(table[text] == nil ? user.id : nil, forKey: text)
      }
      owners[cluster.handle] = table
    }
  }

  /// True where somebody else of a cluster has the number.
  func isShared(_ number: String?, by user: RuntimeUser, in cluster: String) -> Bool {
    guard let number, let owner = owners[cluster]?[number] else { return false }
    return owner != user.id
  }
}
