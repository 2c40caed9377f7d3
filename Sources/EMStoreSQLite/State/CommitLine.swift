package import EMService

/// What the writer of a store does next.
enum StoreWork: Sendable {
  /// Keeps changes and says so.
  case commit([StateChange], @Sendable (Result<Void, StoreFailure>) -> Void)
  /// Does something else with the tables, in its turn.
  case other(@Sendable (StoreWriter) -> Void)
}

/// What waits for the writer of a store, in order.
///
/// After a failure no commit is taken until the state is loaded: what was decided since rests on changes that were lost.
struct CommitLine: Sendable {
  private var waiting: [StoreWork] = []
  private let limit: Int
  private var mustLoad = false
  private var isClosed = false

  /// Makes an empty line for so many commits.
  init(limit: Int) { self.limit = limit }

  /// Puts changes at the end of the line, or says why not.
  mutating func add(
    _ changes: [StateChange], _ completion: @escaping @Sendable (Result<Void, StoreFailure>) -> Void
  ) -> StoreFailure? {
    guard !isClosed else { return .closed }
    guard !mustLoad else { return .earlierChangeLost }
    guard waiting.count < limit else {
      mustLoad = true
      return StoreFailure(reason: "\(limit) changes wait for the disk already", isTemporary: true)
    }
    waiting.append(.commit(changes, completion))
    return nil
  }

  /// Puts other work at the end of the line; false where nothing is done any more.
  mutating func add(_ work: @escaping @Sendable (StoreWriter) -> Void) -> Bool {
    guard !isClosed else { return false }
    waiting.append(.other(work))
    return true
  }

  /// Takes what waits, at most so much; nil where the writer must wait, and nothing where it may end.
  mutating func take(atMost count: Int) -> [StoreWork]? {
    guard !waiting.isEmpty else { return isClosed ? [] : nil }
    guard waiting.count > count else {
      defer { waiting.removeAll(keepingCapacity: true) }
      return waiting
    }
    defer { waiting.removeFirst(count) }
    return Array(waiting[..<count])
  }

  /// Takes no commit before `stateIsLoaded`.
  mutating func changeIsLost() { mustLoad = true }

  /// Takes commits again.
  mutating func stateIsLoaded() { mustLoad = false }

  /// Takes nothing any more; what waits is still done.
  mutating func close() { isClosed = true }
}

extension StoreFailure {
  /// The store was closed.
  static let closed = StoreFailure(reason: "the store is closed", isTemporary: false)
  /// The system has no thread to spare.
  package static let noThread = StoreFailure(reason: "no thread can be started", isTemporary: true)
}
