import EMDSL
import EMDiagnostics
import EMSimulation

/// Makes the dial plan of one cluster.
struct DialPlanBuilder {
  /// The cluster.
  let cluster: Cluster
  /// What has been made so far.
  var plan: DialPlan
  /// Index of an object in its array of the plan, by the arena index of its row.
  private(set) var slots: [UInt32: Int] = [:]
  /// Index of the calling search space that stands for one that is not known; nil before they are added.
  private(set) var unknownSearchSpace: Int?
  /// Index of the device pool that stands for one that is not known; nil before they are added.
  private(set) var unknownDevicePool: Int?

  /// What stands in every Unified CM for the local route group without a name.
  private static let standardLocalRouteGroup = "Standard Local Route Group"

  /// Begins with an empty plan.
  init(_ cluster: Cluster) {
    self.cluster = cluster
    plan = DialPlan(cluster: cluster.handle)
    plan.isExternal = cluster.isExternal
  }

  /// Fills the plan; trunks lead nowhere yet, see `TrunkPairing`.
  ///
  /// `beginnings` belongs to the deployment's names, for the cluster's extensions.
  mutating func build(_ beginnings: NumberBeginnings) {
    numberObjects()
    addSearchSpaces()
    addRouteGroups()
    addRouteLists()
    addDevicePools()
    addGateways()
    addTrunks()
    addPatterns()
    addTransformations()
    addPSTNAccess()
    addUndescribed()
    plan.directoryNumbers = DirectoryNumberIndex(
      cluster, beginnings, partitions: plan.partitions.count, slots: slots)
  }

  /// Gives the declared objects their indexes, so that all of them can be referred to.
  private mutating func numberObjects() {
    for row in cluster.partitions where !row.isPoison {
      slots[row.index] = plan.partitions.count
      plan.partitions.append(NamedPlace(row.name.string, row.place))
    }
    number(cluster.callingSearchSpaces)
    number(cluster.routeGroups)
    number(cluster.routeLists)
    number(cluster.devicePools)
    number(cluster.gateways)
    number(cluster.sipTrunks)
  }

  private mutating func number<R: Row>(_ section: Section<R>) {
    for (index, row) in section.enumerated() { slots[row.index] = index }
  }

  // MARK: References

  /// The index of a partition; nil for one that cannot be read.
  ///
  /// One of which only the name is known is added with the patterns that are written here.
  mutating func partition(_ row: Entity<PartitionRow>) -> Int? {
    guard !row.isPoison else { return nil }
    if let slot = slots[row.index] { return slot }
    slots[row.index] = plan.partitions.count
    plan.partitions.append(NamedPlace(row.name.string, row.place))
    plan.incompletePartitions.insert(plan.partitions.count - 1)
    return plan.partitions.count - 1
  }

  /// The index of a calling search space; nil for none.
  ///
  /// One of which only the name is known is added without partitions.
  mutating func searchSpace(_ row: Entity<CallingSearchSpaceRow>?) -> Int? {
    guard let row else { return nil }
    guard !row.isPoison else { return unknownSearchSpace }
    if let slot = slots[row.index] { return slot }
    slots[row.index] = plan.searchSpaces.count
    let gap = "calling search space \(row.name), of which only the name is known"
    plan.searchSpaces.append(SearchSpace(NamedPlace(row.name.string, row.place), partitions: [], gap: gap))
    return plan.searchSpaces.count - 1
  }

  /// The index of a device pool; nil for none.
  mutating func devicePool(_ row: Entity<DevicePoolRow>?) -> Int? {
    guard let row else { return nil }
    guard !row.isPoison else { return unknownDevicePool }
    if let slot = slots[row.index] { return slot }
    slots[row.index] = plan.devicePools.count
    plan.devicePools.append(CallDevicePool(NamedPlace(row.name.string, row.place), isLocalRouteGroupUnknown: true))
    return plan.devicePools.count - 1
  }

  /// The index of a route group; nil for one that cannot be read.
  ///
  /// One of which only the name is known is added with a member that cannot be followed.
  mutating func routeGroup(_ row: Entity<RouteGroupRow>) -> Int? {
    guard !row.isPoison else { return nil }
    if let slot = slots[row.index] { return slot }
    slots[row.index] = plan.routeGroups.count
    let name = row.name.string
    plan.routeGroups.append(RouteGroup(NamedPlace(name, row.place), members: [.unknown(name)], isCircular: false))
    return plan.routeGroups.count - 1
  }

  /// The index of an object that this repository describes; nil for others.
  func described(_ object: AnyEntity) -> Int? { object.kind == nil ? nil : slots[object.index] }

  /// What an object is called that cannot be followed.
  func unknownName(_ object: AnyEntity) -> String {
    object.kind == nil ? "an object that could not be read" : object.name.string
  }

  // MARK: Simple objects

  private mutating func addSearchSpaces() {
    // Names first: partitions of which only the name is known are added while the lists are read.
    for row in cluster.callingSearchSpaces {
      let partitions = row.partitions.compactMap { partition($0.target()) }
      let isWhole = partitions.count == row.partitions.count && !row.isDamaged(\.partitions)
      plan.searchSpaces.append(
        SearchSpace(
          NamedPlace(row.name.string, row.place), partitions: partitions,
          gap: isWhole ? nil : "calling search space \(row.name), which could not be read as a whole"))
    }
    let unknown = "a calling search space that is not known"
    unknownSearchSpace = plan.searchSpaces.count
    plan.searchSpaces.append(SearchSpace(NamedPlace(unknown), partitions: [], gap: unknown))
  }

  /// Adds what callers have and of which only the name is known.
  private mutating func addUndescribed() {
    if cluster.existingKinds.contains(.callingSearchSpace) {
      for row in cluster.devicePools { _ = searchSpace(row.adjunctCss) }
      for row in cluster.directoryNumbers { _ = searchSpace(row.css) }
      for row in cluster.deviceProfiles {
        _ = searchSpace(row.emccCss)
        for line in row.lines { _ = searchSpace(line.css) }
      }
      for row in cluster.phones {
        _ = searchSpace(row.css)
        for line in row.lines { _ = searchSpace(line.css) }
      }
    }
    if cluster.existingKinds.contains(.devicePool) {
      for row in cluster.phones { _ = devicePool(row.devicePool) }
      for row in cluster.emccTemplate { _ = devicePool(row.devicePool) }
    }
  }

  private mutating func addRouteGroups() {
    for row in cluster.routeGroups {
      let members = row.members.map { member -> RouteGroup.Member in
        let object = member.value
        guard let index = described(object) else { return .unknown(unknownName(object)) }
        return object.kind == .gateway ? .gateway(index) : .trunk(index)
      }
      plan.routeGroups.append(
        RouteGroup(
          NamedPlace(row.name.string, row.place), members: members, isCircular: row.distribution == .circular))
    }
  }

  private mutating func addRouteLists() {
    for row in cluster.routeLists {
      let members = row.members.map { (member: routeListMember($0.value), place: $0.place) }
      plan.routeLists.append(RouteList(NamedPlace(row.name.string, row.place), members: members))
    }
  }

  private mutating func routeListMember(_ object: AnyEntity) -> RouteList.Member {
    if let group = object.view(as: RouteGroupRow.self) {
      return routeGroup(group).map { .group($0) } ?? .unknown(unknownName(object))
    }
    guard object.kind == .localRouteGroup else { return .unknown(unknownName(object)) }
    return object.name == Self.standardLocalRouteGroup ? .standardLocal : .named(object.name.string)
  }

  private mutating func addDevicePools() {
    for row in cluster.devicePools {
      var named: [String: Int] = [:]
      for assignment in row.localRouteGroups {
        guard let name = assignment.localRouteGroup, !name.isPoison, let group = assignment.routeGroup else { continue }
        named[name.name.string] = routeGroup(group)
      }
      plan.devicePools.append(
        CallDevicePool(
          NamedPlace(row.name.string, row.place),
          standardLocalRouteGroup: row.localRouteGroup.flatMap { routeGroup($0) },
          localRouteGroupPlace: row.isWritten(\.localRouteGroup) ? row.place(\.localRouteGroup) : nil,
          namedLocalRouteGroups: named, isLocalRouteGroupUnknown: row.isDamaged(\.localRouteGroup)))
    }
    unknownDevicePool = plan.devicePools.count
    plan.devicePools.append(
      CallDevicePool(NamedPlace("a device pool that is not known"), isLocalRouteGroupUnknown: true))
  }
}
