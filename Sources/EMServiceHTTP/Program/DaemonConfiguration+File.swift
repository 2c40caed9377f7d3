internal import EMJSON

extension DaemonConfiguration {
  /// Reads a configuration file; paths in it are below its own directory where they do not begin with a slash.
  package init(file: String) throws(ServiceFailure) {
    self.init()
    let bytes = try SecretFile.read(file, isSecret: false)
    let directory = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    var reader = ConfigurationReader(bytes, directory: file.contains("/") ? directory : nil)
    if let problem = reader.read(into: &self) { throw ServiceFailure("\(file):\(problem)") }
  }
}

/// Reads the file.
struct ConfigurationReader {
  private let bytes: [UInt8]
  private var json: JSONReader
  /// Where paths begin; nil for the directory of the process.
  private let directory: String?
  /// The key that was read last, behind those around it.
  private var key = ""
  /// What is wrong with the last value, apart from its form.
  private var problem: String?

  /// Begins to read.
  init(_ bytes: [UInt8], directory: String?) {
    self.bytes = bytes
    json = JSONReader(bytes, limits: JSONReader.Limits(size: 1 << 20, depth: 4))
    self.directory = directory
  }

  /// Reads everything; the first thing that is wrong, behind its line and column, or nil.
  mutating func read(into configuration: inout DaemonConfiguration) -> String? {
    do throws(JSONFailure) {
      try readKeys(&configuration)
      return problem.map { "\(place(json.offset)): \($0)" }
    } catch {
      let subject = if case .wanted = error.problem, !key.isEmpty { "'\(key)': " } else { "" }
      return "\(place(error.offset)): \(subject)\(error.problem.text)"
    }
  }

  /// Line and column of a byte, from 1, in characters.
  private func place(_ offset: Int) -> String {
    let before = bytes.prefix(offset)
    let line = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).last ?? []
    return "\(before.count { $0 == UInt8(ascii: "\n") } + 1):\(line.count { $0 & 0xC0 != 0x80 } + 1)"
  }

  private mutating func readKeys(_ configuration: inout DaemonConfiguration) throws(JSONFailure) {
    try json.beginObject()
    while let key = try json.nextKey() {
      self.key = key
      let isKnown = try readFile(key, &configuration)
      if !isKnown { try readPlace(key, &configuration) }
      if problem != nil { return }
    }
    try json.end()
  }

  /// The next key of an object that is the value of a key.
  private mutating func nextKey(in outer: String) throws(JSONFailure) -> String? {
    guard let inner = try json.nextKey() else { return nil }
    key = "\(outer).\(inner)"
    return inner
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
      while let peer = try nextKey(in: key) { configuration.peerAddresses[peer] = try json.string() }
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
    while let key = try nextKey(in: "webhook") {
      switch key {
      case "url": settings.url = try json.string()
      case "deadLetters": settings.deadLetters = try path()
      case "authorizationFile": configuration.webhookAuthorization = try path()
      case "authorities": settings.authorities = try path()
      case "attempts": settings.attempts = try number(1...100) ?? settings.attempts
      case "timeout": settings.timeout = try number(1...300) ?? settings.timeout
      default: problem = "unknown key '\(self.key)'"
      }
      if problem != nil { return }
    }
    if settings.url.isEmpty || settings.deadLetters.isEmpty { problem = "'webhook' needs 'url' and 'deadLetters'" }
    configuration.webhook = settings
  }

  private mutating func limits(_ configuration: inout DaemonConfiguration) throws(JSONFailure) {
    try json.beginObject()
    while let key = try nextKey(in: "limits") {
      switch key {
      case "connections": set(&configuration.limits.connections, try number(1...1_000_000))
      case "connectionsPerAddress": set(&configuration.limits.connectionsPerAddress, try number(0...1_000_000))
      case "idleSeconds": set(&configuration.limits.idleTime, try number(1...3600))
      case "requestSeconds": set(&configuration.limits.requestTime, try number(1...3600))
      case "threads": set(&configuration.limits.threads, try number(1...64))
      case "openRequests": set(&configuration.openRequests, try number(1...1_000_000))
      case "drainSeconds": set(&configuration.drainTime, try number(0...3600))
      case "hashingThreads": configuration.hashingThreads = try number(1...64)
      case "waitingHashes": set(&configuration.waitingHashes, try number(1...1_000_000))
      case "perAddress": configuration.rates.perAddress = Double(try number(0...1_000_000) ?? 0)
      case "perAddressBurst": configuration.rates.addressBurst = Double(try number(1...1_000_000) ?? 1)
      case "perAddressFailures": configuration.rates.failures = Double(try number(0...1_000_000) ?? 0)
      case "perAddressFailureBurst":
        configuration.rates.failureBurst = Double(try number(1...1_000_000) ?? 1)
      case "perUser": configuration.rates.perUser = Double(try number(0...1_000_000) ?? 0)
      case "perUserBurst": configuration.rates.userBurst = Double(try number(1...1_000_000) ?? 1)
      default: problem = "unknown key '\(self.key)'"
      }
      if problem != nil { return }
    }
  }

  private func set(_ place: inout Int, _ value: Int?) { place = value ?? place }

  /// A whole number of a range; nil, with a problem, for any other.
  private mutating func number(_ range: ClosedRange<Int>) throws(JSONFailure) -> Int? {
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
    guard let directory, !path.hasPrefix("/"), !path.isEmpty else { return path }
    return "\(directory)/\(path)"
  }
}

extension ListenAddress {
  /// Reads `127.0.0.1:8080` or `[::1]:8080`; nil for anything else, such as a name.
  package init?(_ text: String) {
    guard let parts = Self.parts(text) else { return nil }
    // A zone, as in fe80::1%eth0, is this machine's own matter.
    guard canonicalAddress(String(parts.host.prefix { $0 != "%" })) != nil else { return nil }
    self.init(address: parts.host, port: parts.port)
  }

  /// Host, without brackets, and port of `HOST:PORT`; nil for anything else.
  static func parts(_ text: String) -> (host: String, port: UInt16)? {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
    } else if host.contains(":") {
      return nil
    }
    return host.isEmpty ? nil : (host, port)
  }
}
