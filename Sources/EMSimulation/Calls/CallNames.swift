/// What things are called, for reasons and steps; indexes that are not there get a name all the same.
struct CallNames: Sendable {
  /// The clusters' tables.
  let clusters: [ClusterTables]

  /// The dial plan of a cluster.
  func plan(_ cluster: Int) -> DialPlan? { clusters.at(cluster)?.plan }

  /// Handle of a cluster.
  func cluster(_ index: Int) -> String { plan(index)?.cluster ?? "an unknown cluster" }

  /// Name of a gateway.
  func gateway(_ cluster: Int, _ index: Int) -> String {
    plan(cluster)?.gateways.at(index)?.name.name ?? "an unknown gateway"
  }

  /// Name of a trunk.
  func trunk(_ cluster: Int, _ index: Int?) -> String {
    plan(cluster)?.trunk(index)?.name.name ?? "an unknown trunk"
  }

  /// Name of a device pool.
  func devicePool(_ cluster: Int, _ index: Int?) -> String? { plan(cluster)?.devicePool(index)?.name.name }

  /// Name of a calling search space; `none` without one.
  func searchSpace(_ cluster: Int, _ index: Int?) -> String {
    plan(cluster)?.searchSpace(index)?.name.name ?? "none"
  }

  /// Name of a partition; `<None>` without one.
  func partition(_ cluster: Int, _ index: Int?) -> String {
    index.flatMap { plan(cluster)?.partitions.at($0)?.name } ?? "<None>"
  }

  /// Why a call that goes nowhere ends, as a sentence.
  func reason(_ end: CallEnd, dialled: String) -> String {
    switch end {
    case .noMatch(let cluster): "no pattern of \(self.cluster(cluster)) matches on the way of '\(dialled)'"
    case .incomplete(let cluster): "'\(dialled)' is only the beginning of longer numbers in \(self.cluster(cluster))"
    case .blocked(let cluster, let index):
      "pattern '\(plan(cluster)?.patterns.at(index)?.text ?? "")' of \(self.cluster(cluster)) blocks '\(dialled)'"
    case .noLocalRouteGroup(let cluster, let pool):
      if let pool = devicePool(cluster, pool) {
        "'\(dialled)' comes to a local route group, and device pool \(pool) of \(self.cluster(cluster)) has none"
      } else {
        "'\(dialled)' comes to a local route group in \(self.cluster(cluster)), where the caller has no device pool"
      }
    case .noMember(let cluster): "nothing takes '\(dialled)' where the pattern of \(self.cluster(cluster)) leads"
    case .noPSTNAccess(let cluster):
      "'\(dialled)' is meant for the visited cluster, but PSTN Access is not active in \(self.cluster(cluster))"
    case .noInboundTrunk(let cluster): "'\(dialled)' goes to \(self.cluster(cluster)), which has no trunk back"
    case .loop(let cluster): "'\(dialled)' goes in a circle in \(self.cluster(cluster))"
    case .external(let cluster): "'\(dialled)' goes to \(self.cluster(cluster)), whose dial plan is not known"
    case .unmodelled(let cluster, let what):
      "'\(dialled)' comes to something in \(self.cluster(cluster)) that cannot be followed: \(what)"
    case .gateway(let cluster, let index, _): "'\(dialled)' leaves by \(gateway(cluster, index))"
    case .outsideTrunk(let cluster, let index): "'\(dialled)' leaves by \(trunk(cluster, index))"
    case .directoryNumber(_, let number): "'\(dialled)' reaches extension \(number.name)"
    }
  }
}
