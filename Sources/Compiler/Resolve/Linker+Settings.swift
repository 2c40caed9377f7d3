import EMDSL
import EMDiagnostics

/// What must be said once for each cluster, and what may be said only once.
extension Linker {
  /// Reports settings that are written twice or not at all, and clusters without documents.
  mutating func checkSettings() {
    for cluster in drafts.indices where drafts[cluster].external == nil {
      let own = parts.filter { $0.cluster == cluster && !$0.isCopy }
      checkDoubles(
        own.map { arena.pointer($0.row) }, plan, "cluster \(drafts[cluster].handle)", [drafts[cluster].handle])
      guard !drafts[cluster].isIncomplete else { continue }
      for key in ["version", "securityMode"] where !isWritten(key, own) {
        diagnostics.append(
          Diagnostic(
            code: "EM1003", severity: .error, message: "cluster \(drafts[cluster].handle) lacks '\(key)'",
            place: drafts[cluster].place,
            help: key == "version"
              ? "write it in one of the cluster's documents, as 'show version active' prints it, such as 'version: 14.0.1.13900-155'"
              : "write 'securityMode: mixed' or 'securityMode: nonSecure' in one of the cluster's documents",
            clusters: [drafts[cluster].handle]))
      }
      checkClusterID(cluster, own)
    }
    checkDoubles(deploymentRows.map { arena.pointer($0.row) }, deploymentPlan, "the deployment", [])
    checkCountries()
  }

  /// Reports a handle that cannot be the cluster ID where none is written.
  private mutating func checkClusterID(_ cluster: Int, _ own: [Part]) {
    var handle = drafts[cluster].handle
    let isFit = handle.withUTF8 { ValueFormat.clusterID.fault(UnsafeRawBufferPointer($0)) == nil }
    guard !isFit, !isWritten("clusterId", own) else { return }
    diagnostics.append(
      Diagnostic(
        code: "EM1003", severity: .error,
        message: "cluster \(handle) lacks 'clusterId', and its handle cannot be one: a cluster ID holds no '_'",
        place: drafts[cluster].place,
        help: "write the enterprise parameter Cluster ID as 'clusterId' in one of the cluster's documents",
        clusters: [handle]))
  }

  /// Reports countries whose emergency numbers several documents give; one document's own are compared by its decoder.
  private mutating func checkCountries() {
    guard let child = deploymentPlan.children.first(where: { $0.field.key == "emergencyNumbers" }) else { return }
    var first: [UInt32: Head] = [:]
    for (document, (row, _)) in deploymentRows.enumerated() {
      var own: [UInt32: Head] = [:]
      forEachRow(arena.pointer(row), child) { linker, pointer in
        let name = (pointer + 8).load(as: UInt32.self)
        let head = pointer.load(as: Head.self)
        guard name < CellOrigin.keyword else { return }
        own[name] = own[name] ?? head
        guard document > 0, let other = first[name] else { return }
        linker.diagnostics.append(
          Diagnostic(
            code: "EM2002", severity: .error,
            message: "the emergency numbers of '\(linker.text(name))' are declared twice",
            place: head.place, related: other.place.map { [.init($0, "first declared here")] } ?? [],
            help: "keep all numbers of a country in one document"))
      }
      first.merge(own) { old, _ in old }
    }
  }

  private func isWritten(_ key: String, _ parts: [Part]) -> Bool {
    guard let offset = plan.schema.field(key)?.offset else { return true }
    return parts.contains { arena.pointer($0.row).load(fromByteOffset: offset + 4, as: UInt32.self) != 0 }
  }

  /// Reports a single setting that several documents hold.
  private mutating func checkDoubles(
    _ rows: [UnsafeMutableRawPointer], _ plan: LinkPlan, _ owner: String, _ clusters: [String]
  ) {
    for field in plan.schema.fields {
      if case .rows(let child) = field.kind, child.info.form != .single || field.key == "everyCluster" { continue }
      var first: Place?
      for row in rows {
        let at = row.load(fromByteOffset: field.offset + 4, as: UInt32.self)
        guard at != 0, at < CellOrigin.derived else { continue }
        let head = row.load(as: Head.self)
        let place = Place(file: FileID(head.file), offset: at - 1, extent: isRows(field) ? .collection : .node)
        guard let other = first else {
          first = place
          continue
        }
        diagnostics.append(
          Diagnostic(
            code: "EM2002", severity: .error, message: "'\(field.key)' of \(owner) is written twice", place: place,
            related: [.init(other, "first written here")], help: "keep it in one document", clusters: clusters))
      }
    }
  }

  private func isRows(_ field: Field) -> Bool { if case .rows = field.kind { true } else { false } }

  /// Reports patterns that stand twice in one partition: Unified CM keeps all kinds in one numbering plan.
  mutating func checkPatterns() {
    struct Key: Hashable {
      var cluster: Int
      var partition: UInt32
      var pattern: UInt32
    }
    var seen: [Key: (Head, UInt32, EntityKind)] = [:]
    let kinds: [EntityKind] = [.routePattern, .translationPattern, .directoryNumber]
    for child in plan.children where kinds.contains(child.plan.schema.info.kind) {
      let kind = child.plan.schema.info.kind
      guard let partition = child.plan.schema.field("partition")?.offset else { continue }
      for part in parts {
        forEachRow(arena.pointer(part.row), child) { linker, row in
          let head = row.load(as: Head.self)
          let space = (row + partition).load(as: UInt32.self)
          if (row + partition).load(fromByteOffset: 4, as: UInt32.self) != 0, space == CellOrigin.damaged { return }
          linker.forEachPattern(row, child.plan) { linker, name, at in
            let key = Key(cluster: part.cluster, partition: space == CellOrigin.none ? 0 : space, pattern: name)
            guard let (first, firstAt, firstKind) = seen[key] else {
              seen[key] = (head, at, kind)
              return
            }
            let handle = linker.drafts[part.cluster].handle
            linker.diagnostics.append(
              Diagnostic(
                code: "EM2004", severity: .error,
                message: "pattern '\(linker.text(name))' stands twice in the same partition of cluster \(handle)",
                place: head.place(at: at),
                related: first.place(at: firstAt).map { [.init($0, "first as a \(firstKind.noun) here")] } ?? [],
                help:
                  "a pattern exists once in a partition, whatever it is: remove one, or put it in another partition",
                clusters: [handle]))
          }
        }
      }
    }
  }

  private mutating func forEachPattern(
    _ row: UnsafeMutableRawPointer, _ plan: LinkPlan, _ body: (inout Linker, UInt32, UInt32) -> Void
  ) {
    if let list = plan.lists.first(where: { plan.schema.field("patterns")?.offset == $0.offset }) {
      guard let block = Block(row + list.offset, arena) else { return }
      for index in 0..<block.count {
        let cell = block.first + index * 8
        let name = cell.load(as: UInt32.self)
        if name < CellOrigin.keyword { body(&self, name, cell.load(fromByteOffset: 4, as: UInt32.self)) }
      }
    } else if let dn = plan.schema.field("dn")?.offset {
      let name = (row + dn).load(as: UInt32.self)
      if name < CellOrigin.keyword, name != 0 || (row + dn).load(fromByteOffset: 4, as: UInt32.self) != 0 {
        body(&self, name, (row + dn).load(fromByteOffset: 4, as: UInt32.self))
      }
    }
  }
}
