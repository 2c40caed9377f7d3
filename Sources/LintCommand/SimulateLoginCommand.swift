internal import Compiler
internal import EMCommandLine
internal import EMDiagnostics
internal import EMService
internal import EMSimulation

/// `emcc-lint simulate login`: whether a user can log in at a phone, and if not, why and what to do.
struct SimulateLoginCommand: SimulateCommand {
  /// How the command is typed; `Simulations` lists it.
  static let declaration = CommandDeclaration(
    "simulate login", summary: "log a user in at a phone: the gates in order, what the phone shows, what to change",
    arguments: .init(
      CommandDeclaration.Arguments.paths.form, count: CommandDeclaration.Arguments.paths.count,
      explanation: "The exit code is 0 where the login succeeds or the phone asks for a device profile, else 1. "
        + CommandDeclaration.Arguments.paths.explanation),
    options: LoginOptions.all)

  /// Where output and messages go.
  let program: LintProgram
  /// The options as typed.
  let line: CommandLine

  /// Takes a line that the parser accepted.
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

  /// Logs in; exit code 1 says that the login fails.
  func run() -> ExitCode {
    let options = CommonOptions(line)
    switch CheckedInput.load(program, paths: line.arguments + line.values(.path), options: options, today: nil) {
    case .failure(let failure): return failure.code
    case .success(let input):
      do throws(SubjectProblem) {
        let model = LoginModel(input.result.deployment)
        var scene = try LoginSceneReader(line, model.values).scene()
        let result = scene.login()
        if input.summary.errors > 0, !options.isQuiet {
          program.say(
            "the configuration has \(counted(input.summary.errors, "error")): 'emcc-lint check' shows them; the login may"
              + " end in another way once they are mended"
          )
        }
        return write(LoginReport(scene, result, model), input, options)
      } catch {
        program.say(error.message)
        return .usage
      }
    }
  }

  private func write(_ report: LoginReport, _ input: CheckedInput, _ options: CommonOptions) -> ExitCode {
    let places = PlaceFinder(input.store)
    var printer = LoginPrinter(report, places, isColored: program.isColored(options.color, options.output))
    let text: String
    switch (line.value(LoginOptions.format) == "json", options.isQuiet) {
    case (true, _):
      var json = LoginJSON(report, places)
      text = json.text()
    case (false, true): text = printer.verdictLine
    case (false, false): text = printer.text()
    }
    return program.withOutput(options.output) { output in
      output.write(text)
      return report.isSuccess ? .clean : .findings
    }
  }
}
