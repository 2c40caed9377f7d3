/// A file whose text the outside world kept from us.
package struct SourceFailure: Error, Hashable, Sendable {
  /// The path as shown to the user.
  package var path: String
  /// Why.
  package var failure: ReadFailure

  /// Makes the failure of a path.
  package init(path: String, failure: ReadFailure) {
    self.path = path
    self.failure = failure
  }

  /// One line for the user: the path and what happened.
  package var reason: String { "\(path): \(failure.reason)" }
}
