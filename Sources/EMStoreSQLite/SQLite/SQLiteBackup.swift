internal import EMDiagnostics
package import EMService
internal import Glibc

/// Copies of databases that are in use.
package enum SQLiteBackup {
  /// Copies a database as it is at one moment into a file, in place of what was there; whoever uses it goes on.
  ///
  /// The copy is checked and on the disk before it takes its name.
  package static func write(_ path: String, to target: String) throws(StoreFailure) {
    let target = resolvedPath(target)
    let source = try SQLiteDatabase(existing: path)
    guard ![source.path, "\(source.path)-wal", "\(source.path)-shm"].contains(target) else {
      throw StoreFailure(reason: "\(target): is the database itself", isTemporary: false)
    }
    let temporary = "\(target).\(getpid()).tmp"
    unlink(temporary)
    let descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(temporary, "cannot be made") }
    defer { close(descriptor) }
    do throws(StoreFailure) {
      try copy(source, to: temporary)
      guard fsync(descriptor) == 0 else { throw failure(temporary, "cannot be written") }
      guard rename(temporary, target) == 0 else { throw failure(target, "cannot be replaced") }
    } catch {
      for suffix in ["", "-journal", "-wal", "-shm"] { unlink(temporary + suffix) }
      throw error
    }
    synchronizeDirectory(of: target)
  }

  private static func copy(_ source: SQLiteDatabase, to path: String) throws(StoreFailure) {
    let copy = try SQLiteDatabase(existing: path)
    try source.copy(to: copy)
    // Out of the write-ahead log, so that one file is the whole backup.
    _ = try copy.text("PRAGMA journal_mode = DELETE")
    let result = try copy.text("PRAGMA integrity_check(1)")
    guard result == "ok" else {
      throw StoreFailure(reason: "\(source.path): is damaged: \(result)", isTemporary: false)
    }
  }

  private static func failure(_ path: String, _ what: String) -> StoreFailure {
    StoreFailure(reason: "\(path): \(what): \(systemMessage(errno))", isTemporary: true)
  }

  private static func synchronizeDirectory(of path: String) {
    let end = path.lastIndex(of: "/") ?? path.startIndex
    let descriptor = open(end == path.startIndex ? "/" : String(path[..<end]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
