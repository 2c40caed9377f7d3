extension LocatedDiagnostic {
  /// Orders for output: by path, beginning, end, code and message; findings of the whole deployment come last.
  ///
  /// What is still equal is ordered by everything else, so that the order never depends on where findings came from.
  static func comesBefore(_ left: LocatedDiagnostic, _ right: LocatedDiagnostic) -> Bool {
    let order = compare(left.location, right.location)
    if order != 0 { return order < 0 }
    let texts = (left.diagnostic.code, right.diagnostic.code)
    if texts.0 != texts.1 { return bytesPrecede(texts.0, texts.1) }
    if left.diagnostic.message != right.diagnostic.message {
      return bytesPrecede(left.diagnostic.message, right.diagnostic.message)
    }
    return compareRest(left, right) < 0
  }

  /// Whether a reader could not tell two findings apart.
  static func isSame(_ left: LocatedDiagnostic, _ right: LocatedDiagnostic) -> Bool {
    compare(left.location, right.location) == 0 && left.diagnostic.code == right.diagnostic.code
      && left.diagnostic.message == right.diagnostic.message && compareRest(left, right) == 0
  }

  private static func compareRest(_ left: LocatedDiagnostic, _ right: LocatedDiagnostic) -> Int {
    let texts = [
      (left.diagnostic.severity.rawValue, right.diagnostic.severity.rawValue),
      (left.diagnostic.help ?? "", right.diagnostic.help ?? ""),
      (left.diagnostic.phoneShows ?? "", right.diagnostic.phoneShows ?? ""),
      (left.diagnostic.clusters.joined(separator: "\n"), right.diagnostic.clusters.joined(separator: "\n")),
    ]
    for (first, second) in texts where first != second { return bytesPrecede(first, second) ? -1 : 1 }
    for (first, second) in zip(left.related, right.related) {
      let order = compare(first.location, second.location)
      if order != 0 { return order }
      if first.message != second.message { return bytesPrecede(first.message, second.message) ? -1 : 1 }
    }
    return left.related.count - right.related.count
  }

  private static func compare(_ left: Location?, _ right: Location?) -> Int {
    guard let left, let right else { return (left == nil ? 1 : 0) - (right == nil ? 1 : 0) }
    if left.path != right.path { return bytesPrecede(left.path, right.path) ? -1 : 1 }
    // A file as a whole comes before its parts.
    let begin = (left.region?.byteOffset ?? -1) - (right.region?.byteOffset ?? -1)
    if begin != 0 { return begin }
    return (left.region?.byteLength ?? -1) - (right.region?.byteLength ?? -1)
  }

  private static func bytesPrecede(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
