import Glibc

/// Why something could not be done.
struct LoadFailure: Error, CustomStringConvertible {
  /// One sentence.
  var description: String

  /// Makes a failure.
  init(_ description: String) { self.description = description }
}

/// Writes a text; there is nobody to tell when that fails.
func tell(_ text: String, to descriptor: Int32 = STDERR_FILENO) {
  var text = text
  text.withUTF8 { _ = write(descriptor, $0.baseAddress, $0.count) }
}

/// Seconds of a clock that nobody sets.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The words of the last failed system call.
func lastError() -> String { String(cString: strerror(errno)) }

/// The text of a small file; nil where it cannot be read.
func fileText(_ path: String) -> String? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var part = [UInt8](repeating: 0, count: 1 << 14)
  while true {
    let count = read(descriptor, &part, part.count)
    guard count > 0 else { return count == 0 ? String(decoding: bytes, as: UTF8.self) : nil }
    bytes += part[..<count]
  }
}

/// A number with one digit behind the point.
func shown(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  return "\(tenths / 10).\(tenths % 10)"
}
