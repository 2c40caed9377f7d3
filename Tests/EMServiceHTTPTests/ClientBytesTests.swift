import EMBundle
import EMDiagnostics
import EMService
import EMServiceHTTP
import EMTestSupport
import Foundation
import Testing

/// The requests of public clients, as the bytes that they are, over a socket; and all bytes that come back.
struct ClientBytesTests {
  private static let phones = ["SEP001122334455", "SEP001122334456"]

  /// A cluster with the phones and users that the clients' requests name.
  private static var configuration: ServiceConfiguration {
    var cluster = RuntimeCluster(handle: "A", clusterID: "A-ID", version: UnifiedCMVersion(14, 0))
    let model = RuntimeModel("Cisco 8851")
    cluster.phones = NamedTable(phones.map { RuntimePhone(name: $0, model: model, devicePool: "DP") })
    for (name, profiles) in [("john", ["EM_john"]), ("jane", ["EM_jane", "EM_jane 2"]), ("tech", ["Tech"])] {
      var user = RuntimeUser(id: name)
      user.controlledProfiles = profiles
      cluster.users.append(user)
      for profile in profiles {
        cluster.deviceProfiles.append(RuntimeDeviceProfile(name: profile, model: model, lines: []))
      }
    }
    return ServiceConfiguration(cluster, in: RuntimeDeployment(clusters: NamedTable([cluster])))
  }

  /// A service on a free port.
  private final class Served {
    let host: ServiceHost
    let front: ServiceFront
    let server: HTTPServer
    let store = MemoryStore()

    init() throws {
      let metrics = ShellMetrics()
      host = try ServiceHost(
        ClientBytesTests.configuration,
        ServiceHost.Ports(
          store: store, credentials: ClientCredentials(), peers: NobodyThere(), devices: SeenDevices(),
          log: ServiceLog(.text) { _ in }, metrics: metrics))
      front = ServiceFront(host, .clients, name: "em.example.com", rates: .init(), metrics: metrics)
      server = try HTTPServer(ListenAddress(address: "127.0.0.1", port: 0), handler: front)
    }

    deinit {
      server.stop()
      host.stop()
    }

    /// The answer to a client's request: status line and header in order, without the date, and the body.
    func send(_ client: String) throws -> String {
      let request = try ClientBytesTests.request(client)
      let connection = try #require(RawConnection(port: server.address.port))
      connection.send(request)
      let answer = connection.answer(hasBody: !request.hasPrefix("HEAD "))
      let date = /\r\nDate: [A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT\r\n/
      #expect(answer.firstMatch(of: date) != nil)
      return answer.replacing(date, with: "\r\n")
    }
  }

  private static func request(_ client: String) throws -> String {
    let path = "\(fixturesDirectory)/wire/clients/\(client).http"
    return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  private static var clients: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: "\(fixturesDirectory)/wire/clients")
        .filter { $0.hasSuffix(".http") }.map { String($0.dropLast(5)) }.sorted()
    }
  }

  /// What clients get, each answer once, with the clients that get it.
  private static func listing(_ answers: [(client: String, answer: String)]) -> String {
    var groups: [(answer: String, clients: [String])] = []
    for (client, answer) in answers {
      if let index = groups.firstIndex(where: { $0.answer == answer }) {
        groups[index].clients.append(client)
      } else {
        groups.append((answer, [client]))
      }
    }
    return groups.map { "## \($0.clients.joined(separator: ", "))\n\($0.answer)" }.joined()
      .replacing("\r\n", with: "\\r\n")
  }

  @Test func `each client gets these bytes while nobody is on the phone`() throws {
    let answers = try Self.clients.map { ($0, try Served().send($0)) }
    Golden.expect(Self.listing(answers), matches: "wire/answers/phone-free.txt")
  }

  @Test func `each client gets these bytes while somebody is on the phone`() throws {
    let answers = try Self.clients.map { client in
      let served = try Served()
      #expect(try served.send("bot-login").contains("<success/>"))
      return (client, try served.send(client))
    }
    Golden.expect(Self.listing(answers), matches: "wire/answers/phone-in-use.txt")
  }

  @Test func `a client of .NET sends its body when it is told to go on`() throws {
    let served = try Served()
    let request = try Self.request("csharp-sample-login").split(separator: "\r\n\r\n").map(String.init)
    let connection = try #require(RawConnection(port: served.server.address.port))
    connection.send("\(request[0])\r\nExpect: 100-continue\r\n\r\n")
    #expect(connection.answer() == "HTTP/1.1 100 Continue\r\n\r\n")
    connection.send(request[1])
    #expect(connection.answer().httpBody.contains("<success/>"))
  }

  @Test func `while the service ends, everybody gets 503`() throws {
    let served = try Served()
    served.front.drain()
    let answers = try ["bot-login", "phone-script-login"].map { ($0, try served.send($0)) }
    Golden.expect(Self.listing(answers), matches: "wire/answers/service-ends.txt")
  }

  @Test func `where the store fails, clients and phones are told 6`() throws {
    let answers = try ["bot-login", "phone-script-login"].map { client in
      let served = try Served()
      served.store.fail(StoreFailure(reason: "no space left on device", isTemporary: true))
      return (client, try served.send(client))
    }
    Golden.expect(Self.listing(answers), matches: "wire/answers/store-fails.txt")
  }
}

/// What the clients authenticate with; all else is wrong.
private struct ClientCredentials: CredentialPort {
  func ask(_ question: CredentialQuestion, then completion: @escaping @Sendable (CredentialVerdict) -> Void) {
    switch question {
    case .pin("john", "12345"): completion(.right(mustChange: false))
    case .application("emproxy", "secret"), .application("emproxy", "a=b&c"), .application("emproxy", "p&ss<w>rd"):
      completion(.application(isProxy: true))
    default: completion(.wrong)
    }
  }

  func change(_ change: PINChange, then completion: @escaping @Sendable (PINChangeResult) -> Void) {
    completion(.changed)
  }
}
