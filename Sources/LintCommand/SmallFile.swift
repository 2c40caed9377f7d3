internal import EMDiagnostics
internal import Glibc

/// A file that is read as a whole because it is small: a key, a password.
enum SmallFile {
  /// The content, at most one byte more than `limit`, which tells that there was too much.
  ///
  /// What is no regular file is read too: shells hand secrets over through pipes.
  static func read(_ path: String, limit: Int) throws(SourceFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw SourceFailure(path: path, failure: ReadFailure(errorNumber: errno)) }
    defer { close(descriptor) }
    do throws(ReadFailure) {
      return try StandardInput.read(descriptor: descriptor, limit: limit)
    } catch {
      throw SourceFailure(path: path, failure: error)
    }
  }
}
