import EMBundle
import EMDiagnostics
import EMService
import EMServiceHTTP
import EMTestSupport
import Foundation
import Testing

/// What becomes of phones is told to an address, and written down where the address does not take it.
struct WebhookTests {
  /// Takes every post whose turn it is, by status.
  private final class Receiver: HTTPHandler {
    let bodies = Locked<[String]>([])
    private let statuses: Locked<[Int]>

    init(_ statuses: [Int]) { self.statuses = Locked(statuses) }

    func handle(_ request: HTTPRequest) -> HTTPHandling {
      bodies.withLock { $0.append(String(decoding: request.body, as: UTF8.self)) }
      let status = statuses.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
      return .now(.text(status, "taken"))
    }
  }

  private let directory: TemporaryDirectory
  private let metrics = ShellMetrics()

  init() throws { directory = try TemporaryDirectory() }

  private func event(_ number: Int) -> DeviceEvent {
    let session = LoginSession(
      device: "SEP\(number)", visiting: "US", user: "eve\"\n", home: "US", profile: "UDP", kind: .local, since: 5)
    var after = PhoneAfterLogin(session: session)
    after.doNotDisturb = true
    return .loggedIn(after, clearsCallLogs: false)
  }

  private func control(_ url: String, _ change: (inout Webhook.Settings) -> Void = { _ in }) throws -> DeviceControl {
    var settings = Webhook.Settings(url: url, deadLetters: "\(directory.path)/dead")
    settings.firstPause = 0.01
    settings.attempts = 3
    change(&settings)
    let log = ServiceLog(.text) { _ in }
    return try DeviceControl(
      eventLog: "\(directory.path)/events", webhook: try Webhook(settings, log: log, metrics: metrics), log: log)
  }

  private func wait(_ count: ShellMetrics.Count, for value: Int) -> Bool {
    let end = MonotonicTime.now.after(seconds: 20)
    while metrics.value(count) < value, MonotonicTime.now < end { usleep(2_000) }
    return metrics.value(count) == value
  }

  private func lines(_ name: String) throws -> [String] {
    try String(contentsOfFile: "\(directory.path)/\(name)", encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test func `events come in order, again where the address did not take them, and in the file too`() throws {
    let receiver = Receiver([200, 503, 500, 200])
    let server = try HTTPServer(ListenAddress(address: "127.0.0.1", port: 0), handler: receiver)
    let control = try control("http://\(server.address.text)/hook")
    for number in 1...3 { control.take(event(number)) }
    #expect(wait(.webhookSent, for: 3))
    control.stop()
    server.stop()
    let bodies = receiver.bodies.withLock { $0 }
    let devices = bodies.map { body in (1...3).first { body.contains("\"device\":\"SEP\($0)\"") } }
    #expect(devices == [1, 2, 2, 2, 3])
    #expect(bodies[1] == bodies[2])
    #expect(try lines("events") == [bodies[0], bodies[1], bodies[4]].map { String($0.dropLast()) })
    #expect(bodies[0].contains(#""user":"eve\"\n","home":"US""#) && bodies[0].contains(#""doNotDisturb":true"#))
    #expect(try lines("dead").isEmpty)
  }

  @Test func `what is refused too often, and what nobody takes, is a dead letter`() throws {
    let receiver = Receiver([500, 500, 500])
    let server = try HTTPServer(ListenAddress(address: "127.0.0.1", port: 0), handler: receiver)
    let control = try control("http://\(server.address.text)/hook")
    control.take(event(1))
    control.take(event(2))
    #expect(wait(.webhookSent, for: 1))
    #expect(metrics.value(.deadLetters) == 1)
    control.stop()
    let address = server.address.text
    server.stop()
    #expect(try lines("dead").count == 1)
    // Nobody listens there any more, and nobody waits for the attempts when the service ends.
    let other = try self.control("http://\(address)/hook") { $0.firstPause = 60 }
    other.take(event(3))
    other.stop()
    #expect(try lines("dead").count == 2)
    #expect(try lines("dead").last?.contains("SEP3") == true)
  }

  @Test func `what can never be sent is said at the start`() throws {
    let address = #expect(throws: ServiceFailure.self) { try control("localhost/hook?token=9") }
    #expect(address?.reason == "the webhook's address must begin with http:// or https://")
    let authorities = #expect(throws: ServiceFailure.self) {
      try control("HTTPS://127.0.0.1/hook") { $0.authorities = "\(directory.path)/none" }
    }
    #expect(authorities?.reason == "\(directory.path)/none: no such file or directory")
  }
}
