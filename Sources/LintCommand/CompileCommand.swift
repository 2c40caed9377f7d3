/// `emcc-lint compile`.
struct CompileCommand {
  static let declaration = CommandDeclaration("compile", summary: "x", arguments: .paths, options: CommandOption.common)
  let program: LintProgram
  let line: CommandLine
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }
  func run() -> ExitCode { .clean }
}
