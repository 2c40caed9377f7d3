package import EMDSL
package import EMDiagnostics

/// All clusters together, linked and resolved: what rules look at and emitters print.
///
/// Immutable.
package final class Deployment: Sendable {
  /// The memory of all views.
  let storage: ModelStorage
  /// The deployment's name; nil without a deployment document.
  package let name: String?
  /// The deployment's documents.
  package let documents: [Entity<DeploymentRow>]
  /// All clusters, ours and external ones, sorted by handle.
  package let clusters: [Cluster]
  /// References that lead nowhere, sorted by place.
  package let unresolved: [UnresolvedReference]
  /// Pairs of objects of different kinds with one name in Cisco's shared device name space, sorted by place.
  package let collisions: [NameCollision]
  /// Who may log in where.
  package let mesh: Mesh
  /// Comments that silence findings, in the order of the files.
  package let suppressions: [Suppression]
  /// Byte ranges of `defaults` by file, to tell the origin of a value.
  let defaults: [UInt32: [Range<UInt32>]]
  /// Every reference by its target, made when first asked for.
  let referrers: ReferrerIndex
  /// Where visitors' phones find a device pool, worked out when first asked for.
  let roamingSurveyCache = RoamingSurveyCache()
  /// The emergency calls of visitors, followed when first asked for.
  let emergencySurveyCache = EmergencySurveyCache()
  /// The dial plans and the simulator of calls, made when first asked for.
  let dialPlanCache = DialPlanCache()

  /// Takes what the linker found; all arrays are in their final order.
  init(
    storage: ModelStorage, name: String?, documents: [Entity<DeploymentRow>], clusters: [Cluster],
    unresolved: [UnresolvedReference], collisions: [NameCollision], mesh: Mesh, suppressions: [Suppression],
    defaults: [UInt32: [Range<UInt32>]]
  ) {
    self.storage = storage
    self.name = name
    self.documents = documents
    self.clusters = clusters
    self.unresolved = unresolved
    self.collisions = collisions
    self.mesh = mesh.wanted(among: clusters, documents.lazy.compactMap { $0.emccGroup.first }.first)
    self.suppressions = suppressions
    self.defaults = defaults
    referrers = ReferrerIndex()
  }

  /// The cluster of an ID.
  package subscript(id: ClusterID) -> Cluster { clusters[id.ordinal] }

  /// The EMCC group.
  package var emccGroup: Entity<EMCCGroupRow>? { documents.lazy.compactMap { $0.emccGroup.first }.first }
  /// The EM roaming group.
  package var roamingGroup: Entity<RoamingGroupRow>? { documents.lazy.compactMap { $0.roamingGroup.first }.first }

  /// Members of the EMCC group, sorted by handle, each once.
  package var members: [Cluster] { unique(emccGroup?.members) }
  /// Members of the EM roaming group, sorted by handle, each once.
  package var roamingMembers: [Cluster] { unique(roamingGroup?.members) }

  private func unique(_ list: CellList<ClusterRef>?) -> [Cluster] {
    guard let list else { return [] }
    return Set(list.compactMap(\.value)).sorted().map { self[$0] }
  }

  /// Emergency numbers of a country.
  package func emergencyNumbers(of country: String) -> [Interned] {
    documents.flatMap { $0.emergencyNumbers.filter { $0.name == country }.flatMap { $0.numbers.compactMap(\.value) } }
  }

  /// The name of a text in this deployment's names.
  package var nameCount: Int { storage.nameCount }
}

/// A reference to a name that the cluster does not have; equal ones of one cluster are one.
package struct UnresolvedReference: Sendable {
  /// The cluster in which it is resolved; nil for a cluster's handle.
  package var cluster: ClusterID?
  /// What it may lead to.
  package var kinds: [EntityKind]
  /// The name.
  package var name: String
  /// Where it is written, at most six places, sorted; the first one is the finding's.
  package var places: [Place]
  /// How often it is written.
  package var count: Int
  /// The only clusters that have such an object, sorted; empty when none has.
  package var otherClusters: [ClusterID] = []
  /// True where the others have it under `existing` only.
  package var isExistingElsewhere = false
  /// Where another cluster says so.
  package var otherPlace: Place?
  /// An object of this name and of another kind in the same cluster.
  package var otherKind: EntityKind?
  /// A near name.
  package var suggestion: String?
}

/// Two objects of different kinds with one name in one name space.
package struct NameCollision: Sendable {
  /// The cluster.
  package var cluster: ClusterID
  /// The name.
  package var name: String
  /// The object that was declared first.
  package var first: (kind: EntityKind, place: Place?)
  /// The other one.
  package var second: (kind: EntityKind, place: Place?)
}

/// Which clusters' users may log in at which clusters' phones.
package struct Mesh: Sendable {
  /// One ordered pair.
  package struct Pair: Hashable, Sendable, Comparable {
    /// Cluster of the users.
    package var home: ClusterID
    /// Cluster of the phones.
    package var visiting: ClusterID
    /// Orders by home, then visiting.
    package static func < (left: Pair, right: Pair) -> Bool {
      (left.home, left.visiting) < (right.home, right.visiting)
    }
  }

  /// The pairs, sorted.
  package var pairs: [Pair]
  /// True where `mesh` says so, false where each cluster's `remoteClusters` do.
  package var isDeclared: Bool
}
