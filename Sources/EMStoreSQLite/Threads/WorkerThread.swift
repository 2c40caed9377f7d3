internal import EMDiagnostics
package import EMService
internal import Glibc

/// A thread that can be waited for.
package final class WorkerThread: Sendable {
  /// What the started thread finds at the other end of its pointer.
  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private let thread: Locked<pthread_t?>

  /// Starts a thread; throws where the system refuses one.
  package init(_ body: @escaping @Sendable () -> Void) throws(StoreFailure) {
    let context = Unmanaged.passRetained(Body(body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    guard status == 0 else {
      context.release()
      throw StoreFailure(reason: "no thread can be started: \(systemMessage(status))", isTemporary: true)
    }
    self.thread = Locked(thread)
  }

  /// Waits until the thread has ended; does nothing the second time, or on the thread itself.
  package func join() {
    let thread = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    guard let thread else { return }
    if pthread_equal(thread, pthread_self()) != 0 { pthread_detach(thread) } else { pthread_join(thread, nil) }
  }
}
