import EMDSL
import EMDiagnostics
import EMSimulation

/// Patterns: what is typed as a list becomes one pattern each, as in Unified CM.
extension DialPlanBuilder {
  /// Adds route and translation patterns, in the order of the files.
  mutating func addPatterns() {
    for row in cluster.routePatterns {
      guard let partition = partition(of: row, \.partition) else {
        loseSight(of: row.patterns.first?.value)
        continue
      }
      let target = row.block == true ? CallPattern.Target.block : self.target(of: row)
      let model = CallPattern(
        "", partition: partition.index, target: target, purpose: purpose(row.purpose),
        isUrgent: row.urgentPriority == true,
        called: CalledChange(
          discard: discard(row.discardDigits), mask: row.calledPartyMask?.string, prefix: row.calledPartyPrefix?.string),
        calling: CallingChange(
          usesExternalMask: row.useExternalMask == true, mask: row.callingPartyMask?.string,
          prefix: row.callingPartyPrefix?.string),
        targetPlace: row.block == true ? row.place(\.block) : row.place(\.to))
      add(row.patterns, like: model)
    }
    for row in cluster.translationPatterns {
      guard let partition = partition(of: row, \.partition) else {
        loseSight(of: row.patterns.first?.value)
        continue
      }
      let target: CallPattern.Target
      if row.block == true {
        target = .block
      } else {
        target =
          row.isDamaged(\.css)
          ? .unknown("a calling search space that could not be read")
          : .translation(css: searchSpace(row.css))
      }
      let model = CallPattern(
        "", partition: partition.index, target: target, purpose: purpose(row.purpose),
        isUrgent: row.urgentPriority == true,
        called: CalledChange(
          discard: discard(row.discardDigits), mask: row.calledPartyMask?.string, prefix: row.calledPartyPrefix?.string),
        calling: CallingChange(
          usesExternalMask: row.useExternalMask == true, mask: row.callingPartyMask?.string,
          prefix: row.callingPartyPrefix?.string),
        targetPlace: row.block == true ? row.place(\.block) : row.place(\.css))
      add(row.patterns, like: model)
    }
    plan.patterns = inOrderOfFiles(plan.patterns)
  }

  /// Adds the transformation patterns.
  mutating func addTransformations() {
    for row in cluster.callingPartyTransformationPatterns {
      guard let partition = partition(of: row, \.partition) else { continue }
      let change = CallingChange(
        usesExternalMask: row.useExternalMask == true, discard: discard(row.discardDigits), mask: row.mask?.string,
        prefix: row.prefix?.string)
      plan.callingTransformations += transformations(row.patterns, partition.index, change)
    }
    for row in cluster.calledPartyTransformationPatterns {
      guard let partition = partition(of: row, \.partition) else { continue }
      let change = CallingChange(
        discard: discard(row.discardDigits), mask: row.mask?.string, prefix: row.prefix?.string)
      plan.calledTransformations += transformations(row.patterns, partition.index, change)
    }
  }

  /// Where a pattern belongs.
  private struct Membership {
    /// Index of the partition; nil for `<None>`.
    var index: Int?
  }

  /// The partition of a pattern; nil where it cannot be read, so that the pattern is left out: in `<None>` it would be
  /// in everybody's reach.
  private mutating func partition<R: Row>(
    of row: Entity<R>, _ field: KeyPath<R, Ref<PartitionRow>>
  ) -> Membership? {
    guard !row.isPoison, !row.isDamaged(field) else { return nil }
    guard let named = row[dynamicMember: field] else { return Membership() }
    return partition(named).map { Membership(index: $0) }
  }

  /// Notes that a pattern is missing from the plan; the first one is told by its text.
  private mutating func loseSight(of text: Interned?) {
    guard plan.gap == nil else { return }
    plan.gap =
      text.map { "pattern '\($0)', of which the partition could not be read" } ?? "a pattern that could not be read"
  }

  private func target(of row: Entity<RoutePatternRow>) -> CallPattern.Target {
    guard let object = row.to else { return .unknown("nothing") }
    guard let index = described(object) else { return .unknown(unknownName(object)) }
    switch object.kind {
    case .routeList: return .routeList(index)
    case .gateway: return .gateway(index)
    case .sipTrunk: return .trunk(index)
    default: return .unknown(unknownName(object))
    }
  }

  private mutating func add(_ texts: CellList<Symbol>, like model: CallPattern) {
    for text in texts {
      guard let value = text.value else {
        loseSight(of: nil)
        continue
      }
      var pattern = model
      pattern.text = value.string
      pattern.place = text.place
      plan.patterns.append(pattern)
    }
  }

  private func transformations(
    _ texts: CellList<Symbol>, _ partition: Int?, _ change: CallingChange
  ) -> [TransformationPattern] {
    texts.compactMap { text in
      text.value.map { TransformationPattern($0.string, partition: partition, change: change, place: text.place) }
    }
  }

  private func inOrderOfFiles(_ patterns: [CallPattern]) -> [CallPattern] {
    func key(_ index: Int) -> (UInt32, UInt32, Int) {
      let place = patterns[index].place
      return (place?.file.index ?? 0, place?.offset ?? 0, index)
    }
    return patterns.indices.sorted { key($0) < key($1) }.map { patterns[$0] }
  }

  private func purpose(_ word: CallPurpose?) -> CallPattern.Purpose? {
    word.flatMap { CallPattern.Purpose(rawValue: $0.token) }
  }

  private func discard(_ word: DiscardDigits?) -> DiscardInstruction? {
    word.flatMap { DiscardInstruction(rawValue: $0.token) }
  }
}
