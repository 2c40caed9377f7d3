/// The options of one subcommand: `--name value` or `--name=value`, any of them more than once.
struct Options {
  private var values: [String: [String]] = [:]

  /// Reads the words after the subcommand; every option takes a value.
  ///
  /// Throws `usage` for anything not in `known`.
  init(_ words: ArraySlice<String>, known: [String]) throws(BenchError) {
    var rest = words
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else { throw .usage("'\(word)' is not an option") }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard known.contains(name) else { throw .usage("there is no option '--\(name)' here") }
      if parts.count == 2 {
        values[name, default: []].append(String(parts[1]))
      } else if let value = rest.popFirst() {
        values[name, default: []].append(value)
      } else {
        throw .usage("'--\(name)' needs a value")
      }
    }
  }

  /// All values of an option, in the order given.
  func all(_ name: String) -> [String] { values[name] ?? [] }

  /// The last value of an option that must be there.
  func required(_ name: String) throws(BenchError) -> String {
    guard let value = all(name).last else { throw .usage("'--\(name)' is missing") }
    return value
  }

  /// The last value as a whole number within a range.
  func number(_ name: String, in range: ClosedRange<Int>, default fallback: Int? = nil) throws(BenchError) -> Int {
    guard let text = all(name).last else {
      if let fallback { return fallback }
      throw .usage("'--\(name)' is missing")
    }
    guard let value = Int(text), range.contains(value) else {
      throw .usage("'--\(name) \(text)': a number from \(range.lowerBound) to \(range.upperBound) is expected")
    }
    return value
  }
}
