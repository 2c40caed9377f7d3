/// A user.
package struct RuntimeUser: Named, Sendable, Equatable {
  /// User ID; case counts (Seeds 002).
  package var id: String
  /// Self-service user ID, for logins with SP.
  package var selfServiceID: String?
  /// Primary extension, for logins with DN.
  package var primaryExtension: String?
  /// Enable Extension Mobility Cross Cluster.
  package var isEMCCEnabled = false
  /// Home cluster: the cluster answers for the user when others ask.
  package var isHome = true
  /// Names of the device profiles that the user may take, as written.
  package var controlledProfiles: [String] = []
  /// Name of the default device profile.
  package var defaultProfile: String?
  /// User Must Change at Next Login is set for the PIN.
  package var mustChangePIN = false
  /// The user's own maximum login time in minutes, from 12.5 on; 0 for no limit.
  package var maximumLoginTime: Int?
  /// Language, such as `English United States`.
  package var userLocale: String?
  /// Member of Standard EM Roaming Across Clusters Super Users (Seeds 001).
  package var isRoamingSuperUser = false

  /// The user ID.
  package var name: String { id }

  /// Makes a user.
  package init(id: String) { self.id = id }
}

/// A phone service of Extension Mobility.
package struct RuntimePhoneService: Named, Sendable, Equatable {
  /// What the user types in beside the PIN, by `loginType` in the address (Seeds 000 table 5).
  package enum LoginType: Sendable, Hashable {
    /// `UID`: user ID.
    case userID
    /// `SP`: self-service user ID.
    case selfServiceID
    /// `DN`: primary extension.
    case directoryNumber
    /// Anything else, as written.
    case invalid(String)

    /// Reads what stands in the address; case counts.
    package init(_ text: String) {
      switch text {
      case "UID": self = .userID
      case "SP": self = .selfServiceID
      case "DN": self = .directoryNumber
      default: self = .invalid(text)
      }
    }

    /// As it stands in the address.
    package var text: String {
      switch self {
      case .userID: "UID"
      case .selfServiceID: "SP"
      case .directoryNumber: "DN"
      case .invalid(let text): text
      }
    }
  }

  /// Its name.
  package var name: String
  /// True where users of other clusters are asked for: `&EMCC=#EMCC#`.
  package var asksOtherClusters: Bool
  /// What the user types in; nil where the address does not say: user ID and PIN.
  package var loginType: LoginType?
  /// Everybody has it without subscribing.
  package var isEnterpriseSubscription = false
  /// It can be used.
  package var isEnabled = true
  /// It changes the PIN and logs nobody in.
  package var isChangeCredential = false
  /// Name of the node that serves it; nil where it is not one of the cluster's.
  package var node: String?

  /// Makes a service.
  package init(name: String, asksOtherClusters: Bool, loginType: LoginType? = nil) {
    self.name = name
    self.asksOtherClusters = asksOtherClusters
    self.loginType = loginType
  }
}
