internal import EMBundle
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
  private static let place = [DaemonOptions.config, DaemonOptions.credentials]
  private static let owners = place + [user, application]

  private static let load = CommandDeclaration(
    "credentials load", summary: "add PINs of users and passwords of applications",
    arguments: CommandDeclaration.Arguments(
      "FILE|-", count: 1...1,
      explanation: """
        FILE is CSV with the header 'user,pin' or 'application,password,proxy'; - is standard input. Who is in it \
        already is replaced, who is not stays.
        """),
    options: place + [DaemonOptions.secretFile, DaemonOptions.bundle, DaemonOptions.cluster])
  private static let list = CommandDeclaration(
    "credentials list", summary: "say of whom there are credentials, without secrets", arguments: .none,
    options: place)
  private static let remove = CommandDeclaration(
    "credentials remove", summary: "remove somebody's credentials", arguments: .none, options: owners)
  private static let unlock = CommandDeclaration(
    "credentials unlock", summary: "forget somebody's wrong attempts", arguments: .none, options: owners)

  /// The group.
  static let declaration = CommandDeclaration(
    "credentials", summary: "PINs of users and passwords of applications", members: [load, list, remove, unlock])

  private let line: EMCommandLine.CommandLine
  private let settings: DaemonConfiguration

  /// Takes a line that the parser accepted.
  init(_ line: EMCommandLine.CommandLine) throws(ProgramFailure) {
    self.line = line
    settings = try DaemonOptions.configuration(line)
    if let defect = settings.credentialsDefect { throw ProgramFailure(usage: defect) }
  }

  /// Does what the line says.
  func run() throws(ProgramFailure) {
    switch line.command {
    case Self.load.name:
      if let defect = settings.secretDefect { throw ProgramFailure(usage: defect) }
      do throws(ServiceFailure) { try load() } catch { throw ProgramFailure(error) }
    case Self.list.name: try administer { roster throws(StoreFailure) in try list(roster) }
    case Self.remove.name:
      try change("removed") { roster, owner throws(StoreFailure) in try roster.remove(owner) }
    default: try change("unlocked") { roster, owner throws(StoreFailure) in try roster.unlock(owner) }
    }
  }

  private func administer(_ work: (CredentialRoster) throws(StoreFailure) -> Void) throws(ProgramFailure) {
    do throws(StoreFailure) { try work(try CredentialRoster(settings.credentials)) } catch {
      throw ProgramFailure(ServiceFailure(error.reason))
    }
  }
}

extension CredentialCommands {
  private func load() throws(ServiceFailure) {
    var options = Credentials.Options()
    // Nobody waits for anything else here.
    options.threads = max(options.threads, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let credentials = try Daemon.openCredentials(settings, options)
    defer { credentials.close() }
    do throws(StoreFailure) { try load(into: credentials) } catch { throw ServiceFailure(error.reason) }
  }

  private func load(into credentials: Credentials) throws(StoreFailure) {
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
    Self.warn("PINs that the policy would refuse", report.weakLines)
    warnOfUnknown(file)
    DaemonProgram.write(
      "\(report.added) added, \(report.replaced) replaced, \(report.unchanged) unchanged\n", to: STDOUT_FILENO)
  }

  /// Tells of users that the bundle does not have, where one is named.
  private func warnOfUnknown(_ file: CredentialFile) {
    guard !settings.bundle.isEmpty, !settings.cluster.isEmpty else { return }
    do throws(ServiceFailure) {
      let users = try ServiceBundle(settings).configuration.cluster.credentialOwners
      Self.warn(
        "users that the bundle does not have", file.lines { !users.contains(CredentialOwner(.user, $0)) })
    } catch {
      DaemonProgram.say("users are not compared with the bundle: \(error.reason)")
    }
  }

  /// Says how many lines something is true of, and which the first ones are; nothing where it is true of none.
  private static func warn(_ what: String, _ lines: [Int]) {
    guard !lines.isEmpty else { return }
    let first = lines.prefix(20).map(String.init).joined(separator: ", ")
    DaemonProgram.say(
      "\(what): \(lines.count) (line\(lines.count == 1 ? "" : "s") \(first)\(lines.count > 20 ? ", …" : ""))")
  }

  private func list(_ roster: CredentialRoster) throws(StoreFailure) {
    for entry in try roster.entries() {
      var words = [entry.owner.kind.rawValue, entry.owner.id]
      if entry.isProxy { words.append("proxy") }
      if entry.mustChange == true { words.append("must-change") }
      if entry.lockedUntil != nil { words.append("locked") }
      DaemonProgram.write(words.joined(separator: "\t") + "\n", to: STDOUT_FILENO)
    }
  }

  private func change(
    _ done: String, _ work: (CredentialRoster, CredentialOwner) throws(StoreFailure) -> Bool
  ) throws(ProgramFailure) {
    let owners =
      line.values(Self.user).map { CredentialOwner(.user, $0) }
      + line.values(Self.application).map { CredentialOwner(.application, $0) }
    guard !owners.isEmpty else { throw ProgramFailure(usage: "--user or --application is missing") }
    var unknown: [String] = []
    try administer { roster throws(StoreFailure) in
      for owner in owners {
        if try work(roster, owner) {
          DaemonProgram.write("\(owner.kind.rawValue) \(owner.id): \(done)\n", to: STDOUT_FILENO)
        } else {
          unknown.append("\(owner.kind.rawValue) '\(owner.id)'")
        }
      }
    }
    guard unknown.isEmpty else {
      throw ProgramFailure(ServiceFailure("there are no credentials of \(unknown.joined(separator: ", "))"))
    }
  }
}

extension RuntimeCluster {
  /// The users, as those of whom there may be a PIN.
  var credentialOwners: Set<CredentialOwner> { Set(users.map { CredentialOwner(.user, $0.id) }) }
}
