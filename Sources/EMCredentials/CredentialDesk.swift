internal import EMDiagnostics
internal import EMService

/// Who may have a PIN looked at, and what comes of it: everything but the hashing, one at a time.
final class CredentialDesk: Sendable {
  /// Whether somebody's PIN is looked at.
  enum Admission: Sendable {
    /// It is; then `conclude` or `leave` follows.
    case admitted(CredentialRecord)
    /// There is no such owner, who is treated like one; then `dismiss` follows.
    case unknown
    /// The owner is locked out.
    case locked
    /// So many are being looked at that they could be more than are allowed to fail.
    case busy
    /// The database cannot be read.
    case unavailable
  }

  private struct Content {
    let tables: CredentialTables
    /// Attempts of an owner that are being looked at.
    var inside: [CredentialOwner: Int] = [:]
    /// Failures that could not be written.
    var unwritten: [CredentialOwner: FailedAttempts] = [:]
    /// Attempts of those that there are not.
    var strangers = StrangerAttempts()

    mutating func leave(_ owner: CredentialOwner) {
      let attempts = inside[owner, default: 1]
      inside[owner] = attempts > 1 ? attempts - 1 : nil
    }
  }

  private let content: Locked<Content>
  private let clock: @Sendable () -> Int
  private let policy: LockOutPolicy

  /// Opens the desk.
  init(_ tables: sending CredentialTables, _ options: Credentials.Options) {
    content = Locked(Content(tables: tables))
    clock = options.clock
    policy = options.lockOut
  }

  /// Uses the tables; nil where they fail.
  func use<R: Sendable>(_ body: (CredentialTables) throws(StoreFailure) -> R) -> R? {
    content.withLock { content in
      do throws(StoreFailure) { return try body(content.tables) } catch { return nil }
    }
  }

  /// Uses the tables for an administrator, who hears why they fail; unlocks some owners where it succeeds.
  func administer<R: Sendable>(
    unlocking owners: [CredentialOwner] = [], _ body: (CredentialTables) throws(StoreFailure) -> R
  ) throws(StoreFailure) -> R {
    try content.withLock { content throws(StoreFailure) in
      let result = try body(content.tables)
      for owner in owners { content.unwritten[owner] = nil }
      return result
    }
  }

  /// Lets somebody try, or not.
  func admit(_ owner: CredentialOwner) -> Admission {
    let now = clock()
    return content.withLock { content in
      do throws(StoreFailure) {
        let record = try content.tables.record(owner)
        let kept = content.unwritten[owner] ?? record?.failures ?? content.strangers[owner]
        let failures = kept.current(at: now, policy)
        guard !failures.isLocked(at: now) else { return .locked }
        let inside = content.inside[owner, default: 0]
        guard failures.count + inside < policy.attempts else { return .busy }
        content.inside[owner] = inside + 1
        return record.map { .admitted($0) } ?? .unknown
      } catch {
        return .unavailable
      }
    }
  }

  /// Ends an attempt of which nothing is known.
  func leave(_ owner: CredentialOwner) { content.withLock { $0.leave(owner) } }

  /// Ends an attempt of somebody that there is not.
  ///
  /// Who tries a user too often must not see by the lock whether there is one. An application is not locked so, because
  /// users of the EM API are looked for as applications first.
  func dismiss(_ owner: CredentialOwner) {
    let now = clock()
    content.withLock { content in
      content.leave(owner)
      if owner.kind == .user { content.strangers.add(owner, at: now, policy) }
    }
  }

  /// Ends an attempt and writes down what came of it; false where that fails and matters.
  ///
  /// A right one that cannot be written down counts: failures of before stay, and the owner is let in.
  func conclude(_ owner: CredentialOwner, isRight: Bool) -> Bool {
    let now = clock()
    return content.withLock { content in
      content.leave(owner)
      do throws(StoreFailure) {
        guard let record = try content.tables.record(owner) else { return false }
        let before = content.unwritten[owner] ?? record.failures
        let after = isRight ? FailedAttempts() : before.adding(at: now, policy)
        guard after != record.failures || content.unwritten[owner] != nil else { return true }
        if !isRight { content.unwritten[owner] = after }
        try content.tables.setFailures(after, of: owner)
        content.unwritten[owner] = nil
        return true
      } catch {
        return isRight
      }
    }
  }

  /// Takes as long as writing down a wrong attempt; false where that would fail.
  func wasteTime() -> Bool {
    let isDone = use { tables throws(StoreFailure) in
      try tables.wasteTime()
      return true
    }
    return isDone != nil
  }
}
