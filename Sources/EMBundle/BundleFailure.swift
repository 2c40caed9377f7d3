internal import EMDiagnostics

/// Why a bundle could not be written; nothing of it is there, and what was there before still is.
package struct BundleFailure: Error, Hashable, Sendable {
  /// What went wrong.
  package enum Problem: Hashable, Sendable {
    /// The path of a file is empty, absolute, leads out of the bundle, or is the manifest's or the signature's.
    case unsuitablePath
    /// Two files have the same path.
    case duplicatePath
    /// Something that is no directory stands where the bundle is to go.
    case notADirectory
    /// A directory stands there that is neither empty nor a bundle of ours.
    case notABundle
    /// Something that is no regular file stands where the archive is to go.
    case notAFile
    /// A file stands there that is neither empty nor compressed by gzip.
    case notAnArchive
    /// A file is too large for an archive.
    case tooLargeForArchive
    /// A system call failed; the number is its `errno`.
    case system(Int32)
  }

  /// The path, as the user knows it where possible.
  package var path: String
  /// What went wrong there.
  package var problem: Problem

  /// Makes a failure.
  package init(_ path: String, _ problem: Problem) {
    self.path = path
    self.problem = problem
  }

  /// One line for the user: the path and what happened.
  package var reason: String {
    switch problem {
    case .unsuitablePath: "\(path): cannot be the path of a file in a bundle"
    case .duplicatePath: "\(path): would be in the bundle twice"
    case .notADirectory: "\(path): is not a directory; a bundle is one"
    case .notABundle:
      "\(path): is not empty and no bundle (it lacks our manifest.json), so it is not replaced; name another directory"
    case .notAFile: "\(path): is not a regular file; an archive is one"
    case .notAnArchive: "\(path): is not empty and no archive, so it is not replaced; name another file"
    case .tooLargeForArchive: "\(path): is larger than the 8 GiB that a file in an archive can have; write a directory"
    case .system(let errorNumber): "\(path): cannot be written: \(systemMessage(errorNumber))"
    }
  }
}
