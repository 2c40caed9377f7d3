internal import Glibc

/// Hands values from any thread to one that waits for them, in the order in which they came.
///
/// Unchecked, because `mutex` guards every access to `values` and `isClosed`.
package final class Mailbox<Value: Sendable>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var values: [Value] = []
  private var isClosed = false

  /// An empty mailbox.
  package init() {
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    condition.initialize(to: pthread_cond_t())
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    // Nobody who sets the clock shall stop the waiting.
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Adds a value; false where the mailbox is closed.
  @discardableResult
  package func push(_ value: Value) -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    guard !isClosed else { return false }
    values.append(value)
    if values.count == 1 { pthread_cond_signal(condition) }
    return true
  }

  /// No more values are taken; those that are there are still handed over.
  func close() {
    pthread_mutex_lock(mutex)
    isClosed = true
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  /// All values that are there; waits for some until a moment of the monotonic clock (nil: for ever).
  ///
  /// Empty when the moment has come, nil when the mailbox is closed and empty.
  package func takeAll(until deadline: MonotonicTime?) -> [Value]? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while values.isEmpty, !isClosed {
      guard let deadline else {
        pthread_cond_wait(condition, mutex)
        continue
      }
      var moment = deadline.timespec
      guard pthread_cond_timedwait(condition, mutex, &moment) == 0 else { break }
    }
    if values.isEmpty, isClosed { return nil }
    var taken: [Value] = []
    taken.reserveCapacity(8)
    swap(&taken, &values)
    return taken
  }
}
