/// Service parameters of Cisco Extension Mobility, with their defaults (Seeds 002 table 1).
package struct EMServiceParameters: Sendable, Equatable {
  /// What happens when a user logs in on a second phone.
  package enum MultipleLogin: String, Sendable, CaseIterable {
    /// The user stays on both.
    case allowed
    /// The second login is refused.
    case notAllowed
    /// The first phone is logged out.
    case autoLogout
  }

  /// Enforce Intra-cluster Maximum Login Time; true as well where a time is set.
  package var enforcesMaximumLoginTime = false
  /// Intra-cluster Maximum Login Time in minutes; 0 for no limit.
  package var maximumLoginTime = 0
  /// Inter-cluster Maximum Login Time in minutes (Technical note 214535: a log with the default shows 36000 seconds;
  /// inferred).
  package var interclusterMaximumLoginTime = 600
  /// Maximum Concurrent Requests: logins and logouts in progress at once.
  package var maximumConcurrentRequests = 5
  /// Multiple Login Behavior.
  package var multipleLogin = MultipleLogin.notAllowed
  /// Alphanumeric User ID; false: digits only.
  package var allowsLettersInUserIDs = true
  /// Remember the Last User Logged In.
  package var remembersLastUser = false
  /// Clear Call Logs on Intra-Cluster EM.
  package var clearsCallLogs = false
  /// Validate IP Address.
  package var validatesAddress = false
  /// Trusted List of IPs: addresses and host names.
  package var trustedAddresses: [String] = []
  /// Allow Proxy; effective only with `validatesAddress`.
  package var allowsProxy = false
  /// EMCC Allow Proxy (Technical note 200599).
  package var allowsProxyForEMCC = false
  /// Extension Mobility Cache Size, in entries.
  package var cacheSize = 10_000

  /// Makes parameters with the defaults of Unified CM.
  package init() {}
}
