internal import EMCommandLine
internal import EMCredentials
internal import EMDiagnostics
internal import EMService
internal import EMStoreSQLite
internal import Glibc

/// `emserviced backup`, `secret` and `bench-store`.
struct StoreCommands {
  /// How `backup` is typed.
  static let backup = CommandDeclaration(
    "backup", summary: "copy the databases, also while the service runs",
    arguments: CommandDeclaration.Arguments(
      "DIR", count: 1...1,
      explanation: """
        DIR gets logins.sqlite and credentials.sqlite, in place of older ones. The server's secret is not in them: \
        without it nobody can use the credentials.
        """),
    options: [DaemonOptions.config, DaemonOptions.store, DaemonOptions.credentials])
  /// How `secret` is typed.
  static let secret = CommandDeclaration(
    "secret", summary: "make the server's secret, without which PINs cannot be checked",
    arguments: CommandDeclaration.Arguments("FILE", count: 1...1, explanation: "FILE must not be there yet."),
    options: [])
  private static let seconds = CommandOption(
    "seconds", "N", .number(1...600), summary: "seconds for each rate; 3 without it")
  /// How `bench-store` is typed.
  static let benchmark = CommandDeclaration(
    "bench-store", summary: "measure how many commits a second the disk of a directory takes",
    arguments: CommandDeclaration.Arguments("DIR", count: 1...1), options: [seconds])

  private let line: EMCommandLine.CommandLine
  private var path: String { line.arguments.first ?? "." }

  /// Takes a line that the parser accepted.
  init(_ line: EMCommandLine.CommandLine) { self.line = line }

  /// Copies both databases.
  func backUp() throws(ProgramFailure) {
    let settings = try DaemonOptions.configuration(line)
    guard !settings.store.isEmpty || !settings.credentials.isEmpty else {
      throw ProgramFailure(usage: "'store' (--store) or 'credentials' (--credentials) is missing")
    }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw ProgramFailure(ServiceFailure("\(path): cannot be made: \(systemMessage(errno))"))
    }
    do throws(StoreFailure) {
      if !settings.store.isEmpty { try SQLiteStore.backup(settings.store, to: "\(path)/logins.sqlite") }
      if !settings.credentials.isEmpty {
        try Credentials.backup(settings.credentials, to: "\(path)/credentials.sqlite")
      }
    } catch {
      throw ProgramFailure(ServiceFailure(error.reason))
    }
  }

  /// Makes a secret.
  func makeSecret() throws(ProgramFailure) {
    do throws(SecretFailure) { try ServerSecret.create(path) } catch {
      throw ProgramFailure(ServiceFailure(error.reason))
    }
  }

  /// Measures the disk.
  func measure() throws(ProgramFailure) {
    do throws(StoreFailure) {
      let result = try StoreBenchmark(in: path, seconds: Double(line.number(Self.seconds) ?? 3))
      DaemonProgram.write(result.text, to: STDOUT_FILENO)
    } catch {
      throw ProgramFailure(ServiceFailure(error.reason))
    }
  }
}
