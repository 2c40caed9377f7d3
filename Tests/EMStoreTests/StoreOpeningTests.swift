import EMService
import EMStoreSQLite
import EMTestSupport
import Foundation
import Testing

/// What is opened, what is refused, and how older stores become new ones.
@Suite struct StoreOpeningTests {
  private let box: StoreBox

  init() throws { box = try StoreBox() }

  private func reason(_ body: () throws(StoreFailure) -> Void) -> String? {
    do throws(StoreFailure) {
      try body()
      return nil
    } catch {
      return error.reason.replacingOccurrences(of: box.directory.path, with: "DIR")
    }
  }

  @Test func oneServiceAtATime() throws {
    let store = try box.open()
    let process = ProcessInfo.processInfo.processIdentifier
    #expect(
      reason { () throws(StoreFailure) in _ = try box.open() }
        == "DIR/state.sqlite: is in use by another service (process \(process))")
    // By another way to the same file, too.
    try FileManager.default.createSymbolicLink(
      atPath: "\(box.directory.path)/link", withDestinationPath: box.directory.path)
    #expect(
      reason { () throws(StoreFailure) in
        _ = try SQLiteStore("\(box.directory.path)/link/state.sqlite", cluster: "US") { _ in true }
      } == "DIR/link/state.sqlite: is in use by another service (process \(process))")
    store.close()
    try box.open().close()
  }

  @Test func anotherProcessKeepsTheStore() throws {
    let probe = try Probe("hold", box.path)
    #expect(try probe.line() == "ready")
    #expect(
      reason { () throws(StoreFailure) in _ = try box.open() }
        == "DIR/state.sqlite: is in use by another service (process \(probe.processIdentifier))")
    // Whatever becomes of the process, the lock goes with it.
    probe.kill()
    try box.open().close()
  }

  @Test func filesAreTheirOwnersOnly() throws {
    let store = try box.open()
    #expect(store.keep([.beginHere(here("SEP1", "ann"))]) == nil)
    let names = try FileManager.default.contentsOfDirectory(atPath: box.directory.path).sorted()
    #expect(names == ["state.sqlite", "state.sqlite-shm", "state.sqlite-wal", "state.sqlite.lock"])
    for name in names {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(box.directory.path)/\(name)")
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test func whatIsNoStoreIsRefused() throws {
    try box.directory.write("state.sqlite", String(repeating: "no database. ", count: 100))
    #expect(reason { () throws(StoreFailure) in _ = try box.open() } == "DIR/state.sqlite: file is not a database")
    #expect(try FileManager.default.contentsOfDirectory(atPath: box.directory.path) == ["state.sqlite"])
    try FileManager.default.removeItem(atPath: box.path)
    let other = SQLiteSchema(applicationID: 7, name: "another", steps: ["CREATE TABLE t (a) STRICT, WITHOUT ROWID"])
    #expect(reason { () throws(StoreFailure) in _ = try SQLiteDatabase(box.path, schema: other) } != nil)
    try FileManager.default.removeItem(atPath: box.path)
    let good = SQLiteSchema(applicationID: 7, name: "another", steps: ["CREATE TABLE t (a TEXT)"])
    _ = try SQLiteDatabase(box.path, schema: good)
    #expect(
      reason { () throws(StoreFailure) in _ = try box.open() }
        == "DIR/state.sqlite: is a database, but not a store of logins")
    #expect(
      reason { () throws(StoreFailure) in
        _ = try SQLiteStore("\(box.directory.path)/no/state.sqlite", cluster: "US") { _ in true }
      } == "DIR/no/state.sqlite.lock: cannot be opened: no such file or directory")
  }

  @Test func whatIsCommittedIsOnTheDisk() throws {
    let database = try SQLiteDatabase(box.path, schema: .state)
    #expect(try database.text("PRAGMA journal_mode") == "wal")
    // 2: FULL, the log is synchronised in each commit.
    #expect(try database.integer("PRAGMA synchronous") == 2)
  }

  @Test func storeBelongsToACluster() throws {
    try box.open().close()
    #expect(
      reason { () throws(StoreFailure) in _ = try SQLiteStore(box.path, cluster: "UK") { _ in true } }
        == "DIR/state.sqlite: belongs to cluster 'US', not to 'UK'")
  }

  @Test func schemaToComeIsRefused() throws {
    try box.open().close()
    let later = SQLiteSchema(
      applicationID: SQLiteSchema.state.applicationID, name: "later",
      steps: SQLiteSchema.state.steps + ["CREATE TABLE later (a TEXT)"])
    _ = try SQLiteDatabase(box.path, schema: later)
    #expect(
      reason { () throws(StoreFailure) in _ = try box.open() }
        == "DIR/state.sqlite: has schema 2, and this version of the program knows 1 at most")
  }

  @Test func migrationTakesAllStepsOrNone() throws {
    func schema(_ steps: String...) -> SQLiteSchema { SQLiteSchema(applicationID: 7, name: "a test", steps: steps) }
    let first = "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x')"
    let second = "ALTER TABLE t ADD COLUMN b TEXT; UPDATE t SET b = a || a"
    let third = "CREATE TABLE u (c TEXT); UPDATE t SET a = (SELECT d FROM nowhere)"
    _ = try SQLiteDatabase(box.path, schema: schema(first))
    #expect(
      reason { () throws(StoreFailure) in _ = try SQLiteDatabase(box.path, schema: schema(first, second, third)) }
        == "DIR/state.sqlite: no such table: nowhere")
    let database = try SQLiteDatabase(box.path, schema: schema(first))
    #expect(try database.integer("PRAGMA user_version") == 1)
    #expect(try database.integer("SELECT count(*) FROM pragma_table_info('t')") == 1)
    let migrated = try SQLiteDatabase(box.path, schema: schema(first, second))
    #expect(try migrated.integer("PRAGMA user_version") == 2)
    #expect(try migrated.text("SELECT b FROM t") == "xx")
  }

  @Test func damageIsFoundAtTheStart() throws {
    let store = try box.open(isOnly: false)
    for number in 1...2_000 { store.commit([.beginHere(here("SEP\(number)", "user\(number)"))]) { _ in } }
    store.close()
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: box.path)))
    for index in 8_192..<40_960 { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
    try box.directory.write("state.sqlite", bytes)
    #expect(
      reason { () throws(StoreFailure) in _ = try box.open() }?.contains("is damaged and needs a backup put back")
        == true
    )
  }
}
