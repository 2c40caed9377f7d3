internal import Glibc

/// Why a bundle could not be written; nothing of it is there, and what was there before still is.
package struct BundleFailure: Error, Hashable, Sendable {
  /// What went wrong.
  package enum Problem: Hashable, Sendable {
    /// The path of a file is empty, absolute, leads out of the bundle, or is the manifest's.
    case unsuitablePath
    /// Two files have the same path.
    case duplicatePath
    /// Something that is no directory stands where the bundle is to go.
    case notADirectory
    /// A directory stands there that is neither empty nor a bundle of ours.
    case notABundle
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
    case .system(let errorNumber): "\(path): cannot be written: \(Self.message(errorNumber))"
    }
  }

  /// The C library's text for an `errno`, first letter small.
  private static func message(_ errorNumber: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(errorNumber, &buffer, buffer.count) == 0 else { return "error \(errorNumber)" }
    let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
