import EMDSL
import EMDiagnostics
import EMSimulation

/// Phones at which calls end alike, and one of them to call from.
struct MatrixSite {
  /// Name of their device pool.
  let pool: String
  /// Two-letter country where they stand; nil where it is not known.
  let country: String?
  /// Name of their geolocation; nil where they have none.
  let geolocation: String?
  /// Name of their calling search space, where it counts; nil where it does not.
  let css: String?
  /// The first of them.
  let phone: Entity<PhoneRow>
  /// How many.
  private(set) var phones: Int

  /// The sites that visitors find in a cluster.
  static func forVisitors(_ sites: [VisitorSite], of cluster: Cluster) -> [MatrixSite] {
    let firsts = Set(sites.compactMap { $0.phones.first.first?.name })
    var found: [Interned: Entity<PhoneRow>] = [:]
    for phone in cluster.phones where firsts.contains(phone.name) && found[phone.name] == nil {
      found[phone.name] = phone
    }
    return sites.compactMap { site in
      site.phones.first.first.flatMap { found[$0.name] }.map { phone in
        MatrixSite(
          pool: site.pool.name.string, country: site.country, geolocation: site.geolocation?.name.string,
          css: site.css?.name.string, phone: phone, phones: site.phoneCount)
      }
    }
  }

  /// Where users of a cluster log in at home: phones with Extension Mobility, told apart by device pool, geolocation and
  /// calling search space.
  static func forOwnUsers(of cluster: Cluster) -> [MatrixSite] {
    var sites: [MatrixSite] = []
    var slots: [[UInt32]: Int] = [:]
    for phone in cluster.phones where phone.extensionMobility == true && phone.isKnown {
      guard let pool = phone.devicePool, pool.isKnown else { continue }
      let geolocation = phone.geolocation ?? pool.geolocation ?? cluster.defaultGeolocation
      let key = [pool.index, geolocation?.index ?? .max, phone.css?.index ?? .max]
      if let slot = slots[key] {
        sites[slot].phones += 1
      } else {
        slots[key] = sites.count
        let country = geolocation.flatMap { $0.isKnown ? $0.country?.string : nil }
        sites.append(
          MatrixSite(
            pool: pool.name.string, country: country, geolocation: geolocation?.name.string,
            css: phone.css?.name.string, phone: phone, phones: 1))
      }
    }
    return sites
  }
}

/// Users whose calls search the same calling search spaces, and one of them to call as.
struct MatrixCaller {
  /// What the first of them takes along.
  let profile: CallerProfile
  /// The users.
  private(set) var users: Sample

  /// One caller for each group of travellers.
  static func travellers(_ groups: [TravellerGroup], of cluster: Cluster) -> [MatrixCaller] {
    let firsts = Set(groups.compactMap { $0.users.first.first?.name })
    var found: [Interned: Entity<UserRow>] = [:]
    for user in cluster.users where firsts.contains(user.name) && found[user.name] == nil { found[user.name] = user }
    return groups.compactMap { group in
      guard let user = group.users.first.first.flatMap({ found[$0.name] }) else { return nil }
      return profiles(of: user).first { caller in
        caller.line?.dn.map { $0 == group.line.number } ?? false
          && caller.profile.emccCss?.index == group.emccCSS?.index
      }.map { MatrixCaller(profile: $0, users: group.users) }
    }
  }

  /// One caller for each calling search space of a line that users of a cluster have at home.
  static func everybody(of cluster: Cluster) -> [MatrixCaller] {
    var callers: [MatrixCaller] = []
    var slots: [UInt32: Int] = [:]
    for user in cluster.users where user.isKnown && user.homeCluster != false {
      var counted = -1
      for caller in profiles(of: user) {
        let key = caller.line?.css?.index ?? .max
        let slot = slots[key] ?? callers.count
        if slot == callers.count {
          slots[key] = slot
          callers.append(MatrixCaller(profile: caller, users: Sample()))
        }
        if slot != counted { callers[slot].users.add(user) }
        counted = slot
      }
    }
    return callers
  }

  /// The readable device profiles of a user, with their first lines.
  private static func profiles(of user: Entity<UserRow>) -> [CallerProfile] {
    user.controlledProfiles.compactMap { member in
      let profile: Entity<DeviceProfileRow> = member.target()
      guard profile.isKnown, let line = profile.lines.first else { return nil }
      return CallerProfile(user: user, profile: profile, place: member.place, line: line)
    }
  }
}
