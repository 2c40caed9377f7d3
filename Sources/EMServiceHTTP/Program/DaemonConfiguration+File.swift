internal import EMJSON

extension DaemonConfiguration {
  /// Reads a configuration file; paths in it are below its own directory where they do not begin with a slash.
  package init(file: String) throws(ServiceFailure) {
    self.init()
    let bytes = try SecretFile.read(file, isSecret: false)
    let directory = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    var reader = ConfigurationReader(bytes, directory: file.contains("/") ? directory : ".")
    do throws(JSONFailure) { try reader.read(into: &self) } catch { throw ServiceFailure("\(file): \(error.reason)") }
    if let problem = reader.problem { throw ServiceFailure("\(file): \(problem)") }
  }
}

/// Reads the file.
struct ConfigurationReader {
  private var json: JSONReader
  private let directory: String
  /// What is wrong apart from the form: the first thing.
  private(set) var problem: String?

  /// Begins to read.
  init(_ bytes: [UInt8], directory: String) {
    json = JSONReader(bytes, limits: JSONReader.Limits(size: 1 << 20, depth: 4))
    self.directory = directory
  }

  /// Reads everything.
  mutating func read(into configuration: inout DaemonConfiguration) throws(JSONFailure) {
    try json.beginObject()
    while let key = try json.nextKey() {
      let isKnown = try readFile(key, &configuration)
      if !isKnown { try readPlace(key, &configuration) }
      if problem != nil { return }
    }
    try json.end()
  }

  /// Reads what names files; false for any other key.
  private mutating func readFile(_ key: String, _ configuration: inout DaemonConfiguration) throws(JSONFailure) -> Bool
  {
    switch key {
    case "bundle": configuration.bundle = try path()
    case "certificate": configuration.certificate = try path()
    case "key": configuration.key = try path()
    case "store": configuration.store = try path()
    case "credentials": configuration.credentials = try path()
    case "secretFile": configuration.secret = try path()
    case "eventLog": configuration.eventLog = try path()
    case "portFile": configuration.portFile = try path()
    case "publicKey":
      let text = try json.string()
      configuration.publicKey = text.hasPrefix("RW") ? text : resolved(text)
    default: return false
    }
    return true
  }

  private mutating func readPlace(_ key: String, _ configuration: inout DaemonConfiguration) throws(JSONFailure) {
    switch key {
    case "cluster": configuration.cluster = try json.string()
    case "listen": try listeners(isTLS: false, &configuration)
    case "listenTLS": try listeners(isTLS: true, &configuration)
    case "peerListen": configuration.peerListener = try address()
    case "operations": configuration.operationsListener = try address()
    case "peerAddresses":
      try json.beginObject()
      while let peer = try json.nextKey() { configuration.peerAddresses[peer] = try json.string() }
    case "log":
      let text = try json.string()
      guard let format = ServiceLog.Format(rawValue: text) else {
        problem = "'log' must be text or json, not '\(text)'"
        return
      }
      configuration.log = format
    case "webhook": try webhook(&configuration)
    case "limits": try limits(&configuration)
    default: problem = "unknown key '\(key)'"
    }
  }

  private mutating func webhook(_ configuration: inout DaemonConfiguration) throws(JSONFailure) {
    var settings = Webhook.Settings(url: "", deadLetters: "")
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "url": settings.url = try json.string()
      case "deadLetters": settings.deadLetters = try path()
      case "authorizationFile": configuration.webhookAuthorization = try path()
      case "authorities": settings.authorities = try path()
      case "attempts": settings.attempts = try number(key, 1...100) ?? settings.attempts
      case "timeout": settings.timeout = try number(key, 1...300) ?? settings.timeout
      default: problem = "unknown key 'webhook.\(key)'"
      }
      if problem != nil { return }
    }
    if settings.url.isEmpty || settings.deadLetters.isEmpty { problem = "'webhook' needs 'url' and 'deadLetters'" }
    configuration.webhook = settings
  }

  private mutating func limits(_ configuration: inout DaemonConfiguration) throws(JSONFailure) {
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "connections": set(&configuration.limits.connections, try number(key, 1...1_000_000))
      case "connectionsPerAddress": set(&configuration.limits.connectionsPerAddress, try number(key, 0...1_000_000))
      case "idleSeconds": set(&configuration.limits.idleTime, try number(key, 1...3600))
      case "requestSeconds": set(&configuration.limits.requestTime, try number(key, 1...3600))
      case "threads": set(&configuration.limits.threads, try number(key, 1...64))
      case "openRequests": set(&configuration.openRequests, try number(key, 1...1_000_000))
      case "drainSeconds": set(&configuration.drainTime, try number(key, 0...3600))
      case "hashingThreads": configuration.hashingThreads = try number(key, 1...64)
      case "waitingHashes": set(&configuration.waitingHashes, try number(key, 1...1_000_000))
      case "perAddress": configuration.rates.perAddress = Double(try number(key, 0...1_000_000) ?? 0)
      case "perAddressBurst": configuration.rates.addressBurst = Double(try number(key, 1...1_000_000) ?? 1)
      case "perAddressFailures": configuration.rates.failures = Double(try number(key, 0...1_000_000) ?? 0)
      case "perAddressFailureBurst":
        configuration.rates.failureBurst = Double(try number(key, 1...1_000_000) ?? 1)
      case "perUser": configuration.rates.perUser = Double(try number(key, 0...1_000_000) ?? 0)
      case "perUserBurst": configuration.rates.userBurst = Double(try number(key, 1...1_000_000) ?? 1)
      default: problem = "unknown key 'limits.\(key)'"
      }
      if problem != nil { return }
    }
  }

  private func set(_ place: inout Int, _ value: Int?) { place = value ?? place }

  /// A whole number of a range; nil, with a problem, for any other.
  private mutating func number(_ key: String, _ range: ClosedRange<Int>) throws(JSONFailure) -> Int? {
    let number = try json.integer()
    guard let value = Int(exactly: number), range.contains(value) else {
      problem = "'\(key)' must be from \(range.lowerBound) to \(range.upperBound), not \(number)"
      return nil
    }
    return value
  }

  private mutating func listeners(
    isTLS: Bool, _ configuration: inout DaemonConfiguration
  ) throws(JSONFailure) {
    try json.beginArray()
    while try json.nextElement() {
      guard let address = try address() else { return }
      configuration.listeners.append(DaemonConfiguration.Listener(address: address, isTLS: isTLS))
    }
  }

  private mutating func address() throws(JSONFailure) -> ListenAddress? {
    let text = try json.string()
    guard let address = ListenAddress(text) else {
      problem = "'\(text)' is no address and port, such as 127.0.0.1:8080 or [::1]:8080"
      return nil
    }
    return address
  }

  private mutating func path() throws(JSONFailure) -> String { resolved(try json.string()) }

  private func resolved(_ path: String) -> String {
    path.hasPrefix("/") || path.isEmpty ? path : "\(directory)/\(path)"
  }
}

extension ListenAddress {
  /// Reads `127.0.0.1:8080` or `[::1]:8080`; nil for anything else.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty else { return nil }
    self.init(address: host, port: port)
  }
}
