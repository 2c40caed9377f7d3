/// A language in which the texts of the errors are documented.
package enum PhoneLanguage: String, Sendable, CaseIterable {
  /// English, and whatever language has no texts.
  case english = "en"
  /// Chinese.
  case chinese = "zh"
  /// Japanese.
  case japanese = "ja"
  /// Korean.
  case korean = "ko"

  /// The language of a locale: a name of Unified CM such as `Japanese Japan`, or a tag such as `ja`, `ja_JP`, `ja-JP`.
  ///
  /// English where the locale is none of the four.
  package init(locale: String) {
    let word = locale.lowercased().prefix { $0.isLetter }
    switch word {
    case "ja", "japanese": self = .japanese
    case "zh", "chinese": self = .chinese
    case "ko", "korean": self = .korean
    default: self = .english
    }
  }
}
