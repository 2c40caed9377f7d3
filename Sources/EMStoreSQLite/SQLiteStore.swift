internal import EMDiagnostics
package import EMService

/// Keeps a cluster's state in an SQLite database.
///
/// One thread writes: it takes all commits that wait and makes them one transaction with one synchronisation (group
/// commit), then calls their completions, in order and one after the other; so a completion must be short.
/// A commit that fails is rolled back as a whole. After it every commit fails until `load`, because what was decided in
/// between rests on changes that were lost; a disk that was full needs nothing else to work again.
/// One service at a time has the database; backups may be made meanwhile.
package final class SQLiteStore: ServiceStore {
  /// How a store works.
  package struct Options: Sendable {
    /// Compares indexes with tables when the store is opened, which takes longer.
    package var checksThoroughly = false
    /// Commits that may wait; one more fails at once, as a temporary failure.
    package var maximumWaiting = 10_000
    /// Most commits of one transaction.
    package var largestGroup = 1_000

    /// The usual ways.
    package init() {}
  }

  private let line: Monitor<CommitLine>
  private let thread: ServiceThread

  /// Opens the store of a cluster, by handle, after making or migrating it.
  ///
  /// `isOnlySession` says of a session that begins whether its user may have no other one that counts as well
  /// (`RuntimeCluster.isOnlySession`). Throws where another service has the store, and for what is damaged, another
  /// cluster's, or of a version to come.
  package init(
    _ path: String, cluster: String, options: Options = Options(),
    isOnlySession: @escaping @Sendable (LoginSession) -> Bool
  ) throws(StoreFailure) {
    // Before the lock, which would leave a file beside what is not ours.
    try Self.inspect(path, cluster: cluster)
    let lock = try StoreLock(path)
    let database = try SQLiteDatabase(path, schema: .state, checksThoroughly: options.checksThoroughly)
    database.stopAutomaticCheckpoints()
    let tables = try StateTables(database, cluster: cluster, lock: lock, isOnlySession: isOnlySession)
    let line = Monitor(CommitLine(limit: options.maximumWaiting))
    let writer = Locked(StoreWriter(line, tables, largestGroup: options.largestGroup))
    guard let thread = ServiceThread({ writer.withLock { $0.run() } }) else { throw .noThread }
    self.thread = thread
    self.line = line
  }

  deinit { close() }

  /// See `ServiceStore`.
  package func load() throws(StoreFailure) -> ServiceState {
    var state = ServiceState()
    for change in try changes() { state.replay(change) }
    return state
  }

  /// Changes that lead from an empty state to what is kept, the same ones for the same content.
  ///
  /// Of logins that are over there is one of each device at most, with nothing but its user: the last one, or the one
  /// before the session that there is.
  package func changes() throws(StoreFailure) -> [StateChange] {
    let answer = Monitor<Result<[StateChange], StoreFailure>?>(nil)
    let isTaken = line.update {
      $0.add { writer in
        let result: Result<[StateChange], StoreFailure>
        do throws(StoreFailure) { result = .success(try writer.load()) } catch { result = .failure(error) }
        answer.update { $0 = result }
      }
    }
    guard isTaken else { throw .closed }
    return try answer.wait { $0 }.get()
  }

  /// See `ServiceStore`; the completion is called at once where the changes cannot even wait.
  package func commit(
    _ changes: [StateChange], then completion: @escaping @Sendable (Result<Void, StoreFailure>) -> Void
  ) {
    if let failure = line.update({ $0.add(changes, completion) }) { completion(.failure(failure)) }
  }

  /// Judges sessions by another configuration from now on; those that have begun stay what they are.
  package func useRule(isOnlySession: @escaping @Sendable (LoginSession) -> Bool) {
    _ = line.update { $0.add { writer in writer.tables.isOnlySession = isOnlySession } }
  }

  /// Keeps what waits, and lets go of the database; what comes then fails.
  package func close() {
    line.update { $0.close() }
    thread.join()
  }

  /// Refuses what is there and no store of a cluster, and changes nothing.
  package static func inspect(_ path: String, cluster: String) throws(StoreFailure) {
    try SQLiteDatabase.inspect(path, schema: .state) { database throws(StoreFailure) in
      _ = try StateTables.owner(of: database, wanted: cluster)
    }
  }

  /// Copies a store into a file, in place of what was there, also while a service uses it.
  package static func backup(_ path: String, to target: String) throws(StoreFailure) {
    try SQLiteBackup.write(path, to: target)
  }
}
