import EMBundle
import EMService
import EMServiceWire
import Testing

/// What each public client sends is understood as it is meant.
///
/// Requests of bulk-login, logout-all and force-logouter are
/// byte for byte what these programs' HTTP libraries sent, with other names.
@Suite struct ClientRequestTests {
  private static func login(
    profile: String? = nil, _ duration: LoginCall.Duration = .configured, caller: Caller = application
  ) -> ServiceRequest {
    var call = LoginCall(device: "SEP001122334455", user: "john", pin: nil, caller: caller)
    call.profile = profile
    call.duration = duration
    call.sender = sender
    return .login(call)
  }

  private static var sender: LoginRequest.Sender {
    var sender = LoginRequest.Sender()
    sender.address = "10.9.9.9"
    sender.isRegistered = false
    return sender
  }

  private static var logout: ServiceRequest {
    var call = LogoutCall(device: "SEP001122334455", caller: application)
    call.sender = sender
    return .logout(call)
  }

  private static var phoneLogout: ServiceRequest {
    var call = LogoutCall(device: "SEP001122334455", caller: .phone)
    call.sender = sender
    return .logout(call)
  }

  private static func phoneLogin(asksOtherClusters: Bool = false) -> ServiceRequest {
    var call = LoginCall(device: "SEP001122334455", user: "john", pin: "12345", caller: .phone)
    call.service = RuntimePhoneService(name: "Extension Mobility", asksOtherClusters: asksOtherClusters)
    call.sender = sender
    return .login(call)
  }

  private static var tech: ServiceRequest {
    var call = LoginCall(device: "SEP001122334455", user: "tech", pin: nil, caller: application)
    call.profile = "Tech"
    call.duration = .minutes(1)
    call.sender = sender
    return .login(call)
  }

  private static let expected: [(String, ServiceRequest)] = [
    ("bulk-login", login(profile: "EM_john", .indefinite)),
    ("csv-script", login(profile: "EM_john", .indefinite)),
    ("bot-login", login()),
    ("bot-query", .userDevices(["john"], application)),
    ("bot-logout", logout),
    (
      "unencoded-script",
      login(profile: "EM_john", .indefinite, caller: .application(id: "emproxy", certificate: "a=b&c"))
    ),
    ("slice-script", .userDevices(["john"], application)),
    ("portal-devices", .deviceUsers(["SEP001122334455", "SEP001122334456", "SEP0"], application)),
    ("portal-users", .userDevices(["john", "jane", "zz"], application)),
    ("portal-profiles", .deviceProfiles(["jane", "zz"], application)),
    ("portal-check", .checkUsers(["john"], application)),
    ("portal-logout", phoneLogout),
    ("blank-lines", login(profile: "EM_john", .minutes(6000))),
    ("phone-script-login", phoneLogin()),
    ("phone-script-logout", phoneLogout),
    ("phone-script-emcc", phoneLogin(asksOtherClusters: true)),
    ("headset", phoneLogin()),
    ("handset-app-login", phoneLogin()),
    ("handset-app-logout", phoneLogout),
    ("phone-open", .phonePage(device: "SEP001122334455", loginType: .directoryNumber)),
    ("phone-head", .phonePage(device: "SEP001122334455", loginType: nil)),
    ("node-module-login", login(profile: "EM_john", .minutes(60))),
    ("node-module-logout", logout),
    ("node-module-users", .userDevices(["john"], application)),
    ("node-module-devices", .deviceUsers(["SEP001122334455"], application)),
    ("node-module-profiles", .deviceProfiles(["jane"], application)),
    ("double-slash", .userDevices(["john"], application)),
    ("cdata", login(caller: .application(id: "emproxy", certificate: "p&ss<w>rd"))),
    ("logout-all", .logoutAll(application)),
    ("force-logouter-login", tech),
    ("force-logouter-logout", logout),
    ("java-regexp", login(.minutes(60))),
    ("phone-sdk", login()),
    ("network-sample", .deviceUsers(["SEP001122334455"], application)),
    ("csharp-sample-login", login(profile: "EM_john", .minutes(60))),
    ("csharp-sample-device", .deviceUsers(["SEP001122334455"], application)),
    ("csharp-sample-user", .userDevices(["john"], application)),
    ("rest-library", .deviceUsers(["SEP001122334455"], application)),
    ("application-suite", login(.indefinite)),
    ("application-suite-query", .deviceUsers(["sep001122334455"], application)),
    ("document-type", .deviceUsers(["SEP001122334455"], application)),
    (
      "pin-change",
      .changePIN(
        PINChange(
          device: "SEP001122334455", user: "12345", current: "123456", new: "246802", confirmation: "246802"))
    ),
  ]

  @Test(arguments: expected)
  func understands(_ client: String, _ wanted: ServiceRequest) throws {
    var exchange = Exchange()
    #expect(try exchange.parse(request(client)).request == wanted)
  }

  @Test func allClientsAreHere() throws {
    let names = try clientNames()
    #expect(names == Self.expected.map(\.0).sorted())
  }
}
