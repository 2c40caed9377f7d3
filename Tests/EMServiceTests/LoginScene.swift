import EMBundle
import EMService
import EMSimulation

/// Two clusters, a user of HOME, and phones of AWAY and HOME; tests change what they are about.
struct LoginScene {
  static let desk = "SEP00AA20000001"
  static let secondDesk = "SEP00AA20000002"
  static let homeDesk = "SEP00AA10000001"

  var home = LoginScene.cluster("HOME", peer: "AWAY")
  var away = LoginScene.cluster("AWAY", peer: "HOME")
  var others: [RuntimeCluster] = []
  var roamingMembers: [String] = []
  var attempt = LoginAttempt(
    visiting: "AWAY", device: LoginScene.desk, user: "adiaz", service: LoginScene.service("AWAY"))
  var surroundings = Surroundings()
  var sessions: [LoginSession] = []
  var requestsInProgress = 0

  /// The user of HOME at a phone of AWAY.
  init() {
    var user = RuntimeUser(id: "adiaz")
    user.isEMCCEnabled = true
    user.controlledProfiles = ["UDP-adiaz"]
    user.selfServiceID = "71001"
    user.primaryExtension = "2101001"
    home.users.append(user)
    home.deviceProfiles.append(LoginScene.profile("UDP-adiaz", number: "2101001"))
    home.phones.append(LoginScene.phone(LoginScene.homeDesk, pool: "DP-HOME", country: "US"))
    home.devicePools.append(LoginScene.pool("DP-ROAM-GB", country: "GB", adjunct: "CSS-ADJ-GB"))
    for name in [LoginScene.desk, LoginScene.secondDesk] {
      away.phones.append(LoginScene.phone(name, pool: "DP-AWAY", country: "GB"))
    }
  }

  /// The user at a phone of HOME.
  static var local: LoginScene {
    var scene = LoginScene()
    scene.attempt.visiting = "HOME"
    scene.attempt.device = homeDesk
    scene.attempt.service = service("HOME")
    return scene
  }

  /// Changes the user.
  mutating func user(_ change: (inout RuntimeUser) -> Void) { home.users.update("adiaz", change) }

  /// Changes the phone at which the user logs in.
  mutating func phone(_ change: (inout RuntimePhone) -> Void) {
    if attempt.visiting == "HOME" {
      home.phones.update(attempt.device, change)
    } else {
      away.phones.update(attempt.device, change)
    }
  }

  /// The deployment with sessions and all that is broken.
  var simulator: LoginSimulator {
    var deployment = RuntimeDeployment(clusters: NamedTable([home, away] + others))
    deployment.roamingMembers = roamingMembers
    var simulator = LoginSimulator(deployment)
    simulator.surroundings = surroundings
    for session in sessions { simulator.begin(session) }
    simulator.setState(of: attempt.visiting) { $0.requestsInProgress = requestsInProgress }
    return simulator
  }

  /// What becomes of the attempt.
  func run() -> LoginResult {
    var simulator = simulator
    return simulator.login(attempt)
  }

  /// The phone after the attempt; nil where it fails.
  func success() -> PhoneAfterLogin? {
    guard case .success(let after) = run().outcome else { return nil }
    return after
  }

  /// The error of the attempt, by its number; nil where there is none.
  func code() -> Int? { run().outcome.error?.rawValue }

  /// A session of the user on a phone.
  static func session(on device: String, of visiting: String, _ kind: LoginSession.Kind = .emcc) -> LoginSession {
    LoginSession(
      device: device, visiting: visiting, user: "adiaz", home: kind == .emcc ? "HOME" : visiting, profile: "UDP-adiaz",
      kind: kind, baseDevice: kind == .emcc ? 1 : nil)
  }

  static func service(_ cluster: String, _ loginType: String? = nil, emcc: Bool = true) -> RuntimePhoneService {
    var service = RuntimePhoneService(
      name: "Extension Mobility \(cluster)", asksOtherClusters: emcc,
      loginType: loginType.map { RuntimePhoneService.LoginType($0) })
    service.isEnterpriseSubscription = true
    service.node = "\(cluster)-sub"
    return service
  }

  static func cluster(_ handle: String, peer: String) -> RuntimeCluster {
    var cluster = RuntimeCluster(
      handle: handle, clusterID: "\(handle)-ID", version: UnifiedCMVersion("14.0.1.13900-155"))
    cluster.securityMode = .mixed
    cluster.features.defaultTFTPServer = "\(handle)-sub"
    cluster.features.geolocationFilter = EMCCFeatures.Filter(name: "GF-EMCC", fields: [.country])
    cluster.interclusterServices = InterclusterServices(isEMCCActive: true, isPSTNAccessActive: true)
    cluster.remoteClusters = [RuntimeRemoteCluster(peer: peer, clusterID: "\(peer)-ID")]
    cluster.baseDevices = RuntimeBaseDevices(count: 2, template: "EMCC-TEMPLATE", templateDevicePool: "DP-\(handle)")
    cluster.nodes = [RuntimeNode(name: "\(handle)-sub")]
    cluster.phoneServices = [service(handle)]
    cluster.devicePools = [pool("DP-\(handle)", country: nil, adjunct: nil)]
    return cluster
  }

  static func pool(_ name: String, country: String?, adjunct: String?) -> RuntimeDevicePool {
    var pool = RuntimeDevicePool(name: name)
    pool.geolocation = country.map { RuntimeGeolocation(name: "GEO-\($0)", texts: [.country: $0]) }
    pool.adjunctCSS = adjunct
    pool.timeZone = country == "GB" ? "Europe/London" : "America/New_York"
    pool.region = "REG-\(name)"
    pool.callManagerGroup = "CMG"
    return pool
  }

  static func phone(_ name: String, pool: String, country: String) -> RuntimePhone {
    var phone = RuntimePhone(name: name, model: RuntimeModel("Cisco 8851"), devicePool: pool)
    phone.geolocation = RuntimeGeolocation(name: "GEO-\(country)", texts: [.country: country])
    phone.geolocationOrigin = .phone
    phone.css = "CSS-PHONE"
    phone.userLocale = "English United States"
    phone.logoutProfile = "LOGGED-OUT"
    return phone
  }

  static func profile(_ name: String, number: String) -> RuntimeDeviceProfile {
    var profile = RuntimeDeviceProfile(
      name: name, model: RuntimeModel("Cisco 8851"),
      lines: [RuntimeLine(number: number, partition: "PT-INTERNAL", css: "CSS-LINE")])
    profile.emccCSS = "CSS-EMCC"
    profile.userLocale = "English United States"
    return profile
  }
}
