/// Wrong attempts of somebody.
struct FailedAttempts: Sendable, Equatable {
  /// How many since `since`.
  var count = 0
  /// When the first of them was, in seconds.
  var since = 0
  /// Until when the owner is locked out, in seconds; 0 for not at all.
  var lockedUntil = 0

  /// True while nothing that the owner says is looked at.
  func isLocked(at now: Int) -> Bool { now < lockedUntil }

  /// What is left of them at a moment: nothing once the lock or the window is over.
  func current(at now: Int, _ policy: LockOutPolicy) -> FailedAttempts {
    // A clock that was put back must not keep them for ever, nor a lock.
    if isLocked(at: now) { return lockedUntil - now <= 2 * policy.duration ? self : FailedAttempts() }
    return lockedUntil == 0 && count > 0 && (since...since + policy.window).contains(now) ? self : FailedAttempts()
  }

  /// With one more.
  func adding(at now: Int, _ policy: LockOutPolicy) -> FailedAttempts {
    var attempts = current(at: now, policy)
    guard !attempts.isLocked(at: now) else { return attempts }
    if attempts.count == 0 { attempts.since = now }
    attempts.count += 1
    if attempts.count >= policy.attempts { attempts.lockedUntil = now + policy.duration }
    return attempts
  }
}

/// What is kept of somebody.
struct CredentialRecord: Sendable {
  /// The hash of the PIN or password.
  var hash: String
  /// Whether the user must change the PIN; nil as configured.
  var mustChange: Bool?
  /// The application may act for others.
  var isProxy: Bool
  /// Wrong attempts.
  var failures: FailedAttempts
}

/// Somebody of whom there are credentials, without any secret.
package struct CredentialEntry: Sendable, Equatable {
  /// Whose they are.
  package var owner: CredentialOwner
  /// Whether the user must change the PIN; nil as configured.
  package var mustChange: Bool?
  /// The application may act for others.
  package var isProxy: Bool
  /// When they were set, in seconds since 1970.
  package var changedAt: Int
  /// Until when the owner is locked out, in seconds since 1970; nil for not at all.
  package var lockedUntil: Int?
}
