/// The keys of one object so far, compared by their bytes: two that only look alike are two.
struct JSONKeys {
  /// A key in a set.
  private struct Key: Hashable {
    let text: String

    static func == (one: Key, other: Key) -> Bool { JSONKeys.areSame(one.text, other.text) }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }
  }

  /// Keys that are looked through one by one; most objects have no more, and need no set.
  private static let fewest = 16

  private var few: [String] = []
  private var many: Set<Key> = []

  /// Adds a key; false where it is there already.
  mutating func insert(_ key: String) -> Bool {
    if many.isEmpty {
      if few.contains(where: { JSONKeys.areSame($0, key) }) { return false }
      if few.count < Self.fewest {
        few.append(key)
        return true
      }
      many = Set(few.map(Key.init))
    }
    return many.insert(Key(text: key)).inserted
  }

  /// Strings that are equal may still differ in their bytes.
  private static func areSame(_ one: String, _ other: String) -> Bool {
    one == other && one.utf8.elementsEqual(other.utf8)
  }
}
