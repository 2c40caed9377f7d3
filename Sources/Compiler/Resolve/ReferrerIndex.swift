import EMDSL
import EMDiagnostics

/// Answers "what refers to this?": every reference of a deployment, sorted by target; made when first asked for.
final class ReferrerIndex: Sendable {
  /// One reference of one object.
  struct Edge: Sendable {
    /// The object that is referred to, as an arena index.
    var target: UInt32
    /// The object of a section that refers, as an arena index.
    var source: UInt32
    /// Ordinal of the cluster in which the reference stands.
    var cluster: Int
    /// The key of the field that refers; of the nested one where the reference stands in a nested object.
    var field: String
  }

  private let edges = Locked<[Edge]?>(nil)

  /// The references to a row.
  func edges(to target: UInt32, of deployment: Deployment) -> [Edge] {
    edges.withLock { cached in
      let all = cached ?? ReferrerIndex.collect(deployment)
      cached = all
      var low = 0
      var high = all.count
      while low < high {
        let middle = (low + high) / 2
        if all[middle].target < target { low = middle + 1 } else { high = middle }
      }
      return Array(all[low...].prefix { $0.target == target })
    }
  }

  private static func collect(_ deployment: Deployment) -> [Edge] {
    var edges: [Edge] = []
    for cluster in deployment.clusters {
      for part in cluster.parts {
        RowWalk(part).forEachReference { target, source, field in
          edges.append(Edge(target: target, source: source, cluster: cluster.id.ordinal, field: field))
        }
      }
    }
    // Stable, so that referrers of one target keep the order of the files.
    return edges.enumerated().sorted { ($0.element.target, $0.offset) < ($1.element.target, $1.offset) }.map(\.element)
  }
}
