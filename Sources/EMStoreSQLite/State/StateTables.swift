internal import EMService

/// A cluster's state as rows; of one thread at a time.
final class StateTables {
  let database: SQLiteDatabase
  /// Says of a new session whether it forbids others of the same user.
  var isOnlySession: @Sendable (LoginSession) -> Bool
  private let statements: Statements
  /// Held as long as the tables are.
  private let lock: StoreLock

  private struct Statements {
    let beginHere, lastLogin, endHere, beginAbroad, endAbroad: SQLiteStatement
    let doNotDisturb, enqueue, dequeue, handled, forgetHandled: SQLiteStatement

    init(_ database: SQLiteDatabase) throws(StoreFailure) {
      let columns = "device, visiting, user, home, profile, kind, base_device, since, until, is_only"
      // In place of whoever is on the device; a violation of another constraint remains one.
      beginHere = try database.prepare(
        """
        INSERT INTO session (place, \(columns)) VALUES ('here', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (device) WHERE place = 'here' DO UPDATE SET visiting = excluded.visiting, user = excluded.user,
          home = excluded.home, profile = excluded.profile, kind = excluded.kind, base_device = excluded.base_device,
          since = excluded.since, until = excluded.until, is_only = excluded.is_only
        """)
      lastLogin = try database.prepare(
        """
        INSERT INTO last_login (device, user) VALUES (?, ?)
        ON CONFLICT (device) DO UPDATE SET user_before = user, user = excluded.user
        """)
      endHere = try database.prepare("DELETE FROM session WHERE place = 'here' AND device = ?")
      beginAbroad = try database.prepare(
        "INSERT INTO session (place, \(columns)) VALUES ('abroad', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      endAbroad = try database.prepare("DELETE FROM session WHERE place = 'abroad' AND base_device = ?")
      doNotDisturb = try database.prepare(
        """
        INSERT INTO do_not_disturb (profile, is_on) VALUES (?, ?)
        ON CONFLICT (profile) DO UPDATE SET is_on = excluded.is_on
        """)
      enqueue = try database.prepare(
        "REPLACE INTO outbox (id, peer, effect, device, visiting, user, cluster) VALUES (?, ?, ?, ?, ?, ?, ?)")
      dequeue = try database.prepare("DELETE FROM outbox WHERE id = ?")
      handled = try database.prepare(
        "INSERT INTO handled (id, peer, at) VALUES (?, ?, ?) ON CONFLICT (peer, id) DO UPDATE SET at = excluded.at")
      forgetHandled = try database.prepare("DELETE FROM handled WHERE at < ?")
    }
  }

  /// Opens the tables of a cluster; those of another cluster are refused.
  init(
    _ database: SQLiteDatabase, cluster: String, lock: StoreLock,
    isOnlySession: @escaping @Sendable (LoginSession) -> Bool
  ) throws(StoreFailure) {
    self.database = database
    self.lock = lock
    self.isOnlySession = isOnlySession
    statements = try Statements(database)
    if try Self.owner(of: database, wanted: cluster) == nil {
      try database.prepare("INSERT INTO cluster (handle) VALUES (?)").run(.text(cluster))
    }
  }

  /// Whose a database is, which is nobody's yet or the wanted cluster's; one of another cluster is refused.
  static func owner(of database: SQLiteDatabase, wanted cluster: String) throws(StoreFailure) -> String? {
    let owner = try database.text("SELECT handle FROM cluster")
    guard owner.isEmpty || owner == cluster else {
      throw StoreFailure(
        reason: "\(database.path): belongs to cluster '\(owner)', not to '\(cluster)'", isTemporary: false)
    }
    return owner.isEmpty ? nil : owner
  }

  /// Writes a change; inside a transaction of the caller.
  func apply(_ change: StateChange) throws(StoreFailure) {
    switch change {
    case .beginHere(let session):
      try begin(session, statements.beginHere)
      try statements.lastLogin.run(.text(session.device), .text(session.user))
    case .endHere(let device): try statements.endHere.run(.text(device))
    case .beginAbroad(let session):
      // As the state has it: a session without a base device is none abroad.
      if session.baseDevice != nil { try begin(session, statements.beginAbroad) }
    case .endAbroad(let number): try statements.endAbroad.run(.integer(number))
    case .doNotDisturb(let profile, let isOn): try statements.doNotDisturb.run(.text(profile), SQLiteValue(isOn))
    case .enqueue(let message): try enqueue(message)
    case .dequeue(let id): try statements.dequeue.run(.text(id))
    case .handled(let id, let peer, let time): try statements.handled.run(.text(id), .text(peer), .integer(time))
    case .forgetHandled(let time): try statements.forgetHandled.run(.integer(time))
    }
  }

  /// Writes what is there already; inside a transaction of the caller.
  func rewrite() throws(StoreFailure) {
    // SQLite writes the version's page whether it changes or not, unlike rows.
    try database.execute("PRAGMA user_version = \(try database.integer("PRAGMA user_version"))")
  }

  private func begin(_ session: LoginSession, _ statement: SQLiteStatement) throws(StoreFailure) {
    try statement.run(
      .text(session.device), .text(session.visiting), .text(session.user), .text(session.home), .text(session.profile),
      .text(session.kind.rawValue), SQLiteValue(session.baseDevice), .integer(session.since),
      SQLiteValue(session.until), SQLiteValue(isOnlySession(session)))
  }

  private func enqueue(_ message: OutboxMessage) throws(StoreFailure) {
    switch message.effect {
    case .end(let device, let visiting, let cluster):
      try statements.enqueue.run(
        .text(message.id), .text(message.peer), .text("end"), .text(device), .text(visiting), .null, .text(cluster))
    case .roamed(let user, let cluster):
      try statements.enqueue.run(
        .text(message.id), .text(message.peer), .text("roamed"), .null, .null, .text(user), .text(cluster))
    }
  }
}
