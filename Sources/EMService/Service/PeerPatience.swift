/// Other clusters that were silent several times running, and are left alone for a while.
///
/// A question to one of them keeps a login waiting until its time is out, and with it one of the places of Maximum
/// Concurrent Requests: a few such logins must not keep everybody else from logging in and out.
struct PeerPatience: Sendable {
  /// Silences running after which a cluster is left alone.
  static let limit = 3
  /// Seconds between the questions that it is asked then.
  static let pause = 30

  private var silences: [String: Int] = [:]
  private var next: [String: Int] = [:]

  /// True where a cluster is asked now; of one that is left alone the next question counts as asked.
  mutating func mayAsk(_ peer: String, at now: Int) -> Bool {
    guard silences[peer, default: 0] >= Self.limit else { return true }
    guard now >= next[peer, default: 0] else { return false }
    next[peer] = now + Self.pause
    return true
  }

  /// Takes note of an answer, or that there was none.
  mutating func note(_ peer: String, isSilent: Bool, at now: Int) {
    guard isSilent else {
      silences[peer] = nil
      next[peer] = nil
      return
    }
    let count = min(silences[peer, default: 0] + 1, Self.limit)
    silences[peer] = count
    if count == Self.limit, next[peer] == nil { next[peer] = now + Self.pause }
  }
}
