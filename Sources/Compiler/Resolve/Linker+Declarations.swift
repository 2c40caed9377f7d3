import EMDSL
import EMDiagnostics

/// Named objects: declared, `existing`, and declared twice.
extension Linker {
  /// Declares the objects of all clusters, in the order of the files.
  mutating func declareObjects() throws(ArenaFailure) {
    for part in parts {
      let row = arena.pointer(part.row)
      for child in plan.children {
        if child.plan.schema.info.form == .single { continue }
        guard child.plan.schema.info.form == .keyed, let offset = child.plan.names.first else { continue }
        let kind = child.plan.schema.info.kind
        forEachRow(row, child) { linker, pointer in
          let cell = pointer + offset
          let bits = cell.load(as: UInt32.self)
          guard bits < CellOrigin.keyword else { return }
          let name = linker.global(bits, part.worker)
          cell.storeBytes(of: name, as: UInt32.self)
          linker.declare(kind, name, pointer, part.cluster)
        }
      }
    }
    for (document, worker, _) in documents {
      guard !document.existing.isEmpty, let cluster = ordinals[global(document.handle, worker)] else { continue }
      for existing in document.existing {
        declareExisting(existing, global(existing.name, worker), document.file, cluster)
      }
    }
  }

  private mutating func declare(
    _ kind: EntityKind, _ name: UInt32, _ pointer: UnsafeMutableRawPointer, _ cluster: Int
  ) {
    let row = UInt32((pointer - arena.base) / Arena.unit)
    let space = kind.nameSpace
    if let other = table.find(name, where: { $0.cluster == cluster && $0.kind.nameSpace == space }) {
      let head = pointer.load(as: Head.self)
      let otherHead = arena.pointer(other.row).load(as: Head.self)
      if other.kind == kind {
        var marked = head
        marked.insert(.damaged)
        pointer.storeBytes(of: marked, as: Head.self)
        reportDouble(kind, text(name), head, otherHead, cluster)
        return
      }
      collisions.append(
        NameCollision(
          cluster: ClusterID(cluster), name: text(name), first: (other.kind, otherHead.place),
          second: (kind, head.place)))
    }
    table.add(kind, cluster: cluster, name: name, row: row)
  }

  private mutating func reportDouble(
    _ kind: EntityKind, _ name: String, _ head: Head, _ other: Head, _ cluster: Int
  ) {
    let handle = drafts[cluster].handle
    let isShared = head.marks.contains(.everyCluster) && other.marks.contains(.everyCluster)
    // Twice under 'everyCluster' is one mistake, whatever the number of members.
    if isShared, !reportedShared.insert(UInt64(head.file) << 32 | UInt64(head.at)).inserted { return }
    let help =
      isShared
      ? "remove or rename one of the two"
      : head.marks.contains(.everyCluster) || other.marks.contains(.everyCluster)
        ? "'everyCluster' gives every member this object: rename or remove the cluster's own"
        : "remove or rename one of the two"
    diagnostics.append(
      Diagnostic(
        code: "EM2002", severity: .error,
        message: "\(kind.noun) '\(name)' is declared twice in \(isShared ? "'everyCluster'" : "cluster \(handle)")",
        place: head.place,
        related: other.place.map { [.init($0, "first declared here")] } ?? [], help: help,
        clusters: isShared ? [] : [handle]))
  }

  private mutating func declareExisting(
    _ existing: DecodedDocument.ExistingName, _ name: UInt32, _ file: FileID, _ cluster: Int
  ) {
    let place = Place(file: file, offset: existing.at - 1)
    if let other = table.find(name, where: { $0.cluster == cluster && $0.kind == existing.kind }) {
      let head = arena.pointer(other.row).load(as: Head.self)
      let isListed = head.marks.contains(.existing)
      diagnostics.append(
        Diagnostic(
          code: "EM2002", severity: isListed ? .warning : .error,
          message: isListed
            ? "'\(text(name))' is listed twice under 'existing'"
            : "\(existing.kind.noun) '\(text(name))' is declared, and listed under 'existing' too", place: place,
          related: head.place.map { [.init($0, isListed ? "first listed here" : "declared here")] } ?? [],
          help: isListed
            ? "remove one" : "'existing' is for objects that are never written from here: keep one of the two",
          clusters: [drafts[cluster].handle]))
      return
    }
    guard let row = opaqueRow(existing.kind, name, .existing, file: file.index, at: existing.at) else { return }
    table.add(existing.kind, cluster: cluster, name: name, row: row)
  }
}
