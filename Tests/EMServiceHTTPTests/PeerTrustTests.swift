import EMBundle
import EMDiagnostics
import EMHTTPClient
import EMService
import EMServiceHTTP
import EMTLS
import EMTestSupport
import Foundation
import Testing

/// Whom another cluster is taken for, and that nothing is said before that is known.
struct PeerTrustTests {
  private let lines = Locked<[String]>([])
  private let time = Locked(0)
  private let request = PeerRequest.checkUser(
    CheckUserRequest(
      to: RuntimeRemoteCluster(peer: "EU", clusterID: "LKF-EU"), visiting: "US", visitingClusterID: "LKF-US",
      user: "awebster", pin: "84236"))

  private var log: ServiceLog {
    ServiceLog(.text) { [lines] bytes in lines.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) } }
  }

  /// What US knows: the certificates of EU, by the names of their fixtures.
  private func directory(_ names: [String], _ server: RecordingServer) throws -> PeerDirectory {
    PeerDirectory(try configuration(names), addresses: ["LKF-EU": "127.0.0.1:\(server.port)"])
  }

  private func configuration(_ names: [String]) throws -> ServiceConfiguration {
    var eu = RuntimeCluster(handle: "EU", clusterID: "LKF-EU", version: nil)
    eu.certificates = try names.map { try TestCredential.named($0).certificate.fingerprint }
    let us = RuntimeCluster(handle: "US", clusterID: "LKF-US", version: nil)
    return ServiceConfiguration(us, in: RuntimeDeployment(clusters: [eu, us]))
  }

  private func client(_ directory: PeerDirectory) throws -> PeerClient {
    let now = try TestCredential.named("expired").certificate.expires - 1
    time.withLock { $0 = now }
    return try PeerClient(
      directory, try TestCredential.named("us"), log: log, metrics: ShellMetrics(),
      clock: { [time] in time.withLock { $0 } })
  }

  /// Asks EU and waits; nil where an answer came, whatever it was.
  private func obstacle(_ client: PeerClient) -> PeerObstacle? {
    let later = Later<PeerObstacle?>()
    client.ask("EU", request, timeout: 10) { result in
      switch result {
      case .success: later.give(nil)
      case .failure(let obstacle): later.give(obstacle)
      }
    }
    return later.wait() ?? nil
  }

  @Test func `the cluster's certificate gets the request, PIN and all`() throws {
    let server = try RecordingServer(["eu"])
    let client = try client(try directory(["stranger", "eu"], server))
    // The server's answer is no message.
    #expect(obstacle(client) == .silent)
    client.stop()
    let visit = try #require(server.stop().first)
    #expect(visit.text.hasPrefix("POST /emcc/v1 HTTP/1.1\r\n"))
    #expect(visit.text.contains("84236"))
    #expect(try visit.certificate == TestCredential.named("us").certificate)
  }

  @Test func `another certificate gets not one byte`() throws {
    let server = try RecordingServer(["stranger"])
    let client = try client(try directory(["eu"], server))
    #expect(obstacle(client) == .untrusted)
    client.stop()
    #expect(server.stop().map(\.text) == [""])
    let fingerprint = try TestCredential.named("stranger").certificate.fingerprint.hexadecimal
    #expect(lines.withLock { $0.joined() }.contains("the certificate that it shows, of SHA-256 \(fingerprint)"))
  }

  @Test func `a certificate that is not valid yet or no more gets not one byte`() throws {
    let expired = try TestCredential.named("expired").certificate
    for (now, reason) in [(expired.activates - 1, "is not valid yet"), (expired.expires, "has expired")] {
      let server = try RecordingServer(["expired"])
      let client = try client(try directory(["expired"], server))
      time.withLock { $0 = now }
      #expect(obstacle(client) == .untrusted)
      client.stop()
      #expect(server.stop().map(\.text) == [""])
      #expect(lines.withLock { $0.joined() }.contains("its certificate \(reason)"))
    }
  }

  @Test func `a certificate may change to the next one between two requests, and to no other`() throws {
    let server = try RecordingServer(["eu", "expired", "stranger"], keepsConnections: false)
    let client = try client(try directory(["eu", "expired"], server))
    #expect(obstacle(client) == .silent)
    #expect(obstacle(client) == .silent)
    #expect(obstacle(client) == .untrusted)
    client.stop()
    #expect(server.stop().map { $0.text.contains("84236") } == [true, true, false])
  }

  @Test func `an open connection is looked at again for each request`() throws {
    let server = try RecordingServer(["eu"])
    let directory = try directory(["eu"], server)
    let client = try client(directory)
    #expect(obstacle(client) == .silent)
    directory.replace(try configuration(["stranger"]), addresses: ["LKF-EU": "127.0.0.1:\(server.port)"])
    #expect(obstacle(client) == .untrusted)
    client.stop()
    #expect(requests(server.stop()) == [1, 0])
  }

  @Test func `a connection that still shows the former certificate is given up for a new one`() throws {
    let server = try RecordingServer(["eu", "stranger"])
    let directory = try directory(["eu"], server)
    let client = try client(directory)
    #expect(obstacle(client) == .silent)
    directory.replace(try configuration(["stranger"]), addresses: ["LKF-EU": "127.0.0.1:\(server.port)"])
    for _ in 1...2 { #expect(obstacle(client) == .silent) }
    client.stop()
    #expect(requests(server.stop()) == [1, 2])
  }

  /// Requests that came over each connection.
  private func requests(_ visits: [RecordingServer.Visit]) -> [Int] {
    visits.map { $0.text.components(separatedBy: "POST ").count - 1 }
  }

  @Test func `a renewed certificate is shown from the next request on`() throws {
    let server = try RecordingServer(["eu"])
    let client = try client(try directory(["eu"], server))
    #expect(obstacle(client) == .silent)
    client.use(try TestCredential.named("stranger"))
    #expect(obstacle(client) == .silent)
    client.stop()
    let shown = server.stop().map(\.certificate)
    #expect(try shown == ["us", "stranger"].map { try TestCredential.named($0).certificate })
  }

  @Test func `a cluster without a fingerprint is not even called`() throws {
    let server = try RecordingServer(["eu"])
    let directory = try directory([], server)
    let client = try client(directory)
    #expect(obstacle(client) == .untrusted)
    client.stop()
    #expect(server.stop().isEmpty)
    #expect(lines.withLock { $0.joined() }.contains("certificates.tomcat.sha256"))
  }

  @Test func `who comes is the one cluster that has the certificate`() throws {
    let eu = try TestCredential.named("eu").certificate
    let now = eu.activates
    var configuration = try configuration(["eu"])
    let directory = PeerDirectory(configuration, addresses: [:])
    #expect(directory.handle(of: eu, at: now) == "EU")
    #expect(directory.handle(of: eu, at: eu.expires) == nil)
    #expect(directory.handle(of: eu, at: eu.activates - 1) == nil)
    #expect(try directory.handle(of: TestCredential.named("stranger").certificate, at: now) == nil)
    var clusters = configuration.deployment.clusters
    clusters.update("US") { $0.certificates = [eu.fingerprint] }
    configuration = ServiceConfiguration(configuration.cluster, in: RuntimeDeployment(clusters: clusters))
    directory.replace(configuration, addresses: [:])
    #expect(directory.handle(of: eu, at: now) == nil)
    #expect(directory.distrust(of: eu, shownBy: "EU", at: now)?.hasPrefix("several clusters have") == true)
  }

  @Test func `a fingerprint that two clusters have is told of beforehand`() throws {
    let (us, eu) = (try TestCredential.named("us").certificate, try TestCredential.named("eu").certificate)
    var clusters = try configuration(["eu", "stranger"]).deployment.clusters
    clusters.update("US") { $0.certificates = [us.fingerprint] }
    func warnings() throws -> [PeerCheck.Warning] {
      let own = try #require(clusters["US"])
      return PeerCheck(ServiceConfiguration(own, in: RuntimeDeployment(clusters: clusters)), us, at: us.activates)
        .warnings
    }
    #expect(try warnings().isEmpty)
    clusters.update("US") { $0.certificates.append(eu.fingerprint) }
    let reason = "the bundle has one of its fingerprints for US too: who shows it is not trusted"
    #expect(try warnings().map { [$0.cluster, $0.reason] } == [["EU", reason]])
  }

  @Test func `numbers of files rise until the system has no higher one`() {
    var numbers = FileNumbers()
    var taken: Set<Int32> = [4]
    func take() -> Int32 {
      numbers.take { lowest in
        let free = (lowest..<7).first { !taken.contains($0) } ?? -1
        taken.insert(free)
        return free
      }
    }
    #expect(take() == 3)
    taken.remove(3)
    #expect([take(), take()] == [5, 6])
    taken.remove(5)
    #expect([take(), take()] == [3, 5])
    #expect(take() == -1)
    taken.remove(4)
    #expect(take() == 4)
  }
}
