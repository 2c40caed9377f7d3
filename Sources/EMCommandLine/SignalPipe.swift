internal import Glibc

/// Signals as bytes of a pipe, for a thread that reads them or whoever polls: a handler itself may do next to nothing,
/// least of all take a lock.
package struct SignalPipe: Sendable {
  /// Written once in `init`, before a handler can read it.
  nonisolated(unsafe) private static var wakeDescriptor: Int32 = -1

  /// The end to read from, or to poll.
  package let descriptor: Int32

  /// Makes the only pipe of the process; nil where there is one already, or the system refuses.
  package init?() {
    var ends: [Int32] = [-1, -1]
    guard Self.wakeDescriptor < 0, pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // A handler must not wait; that there was a signal is known where the pipe is full.
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    descriptor = ends[0]
    Self.wakeDescriptor = ends[1]
  }

  /// Catches signals from now on; one that is ignored already (`nohup`) stays ignored.
  package func catchSignals(_ signals: [Int32]) {
    var set = sigset_t()
    sigemptyset(&set)
    for number in signals {
      Self.install(number)
      sigaddset(&set, number)
    }
    // Whoever started the process may have left them blocked.
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// The signals that came since, at least one: waits for it.
  package func take() -> [Int32] {
    var bytes: [UInt8] = Array(repeating: 0, count: 64)
    while true {
      let count = read(descriptor, &bytes, bytes.count)
      if count > 0 { return bytes[..<count].map { Int32($0) } }
      if errno != EINTR { return [] }
    }
  }

  /// Ends the process as the signal would have.
  package static func end(by number: Int32) {
    signal(number, SIG_DFL)
    kill(getpid(), number)
  }

  private static func install(_ number: Int32) {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return }
    let isIgnored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    guard !isIgnored else { return }
    action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      let errorNumber = errno
      var byte = UInt8(truncatingIfNeeded: number)
      _ = write(SignalPipe.wakeDescriptor, &byte, 1)
      errno = errorNumber
    }
    action.sa_flags = SA_RESTART
    sigaction(number, &action, nil)
  }
}
