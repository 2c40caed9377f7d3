internal import EMCommandLine
internal import EMDiagnostics
internal import Glibc

/// The program `emserviced`: its commands and their options.
package enum DaemonProgram {
  /// The program's version.
  package static let version = "0.1.0"

  /// What the process tells its caller.
  package enum ExitCode: Int32 {
    /// Done.
    case done = 0
    /// Wrong usage.
    case usage = 2
    /// Something cannot be read, written or served.
    case couldNotRun = 3
  }

  /// The commands.
  static let parser = ArgumentParser(
    program: "emserviced", version: version,
    summary: """
      An Extension Mobility service for labs, training and tests, out of a bundle of emcc-lint.

      examples:
        emserviced check --config /etc/emserviced/us.json
        emserviced credentials load users.csv --config /etc/emserviced/us.json
        emserviced run --config /etc/emserviced/us.json
        emserviced run --bundle out --cluster US --listen 127.0.0.1:8080 --store us.sqlite \\
          --credentials us-pins.sqlite --secret-file us.secret
        emserviced backup /var/backups --config /etc/emserviced/us.json
      """,
    exitCodes: "0 done, 2 wrong usage, 3 could not run",
    commands: [
      RunCommand.declaration, RunCommand.checkDeclaration, CredentialCommands.declaration, StoreCommands.backup,
      StoreCommands.secret, StoreCommands.benchmark,
    ])

  /// Runs the words behind the program's name.
  package static func run(_ words: [String]) -> ExitCode {
    switch parser.parse(words) {
    case .show(let text):
      write(text, to: STDOUT_FILENO)
      return .done
    case .misuse(let text):
      write(text, to: STDERR_FILENO)
      return .usage
    case .run(let line):
      do throws(ProgramFailure) {
        try run(line)
        return .done
      } catch {
        if !error.isLogged { say(error.reason) }
        return error.code
      }
    }
  }

  private static func run(_ line: EMCommandLine.CommandLine) throws(ProgramFailure) {
    switch line.command {
    case RunCommand.declaration.name: try RunCommand(line).run()
    case RunCommand.checkDeclaration.name: try RunCommand(line).check()
    case StoreCommands.backup.name: try StoreCommands(line).backUp()
    case StoreCommands.secret.name: try StoreCommands(line).makeSecret()
    case StoreCommands.benchmark.name: try StoreCommands(line).measure()
    default: try CredentialCommands(line).run()
    }
  }

  /// Says something on standard error; names come from files, and nothing in them may steer the terminal.
  static func say(_ message: String) { write("emserviced: \(TerminalText(message).string)\n", to: STDERR_FILENO) }

  /// Writes a text.
  static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }
  }
}

/// Why a command ends.
struct ProgramFailure: Error {
  /// What the process ends with.
  var code: DaemonProgram.ExitCode
  /// One sentence.
  var reason: String
  /// True where the log has said it already.
  var isLogged = false

  /// The outside world refuses something.
  init(_ failure: ServiceFailure, isLogged: Bool = false) {
    code = .couldNotRun
    reason = failure.reason
    self.isLogged = isLogged
  }

  /// The command line or the configuration is not usable.
  init(usage reason: String) {
    code = .usage
    self.reason = reason
  }
}
