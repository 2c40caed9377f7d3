internal import EMCommandLine

/// The options that stand for keys of the configuration file, and come before them.
enum DaemonOptions {
  static let config = CommandOption(
    "config", "FILE", .text, summary: "configuration; options come before what is in it")
  static let bundle = CommandOption("bundle", "PATH", .text, summary: "the bundle: its directory or its archive")
  static let cluster = CommandOption("cluster", "HANDLE", .text, summary: "cluster that is served")
  static let publicKey = CommandOption(
    "public-key", "FILE|KEY", .text, summary: "public key of minisign, or its file; the bundle must be signed")
  static let listen = CommandOption(
    "listen", "ADDRESS:PORT", .text, isRepeatable: true, summary: "where HTTP is served; port 0 for any free one")
  static let listenTLS = CommandOption(
    "listen-tls", "ADDRESS:PORT", .text, isRepeatable: true, summary: "where HTTPS is served")
  static let peerListen = CommandOption(
    "peer-listen", "ADDRESS:PORT", .text, summary: "where other clusters are served, over mutual TLS")
  static let operations = CommandOption(
    "operations", "ADDRESS:PORT", .text, summary: "where /metrics, /healthz and /readyz are served")
  static let certificate = CommandOption(
    "certificate", "FILE", .text, summary: "certificate for HTTPS and for other clusters, PEM")
  static let key = CommandOption("key", "FILE", .text, summary: "its private key, PEM")
  static let peerAddress = CommandOption(
    "peer-address", "CLUSTER=HOST:PORT", .text, isRepeatable: true,
    summary: "where another cluster is, if not where the bundle says")
  static let store = CommandOption("store", "FILE", .text, summary: "database of the logins")
  static let credentials = CommandOption("credentials", "FILE", .text, summary: "database of PINs and passwords")
  static let secretFile = CommandOption("secret-file", "FILE", .text, summary: "the server's secret; mode 0600")
  static let eventLog = CommandOption("event-log", "FILE", .text, summary: "file that says what becomes of phones")
  static let webhook = CommandOption("webhook", "URL", .text, summary: "address that is told what becomes of phones")
  static let deadLetters = CommandOption(
    "dead-letters", "FILE", .text, summary: "file for what the webhook has not taken")
  static let log = CommandOption(
    "log", "FORMAT", .choice(ServiceLog.Format.allCases.map(\.rawValue)), summary: "form of the log: text or json")
  static let portFile = CommandOption("port-file", "FILE", .text, summary: "file that gets the addresses and ports")

  /// All of them.
  static let all = [
    config, bundle, cluster, publicKey, listen, listenTLS, peerListen, operations, certificate, key, peerAddress, store,
    credentials, secretFile, eventLog, webhook, deadLetters, log, portFile,
  ]

  /// What a command line says, on top of its file.
  static func configuration(_ line: EMCommandLine.CommandLine) throws(ProgramFailure) -> DaemonConfiguration {
    var settings = DaemonConfiguration()
    if let file = line.value(config) {
      do throws(ServiceFailure) { settings = try DaemonConfiguration(file: file) } catch { throw ProgramFailure(error) }
    }
    settings.bundle = line.value(bundle) ?? settings.bundle
    settings.cluster = line.value(cluster) ?? settings.cluster
    settings.publicKey = line.value(publicKey) ?? settings.publicKey
    settings.certificate = line.value(certificate) ?? settings.certificate
    settings.key = line.value(key) ?? settings.key
    settings.store = line.value(store) ?? settings.store
    settings.credentials = line.value(credentials) ?? settings.credentials
    settings.secret = line.value(secretFile) ?? settings.secret
    settings.eventLog = line.value(eventLog) ?? settings.eventLog
    settings.portFile = line.value(portFile) ?? settings.portFile
    settings.log = line.value(log).flatMap(ServiceLog.Format.init) ?? settings.log
    try addPlaces(line, to: &settings)
    if let url = line.value(webhook) {
      guard let file = line.value(deadLetters) else { throw ProgramFailure(usage: "--webhook needs --dead-letters") }
      settings.webhook = Webhook.Settings(url: url, deadLetters: file)
    }
    return settings
  }

  private static func addPlaces(
    _ line: EMCommandLine.CommandLine, to settings: inout DaemonConfiguration
  ) throws(ProgramFailure) {
    if line.isOn(listen) || line.isOn(listenTLS) { settings.listeners = [] }
    for (option, isTLS) in [(listen, false), (listenTLS, true)] {
      for text in line.values(option) {
        settings.listeners.append(.init(address: try address(text, option), isTLS: isTLS))
      }
    }
    if let text = line.value(peerListen) { settings.peerListener = try address(text, peerListen) }
    if let text = line.value(operations) { settings.operationsListener = try address(text, operations) }
    for text in line.values(peerAddress) {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ProgramFailure(usage: "--peer-address wants CLUSTER=HOST:PORT, not '\(text)'")
      }
      settings.peerAddresses[parts[0]] = parts[1]
    }
  }

  private static func address(_ text: String, _ option: CommandOption) throws(ProgramFailure) -> ListenAddress {
    guard let address = ListenAddress(text) else {
      throw ProgramFailure(
        usage: "--\(option.name) wants an address and port such as 127.0.0.1:8080 or [::1]:8080, not '\(text)'")
    }
    return address
  }
}
