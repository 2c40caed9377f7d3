/// Letters with marks as single characters: what Unicode's form C makes of the letters that user IDs have.
///
/// Texts of the language equal each other in either form; the bytes that a database compares do not.
enum ComposedLetters {
  /// Latin, Greek, Cyrillic, Kana and Hangul; of two characters for the same letter the first is the usual one.
  private static let ranges: [ClosedRange<UInt32>] = [
    0xC0...0x24F, 0x370...0x4FF, 0x1E00...0x1FFF, 0x3041...0x30FF, 0xAC00...0xD7A3,
  ]

  /// Each letter by any form of it.
  private static let letters: [Character: Character] = {
    let all = ranges.joined().compactMap { Unicode.Scalar($0).map(Character.init) }
    return Dictionary(all.map { ($0, $0) }) { first, _ in first }
  }()

  /// The text with single characters wherever there are such.
  static func compose(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    return String(text.map { letters[$0] ?? $0 })
  }
}
