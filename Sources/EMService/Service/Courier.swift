/// Sends the messages of the outbox until other clusters acknowledge them.
///
/// A cluster that does not answer is asked again with growing pauses, and with one message only; when it answers, the
/// others follow. The order of messages does not matter to the receiver.
struct Courier: Sendable {
  /// Longest pause in seconds.
  static let longestPause = 300
  /// Most messages on the way to one cluster.
  static let window = 16

  private struct Peer: Sendable {
    var waiting: [String] = []
    var next = 0
    var onTheWay = 0
    var pause = 0
    var retry = 0

    var count: Int { waiting.count - next }

    mutating func take() -> String {
      defer {
        next += 1
        if next > 64, next * 2 > waiting.count {
          waiting.removeFirst(next)
          next = 0
        }
      }
      return waiting[next]
    }
  }

  private var peers: [String: Peer] = [:]

  /// Adds a message.
  mutating func add(_ id: String, to peer: String) { peers[peer, default: Peer()].waiting.append(id) }

  /// Takes out what is to be sent now, with the cluster, in the order of the clusters' handles.
  mutating func due(at now: Int) -> [(id: String, peer: String)] {
    var result: [(id: String, peer: String)] = []
    for name in peers.keys.sorted() {
      while let peer = peers[name], peer.count > 0, peer.onTheWay < (peer.pause > 0 ? 1 : Self.window),
        peer.pause == 0 || peer.retry <= now
      {
        guard let id = peers[name]?.take() else { break }
        peers[name]?.onTheWay += 1
        result.append((id, name))
      }
      if let peer = peers[name], peer.count == 0, peer.onTheWay == 0 { peers[name] = nil }
    }
    return result
  }

  /// True where something waits, or is on the way.
  var isBusy: Bool { !peers.isEmpty }

  /// A message has arrived.
  mutating func delivered(to peer: String) {
    peers[peer]?.onTheWay -= 1
    peers[peer]?.pause = 0
  }

  /// A message has not arrived, and waits behind the others.
  mutating func failed(_ id: String, to peer: String, at now: Int) {
    guard var entry = peers[peer] else { return }
    entry.onTheWay -= 1
    entry.waiting.append(id)
    // Messages that were sent together fail together: the pause grows once.
    if entry.retry <= now || entry.pause == 0 {
      entry.pause = min(max(entry.pause * 2, 2), Self.longestPause)
      entry.retry = now + entry.pause
    }
    peers[peer] = entry
  }

  /// The cluster answers again: what waits for it need not wait longer.
  mutating func hurry(_ peer: String) {
    peers[peer]?.retry = 0
  }
}
