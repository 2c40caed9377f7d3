/// The fields of a geolocation as numbers, in the order of the form; 0 is blank.
///
/// Equal numbers are equal texts, whatever their case and the blanks around and between their words.
package typealias GeolocationNumbers = SIMD32<UInt32>

/// Gives texts of geolocations their numbers.
package struct GeolocationTextNumbers: Sendable {
  private var byText: [String: UInt32] = [:]

  /// Starts empty; numbers of different values must not be compared.
  package init() {}

  /// The number of a text; 0 for a blank one.
  package mutating func number(_ text: String) -> UInt32 {
    let folded = GeolocationTextNumbers.folded(text)
    guard !folded.isEmpty else { return 0 }
    let number = byText[folded] ?? UInt32(truncatingIfNeeded: byText.count + 1)
    byText[folded] = number
    return number
  }

  /// The number of a text that may not have one, without giving it one; 0 for a blank text.
  package func known(_ text: String) -> UInt32 {
    let folded = GeolocationTextNumbers.folded(text)
    return folded.isEmpty ? 0 : byText[folded] ?? .max
  }

  private static func folded(_ text: String) -> String {
    text.lowercased().split { $0.isWhitespace }.joined(separator: " ")
  }
}
