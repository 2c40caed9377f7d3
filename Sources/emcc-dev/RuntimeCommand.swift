import Compiler
import EMBundle
import EMCommandLine
import EMDiagnostics
import Glibc
import LintCommand

/// `emcc-dev runtime`: loads the runtime configuration of a bundle, as a service does when it starts, and says what that
/// costs; with the files of the deployment, also whether it is what they say.
struct RuntimeCommand {
  /// The bundle.
  static let bundle = CommandOption(
    "bundle", "DIR", .text, summary: "the bundle to load (default: the current directory)")
  /// How the command is typed; `main` lists it.
  static let declaration = CommandDeclaration(
    "runtime", summary: "load the runtime configuration of a bundle, and measure that",
    arguments: .init(
      "[FILE…]", count: 0...Int.max, explanation: "With YAML files the values are compared with what those say."),
    options: [bundle])

  /// The bundle's directory.
  let bundle: String
  /// Files of YAML to compare with; none to compare with nothing.
  let files: [String]
  /// Takes what is said to the user.
  let tell: (String) -> Void

  /// Loads and compares; exit code 1 where the values differ.
  func run() -> ExitCode {
    let loaded: RuntimeConfiguration
    let clock = ContinuousClock()
    let start = clock.now
    let processor = usage()
    do throws(RuntimeFailure) { loaded = try RuntimeConfiguration(bundle: bundle) } catch {
      tell("emcc-dev: \(error.reason)\n")
      return .couldNotRun
    }
    let time = clock.now - start
    let after = usage()
    var phones = 0
    var users = 0
    var profiles = 0
    for cluster in loaded.deployment.clusters {
      phones += cluster.phones.count
      users += cluster.users.count
      profiles += cluster.deviceProfiles.count
    }
    tell("\(loaded.configured.count) clusters, \(phones) phones, \(users) users, \(profiles) device profiles\n")
    let processorTime = after.milliseconds - processor.milliseconds
    tell(
      "\(milliseconds(time)) ms, \(processorTime) ms of processor time, at most \(after.peakMegabytes) MB of memory\n")
    return files.isEmpty ? .clean : compare(loaded)
  }

  private func compare(_ loaded: RuntimeConfiguration) -> ExitCode {
    do {
      let result = try CheckPipeline.run(SourceStore(paths: files, standardInput: []), today: 2026_01_15, rules: [])
      guard loaded.deployment == LoginModel(result.deployment).values.sorted() else {
        tell("the bundle is not what the files say\n")
        return .findings
      }
      tell("the bundle is what the files say\n")
      return .clean
    } catch {
      tell("emcc-dev: \(error)\n")
      return .couldNotRun
    }
  }

  private func milliseconds(_ time: Duration) -> Int64 {
    time.components.seconds * 1_000 + time.components.attoseconds / 1_000_000_000_000_000
  }

  /// What the process has used so far, as the kernel counts it.
  private func usage() -> (milliseconds: Int, peakMegabytes: Int) {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    return (seconds * 1_000 + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000, usage.ru_maxrss / 1_024)
  }
}
