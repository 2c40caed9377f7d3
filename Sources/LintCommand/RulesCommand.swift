internal import Compiler
internal import EMCommandLine
internal import EMDiagnostics

/// `emcc-lint rules`: all codes, a line each.
struct RulesCommand {
  /// How the command is typed; `LintProgram.parser` lists it.
  static let declaration = CommandDeclaration(
    "rules", summary: "list all codes and rules", arguments: .none, options: [])

  /// Where output and messages go.
  let program: LintProgram
  /// Not used: the command takes neither options nor arguments.
  let line: CommandLine

  /// Takes a line that the parser accepted.
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

  /// Prints the codes in columns; needs no configuration.
  func run() -> ExitCode {
    program.withOutput(nil) { output in
      let width = CodeRegistry.all.map(\.name.count).max() ?? 0
      for entry in CodeRegistry.all {
        let name = entry.name + String(repeating: " ", count: width - entry.name.count)
        let severity = entry.severity.rawValue
        output.write(
          "\(entry.code)  \(severity)\(String(repeating: " ", count: 7 - severity.count))  \(name)  \(entry.summary)\n")
      }
      return .clean
    }
  }
}
