/// `emcc-lint schema`.
struct SchemaCommand {
  static let declaration = CommandDeclaration("schema", summary: "x", arguments: .paths, options: CommandOption.common)
  let program: LintProgram
  let line: CommandLine
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }
  func run() -> ExitCode { .clean }
}
