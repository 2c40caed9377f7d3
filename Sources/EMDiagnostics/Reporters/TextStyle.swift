/// Colours of the text format; without colour every call gives its text back.
struct TextStyle {
  /// What a piece of text is.
  enum Role {
    /// Path and position.
    case place
    /// Line numbers and the bar beside the source.
    case gutter
    /// `help:`, `note:` and the like.
    case label
    /// The word and the carets of a finding of this severity.
    case severity(Severity)
  }

  /// False where the output is no terminal, or where colour was turned off.
  let isColored: Bool

  /// The text with its colour around it.
  func paint(_ text: String, as role: Role) -> String {
    guard isColored, !text.isEmpty else { return text }
    let code =
      switch role {
      case .place: "1"
      case .gutter: "34"
      case .label: "36"
      case .severity(.error): "1;31"
      case .severity(.warning): "1;33"
      case .severity(.info): "1;36"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}
