extension PhoneError {
  /// What the user wanted.
  package enum Action: Sendable, CaseIterable {
    /// To log in.
    case login
    /// To log out.
    case logout
  }

  /// What the phone shows; nil where nothing is documented for the action.
  ///
  /// Blanks, capitals and full stops are those of the guides' tables, which differ from row to row.
  package func display(for language: PhoneLanguage, at action: Action) -> String? {
    switch action {
    case .login: loginText(language)
    case .logout: hasLogoutText ? logoutText(language) : nil
    }
  }

  /// The name in the tables.
  package var name: String {
    switch self {
    case .unknownError: "Unknown error"
    case .parsingError: "Parsing error"
    case .emccAuthenticationError: "EMCC authentication error"
    case .invalidApplicationUser: "Invalid application user"
    case .policyValidationError: "Policy validation error"
    case .deviceLogonDisabled, .deviceLogonDisabled22: "Device logon disabled"
    case .databaseError: "Database error"
    case .queryTypeUndetermined: "Query type undetermined"
    case .directoryUserInfoError: "Directory user info error"
    case .userLacksApplicationProxyRights: "User lacks application proxy rights"
    case .deviceDoesNotExist: "Device does not exist"
    case .deviceProfileNotFound: "Device profile not found"
    case .anotherUserLoggedIn: "Another user logged in"
    case .noUserLoggedIn: "No user logged in"
    case .hotelingFlagError: "Hoteling flag error"
    case .hotelingStatusError: "Hoteling status error"
    case .userDoesNotExist: "User does not exist"
    case .userLoggedInElsewhere: "User logged in elsewhere"
    case .busyPleaseTryAgain: "Busy, please try again"
    case .untrustedIPError: "Untrusted IP error"
    case .risDownContactAdministrator: "RIS down - contact administrator"
    case .proxyNotAllowed: "Proxy not allowed"
    case .emccNotActivatedForTheUser: "EMCC not activated for the user"
    case .deviceDoesNotSupportEMCC, .deviceDoesNotSupportEMCC32: "Device does not support EMCC"
    case .noFreeBaseDevice: "No free EMCC base device"
    case .visitingClusterInformationNotInHomeCluster: "Visiting cluster information not in home cluster"
    case .noRemoteCluster: "No remote cluster"
    case .duplicateDeviceName: "Duplicate device name"
    case .emccNotAllowed: "EMCC not allowed"
    case .configurationIssue, .configurationIssue44: "Configuration issue"
    case .noResponseFromRemoteHost: "No response from remote host"
    case .pinChangeRequired: "PIN change required"
    case .invalidClusterID: "Invalid cluster ID"
    case .deviceSecurityModeError: "Device security mode error"
    case .remoteClusterVersionNotSupported: "Remote cluster version not supported"
    case .remoteClusterSecurityModeNotSupported: "Remote cluster security mode not supported"
    default: emAppName
    }
  }

  private var emAppName: String {
    switch self {
    case .authenticationError: "Authentication error"
    case .blankUserIDOrPIN: "Blank user ID or PIN"
    case .directoryServerError: "Directory server error"
    case .userProfileAbsent: "User profile absent"
    case .deviceNameEmpty: "Device name empty"
    case .emserviceConnectionError: "EMService connection error"
    case .initFailContactAdministrator: "Init fail - contact administrator"
    case .emccNotActivated: "EMCC not activated"
    case .clusterIDInvalid: "Cluster ID invalid"
    case .loginTypeInvalid: "Login type invalid"
    case .dnHasMultipleUsers, .dnHasMultipleUsers47: "DN has multiple users"
    default: "Error \(rawValue)"
    }
  }

  private func loginText(_ language: PhoneLanguage) -> String? {
    switch self {
    case .noUserLoggedIn: nil
    case .authenticationError, .blankUserIDOrPIN, .configurationIssue, .configurationIssue44,
      .noResponseFromRemoteHost:
      tryAgain(language)
    case .pinChangeRequired:
      language.choose("PIN change is required", "需要更改个人识别码", "PIN 変更が必要です", "PIN을 변경해야 합니다.")
    case .loginTypeInvalid:
      language.choose(
        "LoginType invalid(\(rawValue))", "登录类型无效 (\(rawValue))", "loginType が無効です (\(rawValue))",
        "LoginType 잘못됨(\(rawValue))")
    case .dnHasMultipleUsers, .dnHasMultipleUsers47:
      language.choose(
        "DN has multiple users(\(rawValue))", "目录号码有多个用户 (\(rawValue))", "DN に複数のユーザが存在します (\(rawValue))",
        "DN에 여러 사용자가 있음(\(rawValue))")
    case .userLoggedInElsewhere:
      language.choose(
        "Multi-Login Not Allowed (\(rawValue))", "不允许多点登录 (\(rawValue))", "ログインできません (\(rawValue))",
        "멀티 로그인이 허용되지 않음(\(rawValue))")
    case .remoteClusterVersionNotSupported, .remoteClusterSecurityModeNotSupported:
      language.choose(
        "Login is unsuccessful(\(rawValue))", "登录不成功 (\(rawValue))", "ログインに失敗しました (\(rawValue))",
        "로그인 실패(\(rawValue))")
    default:
      language.choose(
        "Login is \(unavailable)", "无法登录 (\(rawValue))", "ログインできません (\(rawValue))",
        "로그인할 수 없음(\(rawValue))")
    }
  }

  private func logoutText(_ language: PhoneLanguage) -> String {
    language.choose(
      "Logout is \(unavailable)", "无法注销 (\(rawValue))", "ログアウトできません (\(rawValue))",
      "로그아웃할 수 없음(\(rawValue))")
  }

  private func tryAgain(_ language: PhoneLanguage) -> String {
    let code = shownCode ?? rawValue
    return language.choose(
      "Please try to login again (\(code))", "请尝试重新登录 (\(code))", "再度ログインしてください (\(code))",
      "다시 로그인하십시오 (\(code)).")
  }

  /// The English tables write it in three ways.
  private var unavailable: String {
    switch self {
    case .userDoesNotExist, .duplicateDeviceName: "Unavailable (\(rawValue))"
    case .deviceProfileNotFound, .directoryServerError, .userProfileAbsent: "unavailable (\(rawValue))"
    default: "unavailable(\(rawValue))"
    }
  }

  private var hasLogoutText: Bool {
    switch self {
    case .authenticationError, .blankUserIDOrPIN, .directoryServerError, .clusterIDInvalid, .loginTypeInvalid,
      .dnHasMultipleUsers, .emccAuthenticationError, .deviceProfileNotFound, .anotherUserLoggedIn,
      .deviceLogonDisabled22, .userLoggedInElsewhere, .configurationIssue, .configurationIssue44,
      .noResponseFromRemoteHost, .pinChangeRequired, .deviceSecurityModeError, .remoteClusterVersionNotSupported,
      .remoteClusterSecurityModeNotSupported, .dnHasMultipleUsers47:
      false
    default: true
    }
  }
}

extension PhoneLanguage {
  fileprivate func choose(_ english: String, _ chinese: String, _ japanese: String, _ korean: String) -> String {
    switch self {
    case .english: english
    case .chinese: chinese
    case .japanese: japanese
    case .korean: korean
    }
  }
}
