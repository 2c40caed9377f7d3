import EMBundle
import EMService

extension CodeWay {
  private static let second = "SEP00AA10000002"

  private static func secondPhone(_ scene: inout LoginScene) {
    scene.home.phones.append(LoginScene.phone(second, pool: "DP-HOME", country: "US"))
  }

  private static func withoutEM(_ scene: inout LoginScene) {
    scene.home.phones.update(LoginScene.homeDesk) { $0.isEMEnabled = false }
  }

  private static func addresses(_ scene: inout LoginScene) { scene.home.parameters.validatesAddress = true }

  private static func twoUsers(_ scene: inout LoginScene) {
    var other = RuntimeUser(id: "bkim")
    other.primaryExtension = "2101001"
    scene.home.users.append(other)
  }

  private static func securePhone(_ scene: inout LoginScene) {
    scene.away.phones.update(LoginScene.desk) { $0.isSecure = true }
  }

  /// At a phone, whoever is meant.
  static let phones: [CodeWay] = [
    CodeWay(11, .phone, "a phone that there is not") { $0.atHome("SEP00AA19999999") },
    CodeWay(18, .phone, "a login on a phone that somebody is on") {
      _ = $0.atHome()
      return $0.atHome()
    },
    CodeWay(19, .phone, "a logout of a phone that nobody is on") { $0.leave() },
    CodeWay(20, .phone, "a logout of a phone with Extension Mobility off", with: withoutEM) { $0.leave() },
    CodeWay(22, .phone, "a login on a phone with Extension Mobility off", with: withoutEM) { $0.atHome() },
    CodeWay(25, .phone, "a user who is on another phone", with: secondPhone) {
      _ = $0.atHome()
      return $0.atHome(second)
    },
    CodeWay(
      26, .phone, "one login more than Maximum Concurrent Requests",
      with: { $0.home.parameters.maximumConcurrentRequests = 1 }
    ) {
      $0.holdsQuestions = true
      _ = $0.atHome()
      return $0.atHome()
    },
    CodeWay(28, .phone, "Validate IP Address, and an address that nobody knows", with: addresses) { $0.atHome() },
    CodeWay(30, .phone, "a Via header, and Allow Proxy is False", with: addresses) { $0.atHome(isProxied: true) },
    CodeWay(41, .phone, "a PIN that must be changed", with: { $0.user { $0.mustChangePIN = true } }) { $0.atHome() },
    CodeWay(201, .phone, "a wrong PIN, or a user that there is not") { $0.atHome(pin: "9999") },
    CodeWay(202, .phone, "no PIN") { $0.atHome(pin: "") },
    CodeWay(204, .phone, "the database of the credentials cannot be read") {
      $0.verdict = .unavailable
      return $0.atHome()
    },
    CodeWay(205, .phone, "a user without device profile", with: { $0.user { $0.controlledProfiles = [] } }) {
      $0.atHome()
    },
    CodeWay(207, .phone, "no device in the address") { $0.atHome("") },
    CodeWay(215, .phone, "a loginType in small letters") { $0.atHome("\(LoginScene.homeDesk)&loginType=dn") },
    CodeWay(216, .phone, "an extension of two users", with: twoUsers) { $0.atHome(user: "2101001", "&loginType=DN") },
  ]

  /// At a phone, of another cluster's user with the right PIN.
  static let visitors: [CodeWay] = [
    CodeWay(12, .phone, "somebody else's device profile, abroad") { $0.abroad("&deviceProfile=UDP-bkim") },
    CodeWay(31, .phone, "EMCC off for the user", with: { $0.user { $0.isEMCCEnabled = false } }) { $0.abroad() },
    CodeWay(33, .phone, "no base device that is free", with: { $0.home.baseDevices.count = 0 }) { $0.abroad() },
    CodeWay(35, .phone, "the home cluster does not know the visited one", with: { $0.home.remoteClusters = [] }) {
      $0.abroad()
    },
    CodeWay(
      37, .phone, "the home cluster has a phone of that name",
      with: { $0.home.phones.append(LoginScene.phone(LoginScene.desk, pool: "DP-HOME", country: "US")) }
    ) { $0.abroad() },
    CodeWay(
      39, .phone, "no TFTP server for EMCC; shown as 201", with: { $0.home.features.defaultTFTPServer = nil }
    ) { $0.abroad() },
    CodeWay(40, .phone, "the home cluster is silent after the PIN was right; shown as 23") {
      $0.holdsMessages = true
      return $0.abroad { scene in
        scene.carryFirst()
        scene.obstruct(.silent)
      }
    },
    CodeWay(
      42, .phone, "the home cluster has another cluster ID for the visited one",
      with: { $0.home.remoteClusters[0].clusterID = "away-id" }
    ) { $0.abroad() },
    CodeWay(43, .phone, "base devices with a secure profile", with: { $0.home.baseDevices.isSecure = true }) {
      $0.abroad()
    },
    CodeWay(44, .phone, "a cluster ID that no cluster can have; shown as 201", with: { $0.away.clusterID = "AWAY ID" })
    {
      $0.abroad()
    },
    CodeWay(
      45, .phone, "a secure phone, and a home cluster of 8.x",
      with: {
        $0.home.version = UnifiedCMVersion(8, 6)
        securePhone(&$0)
      }
    ) { $0.abroad() },
    CodeWay(
      46, .phone, "a secure phone, and a nonsecure home cluster",
      with: {
        $0.home.securityMode = .nonSecure
        securePhone(&$0)
      }
    ) { $0.abroad() },
    CodeWay(47, .phone, "an extension of two users of the home cluster", with: twoUsers) {
      $0.abroad(user: "2101001", "&loginType=DN")
    },
    CodeWay(1, .log, "a loginType for a home cluster of 11.5", with: { $0.home.version = UnifiedCMVersion(11, 5) }) {
      $0.abroad("&loginType=UID")
    },
    CodeWay(2, .log, "a wrong PIN abroad") { $0.abroad(pin: "9999") },
    CodeWay(23, .log, "no cluster knows the user") { $0.abroad(user: "nobody") },
    CodeWay(36, .log, "no remote cluster", with: { $0.away.remoteClusters = [] }) { $0.abroad() },
    CodeWay(208, .log, "no connection to the home cluster") {
      $0.holdsMessages = true
      return $0.abroad { $0.obstruct(.disconnected) }
    },
    CodeWay(
      211, .log, "PSTN access not active in the visited cluster",
      with: { $0.away.interclusterServices.isPSTNAccessActive = false }
    ) { $0.abroad() },
    CodeWay(212, .log, "the home cluster says another cluster ID of itself", with: { $0.home.clusterID = "OTHER" }) {
      $0.abroad()
    },
    CodeWay(
      213, .log, "a model without EMCC",
      with: { $0.away.phones.update(LoginScene.desk) { $0.supportsEMCC = false } }
    ) { $0.abroad() },
    CodeWay(32, .cluster, "a cluster sends a model without EMCC") { $0.homeLogin(supportsEMCC: false) },
    CodeWay(
      38, .cluster, "EMCC was turned off for the user after the check", with: { $0.user { $0.isEMCCEnabled = false } }
    ) { $0.homeLogin() },
  ]

  /// By clients of the EM API.
  static let clients: [CodeWay] = [
    CodeWay(1, .api, "a document that is not by the grammar") { $0.api("<login/>") },
    CodeWay(2, .api, "a blank appID or appCertificate") { $0.loginByAPI(as: "") },
    CodeWay(3, .api, "an application that nobody knows, or a wrong password") { $0.loginByAPI(as: "stranger") },
    CodeWay(5, .api, "a logout of a phone with Extension Mobility off", with: withoutEM) { $0.logoutByAPI() },
    CodeWay(8, .api, "a query that there is not") { $0.api("<sessionQuery/>", kind: "query") },
    CodeWay(9, .api, "the database of the credentials cannot be read") {
      $0.verdict = .unavailable
      return $0.loginByAPI()
    },
    CodeWay(10, .api, "a user who acts for another one", with: twoUsers) { $0.loginByAPI("bkim", as: "adiaz", "1234") },
    CodeWay(11, .api, "a phone that there is not") { $0.loginByAPI(on: "SEP00AA19999999") },
    CodeWay(12, .api, "a device profile that is not the user's") {
      $0.loginByAPI(more: "<deviceProfile>UDP-bkim</deviceProfile>")
    },
    CodeWay(18, .api, "a login on a phone that somebody is on") {
      _ = $0.atHome()
      return $0.loginByAPI()
    },
    CodeWay(19, .api, "a logout of a phone that nobody is on") { $0.logoutByAPI() },
    CodeWay(22, .api, "a login on a phone with Extension Mobility off", with: withoutEM) { $0.loginByAPI() },
    CodeWay(23, .api, "a user that there is not") { $0.loginByAPI("nobody") },
    CodeWay(25, .api, "a user who is on another phone", with: secondPhone) {
      _ = $0.atHome()
      return $0.loginByAPI(on: second)
    },
    CodeWay(
      26, .api, "one login more than Maximum Concurrent Requests",
      with: { $0.home.parameters.maximumConcurrentRequests = 1 }
    ) {
      $0.holdsQuestions = true
      _ = $0.atHome()
      $0.holdsQuestions = false
      return $0.loginByAPI()
    },
    CodeWay(27, .api, "a user whose PIN must be changed", with: { $0.user { $0.mustChangePIN = true } }) {
      $0.loginByAPI(as: "adiaz", "1234")
    },
    CodeWay(28, .api, "Validate IP Address, and an address that nobody knows", with: addresses) { $0.loginByAPI() },
    CodeWay(30, .api, "isViaHeaderSet, and Allow Proxy is False", with: addresses) {
      $0.loginByAPI(more: "<isViaHeaderSet>true</isViaHeaderSet>")
    },
  ]

  static let all = phones + visitors + clients

  /// Seen both on a phone and by the EM API where the store fails, which the services' shell finds out: the test is
  /// `ClientBytesTests` in EMServiceHTTPTests.
  static let ofTheStore = 6

  /// What no client of the EM API sees, and why.
  static let unreachableByAPI: [Int: String] = [
    0: "no cause is documented; faults that the service knows of have codes of their own",
    4: "no cause is documented but faults inside; what policy refuses has codes of its own: 18, 22, 25",
    7: "the end of a session is set in the same commit as its beginning: what fails is 6",
    20: "the flag comes with the verified bundle and can always be read; Extension Mobility off is 22 or 5",
    21: "who is on a phone is in memory; where the store fails it is 6",
    29: "there is no RIS to ask: what knows the phones' addresses tells the service, and an unknown one is 28",
  ]

  /// What no phone shows and no log has, and why; codes of the EM API alone included.
  static let unreachableByPhone: [Int: String] = [
    0: "no cause is documented; faults that the service knows of have codes of their own",
    3: "answers clients of the EM API",
    4: "no cause is documented but faults inside",
    5: "answers logouts by the EM API; at a phone they show 20",
    8: "answers clients of the EM API",
    9: "answers clients of the EM API; at a phone it is 204",
    10: "answers clients of the EM API",
    21: "who is on a phone is in memory; where the store fails it is 6",
    29: "there is no RIS to ask: what knows the phones' addresses tells the service, and an unknown one is 28",
    210: "there is no application apart from the service; one that cannot start answers nobody",
  ]
}
