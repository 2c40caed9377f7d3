/// The partitions that a chain of calling search spaces reaches, in the order that decides between equal matches.
struct SearchOrder: Sendable {
  /// One partition.
  struct Step: Sendable {
    /// Its index; nil for `<None>`.
    var partition: Int?
    /// Which calling search space of the chain has it first; nil for `<None>`.
    var link: Int?
  }

  /// The partitions, each once.
  let steps: [Step]
  /// The first thing in reach of which the patterns are not known; nil where all are.
  let gap: String?

  /// Joins calling search spaces; `<None>` comes last, as it belongs to all of them.
  init(_ spaces: [Int?], in plan: DialPlan) {
    var seen: Set<Int> = []
    var steps: [Step] = []
    var gap: String?
    for (link, space) in spaces.enumerated() {
      for partition in plan.searchSpace(space)?.partitions ?? [] where seen.insert(partition).inserted {
        steps.append(Step(partition: partition, link: link))
        if gap == nil { gap = plan.gap(ofPartition: partition) }
      }
      if gap == nil { gap = plan.searchSpace(space)?.gap }
    }
    self.steps = steps + [Step(partition: nil, link: nil)]
    self.gap = gap
  }
}

extension DialPlan {
  /// A calling search space by its index; nil for none and for an index that is not there.
  func searchSpace(_ index: Int?) -> SearchSpace? { index.flatMap { searchSpaces.at($0) } }
  /// What is not known of a partition; nil where all its patterns are.
  func gap(ofPartition index: Int) -> String? {
    guard incompletePartitions.contains(index), let name = partitions.at(index)?.name else { return nil }
    return "partition \(name), of which only the name is known"
  }
  /// A device pool by its index; nil for none and for an index that is not there.
  func devicePool(_ index: Int?) -> CallDevicePool? { index.flatMap { devicePools.at($0) } }
  /// A trunk by its index; nil for none and for an index that is not there.
  func trunk(_ index: Int?) -> CallTrunk? { index.flatMap { trunks.at($0) } }
}

extension Array {
  /// The element at an index; nil where there is none.
  func at(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
