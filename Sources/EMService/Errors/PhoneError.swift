/// Why a login or logout fails, by error code (Seeds 000, 003 and 004, tables of error codes).
///
/// Where several codes stand for one condition, the name of the later one carries its number.
package enum PhoneError: Int, Sendable, CaseIterable, Comparable {
  /// Authentication error.
  case authenticationError = 201
  /// Blank user ID or PIN.
  case blankUserIDOrPIN = 202
  /// Directory server error.
  case directoryServerError = 204
  /// User profile absent.
  case userProfileAbsent = 205
  /// Device name empty.
  case deviceNameEmpty = 207
  /// EMService connection error.
  case emserviceConnectionError = 208
  /// Init fail - contact administrator.
  case initFailContactAdministrator = 210
  /// EMCC not activated.
  case emccNotActivated = 211
  /// Cluster ID invalid.
  case clusterIDInvalid = 212
  /// Device does not support EMCC.
  case deviceDoesNotSupportEMCC = 213
  /// Login type invalid.
  case loginTypeInvalid = 215
  /// DN has multiple users.
  case dnHasMultipleUsers = 216
  /// Unknown error.
  case unknownError = 0
  /// Parsing error.
  case parsingError = 1
  /// EMCC authentication error.
  case emccAuthenticationError = 2
  /// Invalid application user.
  case invalidApplicationUser = 3
  /// Policy validation error.
  case policyValidationError = 4
  /// Device logon disabled.
  case deviceLogonDisabled = 5
  /// Database error.
  case databaseError = 6
  /// Query type undetermined.
  case queryTypeUndetermined = 8
  /// Directory user info error.
  case directoryUserInfoError = 9
  /// User lacks application proxy rights.
  case userLacksApplicationProxyRights = 10
  /// Device does not exist.
  case deviceDoesNotExist = 11
  /// Device profile not found.
  case deviceProfileNotFound = 12
  /// Another user logged in.
  case anotherUserLoggedIn = 18
  /// No user logged in.
  case noUserLoggedIn = 19
  /// Hoteling flag error.
  case hotelingFlagError = 20
  /// Hoteling status error.
  case hotelingStatusError = 21
  /// Device logon disabled.
  case deviceLogonDisabled22 = 22
  /// User does not exist.
  case userDoesNotExist = 23
  /// User logged in elsewhere.
  case userLoggedInElsewhere = 25
  /// Busy, please try again.
  case busyPleaseTryAgain = 26
  /// Untrusted IP error.
  case untrustedIPError = 28
  /// RIS down - contact administrator.
  case risDownContactAdministrator = 29
  /// Proxy not allowed.
  case proxyNotAllowed = 30
  /// EMCC not activated for the user.
  case emccNotActivatedForTheUser = 31
  /// Device does not support EMCC.
  case deviceDoesNotSupportEMCC32 = 32
  /// No free EMCC base device.
  case noFreeBaseDevice = 33
  /// Visiting cluster information not in home cluster.
  case visitingClusterInformationNotInHomeCluster = 35
  /// No remote cluster.
  case noRemoteCluster = 36
  /// Duplicate device name.
  case duplicateDeviceName = 37
  /// EMCC not allowed.
  case emccNotAllowed = 38
  /// Configuration issue.
  case configurationIssue = 39
  /// No response from remote host.
  case noResponseFromRemoteHost = 40
  /// PIN change required.
  case pinChangeRequired = 41
  /// Invalid cluster ID.
  case invalidClusterID = 42
  /// Device security mode error.
  case deviceSecurityModeError = 43
  /// Configuration issue.
  case configurationIssue44 = 44
  /// Remote cluster version not supported.
  case remoteClusterVersionNotSupported = 45
  /// Remote cluster security mode not supported.
  case remoteClusterSecurityModeNotSupported = 46
  /// DN has multiple users.
  case dnHasMultipleUsers47 = 47
}

extension PhoneError {
  /// Which part of Extension Mobility says so.
  package enum Layer: String, Sendable, CaseIterable {
    /// What phones talk to.
    case emApp = "EMApp"
    /// What decides about logins, and what other clusters talk to.
    case emService = "EMService"
  }

  /// The part that says so: numbers from 200 on are EMApp's.
  package var layer: Layer { rawValue >= 200 ? .emApp : .emService }

  /// True where the phone shows another number, or none.
  package var isInternal: Bool { shownCode != rawValue }

  /// The number that the phone shows; nil where it shows none.
  package var shownCode: Int? {
    switch self {
    case .configurationIssue, .configurationIssue44: 201
    case .noResponseFromRemoteHost: 23
    case .pinChangeRequired: nil
    default: rawValue
    }
  }

  /// What the phone shows after a login, in English; nil where the error belongs to logouts only.
  package var display: String? { display(for: .english, at: .login) }

  /// By code.
  package static func < (left: PhoneError, right: PhoneError) -> Bool { left.rawValue < right.rawValue }
}
