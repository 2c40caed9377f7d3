internal import Glibc
internal import Synchronization

/// Hands out the numbers 0, 1, 2, … to whichever thread asks next.
package final class WorkQueue: Sendable {
  private let next = Atomic<Int>(0)
  private let count: Int

  /// Makes a queue of the numbers below `count`.
  package init(count: Int) { self.count = count }

  /// The next number; nil when all are taken.
  package func take() -> Int? {
    let index = next.add(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }
}

/// What a started thread finds at the other end of its pointer.
private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// Runs `body` on up to `count` threads at once, the calling one among them, and returns when all calls have ended.
///
/// A thread that the system refuses is left out; `body` must take its work from a shared queue and not count on one
/// thread for each.
package func runWorkers(_ count: Int, _ body: @Sendable () -> Void) {
  withoutActuallyEscaping(body) { body in
    var threads: [pthread_t] = []
    for _ in 1..<max(1, count) {
      let context = Unmanaged.passRetained(ThreadBody(body))
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { context in
          guard let context else { return nil }
          Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
          return nil
        }, context.toOpaque())
      guard status == 0 else {
        context.release()
        break
      }
      threads.append(thread)
    }
    body()
    for thread in threads { pthread_join(thread, nil) }
  }
}
