/// What one comparison of digits with the patterns of a search order gave.
struct Lookup: Sendable {
  /// How a number comes in.
  enum Dialling: Hashable, Sendable {
    /// Digit by digit, from a phone.
    case digitByDigit
    /// As a whole, but a longer number could follow: it waits for the inter-digit timer.
    case waiting
    /// As a whole, and that is all.
    case enBloc
  }

  /// A pattern or an extension that matches.
  struct Match: Sendable {
    /// The extension; nil for a pattern.
    var directoryNumber: NamedPlace?
    /// Index of the pattern; nil for an extension.
    var pattern: Int?
    /// Index of its partition in the search order.
    var step: Int
    /// How many numbers of that length it matches: the fewer, the closer.
    var count: UInt128
  }

  /// What decided.
  enum Outcome: Sendable {
    /// A match took the digits.
    case taken(Match)
    /// Nothing matches.
    case noMatch
    /// The digits are the beginning of longer patterns or extensions only.
    case incomplete
    /// A pattern that is not modelled might have taken them; its index.
    case undecided(Int)
  }

  /// What was looked up.
  var digits: String
  /// Where it was looked up.
  var order: SearchOrder
  /// How it came in.
  var dialling: Dialling
  /// What decided.
  var outcome: Outcome
  /// The digits that were taken: fewer than `digits` where an urgent pattern cut the dialling short.
  var taken: String
  /// What else matched the same digits, in the search order.
  var others: [Match] = []
  /// A longer pattern or extension for which the phone waits, and its step in the search order.
  var waitsFor: (what: NamedPlace, step: Int)?
  /// True where the match is urgent.
  var isUrgent = false
  /// What is in reach, is not known, and might hold a closer pattern; nil where nothing is, and for an exact match.
  var gap: String?
}
