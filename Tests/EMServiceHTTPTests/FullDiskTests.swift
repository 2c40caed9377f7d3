import EMServiceHTTP
import EMTestSupport
import Foundation
import Testing

/// A daemon whose files cannot be written for a while, as the kernel says it (`RLIMIT_FSIZE`).
struct FullDiskTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write("apps.csv", "application,password,proxy\nbot,Geheim-7,true\n")
    try directory.write(
      "config.json",
      """
      {"bundle": "\(try ThreeContinents.bundle())", "cluster": "EU", "listen": ["127.0.0.1:0"],
       "operations": "127.0.0.1:0", "store": "logins.sqlite", "credentials": "pins.sqlite", "secretFile": "secret",
       "portFile": "ports"}
      """)
    #expect(DaemonProgram.run(["secret", path("secret")]) == .done)
    #expect(DaemonProgram.run(["credentials", "load", path("apps.csv"), "--config", path("config.json")]) == .done)
  }

  private func path(_ name: String) -> String { "\(directory.path)/\(name)" }

  private func ports() throws -> [UInt16] {
    try String(contentsOfFile: path("ports"), encoding: .utf8).split(separator: "\n")
      .compactMap { $0.split(separator: " ").last.flatMap { UInt16($0) } }
  }

  private func ready(_ port: UInt16) throws -> String {
    let connection = try #require(RawConnection(port: port))
    connection.send("GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")
    return connection.answer()
  }

  private func ask(_ port: UInt16, _ body: String, kind: String = "request") throws -> String {
    let info = "<appInfo><appID>bot</appID><appCertificate>Geheim-7</appCertificate></appInfo>"
    let form = "xml=<\(kind)>\(info)\(body)</\(kind)>"
    let connection = try #require(RawConnection(port: port))
    connection.send(
      "POST /emservice/EMServiceServlet HTTP/1.1\r\nHost: x\r\nContent-Length: \(form.utf8.count)\r\n\r\n\(form)")
    return connection.answer().httpBody
  }

  @Test func `while nothing can be written logins are answered with 6, and afterwards all goes on by itself`() throws {
    let daemon = try RunningDaemon(configuration: path("config.json"))
    try #require(daemon.hasLogged(" ready"))
    let (port, operations) = (try #require(try ports().first), try #require(try ports().last))
    let (first, second) = ("<deviceName>SEP0A2101000001</deviceName>", "<deviceName>SEP0A2101000002</deviceName>")
    #expect(try ask(port, "<login>\(first)<userID>awebster</userID></login>").contains("<success/>"))
    #expect(try ready(operations).httpStatus == 200)
    try daemon.setDiskFull(true)
    #expect(try ask(port, "<login>\(second)<userID>brhodes</userID></login>").contains("<error code=\"6\">"))
    #expect(try ask(port, "<logout>\(first)</logout>").contains("<error code=\"6\">"))
    #expect(
      try ask(port, "<deviceUserQuery>\(first)</deviceUserQuery>", kind: "query").contains("<userID>awebster<"))
    let state = try ready(operations)
    #expect(state.httpStatus == 503)
    #expect(state.httpBody.hasPrefix("not ready: \(path("logins.sqlite")): "), "\(state.httpBody)")
    try daemon.setDiskFull(false)
    #expect(daemon.hasLogged("works again"))
    #expect(try ready(operations).httpStatus == 200)
    #expect(try ask(port, "<logout>\(first)</logout>").contains("<success/>"))
    #expect(daemon.stop() == 0)
  }
}
