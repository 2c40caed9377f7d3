internal import Glibc

/// A pipe that wakes whoever polls; neither of its ends is ever waited for.
struct WakePipe {
  /// The end to poll and read.
  let reading: Int32
  /// The end to write to.
  let writing: Int32

  /// Makes a pipe; nil where the system refuses.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (reading, writing) = (ends[0], ends[1])
  }
}
