/// Wrong attempts with names that nobody has; in memory only, and of so many names at most.
struct StrangerAttempts {
  private let capacity: Int
  private var attempts: [CredentialOwner: FailedAttempts] = [:]
  /// Names in the order in which they came, to go round.
  private var ring: [CredentialOwner] = []
  private var next = 0

  /// Makes a table.
  init(capacity: Int = 10_000) { self.capacity = max(1, capacity) }

  /// Attempts with a name.
  subscript(owner: CredentialOwner) -> FailedAttempts { attempts[owner] ?? FailedAttempts() }

  /// Adds one; of too many names the oldest is forgotten.
  mutating func add(_ owner: CredentialOwner, at now: Int, _ policy: LockOutPolicy) {
    let after = self[owner].adding(at: now, policy)
    if attempts.updateValue(after, forKey: owner) != nil { return }
    guard ring.count >= capacity else { return ring.append(owner) }
    attempts[ring[next]] = nil
    ring[next] = owner
    next = (next + 1) % capacity
  }
}
