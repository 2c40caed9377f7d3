import EMCommandLine
import EMDiagnostics
import LintCommand

/// `emcc-dev agree`: compares what `check` finds with what the simulators show, in random deployments.
struct AgreementCommand {
  /// How many cases.
  static let cases = CommandOption("cases", "N", .number(1...100_000_000), summary: "how many cases (default: 2000)")
  /// Where the random numbers begin.
  static let seed = CommandOption("seed", "N", .number(0...Int(Int32.max)), summary: "another series (default: 1)")
  /// One case to look at.
  static let only = CommandOption(
    "case", "N", .number(0...100_000_000), summary: "print the deployment of one case, and what is wrong with it")
  /// How the command is typed; `main` lists it.
  static let declaration = CommandDeclaration(
    "agree", summary: "compare findings with simulated logins and calls, in random deployments", arguments: .none,
    options: [cases, seed, only, .threads])

  /// The series.
  let seed: UInt64
  /// Takes what is said to the user.
  let tell: (String) -> Void

  /// What came of all cases.
  private struct Tally {
    var compared = 0
    var clean = 0
    var failures: [(number: Int, found: [Disagreement])] = []
    var error: String?
  }

  /// Compares cases 0 to `count` - 1; exit code 1 where something disagrees.
  func run(count: Int, threads: Int) -> ExitCode {
    let tally = Locked(Tally())
    let queue = WorkQueue(count: count)
    let seed = seed
    runWorkers(threads) {
      while let number = queue.take() {
        do {
          guard
            case .compared(let found, let isClean) = try AgreementCase(seed: seed, number: number).compare()
          else { continue }
          tally.withLock {
            $0.compared += 1
            $0.clean += isClean ? 1 : 0
            if !found.isEmpty { $0.failures.append((number, found)) }
          }
        } catch {
          tally.withLock { $0.error = "\(error)" }
        }
      }
    }
    return report(tally.withLock { $0 }, count)
  }

  private func report(_ tally: Tally, _ count: Int) -> ExitCode {
    if let error = tally.error {
      tell("emcc-dev: \(error)\n")
      return .couldNotRun
    }
    var seen: [String: Int] = [:]
    for failure in tally.failures.sorted(by: { $0.number < $1.number }) {
      for disagreement in failure.found {
        let kind = "\(disagreement.kind.rawValue): \(disagreement.subject)"
        seen[kind, default: 0] += 1
        // The first three of a kind are enough to begin with.
        if seen[kind, default: 0] <= 3 { tell("case \(failure.number): \(kind)\n    \(disagreement.detail)\n") }
      }
    }
    for (kind, times) in seen.sorted(by: { $0.key < $1.key }) { tell("\(times) x \(kind)\n") }
    tell(
      "\(count) cases, \(tally.compared) compared, \(tally.clean) of them without a finding: "
        + "\(tally.failures.count) disagree\n")
    return tally.failures.isEmpty ? .clean : .findings
  }

  /// Prints the deployment of one case and its disagreements.
  func show(_ number: Int) -> ExitCode {
    let wanted = AgreementCase(seed: seed, number: number)
    print(wanted.text, terminator: "")
    do {
      guard case .compared(let found, _) = try wanted.compare() else {
        tell("case \(number) does not decode or link\n")
        return .clean
      }
      for disagreement in found {
        tell("\(disagreement.kind.rawValue): \(disagreement.subject)\n    \(disagreement.detail)\n")
      }
      return found.isEmpty ? .clean : .findings
    } catch {
      tell("emcc-dev: \(error)\n")
      return .couldNotRun
    }
  }
}
