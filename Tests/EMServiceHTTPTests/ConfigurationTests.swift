import EMServiceHTTP
import EMTestSupport
import Foundation
import Testing

/// The configuration file, and what is wrong with one.
struct ConfigurationTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func read(_ text: String) throws -> DaemonConfiguration {
    try DaemonConfiguration(file: try directory.write("config.json", text))
  }

  @Test func `everything can be said in the file, and paths are below it`() throws {
    let settings = try read(
      """
      {"bundle": "bundle", "publicKey": "emcc.pub", "cluster": "US", "listen": ["0.0.0.0:8080", "[::]:8080"],
       "listenTLS": ["127.0.0.1:0"], "peerListen": "[::1]:8444", "operations": "127.0.0.1:9090",
       "certificate": "/etc/us.pem", "key": "us.key",
       "peerAddresses": {"LKF-EU": "eu.example:8444"}, "store": "a", "credentials": "b", "secretFile": "c",
       "eventLog": "d", "portFile": "e", "log": "json",
       "webhook": {"url": "https://x", "deadLetters": "f", "authorizationFile": "g", "authorities": "h", "attempts": 2,
                   "timeout": 3},
       "limits": {"connections": 9, "connectionsPerAddress": 8, "idleSeconds": 7, "requestSeconds": 6, "threads": 5,
                  "openRequests": 4, "drainSeconds": 3, "hashingThreads": 2, "waitingHashes": 1, "perAddress": 0,
                  "perAddressBurst": 10, "perUser": 11, "perUserBurst": 12}}
      """)
    #expect(settings.defect == nil)
    #expect(settings.bundle == "\(directory.path)/bundle")
    #expect(settings.publicKey == "\(directory.path)/emcc.pub")
    #expect(settings.certificate == "/etc/us.pem")
    #expect(settings.listeners.map(\.address.text) == ["0.0.0.0:8080", "[::]:8080", "127.0.0.1:0"])
    #expect(settings.listeners.map(\.isTLS) == [false, false, true])
    #expect(settings.peerListener?.text == "[::1]:8444")
    #expect(settings.peerAddresses == ["LKF-EU": "eu.example:8444"])
    #expect(settings.webhook?.deadLetters == "\(directory.path)/f")
    #expect(settings.webhook?.attempts == 2)
    #expect(settings.log == .json)
    #expect(settings.limits.connections == 9 && settings.limits.requestTime == 6 && settings.limits.threads == 5)
    #expect(settings.rates.perAddress == 0 && settings.rates.userBurst == 12)
    #expect(settings.openRequests == 4 && settings.drainTime == 3 && settings.hashingThreads == 2)
  }

  @Test(arguments: [
    ("{\"bundel\": \"x\"}", "1:2: unknown key 'bundel'"),
    ("{\"limits\": {\"thread\": 0}}", "1:13: unknown key 'limits.thread'"),
    ("{\"limits\": {\n  \"threads\": 0}}", "2:14: 'limits.threads' must be from 1 to 64, not 0"),
    ("{\"limits\": {\n  \"threads\": \"2\"}}", "2:14: 'limits.threads': a whole number is wanted here"),
    (
      "{\"cluster\": \"KÖLN\", \"listen\": [\"localhost:8080\"]}",
      "1:32: 'localhost:8080' is no address and port, such as 127.0.0.1:8080 or [::1]:8080"
    ),
    ("{\"listen\": \"127.0.0.1:80\"}", "1:12: 'listen': an array is wanted here"),
    ("{\"peerAddresses\": {\"EU\": 8}}", "1:26: 'peerAddresses.EU': a text is wanted here"),
    ("{\"log\": \"xml\"}", "1:9: 'log' must be text or json, not 'xml'"),
    ("{\"webhook\": {\"url\": \"x\"}}", "1:24: 'webhook' needs 'url' and 'deadLetters'"),
    ("{\r\n \"cluster\": 1}", "2:13: 'cluster': a text is wanted here"), ("[", "1:1: an object is wanted here"),
    ("{\n\n\"a", "3:3: it ends early"),
  ])
  func `a mistake is named, with its place`(text: String, problem: String) throws {
    #expect(throws: ServiceFailure("\(directory.path)/config.json:\(problem)")) { try read(text) }
  }

  @Test func `what is missing is named`() throws {
    var settings = DaemonConfiguration()
    #expect(settings.defect == "'bundle' (--bundle) is missing")
    settings.bundle = "b"
    #expect(settings.defect == "'cluster' (--cluster) is missing")
    settings.cluster = "US"
    #expect(settings.defect == "'store' (--store) is missing")
    settings.store = "s"
    #expect(settings.defect == "'credentials' (--credentials) is missing")
    settings.credentials = "c"
    #expect(settings.defect == "'secretFile' (--secret-file) is missing")
    settings.secret = "f"
    #expect(settings.defect == "'listen' (--listen) or 'listenTLS' (--listen-tls) is missing")
    settings.listeners = [.init(address: ListenAddress(address: "::", port: 1), isTLS: true)]
    #expect(settings.defect == "'certificate' (--certificate) is missing: 'listenTLS' and 'peerListen' need it")
    settings.certificate = "x"
    #expect(settings.defect == "'key' (--key) is missing: 'listenTLS' and 'peerListen' need it")
    settings.key = "y"
    settings.peerListener = ListenAddress(address: "::", port: 2)
    for address in ["eu.example", "eu.example:0", ":8444", "eu.example:x"] {
      settings.peerAddresses = ["EU": address]
      #expect(
        settings.defect == "'peerAddresses.EU' must be host and port such as eu.example:8444, not '\(address)'")
    }
    settings.peerAddresses = ["EU": "eu.example:8444", "US": "[::1]:8444"]
    #expect(settings.defect == nil)
  }

  @Test func `wrong usage ends with 2, and what cannot be read with 3`() throws {
    #expect(DaemonProgram.run(["serve"]) == .usage)
    #expect(DaemonProgram.run(["check"]) == .usage)
    #expect(DaemonProgram.run(["check", "--config", "\(directory.path)/missing"]) == .couldNotRun)
    let words = ["check", "--bundle", directory.path, "--cluster", "US", "--listen", "127.0.0.1:0", "--store", "x"]
    #expect(DaemonProgram.run(words + ["--credentials", "y", "--secret-file", "z"]) == .couldNotRun)
    #expect(DaemonProgram.run(["--help"]) == .done)
  }
}
