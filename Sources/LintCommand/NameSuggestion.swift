/// The name that was probably meant: the one at the smallest edit distance below 3, the first of several by its bytes.
///
/// A name of which everything would have to be changed is none.
func closestName(to word: String, among names: [String]) -> String? {
  let word = Array(word.lowercased().utf8)
  // Longer words are no slip of the finger, and the distance takes time for them.
  guard word.count <= 64 else { return nil }
  let ranked = names.map { (distance: editDistance(word, Array($0.lowercased().utf8)), name: $0) }
  let best = ranked.min { left, right in
    left.distance == right.distance
      ? left.name.utf8.lexicographicallyPrecedes(right.name.utf8) : left.distance < right.distance
  }
  guard let best, best.distance < 3, best.distance < max(word.count, best.name.utf8.count) else { return nil }
  return best.name
}

/// Insertions, deletions, changes and swaps of neighbours that make one word the other (optimal string alignment).
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for row in left.indices {
    var current = [row + 1]
    for column in right.indices {
      let change = last[column] + (left[row] == right[column] ? 0 : 1)
      var distance = min(change, last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        distance = min(distance, beforeLast[column - 1] + 1)
      }
      current.append(distance)
    }
    beforeLast = last
    last = current
  }
  return last[right.count]
}
