import EMBundle
import EMTestSupport
import Foundation

/// A deployment in which nothing has its default.
enum RuntimeSamples {
  static var deployment: RuntimeDeployment {
    var external = RuntimeCluster(handle: "PEER", clusterID: "PEER-1", version: UnifiedCMVersion("12.5.1.15900-66"))
    external.isExternal = true
    external.certificates = [Digest(of: [1]), Digest(of: [2])]
    var unknown = RuntimeCluster(handle: "NEW.1_a-b", version: nil)
    unknown.securityMode = .mixed
    var deployment = RuntimeDeployment(clusters: [unknown, external, cluster])
    deployment.emccMesh = [.init(home: "PEER", visiting: "US"), .init(home: "US", visiting: "PEER")]
    deployment.roamingMembers = ["NEW.1_a-b", "US"]
    return deployment
  }

  private static var cluster: RuntimeCluster {
    var cluster = RuntimeCluster(handle: "US", clusterID: "US-CUCM", version: UnifiedCMVersion("14.0.1.13900-155"))
    cluster.securityMode = .mixed
    setSettings(of: &cluster)
    cluster.devicePools = [devicePool, RuntimeDevicePool(name: "DP-BARE")]
    cluster.deviceProfiles = [RuntimeDeviceProfile(name: "UDP-BARE", model: RuntimeModel("Cisco 8811")), deviceProfile]
    cluster.users = [user, RuntimeUser(id: "zoe"), RuntimeUser(id: "Åsa\u{85}\"\\,")]
    cluster.phones = phones
    return cluster
  }

  private static func setSettings(of cluster: inout RuntimeCluster) {
    cluster.parameters.enforcesMaximumLoginTime = true
    cluster.parameters.maximumLoginTime = 480
    cluster.parameters.interclusterMaximumLoginTime = 720
    cluster.parameters.maximumConcurrentRequests = 15
    cluster.parameters.multipleLogin = .autoLogout
    cluster.parameters.allowsLettersInUserIDs = false
    cluster.parameters.remembersLastUser = true
    cluster.parameters.clearsCallLogs = true
    cluster.parameters.validatesAddress = true
    cluster.parameters.trustedAddresses = ["10.1.2.3", "a.example"]
    cluster.parameters.allowsProxy = true
    cluster.parameters.allowsProxyForEMCC = true
    cluster.parameters.cacheSize = 20_000
    cluster.features.defaultTFTPServer = "elsewhere"
    cluster.features.backupTFTPServer = "sub"
    cluster.features.geolocationFilter = .init(name: "GF", fields: [.postalCode, .country])
    cluster.features.maxAudioBitRate = 64
    cluster.features.maxVideoCallBitRate = 512
    cluster.features.expiredDeviceMaintenanceInterval = 60
    cluster.features.remoteClusterUpdateInterval = 15
    cluster.features.linkLossType = .lossy
    cluster.interclusterServices = InterclusterServices(isEMCCActive: true, isPSTNAccessActive: true)
    cluster.remoteClusters = [
      RuntimeRemoteCluster(peer: nil, clusterID: "LOST", offersEMCC: false, offersPSTNAccess: false),
      RuntimeRemoteCluster(peer: "PEER", clusterID: "PEER-1", address: "peer.example"),
    ]
    cluster.baseDevices = RuntimeBaseDevices(count: 20, template: "T", templateDevicePool: "DP")
    cluster.baseDevices.isSecure = true
    cluster.ils = RuntimeILS(isHub: false, hub: "NEW.1_a-b")
    cluster.nodes = [
      RuntimeNode(name: "pub", address: "pub.example", runsExtensionMobility: false, runsTFTP: false, runsILS: true),
      RuntimeNode(name: "sub", address: "sub.example"),
    ]
    var login = RuntimePhoneService(name: "Login", asksOtherClusters: true, loginType: .selfServiceID)
    login.isEnterpriseSubscription = true
    login.isEnabled = false
    login.node = "sub"
    var pin = RuntimePhoneService(name: "PIN", asksOtherClusters: false, loginType: .invalid("XY"))
    pin.isChangeCredential = true
    cluster.phoneServices = [login, pin]
  }

  private static let geolocation = RuntimeGeolocation(
    name: "GEO", texts: Dictionary(uniqueKeysWithValues: CivicField.allCases.map { ($0, "\($0.rawValue), 1") }))

  private static var line: RuntimeLine {
    var line = RuntimeLine(number: "\\+12101001", partition: "PT", css: "CSS")
    line.label = "Anaïs “1001”"
    line.externalMask = "+1303555XXXX"
    line.isAdvertised = true
    return line
  }

  private static var devicePool: RuntimeDevicePool {
    var pool = RuntimeDevicePool(name: "DP")
    pool.geolocation = geolocation
    pool.adjunctCSS = "CSS-ADJ"
    pool.timeZone = "Europe/London"
    pool.region = "REG"
    pool.networkLocale = "United Kingdom"
    pool.callManagerGroup = "CMG"
    pool.roamingFor = "PEER"
    return pool
  }

  private static var deviceProfile: RuntimeDeviceProfile {
    var profile = RuntimeDeviceProfile(name: "UDP-a", model: RuntimeModel("Cisco 7962", .sccp), lines: [line])
    profile.emccCSS = "CSS-EMCC"
    profile.userLocale = "French France"
    profile.modules = ["7915 12-Button Line Expansion Module", "7915 12-Button Line Expansion Module"]
    profile.services = ["Weather", "Login"]
    profile.loginUser = "elsewhere"
    return profile
  }

  private static var user: RuntimeUser {
    var user = RuntimeUser(id: "adiaz")
    user.selfServiceID = "1001"
    user.primaryExtension = "\\+12101001"
    user.isEMCCEnabled = true
    user.isHome = false
    user.controlledProfiles = ["UDP-a", "UDP-BARE"]
    user.defaultProfile = "UDP-BARE"
    user.mustChangePIN = true
    user.maximumLoginTime = 0
    user.userLocale = "French France"
    user.isRoamingSuperUser = true
    return user
  }

  private static var phones: NamedTable<RuntimePhone> {
    var full = RuntimePhone(name: "SEP000000000001", model: RuntimeModel("Cisco 7962", .sccp), devicePool: "DP")
    full.supportsEMCC = false
    full.isEMEnabled = false
    full.isSecure = true
    full.logoutProfile = "UDP-a"
    full.css = "CSS-DEV"
    full.userLocale = "French France"
    (full.geolocation, full.geolocationOrigin) = (geolocation, .enterpriseParameter)
    full.modules = ["7915 12-Button Line Expansion Module"]
    full.services = ["Login", "Weather"]
    full.lines = [line, RuntimeLine(number: "2")]
    full.owner = "adiaz"
    var own = RuntimePhone(name: "SEP000000000002", model: RuntimeModel("Cisco 8851"), devicePool: "DP-BARE")
    (own.geolocation, own.geolocationOrigin) = (RuntimeGeolocation(name: "OWN", texts: [:]), .phone)
    var pooled = RuntimePhone(name: "SEP000000000003", model: RuntimeModel("Cisco 8851"), devicePool: "DP")
    (pooled.geolocation, pooled.geolocationOrigin) = (geolocation, .devicePool)
    return [full, own, pooled, RuntimePhone(name: "SEP000000000004", model: RuntimeModel("8851"), devicePool: "")]
  }
}

/// The files of a runtime configuration as texts, by path below the bundle.
struct RuntimeTexts {
  var files: [String: String] = [:]

  /// Writes the files of a deployment into a bundle, and takes them from there.
  init(_ configuration: RuntimeConfiguration) throws {
    let directory = try TemporaryDirectory()
    let bundle = "\(directory.path)/bundle"
    try BundleWriter(directory: bundle).write(
      configuration.files, compilerVersion: "1", inputDigest: Digest(of: [UInt8]()))
    for file in configuration.files {
      files[file.path] = try String(contentsOfFile: "\(bundle)/\(file.path)", encoding: .utf8)
    }
  }

  /// Reads the texts as they are now.
  func read(_ clusters: [String] = []) throws(RuntimeFailure) -> RuntimeConfiguration {
    try RuntimeConfiguration(clusters: clusters) { (path) throws(RuntimeFailure) in
      guard let text = files[path] else { throw RuntimeFailure(path, "is not there") }
      return Array(text.utf8)
    }
  }
}
