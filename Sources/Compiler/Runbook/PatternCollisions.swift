import EMDSL
import EMSimulation

/// Urgent patterns that end other numbers early for phones of the cluster: Unified CM routes at once when one matches,
/// and the digits that follow are lost.
struct PatternCollisions {
  /// A number that is cut short, and where.
  struct Row {
    /// The urgent pattern.
    let urgent: Pattern
    /// Patterns that go on after its digits.
    let longer: [Pattern]
    /// Device pools of the phones that see both.
    var pools: Set<String>
  }

  /// A pattern and its partition.
  struct Pattern: Hashable {
    /// As it is typed.
    let text: String
    /// Empty for `<None>`.
    let partition: String
    /// What the operator says that it is for.
    let purpose: CallPurpose?

    /// The order of tables.
    func precedes(_ other: Pattern) -> Bool {
      text == other.text
        ? ResolvedJSON.precedes(partition, other.partition) : ResolvedJSON.precedes(text, other.text)
    }
  }

  /// The cut numbers by urgent pattern.
  let rows: [Row]

  /// Looks at what the phones of a cluster see.
  init(_ cluster: Cluster) {
    let patterns = PatternCollisions.patterns(of: cluster)
    let read = patterns.map { (pattern: $0.pattern, reading: DialPattern($0.pattern.text)) }
    var cut: [(urgent: Pattern, longer: [Pattern])] = []
    for urgent in patterns where urgent.isUrgent {
      guard let digits = DialPattern(urgent.pattern.text).sample else { continue }
      let longer = read.filter { other in
        // Cut short or not, an emergency call ends at the centre.
        let isHarmless = urgent.pattern.purpose == .emergency && other.pattern.purpose == .emergency
        return !isHarmless && other.pattern != urgent.pattern && other.reading.canGoOn(after: digits)
      }.map(\.pattern)
      if !longer.isEmpty { cut.append((urgent.pattern, longer)) }
    }
    guard !cut.isEmpty else {
      rows = []
      return
    }
    var found: [Pattern: [Pattern: Set<String>]] = [:]
    for (partitions, pools) in PatternCollisions.views(of: cluster) {
      for (urgent, longer) in cut where partitions.contains(urgent.partition) {
        for pattern in longer where partitions.contains(pattern.partition) {
          found[urgent, default: [:]][pattern, default: []].formUnion(pools)
        }
      }
    }
    rows = found.map { urgent, longer in
      Row(
        urgent: urgent, longer: longer.keys.sorted { $0.precedes($1) },
        pools: longer.values.reduce(into: []) { $0.formUnion($1) })
    }.sorted { $0.urgent.precedes($1.urgent) }
  }

  private static func patterns(of cluster: Cluster) -> [(pattern: Pattern, isUrgent: Bool)] {
    var patterns: [(Pattern, Bool)] = []
    func add(_ texts: CellList<Symbol>, _ partition: Interned?, _ purpose: CallPurpose?, _ isUrgent: Bool?) {
      for text in texts.compactMap({ $0.value?.string }) {
        let pattern = Pattern(text: text, partition: partition?.string ?? "", purpose: purpose)
        patterns.append((pattern, isUrgent == true))
      }
    }
    for row in cluster.routePatterns where row.isKnown {
      add(row.patterns, row.partition?.name, row.purpose, row.urgentPriority)
    }
    for row in cluster.translationPatterns where row.isKnown {
      add(row.patterns, row.partition?.name, row.purpose, row.urgentPriority)
    }
    return patterns
  }

  /// What phones without a visitor see: the partitions of line and phone together, and the device pools of such phones.
  private static func views(of cluster: Cluster) -> [(partitions: Set<String>, pools: Set<String>)] {
    var pools: [Set<UInt32>: (spaces: [Entity<CallingSearchSpaceRow>], pools: Set<String>)] = [:]
    for phone in cluster.phones where phone.isKnown {
      let lines = phone.lines.compactMap(\.css)
      for line in lines.isEmpty ? [nil] : lines.map(Optional.some) {
        let spaces = [line, phone.css].compactMap(\.self)
        pools[Set(spaces.map(\.index)), default: (spaces, [])].pools.insert(phone.devicePool?.name.string ?? "")
      }
    }
    return pools.values.map { view in
      var partitions: Set<String> = [""]
      for space in view.spaces {
        for member in space.partitions {
          let partition: Entity<PartitionRow> = member.target()
          if !partition.isPoison { partitions.insert(partition.name.string) }
        }
      }
      return (partitions, view.pools)
    }
  }
}

extension ObjectSteps {
  /// Rows that a step prints at most.
  private static let shownCollisions = 40

  /// Numbers that can no longer be dialled, for whoever knows whether anybody dials them.
  var collisions: [RunbookAction] {
    let rows = PatternCollisions(cluster).rows
    guard !rows.isEmpty else { return [] }
    let shown = rows.prefix(ObjectSteps.shownCollisions).map { row -> [RunbookText] in
      [
        .name(row.urgent.text), .name(row.urgent.partition),
        ObjectSteps.patterns(row.longer),
        .names(row.pools.sorted(by: ResolvedJSON.precedes), limit: 12),
      ]
    }
    var question: RunbookText = """
      Before anything is sent: the urgent patterns of the table end a call as soon as their digits are dialled, so \
      numbers of the third column that begin with the same digits cannot be dialled digit by digit any more from \
      phones of these device pools. Ask the owner of the number plan for each line whether such numbers are in use, \
      international and service numbers first. Where one is, stop and have the deployment changed.
      """
    if rows.count > shown.count { question += " \(rows.count - shown.count) more lines are not shown." }
    return [
      .say(question), .table(["Urgent pattern", "Partition", "Cut short", "Device pools"], shown),
    ]
  }

  private static func patterns(_ patterns: [PatternCollisions.Pattern]) -> RunbookText {
    var text: RunbookText = ""
    for (index, pattern) in patterns.prefix(8).enumerated() {
      text += "\(words: index == 0 ? "" : ", ")\(name: pattern.text)"
      if !pattern.partition.isEmpty { text += " in \(name: pattern.partition)" }
    }
    if patterns.count > 8 { text += " and \(patterns.count - 8) more" }
    return text
  }
}
