import EMDSL

/// What the runbook tells of one cluster of ours, counted once.
struct RunbookFacts {
  /// The cluster.
  let cluster: Cluster
  /// Phones that are written.
  let writtenPhones: Int
  /// Phones that are registered, those that are only counted included.
  let phones: Int
  /// Written phones at which users can log in.
  let loginPhones: Int
  /// Time zones of the written phones, the one with most phones first.
  let timeZones: [RunbookTimeZone]
  /// Names that must be there already, by the word for their kind.
  let existing: [(kind: String, names: [String])]
  /// Languages and tones that need an installed locale.
  let locales: [String]

  /// Counts.
  init(_ cluster: Cluster) {
    self.cluster = cluster
    var named = NamedObjects()
    var zones: [String: Int] = [:]
    var (written, login) = (0, 0)
    for phone in cluster.phones {
      written += 1
      if phone.extensionMobility == true { login += 1 }
      if let zone = phone.devicePool?.dateTimeGroup?.timeZone { zones[zone.string, default: 0] += 1 }
      named.add(phone)
    }
    if zones.isEmpty,
      let zone = cluster.dateTimeGroups.compactMap({ $0.timeZone?.string }).min(by: ResolvedJSON.precedes)
    {
      zones[zone] = 0
    }
    writtenPhones = written
    loginPhones = login
    phones = cluster.capacity?.phones ?? written
    timeZones = zones.map { RunbookTimeZone(name: $0.key, phones: $0.value) }
      .sorted { left, right in
        left.phones == right.phones ? ResolvedJSON.precedes(left.name, right.name) : left.phones > right.phones
      }
    for profile in cluster.deviceProfiles { named.add(profile) }
    for user in cluster.users { named.locale(user.userLocale) }
    for pool in cluster.devicePools { named.add(pool) }
    named.addDialPlan(cluster)
    existing = named.existing
    locales = named.sortedLocales
  }

  /// The index of the cluster's requests, as a path of the bundle.
  var requests: String { "\(folder)axl/requests.json" }
  /// The cluster's folder in the bundle, with a slash at the end.
  var folder: String { "clusters/\(cluster.clusterID)/" }

  /// The address of a node, by which operators know it.
  static func address(_ node: Entity<NodeRow>?) -> String? {
    guard let node, !node.isPoison else { return nil }
    return node[dynamicMember: \.address]?.string ?? node.name.string
  }

  /// The nodes: the publisher, then the others by name.
  var nodes: [Entity<NodeRow>] { RunbookFacts.nodes(of: cluster) }

  /// The nodes of a cluster of ours: the publisher, then the others by name.
  static func nodes(of cluster: Cluster) -> [Entity<NodeRow>] {
    cluster.nodes.filter { !$0.isPoison }.sorted { left, right in
      let isFirst = left.role == .publisher
      guard isFirst == (right.role == .publisher) else { return isFirst }
      return ResolvedJSON.precedes(left.name.string, right.name.string)
    }
  }

  /// The publisher of a cluster.
  static func publisher(of cluster: Cluster) -> Entity<NodeRow>? { cluster.nodes.first { $0.role == .publisher } }
  /// The publisher; else the first node.
  var publisher: Entity<NodeRow>? { nodes.first }
  /// The publisher's address.
  var publisherAddress: String { RunbookFacts.address(publisher) ?? "the publisher" }
}

/// Gathers names that are referred to and are not written here.
private struct NamedObjects {
  private var names: [String: Set<String>] = [:]
  private var locales: Set<String> = []
  private var seen: Set<UInt32> = []

  /// In the order of the words for the kinds, names sorted.
  var existing: [(kind: String, names: [String])] {
    names.map { ($0.key, $0.value.sorted(by: ResolvedJSON.precedes)) }.sorted { ResolvedJSON.precedes($0.0, $1.0) }
  }

  var sortedLocales: [String] { locales.sorted(by: ResolvedJSON.precedes) }

  /// English needs no locale installer.
  mutating func locale(_ locale: Interned?) {
    if let text = locale?.string, text != "English United States", text != "United States" { locales.insert(text) }
  }

  mutating func add(_ phone: Entity<PhoneRow>) {
    note("location", phone.location, \.name)
    note("media resource group list", phone.mediaResourceGroupList, \.name)
    note("common phone profile", phone.commonPhoneProfile, \.name)
    note("phone button template", phone.phoneButtonTemplate, \.name)
    note("softkey template", phone.softkeyTemplate, \.name)
    note("phone security profile", phone.securityProfile, \.name)
    note("calling search space", phone.css, \.name)
    note("device pool", phone.devicePool, \.name)
    locale(phone.userLocale)
  }

  mutating func add(_ profile: Entity<DeviceProfileRow>) {
    note("phone button template", profile.phoneButtonTemplate, \.name)
    note("softkey template", profile.softkeyTemplate, \.name)
    note("calling search space", profile.emccCss, \.name)
    for line in profile.lines { note("partition", line.partition, \.name) }
    locale(profile.userLocale)
  }

  mutating func add(_ pool: Entity<DevicePoolRow>) {
    note("Unified CM group", pool.callManagerGroup, \.name)
    note("date/time group", pool.dateTimeGroup, \.name)
    note("region", pool.region, \.name)
    note("SRST reference", pool.srst, \.name)
    note("media resource group list", pool.mediaResourceGroupList, \.name)
    note("location", pool.location, \.name)
    locale(pool.networkLocale)
  }

  mutating func addDialPlan(_ cluster: Cluster) {
    for space in cluster.callingSearchSpaces {
      for member in space.partitions { note("partition", member.target(), \PartitionRow.name) }
    }
    for trunk in cluster.sipTrunks {
      note("location", trunk.location, \.name)
      note("media resource group list", trunk.mediaResourceGroupList, \.name)
      note("SIP trunk security profile", trunk.securityProfile, \.name)
      note("SIP profile", trunk.sipProfile, \.name)
    }
    for template in cluster.emccTemplate {
      note("SIP profile", template.sipProfile, \.name)
      note("common phone profile", template.commonPhoneProfile, \.name)
    }
  }

  private mutating func note<R: Row>(_ kind: String, _ object: Entity<R>?, _ name: KeyPath<R, Name>) {
    guard let object, !object.isPoison, object.head.marks.contains(.existing), seen.insert(object.index).inserted
    else { return }
    names[kind, default: []].insert(object[dynamicMember: name].string)
  }
}
