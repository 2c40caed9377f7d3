/// "Did you mean": the candidates nearest to what was written.
package enum Suggestion {
  /// The nearest candidate within two edits (one for words of up to three characters), ties by name; nil when none is near.
  package static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
    let scalars = Array(word.lowercased().unicodeScalars)
    // Longer texts are no typing mistakes of a name, and would cost time.
    guard !scalars.isEmpty, scalars.count <= 128 else { return nil }
    let limit = scalars.count <= 3 ? 1 : 2
    var best: (distance: Int, text: String)?
    for candidate in candidates {
      let other = Array(candidate.lowercased().unicodeScalars)
      guard abs(other.count - scalars.count) <= limit else { continue }
      let distance = editDistance(scalars, other, limit: limit)
      guard distance <= limit else { continue }
      if best.map({ (distance, candidate) < ($0.distance, $0.text) }) ?? true { best = (distance, candidate) }
    }
    return best?.text
  }

  /// Insertions, deletions, replacements and swaps of neighbours between two texts; more than `limit` as `limit + 1`.
  static func editDistance(_ left: [UnicodeScalar], _ right: [UnicodeScalar], limit: Int) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for (row, scalar) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      var smallest = row + 1
      for (column, other) in right.enumerated() {
        var distance = min(last[column + 1] + 1, current[column] + 1, last[column] + (scalar == other ? 0 : 1))
        if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
          distance = min(distance, beforeLast[column - 1] + 1)
        }
        current.append(distance)
        smallest = min(smallest, distance)
      }
      if smallest > limit { return limit + 1 }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
