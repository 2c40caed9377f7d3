import EMCommandLine
import EMDiagnostics
import EMService
import LintCommand

/// `emcc-dev soak`: simulated logins in random deployments in which everything goes wrong that can.
struct SoakCommand {
  /// How many logins.
  static let logins = CommandOption(
    "logins", "N", .number(1...100_000_000), summary: "how many logins are asked for (default: 50000)")
  /// Where the random numbers begin.
  static let seed = CommandOption("seed", "N", .number(0...Int(Int32.max)), summary: "another series (default: 1)")
  /// Prints what happens.
  static let trace = CommandOption("trace", summary: "print all that happens in the first deployment")
  /// How the command is typed; `main` lists it.
  static let declaration = CommandDeclaration(
    "soak", summary: "simulate logins in random deployments with lost messages, cut networks and crashes",
    arguments: .none, options: [logins, seed, trace, .threads])
  /// Logins in one deployment.
  static let loginsPerDeployment = 500

  /// Seed of the first deployment; each has the next one.
  let seed: Int
  /// Takes what is said to the user.
  let tell: (String) -> Void

  /// Asks for `count` logins; exit code 1 where something did not hold.
  func run(logins count: Int, threads: Int, isTraced: Bool) -> ExitCode {
    if isTraced {
      var world = SoakWorld(seed: UInt64(seed), logins: min(count, Self.loginsPerDeployment), tell: tell)
      return report([seed: world.run()])
    }
    let deployments = (count + Self.loginsPerDeployment - 1) / Self.loginsPerDeployment
    let results = Locked<[Int: SoakWorld.Result]>([:])
    let queue = WorkQueue(count: deployments)
    let first = seed
    runWorkers(threads) {
      while let number = queue.take() {
        let logins = min(Self.loginsPerDeployment, count - number * Self.loginsPerDeployment)
        var world = SoakWorld(seed: UInt64(first + number), logins: logins)
        let result = world.run()
        results.withLock { $0[first + number] = result }
      }
    }
    return report(results.withLock { $0 })
  }

  private func report(_ results: [Int: SoakWorld.Result]) -> ExitCode {
    let failures = results.filter { $0.value.failure != nil }.sorted { $0.key < $1.key }
    for (seed, result) in failures.prefix(10) {
      tell(
        "seed \(seed): \(result.failure ?? "")\n    emcc-dev soak --seed \(seed) --logins "
          + "\(Self.loginsPerDeployment) shows it again\n")
    }
    let all = results.values
    func sum(_ value: (SoakWorld.Result) -> Int) -> Int { all.reduce(0) { $0 + value($1) } }
    let kinds = LoginSession.Kind.allCases.map { kind in "\(sum { $0.successes[kind] ?? 0 }) \(kind.rawValue)" }
    tell(
      "\(sum(\.logins)) logins in \(results.count) deployments (successful: \(kinds.joined(separator: ", "))), "
        + "\(sum(\.messages)) messages, \(sum(\.crashes)) crashes, \(sum(\.storeFailures)) failed commits: "
        + "\(failures.count) deployments fail\n")
    return failures.isEmpty ? .clean : .findings
  }
}
