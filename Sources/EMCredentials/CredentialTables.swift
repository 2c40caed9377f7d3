internal import EMService
package import EMStoreSQLite

extension SQLiteSchema {
  /// The credentials of a cluster's users and applications.
  package static let credentials = SQLiteSchema(
    applicationID: 0x454D_4352, name: "a store of credentials",
    steps: [
      """
      CREATE TABLE secret (
        fingerprint TEXT PRIMARY KEY
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE credential (
        kind TEXT NOT NULL CHECK (kind IN ('user', 'application')),
        key TEXT NOT NULL,
        id TEXT NOT NULL,
        hash TEXT NOT NULL,
        is_proxy INTEGER NOT NULL CHECK (is_proxy IN (0, 1)),
        must_change INTEGER CHECK (must_change IN (0, 1)),
        changed_at INTEGER NOT NULL,
        failures INTEGER NOT NULL DEFAULT 0,
        failing_since INTEGER NOT NULL DEFAULT 0,
        locked_until INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (kind, key)
      ) STRICT;

      CREATE TABLE former_hash (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        hash TEXT NOT NULL,
        FOREIGN KEY (kind, key) REFERENCES credential (kind, key) ON DELETE CASCADE
      ) STRICT;
      CREATE INDEX former_hash_owner ON former_hash (kind, key);

      -- Written where an owner who does not exist fails, so that it takes as long.
      CREATE TABLE decoy (
        number INTEGER PRIMARY KEY CHECK (number = 1),
        failures INTEGER NOT NULL
      ) STRICT;
      INSERT INTO decoy (number, failures) VALUES (1, 0);
      """
    ])
}

/// Credentials as rows; of one thread at a time.
///
/// Another process may change them at any moment.
final class CredentialTables {
  let database: SQLiteDatabase
  private let find, former, put, keepFormer, dropFormer, change, rehash, fail, failDecoy, delete: SQLiteStatement

  /// Opens the tables, which belong to one secret, after making them where there are none.
  convenience init(_ path: String, fingerprint: String) throws(StoreFailure) {
    try self.init(try SQLiteDatabase(path, schema: .credentials))
    try bind(to: fingerprint)
  }

  /// Uses the tables of a database, whatever their secret.
  init(_ database: SQLiteDatabase) throws(StoreFailure) {
    self.database = database
    let owner = "kind = ? AND key = ?"
    find = try database.prepare(
      "SELECT hash, must_change, is_proxy, failures, failing_since, locked_until FROM credential WHERE \(owner)")
    former = try database.prepare("SELECT hash FROM former_hash WHERE \(owner) ORDER BY number DESC LIMIT ?")
    put = try database.prepare(
      """
      INSERT INTO credential (kind, key, id, hash, is_proxy, changed_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (kind, key) DO UPDATE SET id = excluded.id, hash = excluded.hash, is_proxy = excluded.is_proxy,
        changed_at = excluded.changed_at, must_change = NULL, failures = 0, failing_since = 0, locked_until = 0
      """)
    keepFormer = try database.prepare(
      "INSERT INTO former_hash (kind, key, hash) SELECT kind, key, hash FROM credential WHERE \(owner)")
    dropFormer = try database.prepare(
      """
      DELETE FROM former_hash WHERE \(owner) AND number NOT IN
        (SELECT number FROM former_hash WHERE \(owner) ORDER BY number DESC LIMIT ?)
      """)
    change = try database.prepare(
      """
      UPDATE credential SET hash = ?, changed_at = ?, must_change = 0, failures = 0, failing_since = 0,
        locked_until = 0 WHERE \(owner)
      """)
    rehash = try database.prepare("UPDATE credential SET hash = ? WHERE \(owner) AND hash = ?")
    fail = try database.prepare(
      "UPDATE credential SET failures = ?, failing_since = ?, locked_until = ? WHERE \(owner)")
    failDecoy = try database.prepare("UPDATE decoy SET failures = failures + 1")
    delete = try database.prepare("DELETE FROM credential WHERE \(owner)")
  }

  /// With another secret every PIN would be wrong, and everybody locked out in the end.
  private func bind(to fingerprint: String) throws(StoreFailure) {
    guard try !Self.isBound(database, to: fingerprint) else { return }
    try database.prepare("INSERT INTO secret (fingerprint) VALUES (?)").run(.text(fingerprint))
  }

  /// True where a database belongs to a secret, false where to none yet; one of another secret is refused.
  static func isBound(_ database: SQLiteDatabase, to fingerprint: String) throws(StoreFailure) -> Bool {
    let known = try database.text("SELECT fingerprint FROM secret")
    guard known.isEmpty || known == fingerprint else {
      throw StoreFailure(
        reason: "\(database.path): was made with another server secret than the one given", isTemporary: false)
    }
    return !known.isEmpty
  }

  /// What is kept of somebody.
  func record(_ owner: CredentialOwner) throws(StoreFailure) -> CredentialRecord? {
    try find.first(.text(owner.kind.rawValue), .text(owner.key)) { row in
      CredentialRecord(
        hash: row.text(0), mustChange: row.optionalInteger(1).map { $0 == 1 }, isProxy: row.integer(2) == 1,
        failures: FailedAttempts(count: row.integer(3), since: row.integer(4), lockedUntil: row.integer(5)))
    }
  }

  /// The last hashes before the present one, the youngest first.
  func formerHashes(_ owner: CredentialOwner, count: Int) throws(StoreFailure) -> [String] {
    var hashes: [String] = []
    try former.rows(.text(owner.kind.rawValue), .text(owner.key), .integer(count)) { hashes.append($0.text(0)) }
    return hashes
  }

  /// Sets a credential as the administrator wants it, unlocked; true where there was one.
  func set(
    _ owner: CredentialOwner, hash: String, isProxy: Bool, history: Int, at now: Int
  ) throws(StoreFailure) -> Bool {
    let isKnown = try record(owner) != nil
    if isKnown { try moveToHistory(owner, history) }
    try put.run(
      .text(owner.kind.rawValue), .text(owner.key), .text(owner.id), .text(hash), SQLiteValue(isProxy), .integer(now))
    return isKnown
  }

  /// Sets a credential as its owner wants it, unlocked.
  func change(_ owner: CredentialOwner, hash: String, history: Int, at now: Int) throws(StoreFailure) {
    try database.transaction { () throws(StoreFailure) in
      try moveToHistory(owner, history)
      try change.run(.text(hash), .integer(now), .text(owner.kind.rawValue), .text(owner.key))
    }
  }

  private func moveToHistory(_ owner: CredentialOwner, _ count: Int) throws(StoreFailure) {
    let (kind, key) = (SQLiteValue.text(owner.kind.rawValue), SQLiteValue.text(owner.key))
    try keepFormer.run(kind, key)
    try dropFormer.run(kind, key, kind, key, .integer(count))
  }

  /// Puts a hash of today's cost in place of an older one of the same PIN.
  func replace(_ hash: String, by newer: String, of owner: CredentialOwner) throws(StoreFailure) {
    try rehash.run(.text(newer), .text(owner.kind.rawValue), .text(owner.key), .text(hash))
  }

  /// Keeps wrong attempts, or that there are none.
  func setFailures(_ failures: FailedAttempts, of owner: CredentialOwner) throws(StoreFailure) {
    try fail.run(
      .integer(failures.count), .integer(failures.since), .integer(failures.lockedUntil), .text(owner.kind.rawValue),
      .text(owner.key))
  }

  /// Takes as long as keeping a wrong attempt.
  func wasteTime() throws(StoreFailure) { try failDecoy.run() }

  /// Removes a credential; false where there is none.
  func remove(_ owner: CredentialOwner) throws(StoreFailure) -> Bool {
    guard try record(owner) != nil else { return false }
    try delete.run(.text(owner.kind.rawValue), .text(owner.key))
    return true
  }

  /// True where nobody has a credential.
  func isEmpty() throws(StoreFailure) -> Bool {
    try database.integer("SELECT NOT EXISTS (SELECT 1 FROM credential)") == 1
  }

  /// Everybody, applications first, in the order of their IDs.
  func entries(at now: Int) throws(StoreFailure) -> [CredentialEntry] {
    var entries: [CredentialEntry] = []
    try database.prepare(
      "SELECT kind, id, must_change, is_proxy, changed_at, locked_until FROM credential ORDER BY kind, key"
    ).rows { row in
      guard let kind = CredentialOwner.Kind(rawValue: row.text(0)) else { return }
      entries.append(
        CredentialEntry(
          owner: CredentialOwner(kind, row.text(1)), mustChange: row.optionalInteger(2).map { $0 == 1 },
          isProxy: row.integer(3) == 1, changedAt: row.integer(4),
          lockedUntil: row.integer(5) > now ? row.integer(5) : nil))
    }
    return entries
  }
}
