package import EMBundle
package import EMDSL
package import EMDiagnostics

/// A cluster with everything that all documents say about it.
///
/// Sections are read by name: `cluster.phones`.
@dynamicMemberLookup
package final class Cluster: Sendable {
  /// Its place in `Deployment.clusters`.
  package let id: ClusterID
  /// Our name for it.
  package let handle: String
  /// One view for each document, `everyCluster` copies and derived objects included.
  package let parts: [Entity<ClusterRow>]
  /// What the deployment says of a cluster that somebody else runs; nil for ours.
  package let external: Entity<ExternalClusterRow>?
  /// True where a document about it may be missing, because a file broke off or could not be read.
  package let isIncomplete: Bool
  /// Where the handle is written first.
  package let place: Place?
  /// The version; nil where it is not written or not readable.
  package let version: UnifiedCMVersion?
  /// Kinds of which objects are listed under `existing`: what is missing may be one of them.
  let existingKinds: Set<EntityKind>

  /// Puts a cluster together; the version is that of the external declaration, else of the first part that writes one.
  init(
    id: ClusterID, handle: String, parts: [Entity<ClusterRow>], external: Entity<ExternalClusterRow>?,
    isIncomplete: Bool, place: Place?, existingKinds: Set<EntityKind> = []
  ) {
    self.id = id
    self.handle = handle
    self.parts = parts
    self.external = external
    self.isIncomplete = isIncomplete
    self.place = place
    self.existingKinds = existingKinds
    let text = external?.version ?? parts.lazy.compactMap { $0.version }.first
    version = text.flatMap { UnifiedCMVersion($0.string) }
  }

  /// True where somebody else runs the cluster: only our side can be checked.
  package var isExternal: Bool { external != nil }

  /// All objects of a section.
  @inlinable package subscript<R: Row>(dynamicMember section: KeyPath<ClusterRow, Rows<R>>) -> Section<R> {
    var lists: [RowList<R>] = []
    for part in parts {
      var list: RowList<R>? = part[dynamicMember: section]
      while let current = list {
        if !current.isEmpty { lists.append(current) }
        list = current.continuation
      }
    }
    return Section(lists: lists)
  }

  /// A setting: as written, else Unified CM's default.
  package func setting<C: Cell, Value>(
    _ field: KeyPath<ClusterRow, C>, _ read: (Entity<ClusterRow>) -> Value?
  ) -> (value: Value, place: Place?)? {
    let part = parts.first { $0.isWritten(field) } ?? parts.first { read($0) != nil }
    return part.flatMap { part in read(part).map { ($0, part.isWritten(field) ? part.place(field) : place) } }
  }
}

/// The objects of a section, over all documents of a cluster, in the order of the files.
package struct Section<R: Row>: Sequence, Sendable {
  /// One list for each block of rows, none empty, in the order of the files.
  @usableFromInline let lists: [RowList<R>]

  /// Takes lists of which none is empty; see `Cluster`'s subscript.
  @inlinable init(lists: [RowList<R>]) { self.lists = lists }

  /// How many objects there are.
  @inlinable package var count: Int { lists.reduce(0) { $0 + $1.count } }
  /// The first object.
  @inlinable package var first: Entity<R>? { lists.first { !$0.isEmpty }?.first }
  /// True without objects.
  @inlinable package var isEmpty: Bool { lists.allSatisfy { $0.isEmpty } }

  /// See `Sequence`.
  @inlinable package func makeIterator() -> Iterator { Iterator(lists: lists) }

  /// Walks one list after the other.
  package struct Iterator: IteratorProtocol {
    /// The lists of the section.
    @usableFromInline let lists: [RowList<R>]
    /// The list that is being walked; `lists.count` at the end.
    @usableFromInline var list = 0
    /// The next object within that list.
    @usableFromInline var index = 0

    /// Begins before the first object.
    @inlinable init(lists: [RowList<R>]) { self.lists = lists }

    /// See `IteratorProtocol`.
    @inlinable package mutating func next() -> Entity<R>? {
      while list < lists.count {
        if index < lists[list].count {
          defer { index &+= 1 }
          return lists[list][index]
        }
        list &+= 1
        index = 0
      }
      return nil
    }
  }
}
