internal import EMDSL

/// `emcc-lint schema`: the JSON Schema of a document, for editors and other validators.
struct SchemaCommand {
  static let declaration = CommandDeclaration(
    "schema", summary: "print the JSON Schema of a document, for editors and other validators", arguments: .none,
    options: [.output])

  let program: LintProgram
  let line: CommandLine

  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

  func run() -> ExitCode {
    program.withOutput(line.value(.output)) { output in
      output.write(JSONSchemaWriter.document())
      return .clean
    }
  }
}
