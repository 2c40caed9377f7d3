/// Sessions in the order in which they end by themselves: a heap.
///
/// A session that ended before stays in it until its time; whoever takes it out looks whether it is still there.
struct LogoutSchedule: Sendable {
  /// Where a session is.
  enum Place: Sendable, Hashable {
    case here(device: String)
    case abroad(baseDevice: Int)
  }

  /// When a session ends.
  struct Entry: Sendable {
    var time: Int
    var place: Place
    /// Says which of two sessions in the same second is meant first.
    var number: Int

    fileprivate static func < (left: Entry, right: Entry) -> Bool {
      (left.time, left.number) < (right.time, right.number)
    }
  }

  private var heap: [Entry] = []
  private var count = 0

  /// Adds a session; one without an end is left out.
  mutating func add(_ session: LoginSession, _ place: Place) {
    guard let time = session.until else { return }
    count += 1
    heap.append(Entry(time: time, place: place, number: count))
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes out the next one that ends until a moment.
  mutating func next(until now: Int) -> Entry? {
    guard let first = heap.first, first.time <= now else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      let (left, right) = (2 * parent + 1, 2 * parent + 2)
      var least = parent
      if left < heap.count, heap[left] < heap[least] { least = left }
      if right < heap.count, heap[right] < heap[least] { least = right }
      guard least != parent else { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
