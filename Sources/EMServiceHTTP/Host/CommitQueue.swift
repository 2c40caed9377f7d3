internal import EMService

/// Outputs that wait for commits, in the order of the reactions that they are of.
struct CommitQueue {
  private enum Stage {
    case underWay
    case kept
    case failed
    /// There is nothing to keep: only what came before matters.
    case answerOnly
  }

  private struct Entry {
    var stage: Stage
    var outputs: [ServiceOutput]
  }

  private var entries: [Entry] = []
  /// Entries at the beginning that were handed over already.
  private var done = 0
  /// Number of the first entry.
  private var first: UInt64 = 0

  /// Commits are under way.
  var isWaiting: Bool { done < entries.count }

  /// Begins a commit; returns its number.
  mutating func begin(_ outputs: [ServiceOutput]) -> UInt64 {
    entries.append(Entry(stage: .underWay, outputs: outputs))
    return first + UInt64(entries.count - 1)
  }

  /// Adds answers that wait for the commits under way.
  mutating func add(_ answers: [ServiceOutput]) {
    entries.append(Entry(stage: .answerOnly, outputs: answers))
  }

  /// Ends a commit; returns the outputs that nothing stands before any more, and whether their changes were kept.
  mutating func end(_ number: UInt64, isGood: Bool) -> [(outputs: [ServiceOutput], isKept: Bool)] {
    guard number >= first, number - first < UInt64(entries.count) else { return [] }
    entries[Int(number - first)].stage = isGood ? .kept : .failed
    var ready: [(outputs: [ServiceOutput], isKept: Bool)] = []
    while done < entries.count, entries[done].stage != .underWay {
      ready.append((entries[done].outputs, entries[done].stage != .failed))
      entries[done].outputs = []
      done += 1
    }
    if done == entries.count || done > 1024 {
      entries.removeFirst(done)
      first += UInt64(done)
      done = 0
    }
    return ready
  }
}
