/// One word of a closed vocabulary, as it is written in YAML.
public struct Word: Sendable {
  /// What the operator types, such as `nonSecure`.
  public let token: String
  /// What it means.
  public let summary: String
  /// What Unified CM's pages say for it; typing one of these gives the token as the fix.
  public let gui: [String]

  /// Makes a word.
  public init(_ token: String, _ summary: String, gui: [String] = []) {
    self.token = token
    self.summary = summary
    self.gui = gui
  }
}

/// A closed set of words; an enumeration's raw value is the index into `words`.
public protocol Vocabulary: RawRepresentable<UInt8>, Sendable, Hashable {
  /// All words, in the order of the raw values.
  static var words: [Word] { get }
}

extension Vocabulary {
  /// The word as it is written.
  public var token: String { Self.words.indices.contains(Int(rawValue)) ? Self.words[Int(rawValue)].token : "?" }
}
