import EMDiagnostics
import EMService
import EMServiceHTTP
import EMTestSupport
import Foundation
import Testing

/// Whole daemons in this process, asked over their sockets.
struct DaemonTests {
  let directory: TemporaryDirectory
  private let lines = Locked<[String]>([])

  init() throws { directory = try TemporaryDirectory() }

  var log: ServiceLog {
    ServiceLog(.json) { [lines] bytes in lines.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) } }
  }

  /// What the daemon has written, in one piece.
  var logged: String { lines.withLock { $0.joined() } }

  func path(_ name: String) -> String { "\(directory.path)/\(name)" }

  /// The settings of a cluster with credentials loaded.
  func settings(_ cluster: String = "EU") throws -> DaemonConfiguration {
    var settings = DaemonConfiguration()
    settings.bundle = try ThreeContinents.bundle()
    settings.cluster = cluster
    settings.listeners = [.init(address: ListenAddress(address: "127.0.0.1", port: 0), isTLS: false)]
    settings.operationsListener = ListenAddress(address: "127.0.0.1", port: 0)
    settings.store = path("\(cluster)-logins.sqlite")
    settings.credentials = path("\(cluster)-pins.sqlite")
    settings.secret = path("\(cluster)-secret")
    settings.eventLog = path("\(cluster)-events")
    settings.hashingThreads = 2
    #expect(DaemonProgram.run(["secret", settings.secret]) == .done)
    try directory.write("users.csv", "user,pin\nawebster,84236\nmreyes,84236\n")
    try directory.write("apps.csv", "application,password,proxy\nbot,Geheim-7,true\n")
    for file in ["users.csv", "apps.csv"] {
      let words = ["credentials", "load", path(file), "--credentials", settings.credentials, "--secret-file"]
      #expect(DaemonProgram.run(words + [settings.secret]) == .done)
    }
    return settings
  }

  func get(_ server: HTTPServer, _ target: String, method: String = "GET") throws -> String {
    let connection = try #require(RawConnection(port: server.address.port))
    connection.send("\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    return connection.answer()
  }

  func api(_ server: HTTPServer, _ body: String, kind: String = "request", user: String = "bot") throws
    -> String
  {
    let info = "<appInfo><appID>\(user)</appID><appCertificate>Geheim-7</appCertificate></appInfo>"
    let form = "xml=<\(kind)>\(info)\(body)</\(kind)>"
    let connection = try #require(RawConnection(port: server.address.port))
    connection.send(
      "POST /emservice/EMServiceServlet HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(form.utf8.count)\r\n\r\n\(form)"
    )
    return connection.answer().httpBody
  }

  @Test func `an application and a phone log users in and out, and no log holds a secret`() throws {
    let settings = try settings()
    let daemon = try Daemon(settings, log: log)
    let server = try #require(daemon.servers.first)
    let operations = try #require(daemon.servers.last)
    let phone = "SEP0A2101000001"
    let success = "<?xml version=\"1.0\"?>\n<response>\n<success/>\n</response>\n"
    #expect(
      try api(server, "<login><deviceName>\(phone)</deviceName><userID>awebster</userID></login>") == success)
    #expect(
      try api(server, "<deviceUserQuery><deviceName>\(phone)</deviceName></deviceUserQuery>", kind: "query")
        .contains("<userID>awebster</userID>"))
    #expect(try api(server, "<logout><deviceName>\(phone)</deviceName></logout>") == success)
    #expect(
      try api(server, "<logout><deviceName>\(phone)</deviceName></logout>", user: "nobody")
        .contains("<error code=\"3\">Could not authenticate 'nobody'</error>"))
    let page = "/emapp/EMAppServlet?device=\(phone)"
    #expect(try get(server, page).contains("<CiscoIPPhoneInput>"))
    #expect(try get(server, "\(page)&userid=awebster&seq=99887").contains("(201)"))
    #expect(try get(server, "\(page)&userid=nobody&seq=99887").contains("(201)"))
    #expect(try get(server, "\(page)&userid=awebster&seq=84236").httpStatus == 200)
    #expect(try get(operations, "/metrics").contains("\nem_sessions 1\n"))
    #expect(try get(operations, "/invariants").httpBody == "good\n")
    #expect(try get(operations, "/readyz").httpStatus == 200)
    for field in ["Origin: http://example.com", "Sec-Fetch-Site: cross-site"] {
      let connection = try #require(RawConnection(port: operations.address.port))
      connection.send("POST /logout?device=\(phone) HTTP/1.1\r\nHost: x\r\n\(field)\r\nContent-Length: 0\r\n\r\n")
      #expect(connection.answer().httpStatus == 403)
    }
    #expect(try get(operations, "/logout?device=\(phone)", method: "POST").httpBody == "done\n")
    #expect(try get(server, "/metrics").httpStatus == 404)
    #expect(try get(server, "/emcc/v1", method: "POST").httpStatus == 403)
    daemon.stop()
    let events = try String(contentsOfFile: path("EU-events"), encoding: .utf8)
    #expect(events.split(separator: "\n").count == 4)
    for secret in ["84236", "99887", "Geheim-7"] { #expect(!(logged + events).contains(secret)) }
  }

  @Test func `who tries PINs of many users from one address has to wait`() throws {
    var settings = try settings()
    settings.rates.failures = 0.001
    settings.rates.failureBurst = 3
    let daemon = try Daemon(settings, log: log)
    let server = try #require(daemon.servers.first)
    let page = "/emapp/EMAppServlet?device=SEP0A2101000001"
    let change = "/changecredential/ChangeCredentialServlet?changePin=true&userid=c&oldpin=1&newpin=90417"
    #expect(try get(server, "\(page)&userid=a&seq=11111").contains("(201)"))
    #expect(try api(server, "<logoutAll/>", user: "b").contains("code=\"3\""))
    #expect(try get(server, "\(change)&confirmnewpin=90417").contains("User ID or PIN is wrong"))
    #expect(try get(server, "\(page)&userid=awebster&seq=84236").contains("(26)"))
    #expect(try api(server, "<logoutAll/>").contains("code=\"26\""))
    // What needs no PIN goes on.
    #expect(try get(server, page).contains("<CiscoIPPhoneInput>"))
    daemon.stop()
  }

  @Test func `a bundle that is not good is not taken, and the former one stays`() throws {
    var settings = try settings()
    let copy = path("bundle")
    try FileManager.default.copyItem(atPath: settings.bundle, toPath: copy)
    settings.bundle = copy
    let daemon = try Daemon(settings, log: log)
    let server = try #require(daemon.servers.first)
    try directory.write("bundle/runtime/deployment.json", "{}")
    daemon.reload { settings }
    #expect(logged.contains(#""event":"reload","reason":"#))
    #expect(logged.contains("the former one stays"))
    #expect(
      try api(server, "<login><deviceName>SEP0A2101000001</deviceName><userID>awebster</userID></login>")
        .contains("<success/>"))
    settings.bundle = try ThreeContinents.bundle()
    daemon.reload { settings }
    #expect(logged.contains(#""level":"info","event":"reload""#))
    daemon.stop()
    #expect(throws: ServiceFailure.self) {
      settings.bundle = copy
      _ = try Daemon(settings, log: log)
    }
  }
}
