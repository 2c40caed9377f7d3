import EMServiceHTTP
import EMTestSupport
import Foundation
import Testing

/// What keeps a service from starting, which `check` finds too, and what is told of PINs.
struct DaemonStartTests {
  private let daemon: DaemonTests
  private var directory: TemporaryDirectory { daemon.directory }

  init() throws { daemon = try DaemonTests() }

  /// A configuration file with what a cluster needs and some keys more, each with its comma.
  private func file(_ more: String = "", listen: String = "127.0.0.1:0", store: String = "logins") throws -> String {
    if !FileManager.default.fileExists(atPath: daemon.path("secret")) {
      #expect(DaemonProgram.run(["secret", daemon.path("secret")]) == .done)
    }
    return try directory.write(
      "eu.json",
      """
      {\(more) "bundle": "\(ThreeContinents.bundle())", "cluster": "EU", "listen": ["\(listen)"], "store": "\(store)",
       "credentials": "pins", "secretFile": "secret", "log": "json"}
      """)
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
  }

  /// Why neither `check` nor a start takes a file; nothing is made by either of them.
  private func refusal(_ file: String) throws -> String? {
    let before = try names()
    let check = try DaemonCommand(["check", "--config", file])
    let failure = #expect(throws: ServiceFailure.self) {
      _ = try Daemon(try DaemonConfiguration(file: file), log: daemon.log)
    }
    let reason = failure?.reason ?? ""
    #expect(check.messages == "emserviced: \(reason)\n")
    #expect(check.code != 0 && check.output == "")
    #expect(try names() == before)
    return reason.replacingOccurrences(of: directory.path, with: "DIR")
  }

  @Test func `check refuses what a start would, in the same words, and makes nothing`() throws {
    try directory.write("text", String(repeating: "no database. ", count: 100))
    try directory.write("empty", [UInt8("\n".utf8.first ?? 0)])
    #expect(chmod(daemon.path("empty"), 0o600) == 0)
    #expect(try refusal(try file(store: "text")) == "DIR/text: file is not a database")
    #expect(try refusal(try file(store: "no/logins")) == "DIR/no/logins: cannot be written: no such file or directory")
    #expect(try refusal(try file(store: "text/logins")) == "DIR/text/logins: cannot be written: not a directory")
    #expect(try refusal(try file("\"eventLog\": \"/\",")) == "/: is a directory")
    #expect(
      try refusal(try file("\"portFile\": \"no/ports\","))
        == "DIR/no/ports: cannot be written: no such file or directory")
    #expect(
      try refusal(try file(listen: "192.0.2.1:8080"))
        == "cannot listen on 192.0.2.1:8080: cannot assign requested address")
    #expect(
      try refusal(try file("\"peerAddresses\": {\"ASIA\": \"asia.example:8444\"},"))
        == "'peerAddresses.ASIA': EU has no other cluster 'ASIA' in the bundle")
    #expect(
      try refusal(try file("\"peerAddresses\": {\"US\": \"us.example\"},"))
        == "'peerAddresses.US' must be host and port such as eu.example:8444, not 'us.example'")
    func webhook(_ more: String) -> String { "\"webhook\": {\"deadLetters\": \"dead\", \(more)}," }
    #expect(
      try refusal(try file(webhook("\"url\": \"example.com\"")))
        == "the webhook's address must begin with http:// or https://")
    #expect(
      try refusal(try file(webhook("\"url\": \"http://x\", \"authorizationFile\": \"no\"")))
        == "DIR/no: no such file or directory")
    #expect(
      try refusal(try file(webhook("\"url\": \"http://x\", \"authorizationFile\": \"empty\"")))
        == "DIR/empty: its first line is empty, and the header 'Authorization' needs it")
    let good = try file(
      webhook("\"url\": \"http://x\"") + "\"peerAddresses\": {\"US\": \"us.example:8444\", \"LKF-APAC\": \"[::1]:1\"},")
    let before = try names()
    #expect(DaemonProgram.run(["check", "--config", good]) == .done)
    #expect(try names() == before)
  }

  @Test func `a start that fails is told once, in the form of the log`() throws {
    let run = try DaemonCommand(["run", "--config", try file(store: "no/logins")])
    let lines = run.messages.split(separator: "\n")
    #expect(run.code == 3 && lines.count == 2 && lines.allSatisfy { $0.hasPrefix("{\"time\":") })
    #expect(lines.last?.contains("no/logins: cannot be written: no such file or directory\"") == true)
  }

  @Test func `paths are as they are written below the directory of the process`() throws {
    _ = try file()
    try directory.write("here.json", "{\"bundle\": \"../no-such-bundle\"}")
    let words = ["check", "--config", "here.json", "--cluster", "EU", "--listen", "127.0.0.1:0", "--store", "s"]
    let check = try DaemonCommand(words + ["--credentials", "c", "--secret-file", "secret"], in: directory.path)
    #expect(check.messages == "emserviced: ../no-such-bundle: no such file or directory\n")
  }

  @Test func `users and PINs are compared with the bundle`() throws {
    let file = try file()
    let check = ["check", "--config", file]
    let users = try #require(try DaemonCommand(check).output.firstMatch(of: /(\d+) users/)?.output.1).description
    let all = try #require(Int(users))
    #expect(
      try DaemonCommand(check).output.contains(
        "EU: users without a PIN: \(all); PINs of users that the bundle does not have: 0\n"))
    try directory.write("pins.csv", "user,pin\nawebster,84236\nghost,84236\n")
    let load = try DaemonCommand(["credentials", "load", daemon.path("pins.csv"), "--config", file])
    #expect(load.output == "2 added, 0 replaced, 0 unchanged\n")
    #expect(load.messages == "emserviced: users that the bundle does not have: 1 (line 3)\n")
    #expect(
      try DaemonCommand(check).output.contains(
        "EU: users without a PIN: \(all - 1); PINs of users that the bundle does not have: 1\n"))
    try directory.write("weak.csv", "user,pin\nawebster,11111\nghost,84236\nphantom,1\n")
    let weak = try DaemonCommand(["credentials", "load", daemon.path("weak.csv"), "--config", file])
    #expect(
      weak.messages == """
        emserviced: PINs that the policy would refuse: 2 (lines 2, 4)
        emserviced: users that the bundle does not have: 2 (lines 3, 4)

        """)
  }

  @Test func `credentials are administered without the secret, and made by loading only`() throws {
    let pins = daemon.path("pins")
    for words in [["list"], ["remove", "--user", "x"], ["unlock", "--user", "x"]] {
      let run = try DaemonCommand(["credentials"] + words + ["--credentials", pins])
      #expect(run.code == 3)
      #expect(run.messages == "emserviced: \(pins): cannot be opened: no such file or directory\n")
    }
    #expect(!FileManager.default.fileExists(atPath: pins))
    #expect(try DaemonCommand(["credentials", "remove", "--credentials", pins]).code == 2)
    #expect(
      try DaemonCommand(["credentials", "load", "-", "--credentials", pins]).messages
        == "emserviced: 'secretFile' (--secret-file) is missing\n")
    let settings = try daemon.settings()
    let place = ["--credentials", settings.credentials]
    #expect(
      try DaemonCommand(["credentials", "list"] + place).output
        == "application\tbot\tproxy\nuser\tawebster\nuser\tmreyes\n")
    let removed = try DaemonCommand(["credentials", "remove", "--user", "x", "--user", "AWEBSTER"] + place)
    #expect(removed.code == 3 && removed.output == "user AWEBSTER: removed\n")
    #expect(removed.messages == "emserviced: there are no credentials of user 'x'\n")
  }

  @Test func `a service without credentials says so at the start`() throws {
    let running = try Daemon(try DaemonConfiguration(file: try file()), log: daemon.log)
    running.stop()
    #expect(daemon.logged.contains(#""event":"credentials","reason":"there are none: every login fails until"#))
  }
}
