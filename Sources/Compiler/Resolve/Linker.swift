import EMBundle
import EMDSL
import EMDiagnostics

/// Merges decoded documents into a deployment: names, clusters, declarations, references, the mesh.
///
/// One pass each, in this order; what one pass leaves is what the next may trust.
struct Linker {
  /// One document's row as a part of a cluster, and whose names it is written in.
  struct Part {
    /// Ordinal of the cluster; -1 for the deployment's own settings.
    var cluster: Int
    /// Arena index of the `ClusterRow`.
    var row: UInt32
    /// The worker that decoded the document: its names go through `global`.
    var worker: Int
    /// True for copies of `everyCluster`.
    var isCopy = false
  }

  /// A cluster while it is put together.
  struct Draft {
    /// Our name for it.
    var handle: String
    /// Where it is declared first: the finding of a second declaration points there.
    var place: Place?
    /// Arena index of the `ExternalClusterRow`; nil for a cluster of ours.
    var external: UInt32?
    /// True where a document about it may be missing: what is absent from it is not reported.
    var isIncomplete = false
    /// The version; nil where it is not written or not readable.
    var version: UnifiedCMVersion?
  }

  /// The memory of all rows; cells are changed where they lie.
  let arena: Arena
  /// Room for copies of `everyCluster` and for derived rows.
  var chunk: ArenaChunk
  /// The names of the whole deployment.
  let names: NameTable
  /// By worker, the deployment's numbers of its names; empty where they are the same.
  let remaps: [[UInt32]]
  /// The decoded files, in order; their names have moved to `names`.
  let project: Project
  /// What to do with the rows of cluster documents.
  let plan = LinkPlan(LanguageSchema.current.cluster)
  /// What to do with the rows of deployment documents.
  let deploymentPlan = LinkPlan(LanguageSchema.current.deployment)
  /// What was found wrong so far.
  var diagnostics: [Diagnostic] = []
  /// The clusters by ordinal, sorted by handle.
  var drafts: [Draft] = []
  /// Ordinals by the name number of the handle.
  var ordinals: [UInt32: Int] = [:]
  /// All parts of all clusters: documents first, then copies of `everyCluster`, then derived parts.
  var parts: [Part] = []
  /// Documents of the deployment that is linked, with their workers.
  var deploymentRows: [(row: UInt32, worker: Int)] = []
  /// The first deployment's name, nil before one was met: documents of another name are left out.
  var deploymentName: String?
  /// All named objects; references are looked up in it.
  var table: DeclarationTable
  /// References that lead nowhere, reported once the clusters are complete.
  var unresolved = UnresolvedDrafts()
  /// Objects of different kinds with one name in a name space; rules judge them.
  var collisions: [NameCollision] = []
  /// Objects that stand twice under `everyCluster` and were reported, by file and offset.
  var reportedShared: Set<UInt64> = []

  /// Links a project; what is wrong comes back beside the deployment.
  ///
  /// The names of the project move into the deployment.
  static func link(_ project: inout Project) throws(ArenaFailure) -> (Deployment, [Diagnostic]) {
    var linker = Linker(&project)
    linker.collectClusters()
    try linker.collectParts()
    try linker.declareObjects()
    try linker.resolveReferences()
    let mesh = try linker.deriveMesh()
    linker.deriveGroupValues()
    linker.checkSettings()
    linker.checkPatterns()
    let deployment = linker.makeDeployment(mesh)
    linker.reportUnresolved(deployment)
    return (deployment, linker.diagnostics)
  }

  private init(_ project: inout Project) {
    // The first worker's numbers are everybody's; what the others have is added to them.
    var tables = project.names
    project.names = []
    let merged = tables.isEmpty ? NameTable(project.arena) : tables.removeFirst()
    var remaps: [[UInt32]] = [[]]
    while !tables.isEmpty { remaps.append(merged.merge(tables.removeFirst())) }
    names = merged
    self.remaps = remaps
    self.project = project
    arena = project.arena
    chunk = ArenaChunk(project.arena)
    table = DeclarationTable(names: names.count)
  }

  /// The deployment's number of a worker's name.
  @inline(__always) func global(_ name: UInt32, _ worker: Int) -> UInt32 {
    let remap = remaps[worker]
    return remap.isEmpty || name >= CellOrigin.keyword ? name : remap[Int(name)]
  }

  /// The text of a name.
  func text(_ name: UInt32) -> String { String(decoding: arena.text(names.texts[Int(name)]), as: UTF8.self) }

  /// Documents in the order of the files.
  var documents: some Sequence<(document: DecodedDocument, worker: Int, isTruncated: Bool)> {
    project.files.lazy.flatMap { entry in
      entry.file.documents.lazy.map { (document: $0, worker: entry.worker, isTruncated: entry.file.isTruncated) }
    }
  }

  // MARK: Clusters

  /// Finds the clusters: handles of cluster documents and external clusters of the deployment, sorted.
  private mutating func collectClusters() {
    var found: [String: Draft] = [:]
    // What nobody could read may be about any cluster.
    var anyIncomplete = project.files.contains {
      $0.file.hasRefusedDocument || $0.file.isTruncated && $0.file.documents.isEmpty
    }
    for (document, worker, isTruncated) in documents {
      let handle = text(global(document.handle, worker))
      let place = Place(file: document.file, offset: document.handleAt - 1)
      if document.subject == .cluster {
        found[handle, default: Draft(handle: handle, place: place)].isIncomplete =
          isTruncated || document.isIncomplete || found[handle]?.isIncomplete ?? false
      } else {
        anyIncomplete = anyIncomplete || isTruncated || document.isIncomplete
        // One deployment is linked; a second one would only bring findings that are not there.
        guard noteDeployment(handle, place) else { continue }
        deploymentRows.append((document.row, worker))
        collectExternal(document, worker, &found)
      }
    }
    drafts = found.values.sorted { $0.handle < $1.handle }
    if anyIncomplete { for index in drafts.indices { drafts[index].isIncomplete = true } }
    for (ordinal, draft) in drafts.enumerated() {
      if let name = names.find(draft.handle) { ordinals[name] = ordinal }
    }
  }

  private mutating func noteDeployment(_ name: String, _ place: Place) -> Bool {
    guard let first = deploymentName else {
      deploymentName = name
      return true
    }
    if first != name {
      diagnostics.append(
        Diagnostic(
          code: "EM2005", severity: .error, message: "deployment '\(name)' stands beside deployment '\(first)'",
          place: place, help: "check one deployment at a time, or give both documents the same name"))
    }
    return first == name
  }

  private mutating func collectExternal(_ document: DecodedDocument, _ worker: Int, _ found: inout [String: Draft]) {
    guard let child = deploymentPlan.children.first(where: { $0.field.key == "clusters" })
    else { return }
    let cell = arena.pointer(document.row) + child.offset
    for pointer in BlockRows(cell, stride: child.plan.schema.stride, base: arena.base) {
      let bits = (pointer + 8).load(as: UInt32.self)
      guard bits < CellOrigin.keyword else { continue }
      let handle = text(global(bits, worker))
      let row = UInt32((pointer - arena.base) / Arena.unit)
      let place = pointer.load(as: Head.self).place
      if let other = found[handle] {
        let help =
          other.external == nil
          ? "a cluster of ours has documents, an external one stands under 'clusters': keep one"
          : "remove or rename one of the two"
        diagnostics.append(
          Diagnostic(
            code: "EM2002", severity: .error, message: "cluster '\(handle)' is declared twice", place: place,
            related: other.place.map { [.init($0, "first declared here")] } ?? [], help: help))
      } else {
        found[handle] = Draft(handle: handle, place: place, external: row)
      }
    }
  }

  private mutating func collectParts() throws(ArenaFailure) {
    for (document, worker, _) in documents where document.subject == .cluster {
      guard let cluster = ordinals[global(document.handle, worker)] else { continue }
      parts.append(Part(cluster: cluster, row: document.row, worker: worker))
    }
    for index in drafts.indices { drafts[index].version = version(of: index) }
    resolveDeploymentHandles()
    try copyShared()
  }

  private func version(of cluster: Int) -> UnifiedCMVersion? {
    guard let offset = plan.schema.field("version")?.offset else { return nil }
    for part in parts where part.cluster == cluster {
      let cell = arena.pointer(part.row) + offset
      let bits = cell.load(as: UInt32.self)
      if cell.load(fromByteOffset: 4, as: UInt32.self) != 0, bits < CellOrigin.keyword {
        return UnifiedCMVersion(text(global(bits, part.worker)))
      }
    }
    return nil
  }
}
