/// Credentials that were right a short time ago, and need not be looked at again.
///
/// For two minutes after a login the same PIN is accepted, even where it has been changed since (Seeds 002; EM API,
/// "Approved through credential cache"). A change of the PIN by the service itself, and a lock, end that at once.
struct CredentialCache: Sendable {
  /// Seconds that an entry is good for.
  static let lifetime = 120

  /// Whose credentials.
  enum Key: Hashable {
    case user(String)
    case application(String)
  }

  private struct Entry {
    var secret: [UInt8]
    var verdict: CredentialVerdict
    var end: Int
  }

  private var entries: [Key: Entry] = [:]
  private var ends: [(end: Int, key: Key)] = []
  private var firstEnd = 0

  /// What was said of a question before; nil where that is not known.
  func verdict(on question: CredentialQuestion, at now: Int) -> CredentialVerdict? {
    guard let (key, secret) = Self.parts(question), let entry = entries[key], entry.end > now,
      Self.isEqual(entry.secret, Array(secret.utf8))
    else { return nil }
    return entry.verdict
  }

  /// Takes note of what credentials said.
  mutating func note(_ verdict: CredentialVerdict, on question: CredentialQuestion, at now: Int) {
    guard let (key, secret) = Self.parts(question) else { return }
    switch verdict {
    case .right, .application:
      entries[key] = Entry(secret: Array(secret.utf8), verdict: verdict, end: now + Self.lifetime)
      ends.append((now + Self.lifetime, key))
    case .locked: entries[key] = nil
    case .wrong, .busy, .unavailable: break
    }
  }

  /// Forgets a user's PIN.
  mutating func forget(user: String) { entries[.user(user)] = nil }

  /// Forgets what is not good any more.
  mutating func prune(at now: Int) {
    while firstEnd < ends.count, ends[firstEnd].end <= now {
      let key = ends[firstEnd].key
      firstEnd += 1
      if let entry = entries[key], entry.end <= now { entries[key] = nil }
    }
    if firstEnd > 1024, firstEnd * 2 > ends.count {
      ends.removeFirst(firstEnd)
      firstEnd = 0
    }
  }

  private static func parts(_ question: CredentialQuestion) -> (Key, secret: String)? {
    switch question {
    case .pin(let user, let pin): (.user(user), pin)
    case .application(let id, let certificate): (.application(id), certificate)
    case .decoy: nil
    }
  }

  /// Takes as long wherever the two differ.
  private static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
