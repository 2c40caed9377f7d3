internal import CSQLite
internal import EMDiagnostics
package import EMService
internal import Glibc

/// An open SQLite database; of one thread at a time.
///
/// Write-ahead log with full synchronisation: what a transaction has committed survives `kill -9` and loss of power.
package final class SQLiteDatabase {
  private let handle: OpaquePointer
  /// Where it lies, links followed.
  package let path: String

  /// Milliseconds for which another process may keep the database before a statement fails.
  private static let busyTimeout: Int32 = 5_000

  /// Opens a database as its schema is today, after making or migrating it; what others made is refused.
  ///
  /// The file is made for its owner only. `checksThoroughly` compares indexes with tables too, which takes longer.
  package init(
    _ path: String, schema: SQLiteSchema, checksThoroughly: Bool = false
  ) throws(StoreFailure) {
    self.path = resolvedPath(path)
    try Self.makeFile(self.path)
    handle = try Self.open(self.path)
    try refuseReadOnly()
    try schema.refuseForeign(self)
    try configure()
    try check(thoroughly: checksThoroughly)
    try schema.migrate(self)
  }

  /// Opens a database of a schema that is there already, whoever else has it open; what others made is refused.
  package init(existing path: String, schema: SQLiteSchema) throws(StoreFailure) {
    self.path = resolvedPath(path)
    try Self.refuseMissing(self.path)
    handle = try Self.open(self.path)
    try schema.refuseForeign(self)
    guard try integer("PRAGMA user_version") > 0 else {
      throw StoreFailure(reason: "\(path): is empty, and not \(schema.name)", isTemporary: false)
    }
    try configure()
    try schema.migrate(self)
  }

  /// Looks at what is there, and changes nothing: what is no database of a schema is refused, as is what `body` refuses.
  package static func inspect(
    _ path: String, schema: SQLiteSchema, _ body: (SQLiteDatabase) throws(StoreFailure) -> Void
  ) throws(StoreFailure) {
    guard access(path, F_OK) == 0 else { return }
    let database = try SQLiteDatabase(existing: path)
    try database.refuseReadOnly()
    try schema.refuseForeign(database)
    if try database.integer("PRAGMA user_version") > 0 { try body(database) }
  }

  /// Opens a database that somebody else may have open, as it is.
  init(existing path: String) throws(StoreFailure) {
    self.path = resolvedPath(path)
    handle = try Self.open(self.path)
    // Nobody else's log is written back by the way.
    try execute("PRAGMA wal_autocheckpoint = 0")
  }

  deinit { sqlite3_close_v2(handle) }

  private func refuseReadOnly() throws(StoreFailure) {
    guard sqlite3_db_readonly(handle, "main") == 0 else {
      throw StoreFailure(reason: "\(path): cannot be written", isTemporary: true)
    }
  }

  private static func refuseMissing(_ path: String) throws(StoreFailure) {
    guard access(path, R_OK | W_OK) == 0 else {
      throw StoreFailure(reason: "\(path): cannot be opened: \(systemMessage(errno))", isTemporary: true)
    }
  }

  private static func makeFile(_ path: String) throws(StoreFailure) {
    // Only a new file: closing one that SQLite has open in this process would drop SQLite's locks.
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { return }
      throw StoreFailure(reason: "\(path): cannot be opened: \(systemMessage(errno))", isTemporary: true)
    }
    close(descriptor)
  }

  private static func open(_ path: String) throws(StoreFailure) -> OpaquePointer {
    var handle: OpaquePointer?
    // No mutex of its own: whoever has the database sees to it that it is used by one thread at a time.
    let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let handle else {
      sqlite3_close_v2(handle)
      throw StoreFailure(
        reason: "\(path): cannot be opened: \(String(cString: sqlite3_errstr(code)))", isTemporary: true)
    }
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, busyTimeout)
    return handle
  }

  private func configure() throws(StoreFailure) {
    guard try text("PRAGMA journal_mode = WAL") == "wal" else {
      throw StoreFailure(reason: "\(path): lies where SQLite can keep no write-ahead log", isTemporary: false)
    }
    try execute(
      """
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA journal_size_limit = 67108864;
      """)
  }

  private func check(thoroughly: Bool) throws(StoreFailure) {
    let result = try text("PRAGMA \(thoroughly ? "integrity_check" : "quick_check")(1)")
    guard result == "ok" else {
      throw StoreFailure(reason: "\(path): is damaged and needs a backup put back: \(result)", isTemporary: false)
    }
  }

  /// Compiles a statement.
  package func prepare(_ sql: String) throws(StoreFailure) -> SQLiteStatement {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement else { throw failure(code) }
    return SQLiteStatement(self, statement)
  }

  /// Runs statements without values and results.
  package func execute(_ sql: String) throws(StoreFailure) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// The first number of the result of a statement; 0 where there is none.
  package func integer(_ sql: String) throws(StoreFailure) -> Int {
    try prepare(sql).first { $0.integer(0) } ?? 0
  }

  /// The first text of the result of a statement.
  package func text(_ sql: String) throws(StoreFailure) -> String { try prepare(sql).first { $0.text(0) } ?? "" }

  /// Does all that `body` does, or nothing.
  package func transaction<R>(_ body: () throws(StoreFailure) -> R) throws(StoreFailure) -> R {
    try execute("BEGIN IMMEDIATE")
    do throws(StoreFailure) {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // Some failures have ended the transaction already.
      if sqlite3_get_autocommit(handle) == 0 { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
      throw error
    }
  }

  /// Writes the log back into the database as far as nobody needs it; what fails is done the next time.
  package func checkpoint() { sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil) }

  /// Leaves the log to `checkpoint`, instead of writing it back in a commit now and then.
  package func stopAutomaticCheckpoints() { sqlite3_wal_autocheckpoint(handle, 0) }

  /// Copies everything into an empty database, as it is at one moment.
  func copy(to other: SQLiteDatabase) throws(StoreFailure) {
    guard let backup = sqlite3_backup_init(other.handle, "main", handle, "main") else {
      throw other.failure(sqlite3_errcode(other.handle))
    }
    let code = sqlite3_backup_step(backup, -1)
    let end = sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, end == SQLITE_OK else { throw other.failure(code == SQLITE_DONE ? end : code) }
  }

  /// Why the last call failed with an extended result code.
  func failure(_ code: Int32) -> StoreFailure {
    let errorNumber = sqlite3_system_errno(handle)
    let cause = Self.namesSystem(code) && errorNumber != 0 ? ": \(systemMessage(errorNumber))" : ""
    return StoreFailure(
      reason: "\(path): \(String(cString: sqlite3_errmsg(handle)))\(cause)", isTemporary: Self.isTemporary(code))
  }

  private static func namesSystem(_ code: Int32) -> Bool {
    [SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_FULL].contains(code & 0xFF)
  }

  /// Whether the cause may go away without anybody's doing anything to the database.
  static func isTemporary(_ code: Int32) -> Bool {
    switch code & 0xFF {
    case SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_NOMEM,
      SQLITE_PERM, SQLITE_PROTOCOL:
      true
    default: false
    }
  }
}

/// The path with links followed, of the file or, where there is none yet, of its directory; else as it is.
func resolvedPath(_ path: String) -> String {
  if let real = realPath(path) { return real }
  let parts = path.split(separator: "/", omittingEmptySubsequences: false)
  guard let name = parts.last, !name.isEmpty else { return path }
  let parent = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/")
  return realPath(parent.isEmpty ? "/" : parent).map { $0 == "/" ? "/\(name)" : "\($0)/\(name)" } ?? path
}

private func realPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}
