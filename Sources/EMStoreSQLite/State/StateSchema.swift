extension SQLiteSchema {
  /// The store of a cluster's logins.
  ///
  /// Constraints hold what must be true whatever the program does: a device has at most one user, a base device at most
  /// one session. A user has at most one session that is the only one (`is_only`), which is decided when it begins:
  /// where Multiple Login Behavior becomes stricter later, sessions that were allowed go on.
  package static let state = SQLiteSchema(
    applicationID: 0x454D_5354, name: "a store of logins",
    steps: [
      """
      CREATE TABLE cluster (
        handle TEXT PRIMARY KEY
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE session (
        place TEXT NOT NULL CHECK (place IN ('here', 'abroad')),
        device TEXT NOT NULL,
        visiting TEXT NOT NULL,
        user TEXT NOT NULL,
        home TEXT NOT NULL,
        profile TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('local', 'emcc', 'roaming')),
        base_device INTEGER CHECK (base_device > 0),
        since INTEGER NOT NULL,
        until INTEGER,
        is_only INTEGER NOT NULL CHECK (is_only IN (0, 1)),
        CHECK (place = 'here' OR base_device IS NOT NULL)
      ) STRICT;
      CREATE UNIQUE INDEX session_device ON session (device) WHERE place = 'here';
      CREATE UNIQUE INDEX session_base_device ON session (base_device) WHERE place = 'abroad';
      CREATE UNIQUE INDEX session_user ON session (user, home) WHERE is_only = 1;

      CREATE TABLE last_login (
        device TEXT PRIMARY KEY,
        user TEXT NOT NULL,
        user_before TEXT
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE do_not_disturb (
        profile TEXT PRIMARY KEY,
        is_on INTEGER NOT NULL CHECK (is_on IN (0, 1))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE outbox (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        peer TEXT NOT NULL,
        effect TEXT NOT NULL CHECK (effect IN ('end', 'roamed')),
        device TEXT,
        visiting TEXT,
        user TEXT,
        cluster TEXT NOT NULL,
        CHECK (effect <> 'end' OR device IS NOT NULL AND visiting IS NOT NULL),
        CHECK (effect <> 'roamed' OR user IS NOT NULL)
      ) STRICT;

      CREATE TABLE handled (
        peer TEXT NOT NULL,
        id TEXT NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (peer, id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX handled_at ON handled (at);
      """
    ])
}
