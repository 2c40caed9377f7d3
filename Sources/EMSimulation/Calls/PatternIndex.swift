internal import EMDiagnostics

/// A pattern as it is written: what an index is made of.
protocol WrittenPattern: Sendable {
  /// The pattern as it is typed.
  var text: String { get }
  /// Index of its partition; nil for `<None>`.
  var partition: Int? { get }
}

extension CallPattern: WrittenPattern {}
extension TransformationPattern: WrittenPattern {}

/// A pattern that is ready to be compared.
struct IndexedPattern: Sendable {
  /// Its index in the dial plan.
  let index: Int
  /// What it matches.
  let pattern: DialPattern
}

/// The patterns of one partition, by the first digit.
final class PartitionPatterns: Sendable {
  /// In the order of the files.
  let entries: [IndexedPattern]
  private let byFirst: [[Int]]

  /// Prepares patterns.
  init(_ entries: [IndexedPattern]) {
    self.entries = entries
    byFirst = (0..<UInt8(DialSymbols.count)).map { code in
      entries.indices.filter { entries[$0].pattern.canBegin(withCode: code) }
    }
  }

  /// What can begin with a symbol: offsets in `entries`, ascending.
  func beginning(with code: UInt8) -> [Int] { byFirst.at(Int(code)) ?? [] }
}

/// The patterns of one kind of a cluster, ready for digit analysis: by partition and by the first digit.
///
/// A partition is prepared when it is first asked for, because most calls see few of them.
final class PatternIndex<Row: WrittenPattern>: Sendable {
  private struct State {
    var members: [Int?: [Int]]?
    var partitions: [Int?: PartitionPatterns] = [:]
  }

  private let rows: [Row]
  private let state = Locked(State())

  /// Makes an index of the patterns of a dial plan.
  init(_ rows: [Row]) { self.rows = rows }

  /// The patterns of a partition (nil: `<None>`); nil where it has none.
  func partition(_ partition: Int?) -> PartitionPatterns? {
    state.withLock { state in
      if let known = state.partitions[partition] { return known }
      let members = state.members ?? Dictionary(grouping: rows.indices) { rows[$0].partition }
      state.members = members
      guard let indexes = members[partition] else { return nil }
      let made = PartitionPatterns(
        indexes.map { IndexedPattern(index: $0, pattern: DialPattern(rows[$0].text)) })
      state.partitions[partition] = made
      return made
    }
  }
}
