internal import EMService

/// The thread that writes: takes everything that waits and commits it as one transaction.
///
/// One synchronisation with the disk serves all who wait for it, so the rate grows with their number.
final class StoreWriter {
  private let line: Monitor<CommitLine>
  /// What it writes into.
  let tables: StateTables
  private let largestGroup: Int
  /// A change was lost, and nobody has loaded the state since: all that stood behind it in the line is lost too.
  private var mustLoad = false
  private var changesInLog = 0

  /// Changes after which the log is written back; some hundred pages.
  private static let checkpointInterval = 500

  /// Makes a writer that ends when the line is closed and empty.
  init(_ line: Monitor<CommitLine>, _ tables: StateTables, largestGroup: Int) {
    self.line = line
    self.tables = tables
    self.largestGroup = largestGroup
  }

  /// Works until the line is closed and empty.
  func run() {
    while true {
      let work = line.wait { $0.take(atMost: largestGroup) }
      guard !work.isEmpty else { return }
      var group: [(changes: [StateChange], completion: @Sendable (Result<Void, StoreFailure>) -> Void)] = []
      for item in work {
        switch item {
        case .commit(let changes, let completion): group.append((changes, completion))
        case .other(let body):
          commit(group)
          group = []
          body(self)
        }
      }
      commit(group)
      checkpointIfDue()
    }
  }

  /// Everything that is kept, as changes; commits are taken again then, as they rest on it.
  func load() throws(StoreFailure) -> [StateChange] {
    let changes = try tables.changes()
    mustLoad = false
    line.update { $0.stateIsLoaded() }
    return changes
  }

  private func commit(
    _ group: [(changes: [StateChange], completion: @Sendable (Result<Void, StoreFailure>) -> Void)]
  ) {
    guard !group.isEmpty else { return }
    if !mustLoad, keep(group.map(\.changes)) == nil {
      for member in group { member.completion(.success(())) }
      return
    }
    // On a full disk the log has room again once it is written back: it begins anew.
    tables.database.checkpoint()
    // One of them cannot be kept. Those before it can, and those after it rest on it.
    for member in group {
      let failure = mustLoad ? .earlierChangeLost : keep([member.changes])
      if failure != nil, !member.changes.isEmpty {
        mustLoad = true
        line.update { $0.changeIsLost() }
      }
      member.completion(failure.map(Result.failure) ?? .success(()))
    }
  }

  /// Commits everything in one transaction, or nothing; the reason where it fails.
  private func keep(_ commits: [[StateChange]]) -> StoreFailure? {
    let count = commits.reduce(0) { $0 + $1.count }
    do throws(StoreFailure) {
      try tables.database.transaction { () throws(StoreFailure) in
        for changes in commits { for change in changes { try tables.apply(change) } }
        if count == 0 { try tables.rewrite() }
      }
      changesInLog += count
      return nil
    } catch {
      return error
    }
  }

  /// After the answers, so that nobody waits for it.
  private func checkpointIfDue() {
    guard changesInLog >= Self.checkpointInterval else { return }
    changesInLog = 0
    tables.database.checkpoint()
  }
}
