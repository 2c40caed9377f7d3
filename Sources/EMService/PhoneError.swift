/// What a phone shows when a login fails, by error code; in English.
///
/// Numbers below 200 come from EMService, the others from EMApp (Seeds 000, tables of error codes).
package enum PhoneError: Int, Sendable, CaseIterable {
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
  /// No free EMCC dummy device.
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

  /// What the phone shows; nil where it shows nothing of its own.
  package var display: String? { PhoneError.displays[rawValue] }

  private static let displays: [Int: String] = [
    0: "Login is unavailable(0)",
    1: "Login is unavailable(1)",
    2: "Login is unavailable(2)",
    3: "Login is unavailable(3)",
    4: "Login is unavailable(4)",
    5: "Login is unavailable(5)",
    6: "Login is unavailable(6)",
    8: "Login is unavailable(8)",
    9: "Login is unavailable(9)",
    10: "Login is unavailable(10)",
    11: "Login is unavailable(11)",
    12: "Login is unavailable (12)",
    18: "Login is unavailable(18)",
    20: "Login is unavailable(20)",
    21: "Login is unavailable(21)",
    22: "Login is unavailable(22)",
    23: "Login is Unavailable (23)",
    25: "Multi-Login Not Allowed (25)",
    26: "Login is unavailable(26)",
    28: "Login is unavailable(28)",
    29: "Login is unavailable(29)",
    30: "Login is unavailable(30)",
    31: "Login is unavailable(31)",
    32: "Login is unavailable(32)",
    33: "Login is unavailable(33)",
    35: "Login is unavailable(35)",
    36: "Login is unavailable(36)",
    37: "Login is Unavailable (37)",
    38: "Login is unavailable(38)",
    39: "Please try to login again (201)",
    40: "Please try to login again (23)",
    41: "PIN change is required",
    42: "Login is unavailable(42)",
    43: "Login is unavailable(43)",
    44: "Please try to login again (201)",
    45: "Login is unsuccessful(45)",
    46: "Login is unsuccessful(46)",
    47: "DN has multiple users(47)",
    201: "Please try to login again (201)",
    202: "Please try to login again (202)",
    204: "Login is unavailable (204)",
    205: "Login is unavailable (205)",
    207: "Login is unavailable(207)",
    208: "Login is unavailable(208)",
    210: "Login is unavailable(210)",
    211: "Login is unavailable(211)",
    212: "Login is unavailable(212)",
    213: "Login is unavailable(213)",
    215: "LoginType invalid(215)",
    216: "DN has multiple users(216)",
  ]
}
