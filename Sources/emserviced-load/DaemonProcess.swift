import Glibc

/// An `emserviced` that this program has started, in a directory of its own.
final class DaemonProcess {
  private let program: String
  private let directory: String
  private var process: pid_t = 0
  /// Where it serves HTTP.
  private(set) var port: UInt16 = 0
  /// Where it serves those who run it.
  private(set) var operationsPort: UInt16 = 0
  /// Seconds from the start until it served.
  private(set) var startTime = 0.0

  /// Prepares a directory: secret, credentials of the application and of some users, configuration.
  init(_ program: String, directory: String, bundle: String, users: Int) throws {
    self.program = program
    self.directory = directory
    guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { throw LoadFailure("\(directory): \(lastError())") }
    for name in ["logins.sqlite", "credentials.sqlite"] {
      for suffix in ["", "-wal", "-shm", ".lock"] { unlink("\(directory)/\(name)\(suffix)") }
    }
    unlink("\(directory)/secret")
    try write(
      "config.json",
      """
      {"bundle": "\(bundle)", "cluster": "LOAD", "listen": ["127.0.0.1:0"], "operations": "127.0.0.1:0",
       "store": "logins.sqlite", "credentials": "credentials.sqlite", "secretFile": "secret", "portFile": "ports",
       "limits": {"perAddress": 0, "perUser": 0, "waitingHashes": 4096, "openRequests": 4096}}

      """)
    try write("apps.csv", "application,password,proxy\n\(Requests.application),\(Requests.password),true\n")
    let pins = (0..<users).map { "\(Requests.user($0)),\(Requests.pin)\n" }.joined()
    try write("users.csv", "user,pin\n\(pins)")
    try runToEnd(["secret", "\(directory)/secret"])
    for file in ["apps.csv", "users.csv"] where file == "apps.csv" || users > 0 {
      try runToEnd(["credentials", "load", "\(directory)/\(file)", "--config", "\(directory)/config.json"])
    }
  }

  deinit { kill() }

  /// Starts it, and waits until it serves.
  func start() throws {
    unlink("\(directory)/ports")
    let began = now()
    let watch = inotify_init1(Int32(IN_CLOEXEC))
    defer { close(watch) }
    // It writes the file under another name and moves it, so that the file is whole when it is there.
    guard inotify_add_watch(watch, directory, UInt32(IN_MOVED_TO)) >= 0 else {
      throw LoadFailure("\(directory) cannot be watched: \(lastError())")
    }
    // It writes nothing to standard output; that a pipe in its place is closed says that it has ended.
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw LoadFailure("no pipe: \(lastError())") }
    defer { close(ends[0]) }
    do {
      defer { close(ends[1]) }
      process = try spawn(["run", "--config", "\(directory)/config.json"], log: "log", output: ends[1])
    }
    var places = [watch, ends[0]].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&places, 2, 60_000) > 0, let ports = fileText("\(directory)/ports") else {
      kill()
      throw LoadFailure("emserviced did not start; see \(directory)/log")
    }
    startTime = now() - began
    for line in ports.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 3, let number = UInt16(words[2]) else { continue }
      if words[0] == "http" { port = number } else { operationsPort = number }
    }
  }

  /// Ends it at once, as a loss of power would end it.
  func kill() {
    guard process > 0 else { return }
    Glibc.kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    process = 0
  }

  /// Asks it to end; true where it does so with 0.
  func stop() -> Bool {
    guard process > 0 else { return false }
    Glibc.kill(process, SIGTERM)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    process = 0
    return status == 0
  }

  /// Most memory that it has used so far, in megabytes.
  var peakMegabytes: Int {
    let line = fileText("/proc/\(process)/status")?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0) / 1024
  }

  /// Seconds of processor time that all its threads have used so far.
  var processorTime: Double {
    // The name, in parentheses, may hold blanks; user and system time are the 12th and 13th word behind it (proc(5)).
    let words = fileText("/proc/\(process)/stat")?.split(separator: ")").last?.split(separator: " ") ?? []
    guard words.count > 12, let user = Double(words[11]), let system = Double(words[12]) else { return 0 }
    return (user + system) / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
  }

  // MARK: Processes and files

  private func write(_ name: String, _ text: String) throws {
    let descriptor = open("\(directory)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LoadFailure("\(directory)/\(name): \(lastError())") }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw LoadFailure("\(directory)/\(name): \(lastError())") }
      rest = rest.dropFirst(count)
    }
  }

  private func runToEnd(_ words: [String]) throws {
    let process = try spawn(words, log: "setup.log")
    var status: Int32 = 0
    waitpid(process, &status, 0)
    guard status == 0 else { throw LoadFailure("emserviced \(words[0]) failed; see \(directory)/setup.log") }
  }

  private func spawn(_ words: [String], log: String, output: Int32? = nil) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_APPEND
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "\(directory)/\(log)", flags, 0o600)
    if let output {
      posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "\(directory)/\(log)", flags, 0o600)
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = ([program] + words).map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let status = posix_spawn(&process, program, &actions, nil, &arguments, environ)
    guard status == 0 else { throw LoadFailure("\(program): \(String(cString: strerror(status)))") }
    return process
  }
}
