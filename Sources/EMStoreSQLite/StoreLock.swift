internal import EMDiagnostics
internal import EMService
internal import Glibc

/// Keeps a second service away from a database, until it is closed or the process ends in whatever way.
///
/// A file of its own beside the database, so that others can still read the database for a backup.
final class StoreLock {
  private let descriptor: Int32

  /// Takes the lock of a database, or says who has it.
  init(_ database: String) throws(StoreFailure) {
    let path = "\(resolvedPath(database)).lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o600)
    guard descriptor >= 0 else {
      throw StoreFailure(reason: "\(path): cannot be opened: \(systemMessage(errno))", isTemporary: true)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let errorNumber = errno
      let owner = Self.owner(descriptor)
      close(descriptor)
      guard errorNumber == EWOULDBLOCK else {
        throw StoreFailure(reason: "\(path): cannot be locked: \(systemMessage(errorNumber))", isTemporary: false)
      }
      throw StoreFailure(
        reason: "\(database): is in use by another service\(owner.map { " (process \($0))" } ?? "")",
        isTemporary: true)
    }
    // Only for the message above; the lock itself is the kernel's.
    let text = Array("\(getpid())\n".utf8)
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
  }

  deinit { close(descriptor) }

  private static func owner(_ descriptor: Int32) -> Int? {
    var bytes = [UInt8](repeating: 0, count: 20)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return Int(String(decoding: bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }
}
