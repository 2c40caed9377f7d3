/// What a login has to pass, in the order in which it is asked.
///
/// Documented, mostly by logs (Technical note 214535), are the stages and what each can answer; the gates whose place
/// within their stage is inferred say so.
package enum LoginGate: String, Sendable, CaseIterable {
  // The phone opens the service (visited cluster, EMApp).
  /// EMApp runs: 210.
  case application
  /// 207.
  case deviceName
  /// 215.
  case loginType
  /// 30.
  case proxy
  /// EMService can be reached: 208.
  case service
  // EMApp asks EMService about the device (visited cluster).
  /// 6.
  case database
  /// 11.
  case device
  /// 22, or 20 over the API.
  case deviceEnabled
  /// 18.
  case deviceFree
  // The user types (visited cluster).
  /// 202.
  case credentials
  /// 26.
  case concurrency
  /// 28, or 29 where nobody can tell.
  case address
  // Is the user one of the cluster's own?
  /// 216 where the extension is that of several users; else never fails.
  case localUser
  // Local login, and EM roaming.
  /// 201, or 204.
  case pin
  /// 41.
  case pinChange
  /// 205.
  case profile
  /// 205 where the chosen one is not the user's.
  case profileChoice
  /// 25.
  case multipleLogin
  /// Never fails.
  case roaming
  // Visited cluster, EMCC.
  /// 23.
  case otherClusters
  /// 213.
  case deviceSupport
  /// 201.
  case emccActive
  /// 211.
  case pstnAccess
  /// 30.
  case emccProxy
  /// 36.
  case remoteClusters
  /// 23, 40, 208 or 212.
  case findHome
  // Home cluster, check of the user.
  /// 1.
  case homeRequest
  /// 201.
  case homeActive
  /// 47.
  case homeUser
  /// 12.
  case homeProfile
  /// 2, or 204.
  case homePIN
  /// 41.
  case homePINChange
  /// 35, 42 or 44.
  case visitingCluster
  /// 31.
  case userEnabled
  // Visited cluster again.
  /// 12 where the chosen one is not the user's.
  case emccProfileChoice
  // Home cluster, login.
  /// 45 or 46.
  case securityModes
  /// 2, or 204.
  case pinAgain
  /// 38, or 32.
  case homePolicy
  /// 37.
  case deviceNameAtHome
  /// 33.
  case baseDevice
  /// 43.
  case baseDeviceSecurity
  /// 39.
  case tftp
  /// 25.
  case homeMultipleLogin
  /// Never fails.
  case roamingPool

  /// True where the order within the stage is not documented.
  package var isOrderInferred: Bool {
    switch self {
    case .concurrency, .address, .profile, .multipleLogin, .emccActive, .pstnAccess, .emccProxy, .homeActive,
      .userEnabled, .homePolicy, .deviceNameAtHome, .baseDevice, .baseDeviceSecurity, .tftp, .homeMultipleLogin:
      true
    default: false
    }
  }

  /// What is asked, in a few words.
  package var title: String {
    switch self {
    case .application: "the Extension Mobility application has started"
    case .deviceName: "the request names a device"
    case .loginType: "the login type is valid"
    case .proxy: "no proxy stands between, or it is allowed"
    case .service: "the Extension Mobility service answers"
    case .database: "the database answers"
    case .device: "the device exists"
    case .deviceEnabled: "Extension Mobility is enabled on the device"
    case .deviceFree: "nobody is logged in on the device"
    case .credentials: "user and PIN are filled in"
    case .concurrency: "fewer requests than the maximum are in progress"
    case .address: "the request comes from a trusted address"
    case .localUser: "whose user it is"
    case .pin, .homePIN: "the PIN is right"
    case .pinAgain: "the PIN is still right"
    case .pinChange, .homePINChange: "the PIN need not be changed"
    case .profile, .homeProfile: "the user has a device profile"
    case .profileChoice, .emccProfileChoice: "which device profile"
    case .multipleLogin, .homeMultipleLogin: "the user may be logged in here as well as elsewhere"
    case .roaming: "EM roaming"
    case .otherClusters: "the phone service asks other clusters"
    case .deviceSupport: "the device supports EMCC"
    case .emccActive: "EMCC is active in the visited cluster"
    case .pstnAccess: "PSTN access is active in the visited cluster"
    case .emccProxy: "EMCC through a proxy is allowed"
    case .remoteClusters: "there are remote clusters to ask"
    case .findHome: "a remote cluster answers for the user"
    case .homeRequest: "the home cluster can read the request"
    case .homeActive: "EMCC is active in the home cluster"
    case .homeUser: "one user of the home cluster is meant"
    case .visitingCluster: "the home cluster knows the visited one"
    case .userEnabled: "the user may use EMCC"
    case .securityModes: "security modes and versions go together"
    case .homePolicy: "the home cluster still allows the login"
    case .deviceNameAtHome: "the home cluster has no device of the same name"
    case .baseDevice: "an EMCC base device is free"
    case .baseDeviceSecurity: "the base device is nonsecure"
    case .tftp: "the home cluster has a TFTP server for the phone"
    case .roamingPool: "which device pool"
    }
  }
}
