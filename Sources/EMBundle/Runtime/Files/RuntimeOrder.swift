/// The order of the files, which depends on names alone: whatever file of YAML said what, the bundle is the same.
///
/// What people give an order of their own keeps it: lines, modules, a user's profiles, a phone's services.
extension RuntimeDeployment {
  /// The same deployment with everything that has a name in the order of the names.
  package func sorted() -> RuntimeDeployment {
    var result = self
    result.clusters = NamedTable(clusters.map { $0.sorted() }).sorted()
    result.emccMesh.sort { left, right in
      left.home == right.home ? utf8Precedes(left.visiting, right.visiting) : utf8Precedes(left.home, right.home)
    }
    result.roamingMembers.sort(by: utf8Precedes)
    return result
  }
}

extension RuntimeCluster {
  /// The same cluster with everything that has a name in the order of the names.
  package func sorted() -> RuntimeCluster {
    var result = self
    result.remoteClusters.sort(by: RuntimeRemoteCluster.precedes)
    result.nodes = nodes.sorted()
    result.devicePools = devicePools.sorted()
    result.phoneServices = phoneServices.sorted()
    result.users = users.sorted()
    result.deviceProfiles = deviceProfiles.sorted()
    result.phones = phones.sorted()
    return result
  }
}

extension NamedTable {
  /// The same elements in the order of their names; the table itself where that is its order.
  func sorted() -> NamedTable {
    let isSorted = zip(elements, elements.dropFirst()).allSatisfy { !utf8Precedes($1.name, $0.name) }
    if isSorted { return self }
    // Positions are quicker to move than elements.
    let order = elements.indices.sorted { utf8Precedes(elements[$0].name, elements[$1].name) }
    return NamedTable(order.map { elements[$0] })
  }
}

/// Compares by bytes: the order does not depend on a locale.
func utf8Precedes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }
