import EMDSL
import EMDiagnostics

/// Remote clusters: written, or derived from `mesh`.
extension Linker {
  /// Offsets of the fields of a remote cluster that can be derived.
  private struct RemoteFields {
    var child: LinkPlan.Child
    var clusterID: Int
    var address: Int

    init?(_ plan: LinkPlan) {
      guard let child = plan.children.first(where: { $0.field.key == "remoteClusters" }),
        let clusterID = child.plan.schema.field("clusterId")?.offset,
        let address = child.plan.schema.field("address")?.offset
      else { return nil }
      self.child = child
      self.clusterID = clusterID
      self.address = address
    }
  }

  /// Checks the handles of written remote clusters, fills in what they leave out, and adds those that `mesh` asks for.
  mutating func deriveMesh() throws(ArenaFailure) -> Mesh {
    guard let fields = RemoteFields(plan) else { return Mesh(pairs: [], isDeclared: false) }
    var written: [Int: Set<Int>] = [:]
    for part in parts {
      forEachRow(arena.pointer(part.row), fields.child) { linker, row in
        let name = (row + 8).load(as: UInt32.self)
        guard name < CellOrigin.keyword else { return }
        let head = row.load(as: Head.self)
        guard let peer = linker.ordinals[name] else {
          linker.unresolved.add(cluster: part.cluster, kinds: [EntityKind.cluster].mask, name: name, place: head.place)
          var marked = head
          marked.insert(.damaged)
          row.storeBytes(of: marked, as: Head.self)
          return
        }
        written[part.cluster, default: []].insert(peer)
        linker.derive(row, fields, peer)
      }
    }
    let declared = meshPairs()
    let pairs =
      declared
      ?? Set(
        written.flatMap { cluster, peers in
          peers.flatMap {
            [
              Mesh.Pair(home: ClusterID(cluster), visiting: ClusterID($0)),
              Mesh.Pair(home: ClusterID($0), visiting: ClusterID(cluster)),
            ]
          }
        })
    if declared != nil {
      var peers: [Int: Set<Int>] = [:]
      for pair in pairs {
        // Both sides need an entry: the home to answer, the visited cluster to ask.
        peers[pair.home.ordinal, default: []].insert(pair.visiting.ordinal)
        peers[pair.visiting.ordinal, default: []].insert(pair.home.ordinal)
      }
      for cluster in drafts.indices where drafts[cluster].external == nil {
        let missing = (peers[cluster] ?? []).subtracting(written[cluster] ?? []).sorted()
        if !missing.isEmpty { try addRemotes(missing, to: cluster, fields) }
      }
    }
    return Mesh(pairs: pairs.sorted(), isDeclared: declared != nil)
  }

  /// The pairs that `mesh` names; nil without `mesh`.
  private func meshPairs() -> Set<Mesh.Pair>? {
    guard let group = deploymentPlan.children.first(where: { $0.field.key == "emccGroup" }),
      let mesh = group.plan.children.first(where: { $0.field.key == "mesh" })
    else { return nil }
    for (row, _) in deploymentRows {
      guard let block = Block(arena.pointer(row) + group.offset, arena), block.count > 0 else { continue }
      let cell = block.first + mesh.offset
      guard cell.load(fromByteOffset: 4, as: UInt32.self) != 0 else { continue }
      if cell.load(as: UInt32.self) == CellOrigin.keyword {
        let members = memberOrdinals()
        return Set(
          members.flatMap { home in
            members.filter { $0 != home }.map { Mesh.Pair(home: ClusterID(home), visiting: ClusterID($0)) }
          })
      }
      guard let pairs = Block(cell, arena) else { continue }
      var found: Set<Mesh.Pair> = []
      for index in 0..<pairs.count {
        let pair = pairs.first + index * mesh.plan.schema.stride
        let home = (pair + 8).load(as: UInt32.self)
        let visiting = (pair + 16).load(as: UInt32.self)
        guard home < CellOrigin.keyword, visiting < CellOrigin.keyword, home != visiting else { continue }
        found.insert(Mesh.Pair(home: ClusterID(Int(home)), visiting: ClusterID(Int(visiting))))
      }
      return found
    }
    return nil
  }

  private mutating func addRemotes(_ peers: [Int], to cluster: Int, _ fields: RemoteFields) throws(ArenaFailure) {
    let stride = fields.child.plan.schema.stride
    let part = try chunk.take(plan.schema.stride)
    let block = try chunk.take(8 + peers.count * stride)
    let start = arena.pointer(block)
    start.storeBytes(of: UInt32(peers.count), as: UInt32.self)
    let place = meshPlace()
    for (index, peer) in peers.enumerated() {
      let row = start + 8 + index * stride
      row.storeBytes(
        of: Head(file: place.file, kind: .remoteCluster, at: place.at, marks: .mesh), as: Head.self)
      store(try intern(drafts[peer].handle), row + 8)
      derive(row, fields, peer)
    }
    let pointer = arena.pointer(part)
    pointer.storeBytes(of: Head(file: place.file, kind: .cluster, at: place.at, marks: .mesh), as: Head.self)
    store(block, pointer + fields.child.offset)
    parts.append(Part(cluster: cluster, row: part, worker: 0))
  }

  /// Where `mesh` is written.
  private func meshPlace() -> (file: UInt32, at: UInt32) {
    for (row, _) in deploymentRows {
      guard let group = deploymentPlan.children.first(where: { $0.field.key == "emccGroup" }),
        let mesh = group.plan.schema.field("mesh"), let block = Block(arena.pointer(row) + group.offset, arena),
        block.count > 0
      else { continue }
      let at = (block.first + mesh.offset).load(fromByteOffset: 4, as: UInt32.self)
      if at != 0 { return (block.first.load(as: Head.self).file, at) }
    }
    return (0, 0)
  }

  /// Fills in the cluster ID and the address of a peer where they are not written.
  private mutating func derive(_ row: UnsafeMutableRawPointer, _ fields: RemoteFields, _ peer: Int) {
    if (row + fields.clusterID).load(fromByteOffset: 4, as: UInt32.self) == 0,
      let name = clusterIDName(of: peer)
    {
      store(name, row + fields.clusterID)
    }
    if (row + fields.address).load(fromByteOffset: 4, as: UInt32.self) == 0, let name = addressName(of: peer) {
      store(name, row + fields.address)
    }
  }

  private func store(_ bits: UInt32, _ cell: UnsafeMutableRawPointer) {
    cell.storeBytes(of: bits, as: UInt32.self)
    cell.storeBytes(of: CellOrigin.derived, toByteOffset: 4, as: UInt32.self)
  }

  /// The number of a text that may be new.
  mutating func intern(_ text: String) throws(ArenaFailure) -> UInt32 {
    let name = try names.intern(text)
    table.extend(to: names.count)
    return name
  }

  /// The cluster ID that a peer has: as written, else its handle.
  private mutating func clusterIDName(of peer: Int) -> UInt32? {
    if let external = drafts[peer].external {
      let schema = deploymentPlan.children.first { $0.field.key == "clusters" }?.plan.schema
      return schema?.field("clusterId").flatMap { presentBits(arena.pointer(external) + $0.offset) }
    }
    if let offset = plan.schema.field("clusterId")?.offset {
      for part in parts where part.cluster == peer {
        // References are resolved by now, and symbols renumbered.
        if let name = presentBits(arena.pointer(part.row) + offset) { return name }
      }
    }
    return try? intern(drafts[peer].handle)
  }

  /// The address of a peer: an external one's, else that of its first node with Extension Mobility.
  private func addressName(of peer: Int) -> UInt32? {
    if let external = drafts[peer].external {
      let schema = deploymentPlan.children.first { $0.field.key == "clusters" }?.plan.schema
      return schema?.field("address").flatMap { presentBits(arena.pointer(external) + $0.offset) }
    }
    guard let nodes = plan.children.first(where: { $0.field.key == "nodes" }),
      let services = nodes.plan.schema.field("services")?.offset,
      let address = nodes.plan.schema.field("address")?.offset
    else { return nil }
    for part in parts where part.cluster == peer {
      let cell = arena.pointer(part.row) + nodes.offset
      for node in BlockRows(cell, stride: nodes.plan.schema.stride, base: arena.base) {
        guard let list = Block(node + services, arena) else { continue }
        let hasService = (0..<list.count).contains {
          (list.first + $0 * 8).load(as: UInt32.self) == UInt32(NodeService.extensionMobility.rawValue)
        }
        if hasService { return presentBits(node + address) }
      }
    }
    return nil
  }

  private func presentBits(_ cell: UnsafeMutableRawPointer) -> UInt32? {
    let bits = cell.load(as: UInt32.self)
    return cell.load(fromByteOffset: 4, as: UInt32.self) != 0 && bits < CellOrigin.keyword ? bits : nil
  }
}
