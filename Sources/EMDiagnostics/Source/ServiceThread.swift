internal import Glibc

/// A thread that lives until its work ends, such as a service's.
package final class ServiceThread: @unchecked Sendable {
  /// What the started thread finds at the other end of its pointer.
  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Unchecked: written once, before anybody else has the object.
  private var thread = pthread_t()

  /// Starts a thread; nil where the system refuses.
  package init?(_ body: @escaping @Sendable () -> Void) {
    let context = Unmanaged.passRetained(Body(body))
    let status = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    guard status == 0 else {
      context.release()
      return nil
    }
  }

  /// Waits for the thread's end; to be called once.
  package func join() { pthread_join(thread, nil) }
}
