import EMService

/// The service of one cluster as a machine runs it: the core, what its store has made durable, and what waits for that.
struct SoakNode {
  /// Handle of the cluster.
  let handle: String
  /// Which configuration it has.
  var variant = 0
  /// The service; nil while it is down.
  var core: ServiceCore?
  /// What the store has made durable.
  var durable = ServiceState()
  /// Reactions whose changes the store has not made durable yet, in order.
  var waiting: [ServiceReaction] = []
  /// Changes at each start and at each failure of the store: what belongs to an earlier one is void.
  var epoch = 0
  /// The store fails until this moment.
  var storeFailsUntil = 0
  /// Who waits for the answers to other clusters' requests.
  var askers: [Ticket: Asker] = [:]
  /// PINs of the cluster's users that were changed: how often.
  var pins: [String: Int] = [:]
  private var tickets: UInt64 = 0

  /// A cluster that waits for an answer.
  struct Asker {
    /// Its handle.
    var node: String
    /// Its epoch when it asked.
    var epoch: Int
    /// Its ticket.
    var ticket: Ticket
  }

  /// A cluster that is down.
  init(_ handle: String) { self.handle = handle }

  /// A ticket for a client's request.
  mutating func ticket() -> Ticket {
    tickets += 1
    return Ticket(tickets)
  }

  /// The PIN of a user now.
  func pin(of user: String) -> String { "1\(pins[user] ?? 0)" }
}

/// Things that happen at a moment, the earliest first; of the same moment in the order in which they were planned.
struct SoakAgenda {
  private var heap: [(time: Int, number: Int, event: SoakEvent)] = []
  private var count = 0

  /// Plans an event.
  mutating func add(_ event: SoakEvent, at time: Int) {
    count += 1
    heap.append((time, count, event))
    var child = heap.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes out the next event.
  mutating func next() -> (time: Int, event: SoakEvent)? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return (first.time, first.event) }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && isBefore(child, least) {
        least = child
      }
      guard least != parent else { return (first.time, first.event) }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    (heap[left].time, heap[left].number) < (heap[right].time, heap[right].number)
  }
}

/// What happens in a soak.
enum SoakEvent {
  /// A second has passed for all clusters.
  case tick
  /// Somebody does something.
  case act
  /// Something comes to a service that has been running without a break since `epoch`.
  case input(ServiceInput, node: String, epoch: Int)
  /// A request of another cluster arrives.
  case request(PeerRequest, from: SoakNode.Asker, to: String)
  /// An answer of another cluster arrives.
  case answer(PeerAnswer, SoakNode.Asker, from: String)
  /// The store has done what waited, or not.
  case commit(node: String, epoch: Int)
  /// The service starts.
  case start(node: String)
}
