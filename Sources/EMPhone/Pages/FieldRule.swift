/// What may be typed into a field: `InputFlags` of `CiscoIPPhoneInput` (CiscoIPPhone.xsd 3.3.4).
package struct FieldRule: Sendable, Equatable {
  /// The characters of a field.
  package enum Alphabet: Character, Sendable {
    /// Letters, digits and all else.
    case any = "A"
    /// What can be dialled.
    case telephone = "T"
    /// Digits.
    case numeric = "N"
    /// Digits and signs of arithmetic.
    case equation = "E"
    /// As `any`, in capitals.
    case upper = "U"
    /// As `any`, in small letters.
    case lower = "L"
  }

  /// Characters of a field at most, so that an address stays an address.
  static let longest = 128

  /// The characters.
  package var alphabet: Alphabet
  /// Nobody may read what is typed (flag P).
  package var isSecret: Bool

  /// Reads flags, such as `NP`: without a known letter anything may be typed.
  package init(_ flags: String) {
    let letters = flags.uppercased()
    isSecret = letters.contains("P")
    alphabet = letters.lazy.compactMap { Alphabet(rawValue: $0) }.first ?? .any
  }

  /// A typed character as the field takes it; nil where it does not.
  package func taken(_ character: Character) -> String? {
    let text = String(character)
    switch alphabet {
    case .any: return text
    case .upper: return text.uppercased()
    case .lower: return text.lowercased()
    case .numeric: return "0123456789".contains(character) ? text : nil
    case .telephone: return "0123456789*#+".contains(character) ? text : nil
    case .equation: return "0123456789+-*/=().,".contains(character) ? text : nil
    }
  }
}
