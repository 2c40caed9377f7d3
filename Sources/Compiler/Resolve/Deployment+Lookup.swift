package import EMDSL
package import EMDiagnostics

/// Looking things up for people: sections and objects by name, origins, and who refers to what.
extension Deployment {
  /// Where a value comes from.
  package enum Origin: Sendable {
    /// Written at a place.
    case written(Place)
    /// Written in the `defaults` of the object's document.
    case defaults(Place)
    /// Derived from other parts of the deployment.
    case derived
    /// Unified CM's own default.
    case builtIn
  }

  /// An object that refers to another one.
  package struct Referrer: Sendable {
    /// What it is.
    package var kind: EntityKind
    /// Its name; empty for objects without one.
    package var name: String
    /// The key that holds the reference.
    package var key: String
    /// Where the object stands.
    package var place: Place?
  }

  /// The origin of a value: `at` is the cell's, `head` its row's.
  package func origin(_ head: Head, at: UInt32) -> Origin {
    if at == CellOrigin.builtIn { return .builtIn }
    if at >= CellOrigin.derived || at == 0 { return .derived }
    let place = Place(file: FileID(head.file), offset: at - 1)
    let isDefault = defaults[head.file]?.contains { $0.contains(at - 1) } ?? false
    return isDefault ? .defaults(place) : .written(place)
  }

  /// The objects that refer to a row of a cluster, in the order of the files, each with each of its keys once.
  package func referrers(of row: AnyRow, in cluster: Cluster) -> [Referrer] {
    var seen: Set<String> = []
    return referrers.edges(to: row.index, of: self).compactMap { edge in
      let source = AnyEntity(at: edge.source, like: row)
      guard let kind = source.kind, seen.insert("\(edge.source) \(edge.field)").inserted else { return nil }
      let schema = LanguageSchema.current.cluster.fields.lazy.compactMap { field -> EntitySchema? in
        if case .rows(let child) = field.kind, child.info.kind == kind { child } else { nil }
      }.first
      return Referrer(
        kind: kind, name: schema?.info.form == .keyed ? source.name.string : "", key: edge.field,
        place: source.head.place)
    }
  }
}
