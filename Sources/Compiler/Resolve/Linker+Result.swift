import EMDSL
import EMDiagnostics

/// The finished deployment and what is said of references that lead nowhere.
extension Linker {
  /// Makes the immutable result.
  mutating func makeDeployment(_ mesh: Mesh) -> Deployment {
    let storage = ModelStorage(arena: arena, names: names.texts)
    let context = storage.context
    var existing: [Int: Set<EntityKind>] = [:]
    for (document, worker, _) in documents where !document.existing.isEmpty {
      guard let cluster = ordinals[global(document.handle, worker)] else { continue }
      existing[cluster, default: []].formUnion(document.existing.map(\.kind))
    }
    let clusters = drafts.enumerated().map { ordinal, draft in
      Cluster(
        id: ClusterID(ordinal), handle: draft.handle,
        parts: parts.filter { $0.cluster == ordinal }.map { Entity(at: $0.row, in: context) },
        external: draft.external.map { Entity(at: $0, in: context) }, isIncomplete: draft.isIncomplete,
        place: draft.place, existingKinds: existing[ordinal] ?? [])
    }
    var defaults: [UInt32: [Range<UInt32>]] = [:]
    for (document, _, _) in documents where !document.defaults.isEmpty {
      defaults[document.file.index, default: []] += document.defaults
    }
    var lists = SuggestionLists(self)
    let found = unresolved.all.map { describe($0, &lists) }
    return Deployment(
      storage: storage, name: deploymentName, documents: deploymentRows.map { Entity(at: $0.row, in: context) },
      clusters: clusters, unresolved: found, collisions: collisions, mesh: mesh, suppressions: project.suppressions,
      defaults: defaults)
  }

  private func describe(_ draft: UnresolvedDrafts.Draft, _ lists: inout SuggestionLists) -> UnresolvedReference {
    var result = UnresolvedReference(
      cluster: draft.cluster >= 0 ? ClusterID(draft.cluster) : nil, kinds: draft.kinds.kinds, name: text(draft.name),
      places: draft.places, count: draft.count)
    if draft.kinds == [EntityKind.cluster].mask {
      result.suggestion = Suggestion.nearest(to: result.name, in: drafts.map(\.handle))
      return result
    }
    var others: Set<Int> = []
    var allExisting = true
    var index = 0
    while let declaration = table.declaration(draft.name, at: &index) {
      if declaration.cluster == draft.cluster {
        result.otherKind = result.otherKind ?? declaration.kind
      } else if draft.kinds & (1 << UInt64(declaration.kind.rawValue)) != 0 {
        let head = arena.pointer(declaration.row).load(as: Head.self)
        if others.allSatisfy({ $0 > declaration.cluster }) { result.otherPlace = head.place }
        others.insert(declaration.cluster)
        allExisting = allExisting && head.marks.contains(.existing)
      }
    }
    result.otherClusters = others.sorted().map { ClusterID($0) }
    result.isExistingElsewhere = !others.isEmpty && allExisting
    result.suggestion = lists.nearest(to: result.name, cluster: draft.cluster, kinds: draft.kinds)
    return result
  }

  /// Reports references that lead nowhere, but for those that a rule explains and those of clusters that are not whole.
  mutating func reportUnresolved(_ deployment: Deployment) {
    struct Key: Hashable {
      var kinds: [EntityKind]
      var name: String
      var places: [Place]
    }
    let isWhole = !deployment.clusters.contains(where: \.isIncomplete)
    var all: [(reference: UnresolvedReference, handles: Set<String>)] = []
    var index: [Key: Int] = [:]
    for reference in deployment.unresolved where !reference.isExistingElsewhere {
      let cluster = reference.cluster.map { deployment[$0] }
      let isHandle = reference.kinds == [.cluster]
      guard isWhole || !isHandle && cluster.map({ !$0.isIncomplete }) ?? false else { continue }
      let handles: Set<String> = cluster.map { [$0.handle] } ?? []
      // What `everyCluster` gives to several members is written once, and so said once; a handle means the same anywhere.
      let key = Key(kinds: reference.kinds, name: reference.name, places: isHandle ? [] : reference.places)
      guard let known = index[key] else {
        index[key] = all.count
        all.append((reference, handles))
        continue
      }
      // No handles: the finding touches all clusters.
      all[known].handles = all[known].handles.isEmpty || handles.isEmpty ? [] : all[known].handles.union(handles)
      guard isHandle else { continue }
      all[known].reference.count += reference.count
      all[known].reference.places = Array((all[known].reference.places + reference.places).prefix(6))
    }
    for (reference, handles) in all { diagnostics.append(reference.diagnostic(in: deployment, handles.sorted())) }
  }
}

extension UnresolvedReference {
  /// The finding; `handles` are those of the clusters that lack the name, empty for a handle in the deployment.
  func diagnostic(in deployment: Deployment, _ handles: [String]) -> Diagnostic {
    let isCluster = kinds == [.cluster]
    let noun = UnresolvedReference.list(kinds.map(\.noun), "or")
    let times = count > 1 ? " (\(count) references)" : ""
    let message =
      isCluster
      ? "no cluster has the handle '\(name)'\(times)"
      : "\(noun) '\(name)' is not declared in \(UnresolvedReference.clusters(handles))\(times)"
    let other = otherClusters.first
    return Diagnostic(
      code: isCluster ? "EM2003" : "EM2001", severity: .error, message: message, place: places.first,
      related: places.dropFirst().map { .init($0, "and here") }
        + (otherPlace.flatMap { place in
          other.map { [.init(place, "cluster \(deployment[$0].handle) has one of this name")] }
        } ?? []),
      help: isCluster ? clusterHelp(in: deployment) : help(handles, isElsewhere: other != nil), clusters: handles)
  }

  private func clusterHelp(in deployment: Deployment) -> String {
    let list = deployment.clusters.map(\.handle).joined(separator: ", ")
    return (suggestion.map { "did you mean '\($0)'? " } ?? "")
      + (list.isEmpty ? "there are no clusters" : "clusters: \(list)")
  }

  /// What is certain first, then the near name.
  private func help(_ handles: [String], isElsewhere: Bool) -> String {
    if ["none", "<none>"].contains(name.lowercased()) {
      return "this cannot be left open: name a \(UnresolvedReference.list(kinds.map(\.noun), "or"))"
    }
    let near = suggestion.map { "did you mean '\($0)'?" }
    let places = UnresolvedReference.clusters(handles)
    let known: String?
    if let otherKind {
      known = "'\(name)' is a \(otherKind.noun) here, which cannot stand in this place"
    } else if isElsewhere {
      known =
        "a reference never leaves its cluster: declare it in \(places) too, or under 'everyCluster' for all members"
    } else {
      known = nil
    }
    if known != nil || near != nil { return [known, near].compactMap(\.self).joined(separator: "\n") }
    let section = UnresolvedReference.list(kinds.map { "'\($0.section)'" }, "or")
    return "declare it under \(section) of \(places), or list it under 'existing' if it is there already"
  }

  private static func clusters(_ handles: [String]) -> String {
    let shown = handles.count > 4 ? handles.prefix(3) + ["\(handles.count - 3) more"] : handles[...]
    return (handles.count == 1 ? "cluster " : "clusters ") + list(Array(shown), "and")
  }

  private static func list(_ words: [String], _ conjunction: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "?" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
