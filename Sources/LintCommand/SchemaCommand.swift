internal import EMCommandLine
internal import EMDSL

/// `emcc-lint schema`: the JSON Schema of a document, for editors and other validators.
struct SchemaCommand {
  /// How the command is typed; `LintProgram.parser` lists it.
  static let declaration = CommandDeclaration(
    "schema", summary: "print the JSON Schema of a document, for editors and other validators", arguments: .none,
    options: [.output])

  /// Where output and messages go.
  let program: LintProgram
  /// The options as typed.
  let line: CommandLine

  /// Takes a line that the parser accepted.
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

  /// Prints the schema of this version's language; needs no configuration.
  func run() -> ExitCode {
    program.withOutput(line.value(.output)) { output in
      output.write(JSONSchemaWriter.document())
      return .clean
    }
  }
}
