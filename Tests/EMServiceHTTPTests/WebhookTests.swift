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
    private let posts = Mailbox<String>()
    private let statuses: Locked<[Int]>

    init(_ statuses: [Int]) { self.statuses = Locked(statuses) }

    func handle(_ request: HTTPRequest) -> HTTPHandling {
      posts.push(String(decoding: request.body, as: UTF8.self))
      let status = statuses.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
      return .now(.text(status, "taken"))
    }

    /// The posts up to the first one of an event; all that come within 20 seconds where it does not.
    ///
    /// One is sent after the other: when an event comes, what has become of those before it is known.
    func bodies(upTo number: Int) -> [String] {
      let end = MonotonicTime.now.after(seconds: 20)
      var bodies: [String] = []
      while let more = posts.takeAll(until: end), !more.isEmpty {
        bodies += more
        if let last = bodies.firstIndex(where: { Receiver.event(in: $0) == number }) { return Array(bodies[...last]) }
      }
      return bodies
    }

    /// The number of the event that a post is about.
    static func event(in body: String) -> Int? { (1...4).first { body.contains("\"device\":\"SEP\($0)\"") } }
  }

  private let directory: TemporaryDirectory
  private let metrics = ShellMetrics()
  private let logged = Locked<[String]>([])

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
    let log = ServiceLog(.text) { [logged] bytes in
      // Without the time.
      let words = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 1)
      logged.withLock { $0.append(String(words[1])) }
    }
    return try DeviceControl(
      eventLog: "\(directory.path)/events", webhook: try Webhook(settings, log: log, metrics: metrics), log: log)
  }

  private func lines(_ name: String) throws -> [String] {
    try String(contentsOfFile: "\(directory.path)/\(name)", encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test func `events come in order, again where the address did not take them, and in the file too`() throws {
    // The last event is never taken, so that nothing changes any more when it has come.
    let receiver = Receiver([200, 503, 500, 200, 200] + Array(repeating: 500, count: 100))
    let server = try HTTPServer(ListenAddress(address: "127.0.0.1", port: 0), handler: receiver)
    let control = try control("http://\(server.address.text)/hook") { $0.attempts = 100 }
    for number in 1...4 { control.take(event(number)) }
    let bodies = receiver.bodies(upTo: 4)
    try #require(bodies.map { Receiver.event(in: $0) } == [1, 2, 2, 2, 3, 4])
    #expect(metrics.value(.webhookSent) == 3)
    #expect(try lines("dead").isEmpty)
    control.stop()
    server.stop()
    #expect(try lines("dead").map { Receiver.event(in: $0) } == [4])
    // Not each attempt: only that the address has begun to refuse, and that it takes events again.
    #expect(
      logged.withLock { $0.prefix(2) } == [
        "warning webhook reason=\"status 503\" state=retrying\n", "info webhook reason=\"status 200\" state=sending\n",
      ])
    #expect(bodies[1] == bodies[2])
    #expect(try lines("events") == [0, 1, 4, 5].map { String(bodies[$0].dropLast()) })
    #expect(bodies[0].contains(#""user":"eve\"\n","home":"US""#) && bodies[0].contains(#""doNotDisturb":true"#))
  }

  @Test func `what is refused too often is a dead letter`() throws {
    let receiver = Receiver([500, 500, 500])
    let server = try HTTPServer(ListenAddress(address: "127.0.0.1", port: 0), handler: receiver)
    let control = try control("http://\(server.address.text)/hook")
    control.take(event(1))
    control.take(event(2))
    #expect(receiver.bodies(upTo: 2).map { Receiver.event(in: $0) } == [1, 1, 1, 2])
    #expect(metrics.value(.deadLetters) == 1)
    #expect(try lines("dead").map { Receiver.event(in: $0) } == [1])
    control.stop()
    server.stop()
  }

  @Test func `what nobody takes before the service ends is a dead letter`() throws {
    let server = try HTTPServer(ListenAddress(address: "127.0.0.1", port: 0), handler: Receiver([]))
    let address = server.address.text
    server.stop()
    // Nobody listens there any more, and nobody waits for the attempts when the service ends.
    let control = try control("http://\(address)/hook") { $0.firstPause = 60 }
    control.take(event(3))
    control.stop()
    #expect(try lines("dead").map { Receiver.event(in: $0) } == [3])
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
