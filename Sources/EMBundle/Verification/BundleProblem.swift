internal import EMDiagnostics

/// Something that is wrong with a bundle; with one of them nobody should use it.
package struct BundleProblem: Error, Hashable, Sendable {
  /// What is wrong, for programs; the words are for ever.
  package enum Kind: String, Hashable, Sendable {
    /// The container is damaged, too short, too long, or of another form.
    case archive
    /// The manifest is missing or none of ours.
    case manifest
    /// A path leads elsewhere, or not to the same place on every system.
    case path
    /// Something is no regular file.
    case kind
    /// The manifest lists a file that is not there.
    case missing
    /// Something is there that the manifest does not list.
    case unknown
    /// A file is there twice.
    case duplicate
    /// A file's size or digest is not that of the manifest.
    case changed
    /// There is no signature, or it is not good.
    case signature
  }

  /// What is wrong.
  package var kind: Kind
  /// Path of the file below the bundle; nil when it is the bundle as a whole.
  package var path: String?
  /// What is wrong, as the end of a sentence that begins with the path or the bundle.
  package var reason: String

  /// Makes a problem.
  init(_ kind: Kind, _ path: String?, _ reason: String) {
    self.kind = kind
    self.path = path
    self.reason = reason
  }

  /// A problem of the archive, perhaps at one of its members.
  static func archive(_ reason: String, _ path: String? = nil) -> BundleProblem {
    BundleProblem(.archive, path, reason)
  }
}

/// Why a verification does not go on.
enum VerificationStop: Error, Hashable, Sendable {
  /// What was found forbids to read on.
  case problem(BundleProblem)
  /// The outside world keeps the bundle from us.
  case failure(SourceFailure)
}
