internal import Compiler
internal import EMDiagnostics

/// `emcc-lint rules`: all codes, a line each.
struct RulesCommand {
  static let declaration = CommandDeclaration(
    "rules", summary: "list all codes and rules", arguments: .none, options: [])

  let program: LintProgram
  let line: CommandLine

  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

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
