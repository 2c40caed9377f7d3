/// The values of an `Accept-…` header, the most wanted first.
///
/// Phones send odd ones, such as `utf-8,;q=0.8`: what has no value is passed over.
func acceptedValues(_ header: String?) -> [String] {
  var values: [(text: String, quality: Int)] = []
  for part in (header ?? "").split(separator: ",").prefix(32) {
    let pieces = part.split(separator: ";").map { String($0).trimmingSpace() }
    guard let text = pieces.first, !text.isEmpty, !text.lowercased().hasPrefix("q=") else { continue }
    let quality = pieces.dropFirst().first { $0.lowercased().hasPrefix("q=") }.map { thousandths($0.dropFirst(2)) }
    if quality != 0 { values.append((text.lowercased(), quality ?? 1000)) }
  }
  // Values of the same quality stay in the order in which they came.
  return values.enumerated()
    .sorted { ($1.element.quality, $0.offset) < ($0.element.quality, $1.offset) }
    .map(\.element.text)
}

/// A quality between 0 and 1 in thousandths; 1 where it is not written as one.
private func thousandths(_ text: Substring) -> Int {
  let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
  guard let whole = parts.first, whole == "0" || whole.isEmpty else { return 1000 }
  let digits = (parts.count > 1 ? String(parts[1].prefix(3)) : "") + "000"
  return Int(digits.prefix(3)) ?? 1000
}
