import EMDSL

/// The requests for one cluster in the order of sending, and where each body stands.
struct AXLPlan {
  /// The requests of one phase.
  struct Phase {
    /// The phase.
    let phase: AXLPhase
    /// Its requests.
    let items: [AXLItem]
    /// `order` of the first one.
    let first: Int
  }

  /// Bodies in one file.
  static let bodiesPerFile = 500
  /// Members that are added to a group at once.
  private static let membersPerRequest = 100

  /// The cluster.
  let cluster: Cluster
  /// Its deployment.
  let deployment: Deployment
  /// The schema of the requests.
  let version: AXLVersion
  /// Phases with requests.
  private(set) var phases: [Phase] = []
  /// `order` of the request that makes an object, by its row.
  private(set) var orders: [UInt32: Int] = [:]
  /// `order` of the request that makes a directory number.
  private(set) var lineOrders: [AXLLine.Key: Int] = [:]
  private var next = 1

  /// Gathers what a cluster needs; system objects and what exists already are left out.
  init(_ cluster: Cluster, in deployment: Deployment) {
    self.cluster = cluster
    self.deployment = deployment
    version = AXLVersion(of: cluster.version)
    for phase in AXLPhase.allCases { add(phase, sorted(items(of: phase))) }
  }

  private mutating func add(_ phase: AXLPhase, _ items: [AXLItem]) {
    guard !items.isEmpty else { return }
    phases.append(Phase(phase: phase, items: items, first: next))
    for item in items {
      if let row = item.row { orders[row] = next }
      if case .line(let line) = item { lineOrders[AXLLine.Key(line.number, line.partition)] = next }
      next += 1
    }
  }

  /// By the bytes of the key: the order does not depend on which file says what.
  ///
  /// Equal keys, such as the parts of a membership, keep their order.
  private func sorted(_ items: [AXLItem]) -> [AXLItem] {
    ByteOrder.positions(of: items) { item, bytes in item.key.append(to: &bytes) }.map { items[$0] }
  }

  @inline(__always) private func known<R: Row>(_ section: KeyPath<ClusterRow, Rows<R>>) -> [Entity<R>] {
    cluster[dynamicMember: section].filter(\.isKnown)
  }

  private func items(of phase: AXLPhase) -> [AXLItem] {
    switch phase {
    case .partitions: known(\.partitions).map { .partition($0) }
    case .callingSearchSpaces: known(\.callingSearchSpaces).map { .css($0) }
    case .geolocations: known(\.geolocations).map { .geolocation($0) }
    case .geolocationFilters: known(\.geolocationFilters).map { .geolocationFilter($0) }
    case .dateTimeGroups: known(\.dateTimeGroups).map { .dateTimeGroup($0) }
    case .regions: known(\.regions).map { .region($0) }
    case .callManagerGroups: known(\.callManagerGroups).map { .callManagerGroup($0) }
    case .srstReferences: known(\.srstReferences).map { .srst($0) }
    case .commonDeviceConfigurations: known(\.commonDeviceConfigurations).map { .commonDeviceConfiguration($0) }
    // Local route groups have names since 10.0.
    case .localRouteGroups: version < .v10_0 ? [] : known(\.localRouteGroups).map { .localRouteGroup($0) }
    case .devicePools: known(\.devicePools).map { .devicePool($0) }
    case .phoneSecurityProfiles: known(\.phoneSecurityProfiles).map { .phoneSecurityProfile($0) }
    case .sipTrunks: known(\.sipTrunks).map { .sipTrunk($0) }
    case .routeGroups: known(\.routeGroups).map { .routeGroup($0) }
    case .devicePoolRouteGroups:
      known(\.devicePools).filter { $0.localRouteGroup != nil || !$0.localRouteGroups.isEmpty }
        .map { .devicePoolRouteGroups($0) }
    case .routeLists: known(\.routeLists).map { .routeList($0, firstCallManagerGroup) }
    case .routePatterns, .translationPatterns, .callingPartyTransformations, .calledPartyTransformations:
      patterns(of: phase)
    case .phoneServices: known(\.phoneServices).map { .phoneService($0) }
    case .lines: lines().map { .line($0) }
    case .deviceProfiles: known(\.deviceProfiles).map { .deviceProfile($0) }
    case .users: known(\.users).map { .user($0) }
    case .phones: known(\.phones).map { .phone($0) }
    case .userDevices:
      known(\.users).filter { $0.primaryExtension != nil || !$0.associatedDevices.isEmpty || $0.pinMustChange == true }
        .map { .userDevices($0) }
    case .loginUsers: known(\.deviceProfiles).filter { $0.loginUser != nil }.map { .loginUser($0) }
    case .accessControlGroups: known(\.accessControlGroups).map { .accessControlGroup($0) }
    case .groupMembers: members()
    case .extensionMobilityParameters:
      AXLParameters.service(cluster).map { .setting($0) }
    case .emccFeatures: AXLParameters.features(cluster, deployment).map { .setting($0) }
    case .interclusterServices: activations().map { .activation($0) }
    case .remoteClusters: remotes().map { .remoteCluster($0, deployment.emccGroup?.services.first) }
    case .remoteClusterUpdates: remotes().map { .remoteClusterUpdate($0, server: updateServer()) }
    }
  }

  private func patterns(of phase: AXLPhase) -> [AXLItem] {
    switch phase {
    case .routePatterns:
      known(\.routePatterns).flatMap { row in
        row.patterns.compactMap { pattern in pattern.value.map { .routePattern(row, $0) } }
      }
    case .translationPatterns:
      known(\.translationPatterns).flatMap { row in
        row.patterns.compactMap { pattern in pattern.value.map { .translationPattern(row, $0) } }
      }
    case .callingPartyTransformations:
      known(\.callingPartyTransformationPatterns).flatMap { row in
        row.patterns.compactMap { pattern in pattern.value.map { .callingPartyTransformation(row, $0) } }
      }
    default:
      known(\.calledPartyTransformationPatterns).flatMap { row in
        row.patterns.compactMap { pattern in pattern.value.map { .calledPartyTransformation(row, $0) } }
      }
    }
  }

  /// Every directory number once, however many lines have it.
  private func lines() -> [AXLLine] {
    var lines: [AXLLine] = []
    var known: Set<AXLLine.Key> = []
    var shared: [AXLLine.Key: Entity<DirectoryNumberRow>] = [:]
    for row in cluster.directoryNumbers where row.isKnown {
      if let dn = row.dn { shared[AXLLine.Key(dn, row.partition)] = row }
    }
    func add(_ number: Interned?, _ partition: Entity<PartitionRow>?, _ line: Entity<LineRow>?) {
      guard let number, partition?.isPoison != true else { return }
      let key = AXLLine.Key(number, partition)
      guard known.insert(key).inserted else { return }
      lines.append(AXLLine(number: number, partition: partition, line: line, shared: shared[key]))
    }
    for profile in cluster.deviceProfiles where profile.isKnown {
      for line in profile.lines { add(line.dn, line.partition, line) }
    }
    for phone in cluster.phones where phone.isKnown {
      for line in phone.lines { add(line.dn, line.partition, line) }
    }
    for row in cluster.directoryNumbers where row.isKnown { add(row.dn, row.partition, nil) }
    return lines
  }

  /// Memberships, by group; members by user ID.
  private func members() -> [AXLItem] {
    var groups: [UInt32: (group: Entity<AccessControlGroupRow>, users: [Entity<UserRow>])] = [:]
    let users = known(\.users).map { ($0.name.string, $0) }.sorted { ResolvedJSON.precedes($0.0, $1.0) }
    for (_, user) in users {
      for member in user.accessControlGroups {
        let group: Entity<AccessControlGroupRow> = member.target()
        guard !group.isPoison else { continue }
        groups[group.index, default: (group, [])].users.append(user)
      }
    }
    let byName = groups.values.map { ($0.group.name.string, $0) }.sorted { ResolvedJSON.precedes($0.0, $1.0) }
    return byName.flatMap { _, entry in
      stride(from: 0, to: entry.users.count, by: AXLPlan.membersPerRequest).map { start in
        .groupMembers(entry.group, entry.users[start..<min(start + AXLPlan.membersPerRequest, entry.users.count)])
      }
    }
  }

  private func activations() -> [AXLActivation] {
    guard let profile = cluster.interclusterServiceProfile.first else { return [] }
    let services = [("EMCC", profile.emcc.first), ("PSTN Access", profile.pstnAccess.first)]
    return (services + [("RSVP Agent", profile.rsvpAgent.first)])
      .compactMap { name, row in row.map { AXLActivation(service: name, row: $0) } }
  }

  /// Remote clusters, written or derived from `mesh`.
  private func remotes() -> [Entity<RemoteClusterRow>] {
    cluster.remoteClusters.filter { !$0.isPoison && !$0.head.marks.contains(.damaged) }
  }

  /// The node that asks the remote clusters; empty where none is known.
  private func updateServer() -> String {
    let chosen = cluster.emccFeatures?.remoteClusterUpdateServer
    let node = chosen ?? cluster.nodes.first { $0.runs(.extensionMobility) }
    return node.flatMap { $0.isPoison ? nil : $0[dynamicMember: \.address]?.string } ?? ""
  }
}

extension AXLPlan {
  /// The cluster's first Unified CM group by name, whatever the order of the files.
  private var firstCallManagerGroup: Entity<CallManagerGroupRow>? {
    cluster.callManagerGroups.min { ResolvedJSON.precedes($0.name.string, $1.name.string) }
  }
}
