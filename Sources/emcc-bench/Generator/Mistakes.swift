/// Something that a person gets wrong in one object.
enum Mistake: String, CaseIterable {
  /// A key with a typo.
  case unknownKey
  /// A name that is declared nowhere.
  case unknownReference
  /// A list where a text is expected.
  case wrongKind
  /// The name of the object before it.
  case duplicateName
  /// A key left out that must be there.
  case missingKey
  /// A time beyond 168:00.
  case outOfRange
  /// A word that is none of those allowed.
  case unknownEnumValue
  /// An EMCC user who controls no profile.
  case userWithoutProfile
  /// A profile that has no line.
  case profileWithoutLine

  /// Mistakes that fit a phone.
  static let ofPhones: [Mistake] = [
    .unknownKey, .unknownReference, .wrongKind, .duplicateName, .missingKey, .unknownEnumValue,
  ]
  /// Mistakes that fit a device profile.
  static let ofProfiles: [Mistake] = [
    .unknownKey, .unknownReference, .wrongKind, .missingKey, .unknownEnumValue, .profileWithoutLine,
  ]
  /// Mistakes that fit a user with a profile.
  static let ofUsers: [Mistake] = [.unknownKey, .unknownReference, .wrongKind, .outOfRange, .userWithoutProfile]
}

/// Decides which objects are wrong, and counts.
struct MistakePlanter {
  private let every: Int
  private var objects = 0
  private var counts: [Int]

  /// One object in `every` is wrong; none when it is 0.
  init(every: Int) {
    self.every = every
    counts = Array(repeating: 0, count: Mistake.allCases.count)
  }

  /// The mistake of the next object: of those that fit, the one planted least so far.
  mutating func next(of fitting: [Mistake]) -> Mistake? {
    objects += 1
    guard every > 0, objects % every == 0 else { return nil }
    var best: (mistake: Mistake, index: Int)?
    for (index, mistake) in Mistake.allCases.enumerated() where fitting.contains(mistake) {
      if let chosen = best, counts[chosen.index] <= counts[index] { continue }
      best = (mistake, index)
    }
    guard let best else { return nil }
    counts[best.index] += 1
    return best.mistake
  }

  /// The counts as one JSON object.
  var json: String {
    let planted = zip(Mistake.allCases, counts).map { "\"\($0.rawValue)\": \($1)" }.joined(separator: ", ")
    return "{\"objects\": \(objects), \"wrong\": \(counts.reduce(0, +)), \"planted\": {\(planted)}}\n"
  }
}
