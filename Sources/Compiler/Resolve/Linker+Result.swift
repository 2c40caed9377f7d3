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

/// Names to suggest, gathered when first asked for; large sets are searched by their deletions.
struct SuggestionLists {
  private struct Key: Hashable {
    var cluster: Int
    var kinds: UInt64
  }

  private let linker: Linker
  private var names: [Key: [String]] = [:]
  private var deletions: [Key: [String: [Int]]] = [:]
  /// Up to this many names, each one is compared.
  private static let comparable = 400

  init(_ linker: Linker) { self.linker = linker }

  /// The nearest name of a kind in a cluster; nil when none is near.
  mutating func nearest(to name: String, cluster: Int, kinds: UInt64) -> String? {
    let key = Key(cluster: cluster, kinds: kinds)
    let all = names[key] ?? candidates(cluster, kinds)
    names[key] = all
    if all.count <= SuggestionLists.comparable { return Suggestion.nearest(to: name, in: all) }
    if deletions[key] == nil {
      var index: [String: [Int]] = [:]
      for (position, candidate) in all.enumerated() {
        for variant in SuggestionLists.variants(candidate) { index[variant, default: []].append(position) }
      }
      deletions[key] = index
    }
    // A near name shares a variant with one character left out; sets this large have many names with a number in them,
    // so only the first few are compared.
    var near: Set<Int> = []
    for variant in SuggestionLists.variants(name) { near.formUnion(deletions[key]?[variant]?.prefix(16) ?? []) }
    return Suggestion.nearest(to: name, in: near.sorted().map { all[$0] })
  }

  private func candidates(_ cluster: Int, _ kinds: UInt64) -> [String] {
    var found: Set<String> = []
    for declaration in linker.table.all
    where declaration.cluster == cluster && kinds & (1 << UInt64(declaration.kind.rawValue)) != 0 {
      let name = (linker.arena.pointer(declaration.row) + 8).load(as: UInt32.self)
      if name < CellOrigin.keyword { found.insert(linker.text(name)) }
    }
    for kind in kinds.kinds { found.formUnion(SystemObjects.candidates(kind)) }
    return found.sorted()
  }

  private static func variants(_ name: String) -> Set<String> {
    let characters = Array(name.lowercased())
    guard characters.count <= 64 else { return [] }
    var found: Set<String> = [String(characters)]
    for index in characters.indices {
      var shorter = characters
      shorter.remove(at: index)
      found.insert(String(shorter))
    }
    return found
  }
}
