internal import EMService

/// What a database of ours consists of, and how older ones become like it.
package struct SQLiteSchema: Sendable {
  /// Tells our kinds of database apart, and from those of others (`PRAGMA application_id`).
  package let applicationID: Int
  /// What the database is, for messages, such as `a store of logins`.
  package let name: String
  /// SQL that leads from each version to the next; the first step makes an empty database version 1.
  package let steps: [String]

  /// Makes a schema.
  package init(applicationID: Int, name: String, steps: [String]) {
    self.applicationID = applicationID
    self.name = name
    self.steps = steps
  }

  /// Throws for what is no SQLite database, another program's, or one of a version to come.
  func refuseForeign(_ database: SQLiteDatabase) throws(StoreFailure) {
    let objects = try database.integer("SELECT count(*) FROM sqlite_schema")
    let found = try database.integer("PRAGMA application_id")
    guard objects == 0 || found == applicationID else {
      throw StoreFailure(reason: "\(database.path): is a database, but not \(name)", isTemporary: false)
    }
    let version = try database.integer("PRAGMA user_version")
    guard version <= steps.count else {
      throw StoreFailure(
        reason:
          "\(database.path): has schema \(version), and this version of the program knows \(steps.count) at most",
        isTemporary: false)
    }
  }

  /// Takes the steps that are missing, all or none.
  func migrate(_ database: SQLiteDatabase) throws(StoreFailure) {
    guard try database.integer("PRAGMA user_version") < steps.count else { return }
    try database.transaction { () throws(StoreFailure) in
      // Another process may have been faster.
      let version = try database.integer("PRAGMA user_version")
      for step in steps.dropFirst(version) { try database.execute(step) }
      try database.execute("PRAGMA application_id = \(applicationID); PRAGMA user_version = \(steps.count)")
    }
  }
}
