internal import EMCommandLine

/// A command of the group `emcc-lint simulate`.
protocol SimulateCommand: SendableMetatype {
  /// How the command is typed; its name begins with `simulate`.
  static var declaration: CommandDeclaration { get }
  /// Takes a line that the parser accepted.
  init(program: LintProgram, _ line: CommandLine)
  /// Does what the line asks for.
  func run() -> ExitCode
}

/// The group `emcc-lint simulate`: what would happen, answered from the configuration alone.
enum Simulations {
  /// The commands of the group, in the order of the help.
  static let commands: [any SimulateCommand.Type] = [
    SimulateCallCommand.self, SimulateMatrixCommand.self, SimulateLoginCommand.self, SimulateLoginsCommand.self,
  ]

  /// How the group is typed; `LintProgram.parser` lists it.
  static let declaration = CommandDeclaration(
    "simulate", summary: "say what calls and logins would do, with the line of YAML behind every step",
    members: commands.map { $0.declaration })

  /// The command of a name such as `simulate call`; nil where it is none of the group.
  static func command(_ name: String) -> (any SimulateCommand.Type)? {
    commands.first { $0.declaration.name == name }
  }
}
