/// Why the runtime configuration of a bundle was not taken; nothing of it is used then.
package struct RuntimeFailure: Error, Hashable, Sendable {
  /// The file, as the user knows it.
  package var path: String
  /// The line, from 1; nil where the file as a whole is meant.
  package var line: Int?
  /// What is wrong, in a sentence without a full stop.
  package var problem: String

  /// Makes a failure.
  package init(_ path: String, line: Int? = nil, _ problem: String) {
    self.path = path
    self.line = line
    self.problem = problem
  }

  /// One line for the user: the file, the line and what is wrong.
  package var reason: String { "\(path):\(line.map { "\($0):" } ?? "") \(problem)" }
}
