import EMDSL

/// The objects that one finding is about: how many there are, and the first three by name.
struct Affected {
  /// How many.
  private(set) var count = 0
  private var names: [Interned] = []

  /// Counts an object.
  mutating func add(_ name: Interned) {
    count += 1
    if names.count < 3 { names.append(name) }
  }

  /// The names in single quotes: `'A'`, `'A' and 'B'`, `'A', 'B', 'C' and 497 more`.
  var list: String {
    var parts = names.map { "'\($0)'" }
    if count > names.count { parts.append("\(count - names.count) more") }
    guard let last = parts.popLast() else { return "none" }
    return parts.isEmpty ? last : parts.joined(separator: ", ") + " and " + last
  }
}
