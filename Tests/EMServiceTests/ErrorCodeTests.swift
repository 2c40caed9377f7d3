import EMBundle
import EMService
import EMSimulation
import Testing

/// Every code that configuration or state can cause, each by a deployment or state of its own.
@Suite struct ErrorCodeTests {
  /// One way to a code.
  struct Case: Sendable, CustomTestStringConvertible {
    let code: Int
    let gate: LoginGate
    let why: String
    let scene: @Sendable () -> LoginScene
    var testDescription: String { "\(code): \(why)" }

    init(
      _ code: Int, _ gate: LoginGate, _ why: String, local: Bool = false,
      _ change: @escaping @Sendable (inout LoginScene) -> Void
    ) {
      self.code = code
      self.gate = gate
      self.why = why
      scene = {
        var scene = local ? LoginScene.local : LoginScene()
        change(&scene)
        return scene
      }
    }
  }

  static let opening: [Case] = [
    Case(210, .application, "the application did not start") { $0.surroundings.outages["AWAY"] = [.application] },
    Case(207, .deviceName, "no device") { $0.attempt.device = "" },
    Case(215, .loginType, "a login type that there is not") { $0.attempt.service = LoginScene.service("AWAY", "dn") },
    Case(30, .proxy, "a proxy that is not allowed") {
      $0.away.parameters.validatesAddress = true
      $0.attempt.sender.isBehindProxy = true
    },
    Case(208, .service, "no service answers") { $0.surroundings.outages["AWAY"] = [.service] },
    Case(208, .service, "the node of the phone service does not run it") {
      $0.away.nodes.update("AWAY-sub") { $0.runsExtensionMobility = false }
    },
    Case(208, .service, "no node runs it") {
      $0.away.nodes.update("AWAY-sub") { $0.runsExtensionMobility = false }
      $0.attempt.service?.node = nil
    },
    Case(6, .database, "the database is down") { $0.surroundings.outages["AWAY"] = [.database] },
    Case(11, .device, "no such phone") { $0.attempt.device = "SEP00AA29999999" },
    Case(22, .deviceEnabled, "Extension Mobility off on the phone") { $0.phone { $0.isEMEnabled = false } },
    Case(20, .deviceEnabled, "the same over the API") {
      $0.phone { $0.isEMEnabled = false }
      $0.attempt.origin = .api
    },
    Case(18, .deviceFree, "somebody is logged in on the phone") {
      $0.sessions = [
        LoginSession(
          device: LoginScene.desk, visiting: "AWAY", user: "bkim", home: "AWAY", profile: "UDP-bkim", kind: .local)
      ]
    },
    Case(202, .credentials, "no PIN") { $0.attempt.pin = .blank },
    Case(202, .credentials, "no user") { $0.attempt.user = "" },
    Case(26, .concurrency, "as many requests as there may be") { $0.requestsInProgress = 5 },
    Case(28, .address, "an address that is not trusted") {
      $0.away.parameters.validatesAddress = true
      $0.attempt.sender.address = "10.9.9.9"
      $0.attempt.sender.isRegistered = false
    },
    Case(29, .address, "nobody can tell whose address it is") {
      $0.away.parameters.validatesAddress = true
      $0.surroundings.outages["AWAY"] = [.ris]
    },
  ]

  static let local: [Case] = [
    Case(216, .localUser, "an extension of two", local: true) {
      $0.attempt.service = LoginScene.service("HOME", "DN")
      $0.attempt.user = "2101001"
      var other = RuntimeUser(id: "bkim")
      other.primaryExtension = "2101001"
      $0.home.users.append(other)
    },
    Case(201, .pin, "a wrong PIN", local: true) { $0.attempt.pin = .wrong },
    Case(204, .pin, "the directory is down", local: true) { $0.surroundings.directoriesDown = ["HOME"] },
    Case(41, .pinChange, "a PIN that must change", local: true) { $0.user { $0.mustChangePIN = true } },
    Case(205, .profile, "no device profile", local: true) { $0.user { $0.controlledProfiles = [] } },
    Case(205, .profileChoice, "somebody else's device profile", local: true) { $0.attempt.profile = "UDP-bkim" },
    Case(25, .multipleLogin, "logged in on another phone", local: true) {
      $0.home.phones.append(LoginScene.phone("SEP00AA10000002", pool: "DP-HOME", country: "US"))
      $0.sessions = [LoginScene.session(on: "SEP00AA10000002", of: "HOME", .local)]
    },
    Case(25, .multipleLogin, "logged in abroad, from 12.5 on", local: true) {
      $0.sessions = [LoginScene.session(on: LoginScene.desk, of: "AWAY")]
    },
    Case(23, .otherClusters, "a service for local users only") { $0.attempt.service?.asksOtherClusters = false },
    Case(213, .deviceSupport, "a model without EMCC") { $0.phone { $0.supportsEMCC = false } },
    Case(201, .emccActive, "EMCC not active where the phone is") {
      $0.away.interclusterServices.isEMCCActive = false
    },
    Case(211, .pstnAccess, "PSTN access not active where the phone is") {
      $0.away.interclusterServices.isPSTNAccessActive = false
    },
    Case(30, .emccProxy, "a proxy that is not allowed for EMCC") {
      $0.away.parameters.validatesAddress = true
      $0.away.parameters.allowsProxy = true
      $0.attempt.sender.isBehindProxy = true
    },
    Case(36, .remoteClusters, "no remote cluster") { $0.away.remoteClusters = [] },
    Case(36, .remoteClusters, "none with EMCC") { $0.away.remoteClusters[0].offersEMCC = false },
  ]

  static let home: [Case] = [
    Case(23, .findHome, "nobody knows the user") { $0.attempt.user = "nobody" },
    Case(23, .findHome, "only a cluster that is not the home does") { $0.user { $0.isHome = false } },
    Case(40, .findHome, "the home does not answer") { $0.surroundings.silent = ["HOME"] },
    Case(40, .findHome, "its service is down") { $0.surroundings.outages["HOME"] = [.service] },
    Case(208, .findHome, "no connection") {
      $0.surroundings.obstacles[Surroundings.Way(from: "AWAY", to: "HOME")] = .disconnected
    },
    Case(208, .findHome, "certificates that are not trusted") {
      $0.surroundings.obstacles[Surroundings.Way(from: "AWAY", to: "HOME")] = .untrusted
    },
    Case(212, .findHome, "an update that was refused") {
      $0.surroundings.obstacles[Surroundings.Way(from: "AWAY", to: "HOME")] = .updateRefused
    },
    Case(1, .homeRequest, "a login type for an old home") {
      $0.home.version = UnifiedCMVersion(11, 5)
      $0.attempt.service = LoginScene.service("AWAY", "UID")
    },
    Case(201, .homeActive, "EMCC not active at home") { $0.home.interclusterServices.isEMCCActive = false },
    Case(47, .homeUser, "an extension of two") {
      $0.attempt.service = LoginScene.service("AWAY", "DN")
      $0.attempt.user = "2101001"
      var other = RuntimeUser(id: "bkim")
      other.primaryExtension = "2101001"
      $0.home.users.append(other)
    },
    Case(12, .homeProfile, "no device profile") { $0.user { $0.controlledProfiles = [] } },
    Case(2, .homePIN, "a wrong PIN") { $0.attempt.pin = .wrong },
    Case(204, .homePIN, "the directory is down") { $0.surroundings.directoriesDown = ["HOME"] },
    Case(41, .homePINChange, "a PIN that must change") { $0.user { $0.mustChangePIN = true } },
    Case(35, .visitingCluster, "a visited cluster that home does not know") { $0.home.remoteClusters = [] },
    Case(35, .visitingCluster, "one for which home has EMCC off") { $0.home.remoteClusters[0].offersEMCC = false },
    Case(42, .visitingCluster, "the wrong ID of the visited cluster") {
      $0.home.remoteClusters[0].clusterID = "away-id"
    },
    Case(42, .visitingCluster, "the wrong ID of the home cluster") { $0.away.remoteClusters[0].clusterID = "home-id" },
    Case(42, .visitingCluster, "one ID for two") {
      $0.away.clusterID = "HOME-ID"
      $0.home.remoteClusters[0].clusterID = "HOME-ID"
    },
    Case(42, .visitingCluster, "an ID that home has for a third cluster") {
      $0.home.remoteClusters.insert(RuntimeRemoteCluster(peer: "THIRD", clusterID: "AWAY-ID"), at: 0)
    },
    Case(44, .visitingCluster, "an ID that can be none") { $0.away.clusterID = "AWAY ID" },
    Case(31, .userEnabled, "a user without EMCC") { $0.user { $0.isEMCCEnabled = false } },
    Case(12, .emccProfileChoice, "somebody else's device profile") { $0.attempt.profile = "UDP-bkim" },
    Case(46, .securityModes, "a secure phone and a nonsecure home") {
      $0.home.securityMode = .nonSecure
      $0.phone { $0.isSecure = true }
    },
    Case(45, .securityModes, "a secure phone and a home of 8.x") {
      $0.home.version = UnifiedCMVersion(8, 6)
      $0.phone { $0.isSecure = true }
    },
    Case(37, .deviceNameAtHome, "a phone of the same name") {
      $0.home.phones.append(LoginScene.phone(LoginScene.desk, pool: "DP-HOME", country: "US"))
    },
    Case(33, .baseDevice, "no base devices") { $0.home.baseDevices.count = 0 },
    Case(33, .baseDevice, "all base devices in use") {
      $0.home.baseDevices.count = 1
      $0.sessions = [
        LoginSession(
          device: LoginScene.secondDesk, visiting: "AWAY", user: "bkim", home: "HOME", profile: "UDP-bkim",
          kind: .emcc, baseDevice: 1)
      ]
    },
    Case(43, .baseDeviceSecurity, "secure base devices") { $0.home.baseDevices.isSecure = true },
    Case(39, .tftp, "no TFTP server") { $0.home.features.defaultTFTPServer = nil },
    Case(39, .tftp, "a TFTP server that is none") { $0.home.nodes.update("HOME-sub") { $0.runsTFTP = false } },
    Case(25, .homeMultipleLogin, "logged in on another phone abroad") {
      $0.sessions = [LoginScene.session(on: LoginScene.secondDesk, of: "AWAY")]
    },
    Case(25, .homeMultipleLogin, "logged in at home, from 12.5 on") {
      $0.sessions = [LoginScene.session(on: LoginScene.homeDesk, of: "HOME", .local)]
    },
  ]

  static let cases = opening + local + home

  @Test(arguments: cases) func `a login stops at its gate, with its code`(example: Case) throws {
    let result = example.scene().run()
    #expect(result.outcome.error?.rawValue == example.code)
    let last = try #require(result.records.last)
    #expect(last.gate == example.gate)
    #expect(last.error?.rawValue == example.code)
    #expect(result.records.dropLast().allSatisfy { $0.error == nil })
    #expect(result.records.allSatisfy { !$0.detail.isEmpty && !$0.detail.hasSuffix(".") })
  }

  @Test(arguments: cases) func `the gates come in their order, and a failed login changes nothing`(example: Case) {
    var simulator = example.scene().simulator
    let before = simulator
    let order = LoginGate.allCases
    let records = simulator.login(example.scene().attempt).records
    let places = records.compactMap { order.firstIndex(of: $0.gate) }
    #expect(places == places.sorted() && Set(places).count == places.count)
    for handle in ["HOME", "AWAY"] { #expect(simulator.state(of: handle) == before.state(of: handle)) }
  }

  /// Codes that no login of `cases` ends in: by a logout, and by a change between the two requests to the home.
  static let elsewhere: [(code: Int, reach: @Sendable () -> PhoneError?)] = [
    (5, { logout(.api) { $0.phone { $0.isEMEnabled = false } } }),
    (19, { logout(.servicesButton) { _ in } }),
    (32, { homeLogin(supportsEMCC: false) { _ in } }),
    (38, { homeLogin(supportsEMCC: true) { $0.user { $0.isEMCCEnabled = false } } }),
  ]

  private static func logout(_ origin: LoginRequest.Origin, _ change: (inout LoginScene) -> Void) -> PhoneError? {
    var scene = LoginScene()
    change(&scene)
    var simulator = scene.simulator
    return simulator.logout(device: LoginScene.desk, of: "AWAY", origin: origin)?.error
  }

  /// The second request to the home, without the first.
  private static func homeLogin(supportsEMCC: Bool, _ change: (inout LoginScene) -> Void) -> PhoneError? {
    var scene = LoginScene()
    change(&scene)
    let request = HomeLoginRequest(
      to: scene.away.remoteClusters[0], visiting: "AWAY", visitingVersion: scene.away.version,
      visitingSecurityMode: .mixed, user: "adiaz", pin: "1", profile: "UDP-adiaz", device: LoginScene.desk,
      isPhoneSecure: false, supportsEMCC: supportsEMCC)
    let context = EMServiceContext(
      cluster: scene.home, pools: RoamingPools(scene.home), roamingMembers: [], now: 0
    ) { _, _ in .right }
    var state = ServiceState()
    guard case .failure(let error) = HomeService(context).login(request, &state).answer else { return nil }
    return error
  }

  @Test(arguments: elsewhere.indices) func `a code that no login ends in is reached elsewhere`(index: Int) {
    #expect(Self.elsewhere[index].reach()?.rawValue == Self.elsewhere[index].code)
  }

  @Test(arguments: PhoneError.allCases) func `each code is reached, or listed as unreachable`(error: PhoneError) {
    let isReached =
      Self.cases.contains { $0.code == error.rawValue } || Self.elsewhere.contains { $0.code == error.rawValue }
    #expect(isReached != (PhoneError.unreachableOffline[error] != nil))
  }
}
