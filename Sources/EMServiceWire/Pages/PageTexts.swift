internal import EMBundle
internal import EMService

/// Words on the pages that no guide gives: short, for displays of 32 characters.
extension PhoneLanguage {
  /// The title of all pages of Extension Mobility.
  var serviceTitle: String { of("Extension Mobility Service", "分机移动服务", "エクステンション モビリティ サービス", "내선 이동 서비스") }
  /// The title of results.
  var resultTitle: String { of("Extension Mobility", "分机移动", "エクステンション モビリティ", "내선 이동") }
  /// Above the login form.
  func loginPrompt(_ type: RuntimePhoneService.LoginType?) -> String {
    let name = userLabel(type)
    // Chinese and Japanese put a blank between their own letters and Latin ones only.
    let gap = name.utf8.last.map { $0 < 0x80 } == true ? " " : ""
    return of("Enter \(name) and PIN", "输入\(name)\(gap)和 PIN", "\(name)\(gap)と PIN を入力", "\(name) 및 PIN 입력")
  }
  /// Beside the field for what names the user.
  func userLabel(_ type: RuntimePhoneService.LoginType?) -> String {
    switch type {
    case .selfServiceID: of("Self-Service ID", "自助服务 ID", "セルフサービス ID", "셀프 서비스 ID")
    case .directoryNumber: of("Extension", "分机号", "内線番号", "내선 번호")
    default: of("User ID", "用户 ID", "ユーザ ID", "사용자 ID")
    }
  }
  /// Beside the field of the user ID in Change Credential.
  var userID: String { userLabel(nil) }
  /// Beside the field of the PIN.
  var pin: String { "PIN" }
  /// The question on a phone that somebody is logged in on.
  var logoutQuestion: String { of("Log out?", "是否注销？", "ログアウトしますか?", "로그아웃하시겠습니까?") }
  /// Agrees.
  var yes: String { of("Yes", "是", "はい", "예") }
  /// Does not.
  var no: String { of("No", "否", "いいえ", "아니요") }
  /// Sends a form.
  var submit: String { of("Submit", "提交", "送信", "제출") }
  /// Takes an item of a menu.
  var select: String { of("Select", "选择", "選択", "선택") }
  /// Leaves the page.
  var exit: String { of("Exit", "退出", "終了", "종료") }
  /// Changes the PIN.
  var change: String { of("Change", "更改", "変更", "변경") }
  /// Goes to Change Credential (user guide 8.6: `ChangePIN`).
  var changePIN: String { of("ChangePIN", "更改 PIN", "PIN 変更", "PIN 변경") }
  /// The rest of a menu.
  var more: String { of("More", "更多", "次へ", "더보기") }
  /// Above the device profiles.
  var selectProfile: String { of("Select a device profile", "选择设备配置文件", "デバイス プロファイルを選択", "디바이스 프로파일 선택") }
  /// After a login.
  var loggedIn: String { of("Login is successful", "登录成功", "ログインしました", "로그인되었습니다") }
  /// After a logout.
  var loggedOut: String { of("Logout is successful", "注销成功", "ログアウトしました", "로그아웃되었습니다") }
  /// Above the form of Change Credential.
  var changePrompt: String {
    of("Enter current and new PIN", "输入当前 PIN 和新 PIN", "現在の PIN と新しい PIN を入力", "현재 및 새 PIN 입력")
  }
  /// Beside the field of the PIN as it is.
  var currentPIN: String { of("Current PIN", "当前 PIN", "現在の PIN", "현재 PIN") }
  /// Beside the field of the new PIN.
  var newPIN: String { of("New PIN", "新 PIN", "新しい PIN", "새 PIN") }
  /// Beside the field of the new PIN typed again.
  var confirmPIN: String { of("Confirm PIN", "确认 PIN", "PIN の確認", "PIN 확인") }

  /// What became of a change of the PIN; a client looks for the words of the first and of `locked`.
  func text(_ result: PINChangeResult) -> String {
    switch result {
    case .changed: of("PIN change is complete", "PIN 更改完成", "PIN の変更が完了しました", "PIN 변경이 완료되었습니다")
    case .wrongCredentials:
      of("User ID or PIN is wrong", "用户 ID 或 PIN 错误", "ユーザ ID または PIN が違います", "사용자 ID 또는 PIN이 잘못되었습니다")
    case .blank: of("Fill in all fields", "请填写所有字段", "すべての項目を入力してください", "모든 항목을 입력하십시오")
    case .confirmationDiffers: of("New PINs do not match", "新 PIN 不一致", "新しい PIN が一致しません", "새 PIN이 일치하지 않습니다")
    case .notDigits: of("PIN must be digits only", "PIN 只能是数字", "PIN には数字のみ使用できます", "PIN은 숫자만 가능합니다")
    case .tooShort: of("New PIN is too short", "新 PIN 太短", "新しい PIN が短すぎます", "새 PIN이 너무 짧습니다")
    case .tooLong: of("New PIN is too long", "新 PIN 太长", "新しい PIN が長すぎます", "새 PIN이 너무 깁니다")
    case .trivial: of("New PIN is too easy to guess", "新 PIN 太简单", "新しい PIN が簡単すぎます", "새 PIN이 너무 단순합니다")
    case .usedBefore: of("New PIN was used before", "新 PIN 以前使用过", "新しい PIN は使用済みです", "이전에 사용한 PIN입니다")
    case .locked: of("Contact system administrator", "请联系系统管理员", "システム管理者に連絡してください", "시스템 관리자에게 문의하십시오")
    case .unavailable: of("PIN change is unavailable", "无法更改 PIN", "PIN を変更できません", "PIN을 변경할 수 없음")
    }
  }

  /// After a change of the PIN that failed for another reason.
  func changeFailure(_ error: PhoneError) -> String { "\(text(.unavailable)) (\(error.rawValue))" }

  private func of(_ english: String, _ chinese: String, _ japanese: String, _ korean: String) -> String {
    switch self {
    case .english: english
    case .chinese: chinese
    case .japanese: japanese
    case .korean: korean
    }
  }
}
