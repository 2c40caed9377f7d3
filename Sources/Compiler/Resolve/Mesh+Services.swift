import EMDSL

extension Mesh {
  /// Without `mesh`, a pair needs EMCC on at one side at least: switched off at both, nobody is meant to visit anybody.
  func wanted(among clusters: [Cluster], _ group: Entity<EMCCGroupRow>?) -> Mesh {
    guard !isDeclared else { return self }
    let isOnByDefault = group?.services.first?.emcc ?? true
    var offered: Set<Pair> = []
    for cluster in clusters {
      for row in cluster.remoteClusters where row.services.first?.emcc ?? isOnByDefault {
        guard let peer = clusters.first(where: { row.name == $0.handle }) else { continue }
        offered.insert(Pair(home: cluster.id, visiting: peer.id))
      }
    }
    let kept = pairs.filter { offered.contains($0) || offered.contains(Pair(home: $0.visiting, visiting: $0.home)) }
    return Mesh(pairs: kept, isDeclared: false)
  }
}
