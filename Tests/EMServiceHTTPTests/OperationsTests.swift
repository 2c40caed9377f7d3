import EMServiceHTTP
import EMTestSupport
import Testing

/// What those who run the service ask for.
struct OperationsTests {
  private let daemon: DaemonTests

  init() throws { daemon = try DaemonTests() }

  @Test func `operators are told what is wrong with a request`() throws {
    let running = try Daemon(try daemon.settings(), log: daemon.log)
    let operations = try #require(running.servers.last)
    func post(_ target: String) throws -> String {
      let answer = try daemon.get(operations, target, method: "POST")
      return "\(answer.httpStatus) \(answer.httpBody)"
    }
    let phone = "SEP0A2101000001"
    #expect(try post("/registrations?device=\(phone)&address=1.2") == "400 '1.2' is no address of IPv4 or IPv6\n")
    #expect(try post("/registrations?device=SEP0&address=10.1.2.3") == "400 the cluster has no phone 'SEP0'\n")
    #expect(try post("/registrations?device=\(phone)&address=10.1.2.3") == "200 taken\n")
    #expect(try post("/registrations?device=\(phone)&address=2001:DB8:0::1") == "200 taken\n")
    #expect(try post("/do-not-disturb?device=\(phone)&on=yes") == "400 on must be true or false, not 'yes'\n")
    #expect(
      try post("/do-not-disturb?device=\(phone)&on=true")
        == "409 error 19 (No user logged in): nobody is logged in on '\(phone)'\n")
    running.stop()
  }
}
