internal import Compiler
internal import EMBundle
internal import EMCommandLine
internal import EMDiagnostics

/// `emcc-lint simulate logins`: who can log in where, for all users and phones, grouped.
struct SimulateLoginsCommand: SimulateCommand {
  private static let all = CommandOption(
    "all", summary: "users without EMCC and device profile and phones without Extension Mobility too")
  private static let quiet = CommandOption("quiet", summary: "no messages on standard error")

  /// How the command is typed; `Simulations` lists it.
  static let declaration = CommandDeclaration(
    "simulate logins", summary: "log every kind of user in at every kind of phone, in all pairs of clusters",
    arguments: CommandDeclaration.Arguments(
      "[PATH…]", count: 0...Int.max,
      explanation: "The exit code is 1 where a login fails for a reason in the configuration, else 0."),
    options: [.matrixFormat, all, .output, .color, .threads, quiet])

  /// Where output and messages go.
  let program: LintProgram
  /// The options and paths as typed.
  let line: CommandLine

  /// Takes a line that the parser accepted.
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

  /// Logs everybody in; exit code 1 says that somebody's login fails for a reason in the configuration.
  func run() -> ExitCode {
    let options = CommonOptions(line)
    switch CheckedInput.load(program, paths: line.arguments, options: options, today: nil) {
    case .failure(let failure): return failure.code
    case .success(let input):
      let model = LoginModel(input.result.deployment)
      guard !model.values.clusters.allSatisfy(\.isExternal) else {
        program.say("no document declares a cluster, so there is nothing to simulate")
        return .usage
      }
      if input.summary.errors > 0, !options.isQuiet {
        program.say(
          "the configuration has \(counted(input.summary.errors, "error")): 'emcc-lint check' shows them")
      }
      var logins = LoginMatrix(model, PlaceFinder(input.store), includesAll: line.isOn(Self.all))
      let document = logins.document(title: "Logins in \(input.summary.subject)")
      let format = line.value(.matrixFormat).flatMap(MatrixFormat.init(rawValue:)) ?? .table
      return program.withOutput(options.output) { output in
        document.write(format, isColored: program.isColored(options.color, options.output)) { output.write($0) }
        return document.cells.contains { $0.worst.status == .bad } ? .findings : .clean
      }
    }
  }
}
