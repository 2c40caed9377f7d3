import EMCommandLine
import EMStoreSQLite
import Glibc

/// `emserviced-load run`: starts an `emserviced` with many phones, logs users in over few and many connections, and
/// prints a table with the rate of bare SQLite commits on the same disk.
struct LoadCommand {
  private static let daemon = CommandOption("daemon", "FILE", .text, summary: "the program emserviced")
  private static let directory = CommandOption(
    "dir", "DIR", .text, summary: "where everything is kept; on the disk to measure")
  private static let phones = CommandOption(
    "phones", "N", .number(1...1_000_000), summary: "phones, users and device profiles; 60000 without it")
  private static let seconds = CommandOption(
    "seconds", "N", .number(1...600), summary: "seconds for each number of connections; 5 without it")
  /// How the command is typed.
  static let declaration = CommandDeclaration(
    "run", summary: "measure logins a second, latencies, start and memory", arguments: .none,
    options: [daemon, directory, phones, seconds])

  private let program: String
  private let directory: String
  private let phones: Int
  private let seconds: Double

  /// What was measured over so many connections.
  private struct Level {
    var name: String
    var count: Int
    var failures: Int
    var perSecond: Double
    /// Processor time of the service, in seconds.
    var work = 0.0
    var latencies: [Double]

    /// Processor time for each login.
    var workEach: String { count > 0 ? "\(Int(work / Double(count) * 1_000_000)) µs" : "-" }

    func percentile(_ part: Double) -> String {
      guard !latencies.isEmpty else { return "-" }
      let index = min(latencies.count - 1, Int(Double(latencies.count) * part))
      return "\(shown(latencies[index] * 1000)) ms"
    }
  }

  /// Takes a line that the parser accepted.
  init(_ line: EMCommandLine.CommandLine) {
    program = line.value(Self.daemon) ?? ".build/release/emserviced"
    directory = line.value(Self.directory) ?? ".build/load"
    phones = line.number(Self.phones) ?? 60_000
    seconds = Double(line.number(Self.seconds) ?? 5)
  }

  /// Measures everything; false where an answer was not the expected one.
  func run() throws -> Bool {
    guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { throw LoadFailure("\(directory): \(lastError())") }
    guard let absolute = realpath(directory, nil).map({ String(cString: $0) }) else { throw LoadFailure(lastError()) }
    try BundleCommand.write("\(absolute)/bundle", phones: phones)
    let daemon = try DaemonProcess(program, directory: absolute, bundle: "\(absolute)/bundle", users: 64)
    try daemon.start()
    tell("start: \(Int(daemon.startTime * 1000)) ms with \(phones) phones, users and profiles\n", to: STDOUT_FILENO)
    let baseline = try StoreBenchmark(in: absolute, seconds: seconds, waiting: [])
    let bare = max(baseline.rates.first?.perSecond ?? 1, 1)
    var levels: [Level] = []
    for connections in [1, 64] { levels.append(try measure(daemon, connections, name: "\(connections)")) }
    levels.append(try measure(daemon, 1000, name: "1000, as fast as they can"))
    // A rate that the service cannot do would show nothing but how long the queue is in the end.
    let most = levels.last?.perSecond ?? 0
    let isTenfold = 10 * bare <= 0.8 * most
    levels.append(
      try measure(
        daemon, 1000, perSecond: isTenfold ? 10 * bare : 0.8 * most,
        name: "1000, \(isTenfold ? "ten times the bare commits" : "80 % of that")"))
    let pins = try measurePINs(daemon)
    let memory = daemon.peakMegabytes
    let isEnded = daemon.stop()
    report(levels, pins, bare, memory)
    return isEnded && levels.allSatisfy { $0.failures == 0 } && pins.failures == 0
  }

  private func report(_ levels: [Level], _ pins: Level, _ bare: Double, _ memory: Int) {
    var text = "memory: \(memory) MB at most\nbare SQLite, full sync, one after the other: \(Int(bare)) commits/s\n\n"
    text +=
      "| connections | logins/s | of bare commits | p50 | p95 | p99 | processor each | not as expected |\n"
    text += "|---:|---:|---:|---:|---:|---:|---:|---:|\n"
    for level in levels {
      text +=
        "| \(level.name) | \(Int(level.perSecond)) | \(shown(level.perSecond / bare)) × | \(level.percentile(0.5)) "
        + "| \(level.percentile(0.95)) | \(level.percentile(0.99)) | \(level.workEach) | \(level.failures) |\n"
    }
    text += "\nwith PINs, over \(pins.name) connections: \(Int(pins.perSecond)) logins/s, "
    text += "p50 \(pins.percentile(0.5)), p99 \(pins.percentile(0.99)), \(pins.failures) not as expected\n"
    tell(text, to: STDOUT_FILENO)
  }

  /// Logs different users in until the time is over or all are, then everybody out again, which is not measured.
  ///
  /// Without a rate each connection asks again as soon as it has its answer.
  private func measure(
    _ daemon: DaemonProcess, _ connections: Int, perSecond rate: Double? = nil, name: String
  ) throws -> Level {
    // So that the password of the application is known for two minutes.
    let warm = try LoadEngine(port: daemon.port, connections: 1)
    var first = [LoadEngine.Job(number: 0, request: Requests.query(0))]
    _ = warm.run(next: { first.popLast() }, done: { _, _, _ in })
    let engine = try LoadEngine(port: daemon.port, connections: connections)
    var level = Level(name: name, count: 0, failures: 0, perSecond: 0, latencies: [])
    var number = 0
    let (began, work) = (now(), daemon.processorTime)
    var isServed = engine.run(
      perSecond: rate,
      next: {
        guard number < phones, now() - began < seconds else { return nil }
        defer { number += 1 }
        return LoadEngine.Job(number: number, request: Requests.login(scattered(number)))
      },
      done: { _, body, time in
        level.count += 1
        level.latencies.append(time)
        if !body.holds("<success/>") { level.failures += 1 }
      })
    level.perSecond = Double(level.count) / (now() - began)
    level.work = daemon.processorTime - work
    level.latencies.sort()
    var left = number
    isServed =
      engine.run(
        next: {
          guard left > 0 else { return nil }
          left -= 1
          return LoadEngine.Job(number: left, request: Requests.logout(scattered(left)))
        }, done: { _, body, _ in if !body.holds("<success/>") { level.failures += 1 } }) && isServed
    guard isServed else { throw LoadFailure("the service has gone; see its log") }
    return level
  }

  /// A phone for each number: people do not come in the order of a database's pages.
  private func scattered(_ number: Int) -> Int {
    // A prime that is larger than any number of phones leads to each of them once.
    number * 1_000_003 % phones
  }

  /// Logs users in with PINs, each of which is hashed: what the hashing costs.
  private func measurePINs(_ daemon: DaemonProcess) throws -> Level {
    let engine = try LoadEngine(port: daemon.port, connections: 8)
    var level = Level(name: "8", count: 0, failures: 0, perSecond: 0, latencies: [])
    var number = 0
    let began = now()
    let isServed = engine.run(
      next: {
        guard number < 64 else { return nil }
        defer { number += 1 }
        return LoadEngine.Job(number: number, request: Requests.phoneLogin(number))
      },
      done: { _, body, time in
        level.count += 1
        level.latencies.append(time)
        if !body.holds("Login is successful") { level.failures += 1 }
      })
    guard isServed else { throw LoadFailure("the service has gone; see its log") }
    level.perSecond = Double(level.count) / (now() - began)
    level.latencies.sort()
    return level
  }
}

extension ArraySlice<UInt8> {
  /// Whether a text stands in the bytes.
  func holds(_ text: String) -> Bool { String(decoding: self, as: UTF8.self).contains(text) }
}
