import Glibc

/// What one run of a program cost.
struct RunCost {
  /// Elapsed seconds.
  var wall: Double
  /// User and system seconds, over all threads.
  var cpu: Double
  /// Most bytes resident at any time.
  var peak: Double
  /// Exit status.
  var status: Int32
}

/// Runs a program to its end with both outputs thrown away.
///
/// Throws when it cannot start or is killed.
func measure(_ path: String, _ arguments: [String]) throws(BenchError) -> RunCost {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
  var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
  defer { for word in words { free(word) } }
  words.append(nil)

  var process = pid_t()
  let begin = monotonicSeconds()
  let failure = posix_spawn(&process, path, &actions, nil, words, environ)
  guard failure == 0 else { throw .outside("cannot start \(path): \(String(cString: strerror(failure)))") }
  var status: Int32 = 0
  var usage = rusage()
  while wait4(process, &status, 0, &usage) < 0 {
    guard errno == EINTR else { throw .outside("cannot wait for \(path)") }
  }
  let wall = monotonicSeconds() - begin
  guard status & 0x7F == 0 else { throw .outside("\(path) was ended by signal \(status & 0x7F)") }
  return RunCost(
    wall: wall, cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime), peak: Double(usage.ru_maxrss) * 1_024,
    status: (status >> 8) & 0xFF)
}

/// Seconds of a clock that only goes forward.
func monotonicSeconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

private func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

/// The middle value, or the mean of the two in the middle; 0 for none.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  guard let last = sorted.indices.last else { return 0 }
  return (sorted[last / 2] + sorted[(last + 1) / 2]) / 2
}

/// The machine in a few words: processors and their model.
func machineDescription() -> String {
  let count = sysconf(Int32(_SC_NPROCESSORS_ONLN))
  let lines = String(decoding: readFile("/proc/cpuinfo") ?? [], as: UTF8.self).split(separator: "\n")
  let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last ?? " unknown"
  return "\(count) processors,\(model)"
}
