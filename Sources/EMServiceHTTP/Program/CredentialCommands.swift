internal import EMCommandLine
internal import EMCredentials
internal import EMDiagnostics
internal import EMService
internal import Glibc

/// `emserviced credentials load|list|remove|unlock`.
struct CredentialCommands {
  private static let user = CommandOption("user", "ID", .text, isRepeatable: true, summary: "an end user")
  private static let application = CommandOption(
    "application", "ID", .text, isRepeatable: true, summary: "an application of the EM API")
  private static let owners = DaemonOptions.ofCredentials + [user, application]

  private static let load = CommandDeclaration(
    "credentials load", summary: "add PINs of users and passwords of applications",
    arguments: CommandDeclaration.Arguments(
      "FILE|-", count: 1...1,
      explanation: """
        FILE is CSV with the header 'user,pin' or 'application,password,proxy'; - is standard input. Who is in it \
        already is replaced, who is not stays.
        """),
    options: DaemonOptions.ofCredentials)
  private static let list = CommandDeclaration(
    "credentials list", summary: "say of whom there are credentials, without secrets", arguments: .none,
    options: DaemonOptions.ofCredentials)
  private static let remove = CommandDeclaration(
    "credentials remove", summary: "remove somebody's credentials", arguments: .none, options: owners)
  private static let unlock = CommandDeclaration(
    "credentials unlock", summary: "forget somebody's wrong attempts", arguments: .none, options: owners)

  /// The group.
  static let declaration = CommandDeclaration(
    "credentials", summary: "PINs of users and passwords of applications", members: [load, list, remove, unlock])

  private let line: EMCommandLine.CommandLine
  private let credentials: Credentials

  /// Takes a line that the parser accepted.
  init(_ line: EMCommandLine.CommandLine) throws(ProgramFailure) {
    self.line = line
    let settings = try DaemonOptions.configuration(line)
    guard !settings.credentials.isEmpty else { throw ProgramFailure(usage: "no file for the credentials is named") }
    guard !settings.secret.isEmpty else { throw ProgramFailure(usage: "no file with the server's secret is named") }
    var options = Credentials.Options()
    // Nobody waits for anything else here.
    options.threads = max(options.threads, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    do throws(ServiceFailure) {
      credentials = try Daemon.openCredentials(settings, options)
    } catch {
      throw ProgramFailure(error)
    }
  }

  /// Does what the line says.
  func run() throws(ProgramFailure) {
    defer { credentials.close() }
    do throws(StoreFailure) {
      switch line.command {
      case Self.load.name: try load()
      case Self.list.name: try list()
      case Self.remove.name: try change("removed") { owner throws(StoreFailure) in try credentials.remove(owner) }
      default: try change("unlocked") { owner throws(StoreFailure) in try credentials.unlock(owner) }
      }
    } catch {
      throw ProgramFailure(ServiceFailure(error.reason))
    }
  }
}

extension CredentialCommands {
  private func load() throws(StoreFailure) {
    let file: CredentialFile
    do throws(CredentialFileFailure) { file = try CredentialFile(path: line.arguments.first ?? "-") } catch {
      throw StoreFailure(reason: error.reason, isTemporary: false)
    }
    guard file.problems.isEmpty else {
      for problem in file.problems { DaemonProgram.say("line \(problem.line): \(problem.text)") }
      throw StoreFailure(reason: "nothing was loaded", isTemporary: false)
    }
    let hashed = Locked(0)
    let isSeen = isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"
    let report = try ProgressLine.show(
      on: isSeen ? STDERR_FILENO : nil, { "\(hashed.withLock { $0 }) of \(file.count) hashed; Ctrl-C changes nothing" }
    ) { () throws(StoreFailure) in
      try credentials.load(file) { hashed.withLock { $0 += 1 } }
    }
    if !report.weakLines.isEmpty {
      let lines = report.weakLines.prefix(20).map(String.init).joined(separator: ", ")
      let more = report.weakLines.count > 20 ? ", …" : ""
      DaemonProgram.say("PINs that the policy would refuse stand in lines \(lines)\(more)")
    }
    DaemonProgram.write(
      "\(report.added) added, \(report.replaced) replaced, \(report.unchanged) unchanged\n", to: STDOUT_FILENO)
  }

  private func list() throws(StoreFailure) {
    for entry in try credentials.entries() {
      var words = [entry.owner.kind.rawValue, entry.owner.id]
      if entry.isProxy { words.append("proxy") }
      if entry.mustChange == true { words.append("must-change") }
      if entry.lockedUntil != nil { words.append("locked") }
      DaemonProgram.write(words.joined(separator: "\t") + "\n", to: STDOUT_FILENO)
    }
  }

  private func change(
    _ done: String, _ work: (CredentialOwner) throws(StoreFailure) -> Bool
  ) throws(StoreFailure) {
    let owners =
      line.values(Self.user).map { CredentialOwner(.user, $0) }
      + line.values(Self.application).map { CredentialOwner(.application, $0) }
    guard !owners.isEmpty else {
      throw StoreFailure(reason: "say whose with --user or --application", isTemporary: false)
    }
    for owner in owners {
      let isThere = try work(owner)
      DaemonProgram.write(
        "\(owner.kind.rawValue) \(owner.id): \(isThere ? done : "has no credentials")\n", to: STDOUT_FILENO)
    }
  }
}
