internal import EMCommandLine
internal import EMDiagnostics

/// `emcc-lint check`: every mistake with its place.
struct CheckCommand {
  /// How the command is typed; `LintProgram.parser` lists it.
  static let declaration = CommandDeclaration(
    "check", summary: "find every mistake in the configuration", arguments: .paths,
    options: CommandOption.common + [.today])

  /// Where output and messages go.
  let program: LintProgram
  /// The options and paths as typed.
  let line: CommandLine

  /// Takes a line that the parser accepted.
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

  /// Checks and reports; findings are no failure to run, but decide the exit code.
  func run() -> ExitCode {
    let options = CommonOptions(line)
    switch CheckedInput.load(program, paths: line.arguments, options: options, today: line.value(.today)) {
    case .failure(let failure): return failure.code
    case .success(let input):
      return program.withOutput(options.output) { output in
        input.report(program, options, to: output)
        return input.exitCode(failOn: options.failOn)
      }
    }
  }
}
