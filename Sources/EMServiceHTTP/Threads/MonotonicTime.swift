internal import Glibc

/// A moment of a clock that nobody sets.
package struct MonotonicTime: Sendable, Comparable {
  /// Nanoseconds since the machine started.
  package var nanoseconds: UInt64

  /// Makes a moment.
  package init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  /// Now.
  package static var now: MonotonicTime {
    var time = Glibc.timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return MonotonicTime(nanoseconds: UInt64(max(0, time.tv_sec)) &* 1_000_000_000 &+ UInt64(max(0, time.tv_nsec)))
  }

  /// A moment later.
  package func after(seconds: Double) -> MonotonicTime {
    MonotonicTime(nanoseconds: nanoseconds &+ UInt64(max(0, min(seconds, 1e9)) * 1e9))
  }

  /// Seconds from another moment to this one; 0 where this one is earlier.
  package func seconds(since earlier: MonotonicTime) -> Double {
    nanoseconds > earlier.nanoseconds ? Double(nanoseconds - earlier.nanoseconds) / 1e9 : 0
  }

  /// As the system's calls want it.
  var timespec: timespec {
    Glibc.timespec(
      tv_sec: Int(truncatingIfNeeded: nanoseconds / 1_000_000_000),
      tv_nsec: Int(truncatingIfNeeded: nanoseconds % 1_000_000_000))
  }

  /// By time.
  package static func < (left: MonotonicTime, right: MonotonicTime) -> Bool { left.nanoseconds < right.nanoseconds }
}

/// The clock on the wall.
package enum WallClock {
  /// Whole seconds since 1970.
  package static var seconds: Int { time(nil) }

  /// Now in UTC, such as `2026-01-15T08:30:00.125Z`.
  static var stamp: String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var parts = tm()
    gmtime_r(&now.tv_sec, &parts)
    let fields: [(Int, Int, String)] = [
      (Int(parts.tm_year) + 1900, 4, "-"), (Int(parts.tm_mon) + 1, 2, "-"), (Int(parts.tm_mday), 2, "T"),
      (Int(parts.tm_hour), 2, ":"), (Int(parts.tm_min), 2, ":"), (Int(parts.tm_sec), 2, "."),
      (now.tv_nsec / 1_000_000, 3, "Z"),
    ]
    return fields.map { value, width, mark in
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits + mark
    }.joined()
  }
}
