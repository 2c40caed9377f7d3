import EMService

/// `Docs/PhoneErrors.md`: what phones show when a login or logout fails, and what the simulator can reach.
enum ErrorReference {
  /// The whole page as Markdown.
  static func markdown() -> String {
    let errors = PhoneError.allCases.sorted()
    var text = """
      <!-- Written from Sources/EMService/Errors by `swift run emcc-dev docs`. Change a text there, not here. -->

      # What phones show

      Every login and logout that fails has exactly one of these codes (Seeds 000, 003 and 004, tables of error codes).
      Numbers from 200 on are EMApp's, the others EMService's. `emcc-lint simulate login --locale ja_JP` shows a text in
      another language; where a language has none, the English one is shown.

      | Code | Layer | Means | English | Chinese | Japanese | Korean |
      |---:|---|---|---|---|---|---|

      """
    for error in errors {
      let shown = PhoneLanguage.allCases.map { language in
        error.display(for: language, at: .login) ?? error.display(for: language, at: .logout) ?? "-"
      }
      text += "| \(error.rawValue) | \(error.layer.rawValue) | \(error.name) | \(shown.joined(separator: " | ")) |\n"
    }
    text += """

      Where the phone shows another number than the code (39, 40, 44) or none (41), the code is internal.

      ## Codes that no simulation ends in

      Configuration and state alone cannot cause these, so `simulate login` has no options for them.

      | Code | Means | Why |
      |---:|---|---|

      """
    for error in errors {
      guard let reason = PhoneError.unreachableOffline[error] else { continue }
      text += "| \(error.rawValue) | \(error.name) | \(reason) |\n"
    }
    return text
  }
}
