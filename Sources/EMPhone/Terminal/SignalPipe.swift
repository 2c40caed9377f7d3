internal import Glibc

/// Signals as bytes of a pipe, for whoever polls: a handler itself may do next to nothing.
enum SignalPipe {
  /// Written once in `open`, before a handler can read it.
  nonisolated(unsafe) private static var wakeDescriptor: Int32 = -1

  /// Catches signals from now on.
  ///
  /// What is ignored already (`nohup`) stays ignored. Gives the end to read from, nil where the system refuses.
  static func open(_ signals: [Int32]) -> Int32? {
    guard wakeDescriptor < 0, let pipe = WakePipe() else { return nil }
    wakeDescriptor = pipe.writing
    var set = sigset_t()
    sigemptyset(&set)
    for number in signals {
      catchSignal(number)
      sigaddset(&set, number)
    }
    // Whoever started the process may have left them blocked.
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    return pipe.reading
  }

  /// The signals that came since.
  static func take(_ descriptor: Int32) -> [Int32] {
    var bytes: [UInt8] = Array(repeating: 0, count: 64)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? bytes[..<count].map { Int32($0) } : []
  }

  /// Ends the process as the signal would have.
  static func end(by number: Int32) {
    signal(number, SIG_DFL)
    kill(getpid(), number)
  }

  private static func catchSignal(_ number: Int32) {
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
