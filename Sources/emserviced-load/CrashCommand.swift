import EMCommandLine
import Glibc

/// `emserviced-load crash`: kills an `emserviced` under load again and again, and looks whether what it had answered
/// with success is still so afterwards.
struct CrashCommand {
  private static let daemon = CommandOption("daemon", "FILE", .text, summary: "the program emserviced")
  private static let directory = CommandOption("dir", "DIR", .text, summary: "where everything is kept")
  private static let rounds = CommandOption("rounds", "N", .number(1...100_000), summary: "how often; 20 without it")
  private static let seed = CommandOption("seed", "N", .number(0...Int.max), summary: "when it is killed; 1 without it")
  /// How the command is typed.
  static let declaration = CommandDeclaration(
    "crash", summary: "kill it under load, and see whether anything acknowledged is lost", arguments: .none,
    options: [daemon, directory, rounds, seed])

  private static let phones = 500
  private static let connections = 32

  private let program: String
  private let directory: String
  private let rounds: Int
  private var random: UInt64

  /// What is known of a phone.
  private enum Phone {
    case free
    case inUse
    /// A request was under way when the service was killed: either may be so.
    case unknown
  }

  /// Takes a line that the parser accepted.
  init(_ line: EMCommandLine.CommandLine) {
    program = line.value(Self.daemon) ?? ".build/release/emserviced"
    directory = line.value(Self.directory) ?? ".build/crash"
    rounds = line.number(Self.rounds) ?? 20
    random = UInt64(line.number(Self.seed) ?? 1)
  }

  /// Does all rounds; false where something was lost.
  consuming func run() throws -> Bool {
    guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { throw LoadFailure("\(directory): \(lastError())") }
    guard let absolute = realpath(directory, nil).map({ String(cString: $0) }) else { throw LoadFailure(lastError()) }
    try BundleCommand.write("\(absolute)/bundle", phones: Self.phones)
    let daemon = try DaemonProcess(program, directory: absolute, bundle: "\(absolute)/bundle", users: 0)
    var phones = [Phone](repeating: .free, count: Self.phones)
    var acknowledged = 0
    for round in 1...rounds {
      try daemon.start()
      let lost = try compare(daemon, &phones)
      guard lost.isEmpty else {
        tell("round \(round): \(lost.joined(separator: "; "))\n", to: STDOUT_FILENO)
        return false
      }
      acknowledged += try load(daemon, &phones)
    }
    try daemon.start()
    let lost = try compare(daemon, &phones)
    let isEnded = daemon.stop()
    tell(
      "\(rounds) rounds, \(acknowledged) logins and logouts acknowledged, \(lost.count) lost\n", to: STDOUT_FILENO)
    return lost.isEmpty && isEnded
  }

  /// Logs in and out until the service is killed; returns how much was acknowledged.
  private mutating func load(_ daemon: DaemonProcess, _ phones: inout [Phone]) throws -> Int {
    let engine = try LoadEngine(port: daemon.port, connections: Self.connections)
    let killTime = now() + 0.05 + Double(next() % 600) / 1000
    var isKilled = false
    var acknowledged = 0
    var number = 0
    var before: [Int: Phone] = [:]
    var table = phones
    _ = engine.run(
      next: {
        if !isKilled, now() >= killTime {
          daemon.kill()
          isKilled = true
        }
        // Phones go round, so none has two requests at once.
        number = (number + 1) % Self.phones
        while before[number] != nil { number = (number + 1) % Self.phones }
        let isInUse = if case .inUse = table[number] { true } else { false }
        before[number] = table[number]
        table[number] = .unknown
        return LoadEngine.Job(
          number: number, request: isInUse ? Requests.logout(number) : Requests.login(number))
      },
      done: { job, body, _ in
        guard let old = before.removeValue(forKey: job.number) else { return }
        let wasInUse = if case .inUse = old { true } else { false }
        if body.holds("<success/>") {
          acknowledged += 1
          table[job.number] = wasInUse ? .free : .inUse
        } else {
          table[job.number] = old
        }
      })
    daemon.kill()
    phones = table
    return acknowledged
  }

  /// What is not as it was acknowledged; afterwards nothing is unknown any more.
  private func compare(_ daemon: DaemonProcess, _ phones: inout [Phone]) throws -> [String] {
    var lost: [String] = []
    let engine = try LoadEngine(port: daemon.port, connections: 4)
    var number = 0
    var table = phones
    let isServed = engine.run(
      next: {
        guard number < Self.phones else { return nil }
        defer { number += 1 }
        return LoadEngine.Job(number: number, request: Requests.query(number))
      },
      done: { job, body, _ in
        let isInUse = body.holds("<userID>\(Requests.user(job.number))</userID>")
        if !isInUse, !body.holds("<none/>") { lost.append("phone \(job.number) has no answer") }
        switch table[job.number] {
        case .free where isInUse: lost.append("the logout of phone \(job.number) is lost")
        case .inUse where !isInUse: lost.append("the login of phone \(job.number) is lost")
        default: break
        }
        table[job.number] = isInUse ? .inUse : .free
      })
    guard isServed else { throw LoadFailure("the service does not answer after its start") }
    phones = table
    let operations = try LoadEngine(port: daemon.operationsPort, connections: 1)
    var jobs = [LoadEngine.Job(number: 0, request: Requests.get("/invariants"))]
    _ = operations.run(
      next: { jobs.popLast() },
      done: { _, body, _ in if !body.holds("good") { lost.append(String(decoding: body, as: UTF8.self)) } })
    return lost
  }

  /// The next number of a row that the seed decides (SplitMix64).
  private mutating func next() -> UInt64 {
    random &+= 0x9E37_79B9_7F4A_7C15
    var value = random
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
