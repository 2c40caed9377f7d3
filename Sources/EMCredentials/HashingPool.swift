internal import EMDiagnostics
internal import EMService
internal import EMStoreSQLite

/// A few threads that do what takes long, away from those that answer requests.
final class HashingPool: Sendable {
  private struct Waiting: Sendable {
    var work: [@Sendable () -> Void] = []
    var isClosed = false
  }

  private let waiting = Monitor(Waiting())
  private let limit: Int
  private let threads: [ServiceThread]

  /// Starts the threads; so much work may wait for them.
  init(threads count: Int, limit: Int) throws(StoreFailure) {
    self.limit = limit
    let waiting = waiting
    var threads: [ServiceThread] = []
    for _ in 0..<max(1, count) {
      guard let thread = ServiceThread({ while let work = waiting.wait(HashingPool.take) { work() } }) else {
        throw .noThread
      }
      threads.append(thread)
    }
    self.threads = threads
  }

  /// The oldest work; nothing where the thread may end, nil where it must wait.
  private static func take(_ waiting: inout Waiting) -> (@Sendable () -> Void)?? {
    if !waiting.work.isEmpty { return .some(waiting.work.removeFirst()) }
    return waiting.isClosed ? .some(nil) : nil
  }

  /// Has work done; false where too much waits already.
  func run(_ work: @escaping @Sendable () -> Void) -> Bool {
    waiting.update { waiting in
      guard !waiting.isClosed, waiting.work.count < limit else { return false }
      waiting.work.append(work)
      return true
    }
  }

  /// Has everything done that waits, and ends.
  func close() {
    waiting.update { $0.isClosed = true }
    for thread in threads { thread.join() }
  }
}
