import EMDiagnostics
import EMHTTPClient
import EMService
import EMServiceHTTP
import Testing

/// Limits, logs and numbers.
struct HostPartTests {
  private let start = MonotonicTime(nanoseconds: 1_000_000_000)

  @Test func `a name passes in a burst, then at its rate, and others are not concerned`() {
    let limiter = RateLimiter(perSecond: 2, burst: 3)
    let first = (0..<5).map { _ in limiter.admits("a", at: start) }
    #expect(first == [true, true, true, false, false])
    #expect(limiter.admits("b", at: start))
    let later = (0..<3).map { _ in limiter.admits("a", at: start.after(seconds: 1)) }
    #expect(later == [true, true, false])
    #expect((0..<3).map { _ in limiter.admits("c", takesToken: false, at: start) } == [true, true, true])
    #expect(RateLimiter(perSecond: 0, burst: 1).admits("a") && RateLimiter(perSecond: 0, burst: 1).admits("a"))
  }

  @Test(arguments: [
    ("10.0.0.1", "10.0.0.1"), ("::ffff:10.0.0.1", "10.0.0.1"), ("2001:db8:0:1::5", "20:1:d:b8:0:0:0:1/64"),
    ("2001:db8:0:1:ffff::", "20:1:d:b8:0:0:0:1/64"), ("2001:db8:0:2::5", "20:1:d:b8:0:0:0:2/64"), ("", ""),
  ]) func `addresses of a network of IPv6 are limited together`(address: String, network: String) {
    #expect(clientNetwork(of: address) == network)
  }

  @Test func `the table of names does not grow, and a name that is held back stays so while others come`() {
    let limiter = RateLimiter(perSecond: 0.001, burst: 1, capacity: 100)
    #expect(limiter.admits("held", at: start))
    for number in 0..<90 { _ = limiter.admits("other \(number)", at: start) }
    #expect(!limiter.admits("held", at: start))
    for number in 0..<10_000 { _ = limiter.admits("more \(number)", at: start) }
    #expect(limiter.count == 100)
  }

  @Test func `a clock that is put back goes on, and one that is put forward is followed`() {
    func moment(_ seconds: UInt64) -> MonotonicTime { MonotonicTime(nanoseconds: seconds * 1_000_000_000) }
    let clock = ForwardClock(1000, at: moment(50))
    #expect(clock.seconds(1001, at: moment(51)) == 1001)
    #expect(clock.seconds(9000, at: moment(52)) == 9000)
    #expect(clock.seconds(1003, at: moment(53)) == 9001)
    #expect(clock.seconds(1010, at: moment(60)) == 9008)
    #expect(clock.seconds(9500, at: moment(61)) == 9500)
  }

  @Test func `nobody writes lines of the log but the service`() throws {
    let lines = Locked<[String]>([])
    for format in ServiceLog.Format.allCases {
      let log = ServiceLog(format) { bytes in lines.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) } }
      log.log(.info, "login", [.init("user", "eve\n2026 info login user=adam"), .init("phone", "SEP1")])
    }
    let written = lines.withLock { $0 }
    #expect(written.allSatisfy { $0.hasSuffix("\n") && $0.filter { $0 == "\n" }.count == 1 })
    let text = try #require(written.first)
    let json = try #require(written.last)
    #expect(text.contains(#" info login user="eve\n2026 info login user=adam" phone=SEP1"#))
    #expect(json.contains(#""level":"info","event":"login","user":"eve\n2026 info login user=adam","phone":"SEP1"}"#))
  }

  @Test func `durations are counted in every bucket that they fit in`() {
    let metrics = ShellMetrics()
    metrics.observe(.request("login"), seconds: 0.02)
    metrics.observe(.request("login"), seconds: 99)
    metrics.count(.failedCommits)
    let text = metrics.text([ServiceCounter("em_sessions", "Users.", isGauge: true, 7)])
    for line in [
      "# TYPE em_sessions gauge", "em_sessions 7", "em_failed_commits_total 1",
      #"em_request_duration_seconds_bucket{kind="login",le="0.01"} 0"#,
      #"em_request_duration_seconds_bucket{kind="login",le="0.025"} 1"#,
      #"em_request_duration_seconds_bucket{kind="login",le="+Inf"} 2"#,
      #"em_request_duration_seconds_count{kind="login"} 2"#, "em_commit_duration_seconds_count 0",
    ] {
      #expect(text.split(separator: "\n").contains { $0 == line }, "\(line)")
    }
  }

  @Test(arguments: [("127.0.0.1:80", "127.0.0.1", 80), ("[::1]:0", "::1", 0), ("[fe80::1%lo]:9", "fe80::1%lo", 9)])
  func `addresses are read as they are written in URLs`(text: String, address: String, port: UInt16) {
    #expect(ListenAddress(text) == ListenAddress(address: address, port: port))
  }

  @Test(arguments: [("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("0.0.0.0", false), ("::", false)])
  func `whether other machines reach an address`(address: String, isLoopback: Bool) {
    #expect(ListenAddress(address: address, port: 1).isLoopback == isLoopback)
  }

  @Test(arguments: [
    "127.0.0.1", ":80", "::1:80", "[127.0.0.1:80", "127.0.0.1:65536", "127.0.0.1:x", "localhost:80", "1.2:80", "",
  ])
  func `what is no numeric address with a port is refused`(text: String) { #expect(ListenAddress(text) == nil) }

  @Test func `why a request fails is told with where it should have gone`() throws {
    let client = try #require(HTTPClient())
    let failure = Later<HTTPCallFailure?>()
    // Nobody listens there: the port is one of those that are never chosen.
    client.send(HTTPCall(url: "http://127.0.0.1:1/", headers: [], body: nil, timeout: 5)) { result in
      if case .failure(let reason) = result { failure.give(reason) } else { failure.give(nil) }
    }
    guard case .disconnected(let reason)?? = failure.wait() else {
      Issue.record("somebody listens there")
      return
    }
    #expect(reason.contains("127.0.0.1 port 1"))
    client.stop()
  }
}
