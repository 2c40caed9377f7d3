internal import EMDiagnostics
internal import Compiler
package import EMCommandLine
internal import EMDSL
internal import Glibc

/// The program `emcc-lint`: what its commands do, apart from the process around it.
package struct LintProgram {
  /// The program's version.
  package static let version = "0.1.0"

  /// Where output and messages go, and what the process knows; replaced in tests.
  package struct Environment {
    /// Writes to standard error.
    package var writeError: (String) -> Void
    /// Whether standard output is a terminal.
    package var isTerminal: Bool
    /// Reads an environment variable.
    package var variable: (String) -> String?
    /// Today, yyyymmdd, in UTC.
    package var today: UInt32
    /// The text of standard input, at most one byte more than the limit.
    package var readInput: (Int) throws -> [UInt8]
    /// Asks for a password on the terminal; nil when there is none, or nothing was answered.
    package var askPassword: (_ prompt: String) -> [UInt8]?
    /// Standard output.
    package var standardOutput: OutputFile
    /// The descriptor of standard error where that is a terminal.
    package var errorTerminal: Int32?
    /// When how far the work is appears on that terminal.
    var progressPace = ProgressLine.Pace()
    /// The directory of the program's file, in which others of the project are looked for; nil for none.
    package var ownDirectory: String?
    /// Becomes the program at a path, with words whose first is its name; gives the reason where that cannot be.
    package var becomeProgram: (_ path: String, _ words: [String]) -> String

    /// Makes an environment.
    package init(
      writeError: @escaping (String) -> Void, isTerminal: Bool, variable: @escaping (String) -> String?, today: UInt32,
      readInput: @escaping (Int) throws -> [UInt8], askPassword: @escaping (String) -> [UInt8]? = { _ in nil },
      standardOutput: OutputFile, errorTerminal: Int32? = nil, ownDirectory: String? = nil,
      becomeProgram: @escaping (_ path: String, _ words: [String]) -> String = { _, _ in "no program can be started" }
    ) {
      self.writeError = writeError
      self.isTerminal = isTerminal
      self.variable = variable
      self.today = today
      self.readInput = readInput
      self.askPassword = askPassword
      self.standardOutput = standardOutput
      self.errorTerminal = errorTerminal
      self.ownDirectory = ownDirectory
      self.becomeProgram = becomeProgram
    }
  }

  /// The process around the program.
  let environment: Environment

  /// Makes the program in an environment.
  package init(environment: Environment) { self.environment = environment }

  /// The commands.
  package static let parser = ArgumentParser(
    program: "emcc-lint", version: version,
    summary: "Checks and compiles the Extension Mobility configuration of Cisco Unified CM clusters.",
    commands: [
      CheckCommand.declaration, CompileCommand.declaration, VerifyCommand.declaration, ShowCommand.declaration,
      ExplainCommand.declaration, Simulations.declaration, RulesCommand.declaration, SchemaCommand.declaration,
      PhoneCommand.declaration,
    ])

  /// Runs the words behind the program's name.
  package func run(_ words: [String]) -> ExitCode {
    switch LintProgram.parser.parse(words) {
    case .show(let text):
      environment.standardOutput.write(text)
      return commit(environment.standardOutput) ? .clean : .couldNotRun
    case .misuse(let text):
      environment.writeError(text)
      return .usage
    case .run(let line) where line.command == PhoneCommand.declaration.name:
      return PhoneCommand(program: self, Array(words.dropFirst())).run()
    case .run(let line): return run(line)
    }
  }

  private func run(_ line: CommandLine) -> ExitCode {
    if let simulation = Simulations.command(line.command) { return simulation.init(program: self, line).run() }
    return switch line.command {
    case CheckCommand.declaration.name: CheckCommand(program: self, line).run()
    case CompileCommand.declaration.name: CompileCommand(program: self, line).run()
    case VerifyCommand.declaration.name: VerifyCommand(program: self, line).run()
    case ShowCommand.declaration.name: ShowCommand(program: self, line).run()
    case ExplainCommand.declaration.name: ExplainCommand(program: self, line).run()
    case RulesCommand.declaration.name: RulesCommand(program: self, line).run()
    default: SchemaCommand(program: self, line).run()
    }
  }

  /// Says something on standard error.
  ///
  /// Names come from files and command lines: nothing in them may steer the terminal.
  func say(_ message: String) {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map { TerminalText(String($0)).string }
    environment.writeError("emcc-lint: \(lines.joined(separator: "\n"))\n")
  }

  /// Completes an output; says so when that fails.
  func commit(_ output: OutputFile) -> Bool {
    do throws(SourceFailure) {
      try output.commit()
      return true
    } catch {
      say(error.reason)
      return false
    }
  }

  /// Runs `body` with the output that `--output` names, or standard output; completes it.
  func withOutput(_ path: String?, _ body: (OutputFile) -> ExitCode) -> ExitCode {
    do throws(SourceFailure) {
      let output =
        try path.map { path throws(SourceFailure) in try OutputFile(path: path) } ?? environment.standardOutput
      let code = body(output)
      return commit(output) ? code : .couldNotRun
    } catch {
      say(error.reason)
      return .couldNotRun
    }
  }

  /// Whether text that goes to a path (nil: standard output) is coloured.
  func isColored(_ mode: ColorMode, _ path: String?) -> Bool {
    mode.isOn(isTerminal: path == nil && environment.isTerminal, environment: environment.variable)
  }
}
