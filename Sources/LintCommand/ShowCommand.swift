/// `emcc-lint show`.
struct ShowCommand {
  static let declaration = CommandDeclaration("show", summary: "x", arguments: .paths, options: CommandOption.common)
  let program: LintProgram
  let line: CommandLine
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }
  func run() -> ExitCode { .clean }
}
