internal import EMService

extension LoginGate {
  /// What is asked, in one to three words, for a column.
  var label: String {
    switch self {
    case .application: "application"
    case .deviceName: "device name"
    case .loginType: "login type"
    case .proxy: "proxy"
    case .service: "EMService"
    case .database: "database"
    case .device: "device"
    case .deviceEnabled: "EM enabled"
    case .deviceFree: "device free"
    case .credentials: "user and PIN"
    case .concurrency: "requests"
    case .address: "sender"
    case .localUser: "local user"
    case .pin, .homePIN: "PIN"
    case .pinAgain: "PIN again"
    case .pinChange, .homePINChange: "PIN change"
    case .profile, .homeProfile: "device profile"
    case .profileChoice, .emccProfileChoice: "profile choice"
    case .multipleLogin, .homeMultipleLogin: "other logins"
    case .roaming: "EM roaming"
    case .otherClusters: "other clusters"
    case .deviceSupport: "EMCC model"
    case .emccActive, .homeActive: "EMCC active"
    case .pstnAccess: "PSTN access"
    case .emccProxy: "EMCC proxy"
    case .remoteClusters: "remote clusters"
    case .findHome: "home cluster"
    case .homeRequest: "request"
    case .homeUser: "user"
    case .visitingCluster: "visited cluster"
    case .userEnabled: "EMCC user"
    case .securityModes: "security modes"
    case .homePolicy: "EMCC allowed"
    case .deviceNameAtHome: "device name"
    case .baseDevice: "base device"
    case .baseDeviceSecurity: "its security"
    case .tftp: "TFTP server"
    case .roamingPool: "device pool"
    }
  }
}
