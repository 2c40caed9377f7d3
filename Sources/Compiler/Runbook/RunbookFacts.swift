import EMDSL

/// What the runbook tells of one cluster of ours, counted once.
struct RunbookFacts {
  /// The cluster.
  let cluster: Cluster
  /// Phones that are written: those that requests change, and that the runbook resets.
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
  /// The requests of the cluster.
  let summary: RequestSummary

  /// Counts what there is in the cluster of a plan.
  init(_ plan: AXLPlan) {
    cluster = plan.cluster
    summary = RequestSummary(plan)
    var named = NamedObjects()
    var zones: [String: Int] = [:]
    var (written, login) = (0, 0)
    for phone in cluster.phones where phone.isKnown {
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

  /// How the cluster's requests are sent.
  var sender: SenderCommand {
    SenderCommand(clusterID: cluster.clusterID, server: RunbookFacts.address(RunbookFacts.publisher(of: cluster)))
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
    note(
      phone.location, phone.mediaResourceGroupList, phone.commonPhoneProfile, phone.phoneButtonTemplate,
      phone.softkeyTemplate, phone.securityProfile, phone.css, phone.devicePool)
    locale(phone.userLocale)
  }

  mutating func add(_ profile: Entity<DeviceProfileRow>) {
    note(profile.phoneButtonTemplate, profile.softkeyTemplate, profile.emccCss)
    for line in profile.lines { note(line.partition) }
    locale(profile.userLocale)
  }

  mutating func add(_ pool: Entity<DevicePoolRow>) {
    note(
      pool.callManagerGroup, pool.dateTimeGroup, pool.region, pool.srst, pool.mediaResourceGroupList, pool.location)
    locale(pool.networkLocale)
  }

  mutating func addDialPlan(_ cluster: Cluster) {
    for space in cluster.callingSearchSpaces {
      for member in space.partitions { note(member.target() as Entity<PartitionRow>) }
    }
    for trunk in cluster.sipTrunks {
      note(trunk.location, trunk.mediaResourceGroupList, trunk.securityProfile, trunk.sipProfile)
    }
    for template in cluster.emccTemplate { note(template.sipProfile, template.commonPhoneProfile) }
  }

  /// Keeps the names of objects that exist already, under what people call their kind.
  private mutating func note<each R: NamedRow>(_ objects: repeat Entity<each R>?) {
    for object in repeat each objects { keep(object) }
  }

  private mutating func keep<R: NamedRow>(_ object: Entity<R>?) {
    guard let object, !object.isPoison, object.head.marks.contains(.existing), seen.insert(object.index).inserted
    else { return }
    names[R.entity.kind.noun, default: []].insert(object[dynamicMember: \R.name].string)
  }
}
