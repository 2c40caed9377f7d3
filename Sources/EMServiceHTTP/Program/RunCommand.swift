internal import CGlibcExtras
internal import EMBundle
internal import EMCommandLine
internal import EMCredentials
internal import EMService
internal import EMTLS
internal import Glibc

/// `emserviced run` and `emserviced check`.
struct RunCommand {
  /// How `run` is typed.
  static let declaration = CommandDeclaration(
    "run", summary: "serve a cluster until SIGTERM; SIGHUP loads the bundle anew", arguments: .none,
    options: DaemonOptions.all)
  /// How `check` is typed.
  static let checkDeclaration = CommandDeclaration(
    "check", summary: "look at configuration and bundle, and serve nothing", arguments: .none,
    options: DaemonOptions.all)

  private let line: EMCommandLine.CommandLine
  private let settings: DaemonConfiguration

  /// Takes a line that the parser accepted.
  init(_ line: EMCommandLine.CommandLine) throws(ProgramFailure) {
    self.line = line
    settings = try DaemonOptions.configuration(line)
    if let defect = settings.defect { throw ProgramFailure(usage: defect) }
  }

  /// Looks at everything that is read at the start, and says what would be served.
  func check() throws(ProgramFailure) {
    do throws(ServiceFailure) {
      let input = try DaemonInput(settings)
      try settings.inspectPlaces()
      let configuration = input.bundle.configuration
      let cluster = configuration.cluster
      DaemonProgram.write(
        "\(settings.cluster): good: \(cluster.phones.count) phones, \(cluster.users.count) users, "
          + "\(cluster.deviceProfiles.count) device profiles\n", to: STDOUT_FILENO)
      DaemonProgram.write("\(settings.cluster): \(try pins(of: cluster))\n", to: STDOUT_FILENO)
      if let credential = input.credential {
        DaemonProgram.write(
          "\(settings.cluster): SHA-256 of the certificate: \(credential.certificate.fingerprint.hexadecimal)\n",
          to: STDOUT_FILENO)
        for warning in PeerCheck(configuration, credential.certificate).warnings {
          DaemonProgram.say("WARNING: \(warning.cluster): \(warning.reason)")
        }
      }
    } catch {
      throw ProgramFailure(error)
    }
  }

  /// How many users have no PIN, and how many PINs are nobody's.
  private func pins(of cluster: RuntimeCluster) throws(ServiceFailure) -> String {
    var owners: Set<CredentialOwner> = []
    if access(settings.credentials, F_OK) == 0 {
      do throws(StoreFailure) {
        owners = Set(try CredentialRoster(settings.credentials).entries().map(\.owner).filter { $0.kind == .user })
      } catch {
        throw ServiceFailure(error.reason)
      }
    }
    let users = cluster.credentialOwners
    return "users without a PIN: \(users.subtracting(owners).count); "
      + "PINs of users that the bundle does not have: \(owners.subtracting(users).count)"
  }

  /// Serves until a signal ends it.
  func run() throws(ProgramFailure) {
    Self.harden()
    let log = ServiceLog.standardError(settings.log)
    let signals = SignalQueue([SIGTERM, SIGINT, SIGHUP])
    log.log(.info, "start", [.init("version", DaemonProgram.version)])
    let daemon: Daemon
    do throws(ServiceFailure) { daemon = try Daemon(settings, log: log) } catch {
      log.log(.error, "start", [.init("reason", error.reason)])
      throw ProgramFailure(error, isLogged: true)
    }
    log.log(.info, "ready")
    while true {
      switch signals.next(within: 1) {
      case nil: daemon.tick()
      case SIGHUP: daemon.reload(configured)
      case let signal?:
        log.log(.info, "drain", [.init("signal", "\(signal)")])
        // A second one does not wait for anybody.
        return daemon.stop { [SIGTERM, SIGINT].contains(signals.next(within: 0) ?? 0) }
      }
    }
  }

  /// What the file and the command line say now.
  private func configured() throws(ServiceFailure) -> DaemonConfiguration {
    do throws(ProgramFailure) { return try DaemonOptions.configuration(line) } catch {
      throw ServiceFailure(error.reason)
    }
  }

  /// Keeps secrets out of core dumps and of other processes of the user; raises the limit of open files.
  private static func harden() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    cglibcextras_forbid_dumps()
    signal(SIGPIPE, SIG_IGN)
    // A file that may not grow is a full disk, and no reason to end.
    signal(SIGXFSZ, SIG_IGN)
    var files = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0 {
      files.rlim_cur = files.rlim_max
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
    }
  }
}

/// Signals that are waited for instead of handled.
struct SignalQueue {
  private var set = sigset_t()

  /// Blocks signals, for this thread and those that it starts.
  init(_ signals: [Int32]) {
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// The next signal; nil where none comes within some seconds.
  func next(within seconds: Int) -> Int32? {
    var set = set
    var time = timespec(tv_sec: seconds, tv_nsec: 0)
    let signal = sigtimedwait(&set, nil, &time)
    return signal > 0 ? signal : nil
  }
}
