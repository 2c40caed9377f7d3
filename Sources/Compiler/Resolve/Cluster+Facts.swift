import EMBundle
import EMDSL
import EMDiagnostics
import EMService

extension Cluster {
  /// The enterprise parameter Cluster ID: as written, else the handle.
  package var clusterID: String { clusterIDText?.string ?? handle }

  /// Where the cluster ID is written, else where the handle is.
  var clusterIDPlace: Place? {
    if let external { return external.place(\.clusterId) }
    return parts.first { $0.isWritten(\.clusterId) }?.place(\.clusterId) ?? place
  }

  /// True where the cluster ID was written but could not be read: nothing can be compared with it.
  var hasDamagedClusterID: Bool {
    external?.isDamaged(\.clusterId) ?? parts.contains { $0.isDamaged(\.clusterId) }
  }

  private var clusterIDText: Interned? { external?.clusterId ?? parts.lazy.compactMap { $0.clusterId }.first }

  /// Where a section of settings is written; else where the handle is.
  func sectionPlace<C: Cell>(_ field: KeyPath<ClusterRow, C>) -> Place? {
    parts.first { $0.isWritten(field) }?.place(field) ?? place
  }

  /// SIP trunks for EMCC, in the order of the files.
  var emccTrunks: [Entity<SIPTrunkRow>] { self.sipTrunks.filter { $0.isKnown && $0.serviceType == .emcc } }

  /// True for versions of which the phone service of Extension Mobility understands `loginType` across clusters
  /// (Seeds 000, table 5: 12.0 and later); nil where the version is not known.
  var understandsLoginType: Bool? { version.map(LoginTypeMatrix.isUnderstood) }
}

extension Deployment {
  /// Clusters that take part in EMCC or EM roaming, or stand in each other's lists of remote clusters; sorted.
  var participants: [Cluster] {
    var ids = Set(members.map(\.id) + roamingMembers.map(\.id))
    for pair in mesh.pairs { ids.formUnion([pair.home, pair.visiting]) }
    return ids.sorted().map { self[$0] }
  }

  /// Clusters whose users may log in at phones of a cluster; sorted.
  func homes(at visiting: Cluster) -> [Cluster] {
    mesh.pairs.filter { $0.visiting == visiting.id && $0.home != visiting.id }.map { self[$0.home] }
  }

  /// Clusters at whose phones users of a cluster may log in; sorted.
  func visited(from home: Cluster) -> [Cluster] {
    mesh.pairs.filter { $0.home == home.id && $0.visiting != home.id }.map { self[$0.visiting] }
  }

  /// True where a value stands in a `defaults` section: many objects have it, and none says so itself.
  func isFromDefaults(_ place: Place?) -> Bool {
    guard let place, let ranges = defaults[place.file.index] else { return false }
    return ranges.contains { $0.contains(place.offset) }
  }

  /// True where an object itself says something, not its `defaults`.
  func isOwn<R: Row, C: Cell>(_ object: Entity<R>, _ field: KeyPath<R, C>) -> Bool {
    object.isWritten(field) && !isFromDefaults(object.place(field))
  }

  /// Where an object says something itself; else where it stands.
  func ownPlace<R: Row, C: Cell>(_ object: Entity<R>, _ field: KeyPath<R, C>) -> Place? {
    isOwn(object, field) ? object.place(field) : object.place
  }
}

/// Tells who is a super user of EM roaming: member of Unified CM's own access control group (Seeds 001).
struct RoamingSuperUsers {
  private var verdicts: [UInt32: Bool] = [:]
  /// The group asked for last, of which most users are members.
  private var last: (index: UInt32, verdict: Bool) = (.max, false)

  /// The membership that makes a user one; nil for everybody else.
  mutating func membership(of user: Entity<UserRow>) -> CellList<Ref<AccessControlGroupRow>>.Member? {
    for member in user.accessControlGroups {
      let group: Entity<AccessControlGroupRow> = member.target()
      let index = group.index
      if index != last.index {
        let verdict = verdicts[index] ?? (!group.isPoison && group.name == SystemObjects.roamingSuperUsers)
        verdicts[index] = verdict
        last = (index, verdict)
      }
      if last.verdict { return member }
    }
    return nil
  }
}
