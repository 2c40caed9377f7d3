internal import EMDiagnostics

/// `emcc-lint check`: every mistake with its place.
struct CheckCommand {
  static let declaration = CommandDeclaration(
    "check", summary: "find every mistake in the configuration", arguments: .paths,
    options: CommandOption.common + [.today])

  let program: LintProgram
  let line: CommandLine

  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

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
