internal import EMBundle
internal import Glibc

/// Takes care that `SIGINT`, `SIGTERM` and `SIGHUP` leave nothing half-written.
package enum Interruption {
  /// The end of a pipe into which the signal handler writes: a handler may do next to nothing, least of all take a
  /// lock, so a thread at the other end does the work.
  ///
  /// Written once in `prepare`, before a handler can read it.
  nonisolated(unsafe) private static var wakeDescriptor: Int32 = -1

  /// Makes an interrupted process remove its temporaries and then end as the signal would have ended it.
  ///
  /// Call it once, before the first file is written. A signal that is ignored already (`nohup`) stays ignored.
  package static func prepare() {
    guard wakeDescriptor < 0 else { return }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    wakeDescriptor = ends[1]
    var thread = pthread_t()
    let context = UnsafeMutableRawPointer(bitPattern: Int(ends[0]) + 1)
    let status = pthread_create(
      &thread, nil,
      { context in
        Interruption.wait(descriptor: Int32(Int(bitPattern: context) - 1))
        return nil
      }, context)
    guard status == 0 else { return }
    pthread_detach(thread)
    for signalNumber in [SIGINT, SIGTERM, SIGHUP] { install(signalNumber) }
  }

  private static func install(_ signalNumber: Int32) {
    var action = sigaction()
    guard sigaction(signalNumber, nil, &action) == 0 else { return }
    let isIgnored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    guard !isIgnored else { return }
    action = sigaction()
    action.__sigaction_handler.sa_handler = { signalNumber in
      let errorNumber = errno
      var byte = UInt8(truncatingIfNeeded: signalNumber)
      _ = write(Interruption.wakeDescriptor, &byte, 1)
      errno = errorNumber
    }
    action.sa_flags = SA_RESTART
    sigaction(signalNumber, &action, nil)
  }

  private static func wait(descriptor: Int32) {
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) != 1 {
      if errno != EINTR { return }
    }
    Temporaries.shared.removeAll {
      signal(Int32(byte), SIG_DFL)
      kill(getpid(), Int32(byte))
    }
  }
}
