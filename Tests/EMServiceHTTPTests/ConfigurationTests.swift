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
    ("{\"bundel\": \"x\"}", "unknown key 'bundel'"),
    ("{\"limits\": {\"threads\": 0}}", "'threads' must be from 1 to 64, not 0"),
    ("{\"listen\": [\"localhost\"]}", "'localhost' is no address and port, such as 127.0.0.1:8080 or [::1]:8080"),
    ("{\"log\": \"xml\"}", "'log' must be text or json, not 'xml'"),
    ("{\"webhook\": {\"url\": \"x\"}}", "'webhook' needs 'url' and 'deadLetters'"),
    ("{\"cluster\": 1}", "byte 12: a text is wanted here"), ("{", "it ends early, at byte 1"),
  ])
  func `a mistake is named`(text: String, problem: String) throws {
    #expect(throws: ServiceFailure("\(directory.path)/config.json: \(problem)")) { try read(text) }
  }

  @Test func `what is missing is named`() throws {
    var settings = DaemonConfiguration()
    #expect(settings.defect == "no bundle is named")
    settings.bundle = "b"
    settings.cluster = "US"
    settings.store = "s"
    settings.credentials = "c"
    settings.secret = "f"
    #expect(settings.defect == "no place to listen is named ('listen' or 'listenTLS')")
    settings.listeners = [.init(address: ListenAddress(address: "::", port: 1), isTLS: true)]
    #expect(settings.defect == "TLS needs a certificate and its key")
    settings.certificate = "x"
    settings.key = "y"
    settings.peerListener = ListenAddress(address: "::", port: 2)
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
