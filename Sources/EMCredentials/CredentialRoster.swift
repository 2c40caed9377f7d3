package import EMService
internal import EMStoreSQLite
internal import Glibc

/// Of whom there are credentials, for whoever administers them while a service may run; needs no secret.
package final class CredentialRoster {
  private let tables: CredentialTables
  private let clock: () -> Int

  /// Opens a database that is there already; `clock` gives seconds since 1970.
  package init(_ path: String, clock: @escaping () -> Int = { time(nil) }) throws(StoreFailure) {
    tables = try CredentialTables(try SQLiteDatabase(existing: path, schema: .credentials))
    self.clock = clock
  }

  /// Everybody, in the order of kinds and IDs, without secrets.
  package func entries() throws(StoreFailure) -> [CredentialEntry] { try tables.entries(at: clock()) }

  /// Removes somebody's credentials; false where there are none.
  package func remove(_ owner: CredentialOwner) throws(StoreFailure) -> Bool {
    try tables.database.transaction { () throws(StoreFailure) in try tables.remove(owner) }
  }

  /// Forgets somebody's wrong attempts; false where there are no credentials.
  package func unlock(_ owner: CredentialOwner) throws(StoreFailure) -> Bool {
    guard try tables.record(owner) != nil else { return false }
    try tables.setFailures(FailedAttempts(), of: owner)
    return true
  }
}
