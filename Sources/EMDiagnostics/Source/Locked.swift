internal import Glibc

/// A value that one thread at a time may touch.
///
/// A POSIX mutex and not `Synchronization.Mutex`, whose locking the thread sanitizer cannot see on Linux, so that it
/// reports races where there are none. Unchecked, because `mutex` guards every access to `value`.
package final class Locked<Value>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var value: Value

  /// Guards a value, which must not be used outside from now on.
  package init(_ value: sending Value) {
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    self.value = value
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Calls `body` with the value while no other thread has it.
  package func withLock<R: Sendable, Failure: Error>(_ body: (inout Value) throws(Failure) -> R) throws(Failure) -> R {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value)
  }
}
