import EMDSL
import EMDiagnostics

/// Words for lists and numbers in messages.
enum Phrase {
  /// `A`, `A and B`, `A, B and C`, `A, B, C and 4 more`.
  static func list(_ items: [String], limit: Int = 3) -> String {
    let more = items.count - limit
    let shown = more > 0 ? items.prefix(limit) + ["\(more) more"] : items[...]
    guard shown.count > 1, let last = shown.last else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `1 phone` or `12 phones`.
  static func count(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }

  /// Related places: at most five, and how many more there are in the words of the fifth.
  static func related(_ all: [(place: Place?, message: String)]) -> [Diagnostic.Related?] {
    let limit = 5
    return all.prefix(limit).enumerated().map { index, entry in
      let more = index == limit - 1 && all.count > limit ? ", and at \(all.count - limit) more" : ""
      return Report.related(entry.place, entry.message + more)
    }
  }
}

/// How many objects a finding is about, and the first three of them; no text is made before it is asked for.
struct Sample: Sendable {
  /// How many objects.
  private(set) var count = 0
  /// Names and places of the first three.
  private(set) var first: [(name: Interned, place: Place?)] = []

  /// Counts an object.
  @inline(__always)
  mutating func add(_ name: @autoclosure () -> Interned, _ place: @autoclosure () -> Place?) {
    count += 1
    if count <= 3 { first.append((name(), place())) }
  }

  /// Counts a phone.
  mutating func add(_ phone: Entity<PhoneRow>) { add(phone.name, phone.place) }

  /// Counts a device profile.
  mutating func add(_ profile: Entity<DeviceProfileRow>) { add(profile.name, profile.place) }

  /// Counts a user.
  mutating func add(_ user: Entity<UserRow>) { add(user.name, user.place) }

  /// Counts the objects of another sample after one's own.
  mutating func add(_ other: Sample) {
    first += other.first.prefix(3 - first.count)
    count += other.count
  }

  /// `12 phones ('A', 'B', 'C' and 9 more)`.
  func phrase(_ noun: String) -> String { "\(Phrase.count(count, noun)) (\(names))" }

  /// `'A', 'B', 'C' and 9 more`.
  var names: String {
    let shown = first.map { "'\($0.name)'" }
    guard count > shown.count else { return Phrase.list(shown) }
    return shown.joined(separator: ", ") + " and \(count - shown.count) more"
  }
}
