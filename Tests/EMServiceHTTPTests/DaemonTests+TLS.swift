import EMBundle
import EMDiagnostics
import EMHTTPClient
import EMServiceHTTP
import EMTLS
import EMTestSupport
import Foundation
import Testing

/// Certificates of daemons, and what they make of another cluster's.
extension DaemonTests {
  /// Settings with a listener for other clusters, and the certificate of a fixture.
  private func secure(_ cluster: String, _ name: String) throws -> DaemonConfiguration {
    var settings = try settings(cluster)
    settings.peerListener = ListenAddress(address: "127.0.0.1", port: 0)
    settings.certificate = path("\(cluster).pem")
    settings.key = path("\(cluster).key")
    try put(name, cluster)
    return settings
  }

  /// Puts certificate and key of a fixture where a cluster has its own.
  private func put(_ name: String, _ cluster: String) throws {
    let files = try TestCredential.files(name)
    try directory.write("\(cluster).pem", String(decoding: files.certificate, as: UTF8.self))
    try directory.write("\(cluster).key", String(decoding: files.key, as: UTF8.self))
    // A checkout may leave the key open to others; it is a test's.
    chmod(path("\(cluster).key"), 0o600)
  }

  @Test func `two clusters log a visitor in over mutual TLS, and a stranger gets nowhere`() throws {
    let eu = try Daemon(try secure("EU", "eu"), log: log)
    var usSettings = try secure("US", "us")
    usSettings.peerAddresses = ["LKF-EU": eu.servers[1].address.text]
    let us = try Daemon(usSettings, log: log)
    for phone in ["SEP0A1101000001", "SEP0A1101000002"] {
      let target = "/registrations?device=\(phone)&address=127.0.0.1"
      #expect(try get(us.servers[2], target, method: "POST").httpStatus == 200)
    }
    let page = "/emapp/EMAppServlet?EMCC=true&device="
    let answer = try get(us.servers[0], "\(page)SEP0A1101000001&userid=awebster&seq=84236")
    #expect(answer.contains("Login is successful"), "\(answer)\n\(logged)")
    #expect(try get(eu.servers[2], "/metrics").contains("\nem_remote_devices 1\n"))
    #expect(try get(us.servers[2], "/metrics").contains("\nem_remote_users 1\n"))
    // APAC has no certificate in the bundle, and nobody thinks that anything is wrong with the own ones.
    #expect(logged.contains(#""event":"peer","cluster":"APAC","reason":"the bundle has no fingerprint"#))
    #expect(!logged.contains("own certificate"))
    // Another certificate than the one that EU knows, from the next connection on.
    try put("stranger", "US")
    us.reload { usSettings }
    #expect(logged.contains("the bundle does not have the fingerprint of this cluster's own certificate"))
    let refused = try get(us.servers[0], "\(page)SEP0A1101000002&userid=brhodes&seq=84236")
    #expect(!refused.contains("Login is successful"))
    #expect(logged.contains("it does not know our certificate"))
    us.stop()
    eu.stop()
  }

  @Test func `a renewed certificate is shown without a restart, and open connections go on`() throws {
    var settings = try secure("US", "us")
    settings.listeners.append(.init(address: ListenAddress(address: "127.0.0.1", port: 0), isTLS: true))
    let daemon = try Daemon(settings, log: log)
    let (former, later) = try (#require(HTTPClient()), #require(HTTPClient()))
    let ours = try TestCredential.named("eu")
    /// The certificate that a client sees on a listener; each client keeps its connections.
    func seen(_ client: HTTPClient, _ server: HTTPServer) throws -> TLSCertificate? {
      let (certificate, status) = (Locked<TLSCertificate?>(nil), Later<Int>())
      var call = HTTPCall(url: "https://\(server.address.text)/emapp/", headers: [], body: nil, timeout: 10)
      call.tls = .judged(showing: ours) { shown in
        certificate.withLock { $0 = shown }
        return nil
      }
      client.send(call) { result in status.give((try? result.get())?.status ?? 0) }
      #expect(status.wait() != 0)
      return certificate.withLock { $0 }
    }
    let places = [daemon.servers[1], daemon.servers[2]]
    let (us, stranger) = try (TestCredential.named("us"), TestCredential.named("stranger"))
    for place in places { #expect(try seen(former, place) == us.certificate) }
    daemon.reload { settings }
    #expect(!logged.contains(#""event":"certificate""#))
    // A key that does not belong to the certificate.
    try directory.write("US.pem", String(decoding: TestCredential.files("stranger").certificate, as: UTF8.self))
    daemon.reload { settings }
    #expect(logged.contains("US.pem and "))
    #expect(logged.contains("the former one stays"))
    for place in places { #expect(try seen(later, place) == us.certificate) }
    try put("stranger", "US")
    daemon.reload { settings }
    #expect(logged.contains(#""event":"certificate","sha256":"\#(stranger.certificate.fingerprint.hexadecimal)""#))
    let new = try #require(HTTPClient())
    for place in places {
      #expect(try seen(new, place) == stranger.certificate)
      #expect(try seen(former, place) == us.certificate)
    }
    for client in [former, later, new] { client.stop() }
    daemon.stop()
  }

  @Test func `what SIGHUP cannot take over is named`() throws {
    let settings = try settings()
    let daemon = try Daemon(settings, log: log)
    daemon.reload { settings }
    #expect(!logged.contains("needs a restart"))
    var changed = settings
    changed.listeners[0].address.port = 8080
    changed.store = path("other.sqlite")
    changed.limits.threads = 3
    changed.rates.perUser = 9
    daemon.reload { changed }
    #expect(logged.contains(#""keys":"listen, store, limits.threads, limits.perUser""#))
    changed.listeners = []
    daemon.reload { changed }
    #expect(logged.contains("'listen' (--listen) or 'listenTLS' (--listen-tls) is missing"))
    daemon.stop()
  }

  @Test func `an archive is served as its directory is`() throws {
    var settings = try settings()
    settings.bundle = try ThreeContinents.archive()
    let daemon = try Daemon(settings, log: log)
    let server = try #require(daemon.servers.first)
    #expect(
      try api(server, "<login><deviceName>SEP0A2101000001</deviceName><userID>awebster</userID></login>")
        .contains("<success/>"))
    let whole = try #require(FileManager.default.contents(atPath: settings.bundle))
    settings.bundle = path("bundle.tar.gz")
    try whole.dropLast(100).write(to: URL(filePath: settings.bundle))
    daemon.reload { settings }
    #expect(logged.contains("the former one stays"))
    daemon.stop()
    settings.cluster = "DELFT"
    settings.bundle = try ThreeContinents.archive()
    let failure = #expect(throws: ServiceFailure.self) { try ServiceBundle(settings) }
    #expect(
      failure?.reason
        == "\(settings.bundle)/runtime/deployment.json: the bundle has no configuration of a cluster 'DELFT'")
  }
}
