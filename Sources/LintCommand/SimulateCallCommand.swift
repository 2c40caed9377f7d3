internal import Compiler
internal import EMDiagnostics

/// `emcc-lint simulate call`: which way a dialled number takes, and whether that is the right one.
struct SimulateCallCommand: SimulateCommand {
  /// How the command is typed; `Simulations` lists it.
  static let declaration = CommandDeclaration(
    "simulate call", summary: "follow a dialled number to where it ends, step by step",
    arguments: .none, options: [.path, .output, .color, .threads, .quiet])

  /// Where output and messages go.
  let program: LintProgram
  /// The options as typed.
  let line: CommandLine

  /// Takes a line that the parser accepted.
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

  /// Follows the call.
  func run() -> ExitCode {
    switch CheckedInput.load(program, paths: line.values(.path), options: CommonOptions(line), today: nil) {
    case .failure(let failure): failure.code
    case .success: .clean
    }
  }
}
