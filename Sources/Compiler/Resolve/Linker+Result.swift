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
        if others.isEmpty { result.otherPlace = head.place }
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
    for reference in deployment.unresolved where !reference.isExistingElsewhere {
      let cluster = reference.cluster.map { deployment[$0] }
      if cluster?.isIncomplete ?? deployment.clusters.contains(where: \.isIncomplete) { continue }
      if reference.kinds == [.cluster], deployment.clusters.contains(where: \.isIncomplete) { continue }
      diagnostics.append(reference.diagnostic(in: deployment))
    }
  }
}

extension UnresolvedReference {
  /// The finding.
  func diagnostic(in deployment: Deployment) -> Diagnostic {
    let isCluster = kinds == [.cluster]
    let nouns = kinds.map(\.noun)
    let noun = nouns.count == 1 ? nouns[0] : nouns.dropLast().joined(separator: ", ") + " or " + nouns[nouns.count - 1]
    let handle = cluster.map { deployment[$0].handle }
    let times = count > 1 ? " (\(count) references)" : ""
    let message =
      isCluster
      ? "no cluster has the handle '\(name)'\(times)"
      : "\(noun) '\(name)' is not declared in cluster \(handle ?? "?")\(times)"
    return Diagnostic(
      code: isCluster ? "EM2003" : "EM2001", severity: .error, message: message, place: places.first,
      related: places.dropFirst().map { .init($0, "and here") }
        + (otherPlace.map { place in otherClusters.prefix(1).map { .init(place, "cluster \(deployment[$0].handle) has one of this name") } } ?? []),
      help: help(in: deployment, isCluster, handle ?? ""), clusters: handle.map { [$0] } ?? [])
  }

  private func help(in deployment: Deployment, _ isCluster: Bool, _ handle: String) -> String {
    if isCluster {
      let list = deployment.clusters.map(\.handle).joined(separator: ", ")
      return (suggestion.map { "did you mean '\($0)'? " } ?? "") + (list.isEmpty ? "there are no clusters" : "clusters: \(list)")
    }
    if let suggestion { return "did you mean '\(suggestion)'?" }
    if let otherKind { return "'\(name)' is a \(otherKind.noun) here, which cannot stand in this place" }
    let section = kinds.count == 1 ? kinds[0].section : kinds.map(\.section).joined(separator: "', '")
    if !otherClusters.isEmpty {
      return "a reference never leaves its cluster: declare it in \(handle) too, or under 'everyCluster' for all members"
    }
    return "declare it under '\(section)' of cluster \(handle), or list it under 'existing' if the cluster has it already"
  }
}
