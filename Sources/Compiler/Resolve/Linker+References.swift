import EMDSL
import EMDiagnostics

/// Names become numbers of the deployment, references become rows.
extension Linker {
  /// Resolves the clusters' handles in the deployment's own settings; `everyCluster` is left to its receivers.
  mutating func resolveDeploymentHandles() {
    for (row, worker) in deploymentRows {
      let pointer = arena.pointer(row)
      for child in deploymentPlan.children where child.field.key != "everyCluster" {
        forEachRow(pointer, child) { linker, row in
          linker.resolve(row, child.plan, Part(cluster: -1, row: 0, worker: worker), isSectionRow: false)
        }
      }
    }
  }

  /// Visits the rows of a nested block.
  mutating func forEachRow(
    _ parent: UnsafeMutableRawPointer, _ child: LinkPlan.Child,
    _ body: (inout Linker, UnsafeMutableRawPointer) -> Void
  ) {
    for row in BlockRows(parent + child.offset, stride: child.plan.schema.stride, base: arena.base) { body(&self, row) }
  }

  /// Copies `everyCluster` into each member of the EMCC group that is ours.
  mutating func copyShared() throws(ArenaFailure) {
    guard let offset = deploymentPlan.schema.field("everyCluster")?.offset else { return }
    let members = memberOrdinals()
    for (row, worker) in deploymentRows {
      guard let block = Block(arena.pointer(row) + offset, arena), block.count == 1 else { continue }
      if members.isEmpty, !namesMembers {
        diagnostics.append(
          Diagnostic(
            code: "EM2006", severity: .warning, message: "'everyCluster' reaches no cluster: emccGroup has no members",
            place: block.first.load(as: Head.self).place, help: "name the members under 'emccGroup'"))
      }
      for member in members where drafts[member].external == nil {
        let copy = try chunk.take(plan.schema.stride)
        let pointer = arena.pointer(copy)
        pointer.copyMemory(from: block.first, byteCount: plan.schema.stride)
        try copyBlocks(pointer, plan)
        parts.append(Part(cluster: member, row: copy, worker: worker, isCopy: true))
      }
    }
  }

  /// True where `members` are written, however wrong they are: that has its own finding.
  private var namesMembers: Bool {
    guard let child = deploymentPlan.children.first(where: { $0.field.key == "emccGroup" }),
      let list = child.plan.lists.first
    else { return false }
    return deploymentRows.contains { row, _ in
      BlockRows(arena.pointer(row) + child.offset, stride: child.plan.schema.stride, base: arena.base).contains {
        let cell = $0 + list.offset
        let isWritten = cell.load(fromByteOffset: 4, as: UInt32.self) != 0
        return isWritten && (Block(cell, arena)?.count ?? 1) > 0
      }
    }
  }

  /// Ordinals of the EMCC group's members, sorted.
  func memberOrdinals() -> [Int] {
    guard let child = deploymentPlan.children.first(where: { $0.field.key == "emccGroup" }),
      let list = child.plan.lists.first
    else { return [] }
    var found: Set<Int> = []
    for (row, _) in deploymentRows {
      guard let group = Block(arena.pointer(row) + child.offset, arena), group.count > 0,
        let members = Block(group.first + list.offset, arena)
      else { continue }
      for index in 0..<members.count {
        let bits = (members.first + index * 8).load(as: UInt32.self)
        if bits < CellOrigin.keyword { found.insert(Int(bits)) }
      }
    }
    return found.sorted()
  }

  /// Gives a copied row blocks of its own, so that its references can be resolved apart from the original's.
  private mutating func copyBlocks(_ row: UnsafeMutableRawPointer, _ plan: LinkPlan) throws(ArenaFailure) {
    for list in plan.lists { _ = try copyBlock(row + list.offset, stride: 8) }
    for child in plan.children {
      guard let block = try copyBlock(row + child.offset, stride: child.plan.schema.stride) else { continue }
      for index in 0..<block.count {
        let pointer = block.first + index * child.plan.schema.stride
        var head = pointer.load(as: Head.self)
        head.insert(.everyCluster)
        pointer.storeBytes(of: head, as: Head.self)
        try copyBlocks(pointer, child.plan)
      }
    }
  }

  private mutating func copyBlock(_ cell: UnsafeMutableRawPointer, stride: Int) throws(ArenaFailure) -> Block? {
    guard let block = Block(cell, arena) else { return nil }
    let bytes = 8 + block.count * stride
    let copy = try chunk.take(bytes)
    arena.pointer(copy).copyMemory(from: block.first - 8, byteCount: bytes)
    cell.storeBytes(of: copy, as: UInt32.self)
    return Block(cell, arena)
  }

  /// Resolves every reference of every cluster.
  mutating func resolveReferences() throws(ArenaFailure) {
    for part in parts {
      let row = arena.pointer(part.row)
      for symbol in plan.symbols { renumber(row + symbol, part.worker) }
      for child in plan.children {
        let isNamed = child.plan.schema.info.form == .keyed && child.plan.schema.info.kind != .part
        forEachRow(row, child) { linker, pointer in linker.resolve(pointer, child.plan, part, isSectionRow: isNamed) }
      }
    }
  }

  @inline(__always)
  private func renumber(_ cell: UnsafeMutableRawPointer, _ worker: Int) {
    guard cell.load(fromByteOffset: 4, as: UInt32.self) != 0 else { return }
    cell.storeBytes(of: global(cell.load(as: UInt32.self), worker), as: UInt32.self)
  }

  private mutating func resolve(_ row: UnsafeMutableRawPointer, _ plan: LinkPlan, _ part: Part, isSectionRow: Bool) {
    if !isSectionRow { for name in plan.names { renumber(row + name, part.worker) } }
    for symbol in plan.symbols { renumber(row + symbol, part.worker) }
    for reference in plan.references { resolve(row + reference.offset, reference.kinds, row, part) }
    for cluster in plan.clusters { resolveHandle(row + cluster, row, part) }
    for list in plan.lists {
      guard let block = Block(row + list.offset, arena) else { continue }
      for index in 0..<block.count {
        let cell = block.first + index * 8
        switch list.element {
        case .symbol: renumber(cell, part.worker)
        case .reference(let kinds): resolve(cell, kinds, row, part)
        case .cluster: resolveHandle(cell, row, part)
        }
      }
    }
    for child in plan.children {
      for nested in BlockRows(row + child.offset, stride: child.plan.schema.stride, base: arena.base) {
        resolve(nested, child.plan, part, isSectionRow: false)
      }
    }
  }

  private mutating func resolve(
    _ cell: UnsafeMutableRawPointer, _ kinds: UInt64, _ row: UnsafeMutableRawPointer, _ part: Part
  ) {
    let at = cell.load(fromByteOffset: 4, as: UInt32.self)
    let bits = cell.load(as: UInt32.self)
    guard at != 0, bits < CellOrigin.none else { return }
    let name = global(bits, part.worker)
    if let target = table.row(name, cluster: part.cluster, kinds: kinds) {
      cell.storeBytes(of: target, as: UInt32.self)
      return
    }
    if let target = systemObject(name, kinds, part.cluster) {
      cell.storeBytes(of: target, as: UInt32.self)
      return
    }
    cell.storeBytes(of: CellOrigin.damaged, as: UInt32.self)
    let place = row.load(as: Head.self).place(at: at)
    unresolved.add(cluster: part.cluster, kinds: kinds, name: name, place: place)
  }

  private mutating func resolveHandle(_ cell: UnsafeMutableRawPointer, _ row: UnsafeMutableRawPointer, _ part: Part) {
    let at = cell.load(fromByteOffset: 4, as: UInt32.self)
    let bits = cell.load(as: UInt32.self)
    guard at != 0, bits < CellOrigin.none else { return }
    let name = global(bits, part.worker)
    if let ordinal = ordinals[name] {
      cell.storeBytes(of: UInt32(ordinal), as: UInt32.self)
      return
    }
    cell.storeBytes(of: CellOrigin.damaged, as: UInt32.self)
    unresolved.add(
      cluster: part.cluster, kinds: [EntityKind.cluster].mask, name: name, place: row.load(as: Head.self).place(at: at))
  }

  /// Makes a row for an object that every Unified CM of the cluster's version has; nil when there is none.
  private mutating func systemObject(_ name: UInt32, _ kinds: UInt64, _ cluster: Int) -> UInt32? {
    guard cluster >= 0 else { return nil }
    let text = text(name)
    for kind in kinds.kinds where SystemObjects.has(kind, text, version: drafts[cluster].version) {
      guard let row = opaqueRow(kind, name, .system, file: 0, at: 0) else { return nil }
      table.add(kind, cluster: cluster, name: name, row: row)
      return row
    }
    return nil
  }

  /// Makes a row for an object of which only the name is known: everything else is poison, so that no rule judges it.
  mutating func opaqueRow(_ kind: EntityKind, _ name: UInt32, _ mark: Head.Marks, file: UInt32, at: UInt32) -> UInt32? {
    let stride = plan.children.first { $0.plan.schema.info.kind == kind }?.plan.schema.stride ?? 16
    guard let row = try? chunk.take(stride) else { return nil }
    let pointer = arena.pointer(row)
    (pointer + 16).initializeMemory(as: UInt8.self, repeating: 0xFF, count: stride - 16)
    pointer.storeBytes(of: Head(file: file, kind: kind, at: at, marks: mark), as: Head.self)
    pointer.storeBytes(of: name, toByteOffset: 8, as: UInt32.self)
    pointer.storeBytes(of: CellOrigin.derived, toByteOffset: 12, as: UInt32.self)
    return row
  }
}

/// References that do not resolve, equal ones of one cluster together.
struct UnresolvedDrafts {
  private struct Key: Hashable {
    var cluster: Int
    var kinds: UInt64
    var name: UInt32
  }

  /// A name that was looked for in vain, with the places that ask for it.
  struct Draft {
    /// Ordinal of the cluster that lacks it; -1 for a handle in the deployment document.
    var cluster: Int
    /// What it may be: one bit for each kind.
    var kinds: UInt64
    /// The deployment's number of the name.
    var name: UInt32
    /// The first places, at most six, in the order of the files.
    var places: [Place]
    /// How often it is asked for, also where no place is kept.
    var count: Int
  }

  private var index: [Key: Int] = [:]
  /// The references in the order in which they were first met.
  private(set) var all: [Draft] = []

  /// Notes a reference; parts come in the order of the files, so the first place is the finding's.
  mutating func add(cluster: Int, kinds: UInt64, name: UInt32, place: Place?) {
    let key = Key(cluster: cluster, kinds: kinds, name: name)
    let slot = index[key] ?? all.count
    if slot == all.count {
      index[key] = slot
      all.append(Draft(cluster: cluster, kinds: kinds, name: name, places: [], count: 0))
    }
    all[slot].count += 1
    if let place, all[slot].places.count < 6 { all[slot].places.append(place) }
  }
}
