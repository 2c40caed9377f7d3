internal import Glibc

/// Size and time of a file when it was read, to notice a change.
struct FileStamp: Hashable, Sendable {
  /// Bytes.
  var size: Int
  /// Whole seconds of the last change.
  var seconds: Int
  /// Nanoseconds of the last change.
  var nanoseconds: Int

  fileprivate init(_ status: stat) {
    size = Int(status.st_size)
    seconds = Int(status.st_mtim.tv_sec)
    nanoseconds = Int(status.st_mtim.tv_nsec)
  }
}

/// An open regular file; closed when it goes out of scope.
struct FileReader: ~Copyable {
  private let descriptor: Int32
  /// The file as it was when it was opened.
  let stamp: FileStamp

  /// Opens the regular file at `path`; waits for nothing, so that a FIFO without a writer cannot hang the run.
  static func opening(_ path: String) throws(ReadFailure) -> FileReader {
    // Looked at before the open: opening a device or a FIFO can have effects of its own.
    var status = stat()
    guard stat(path, &status) == 0 else { throw ReadFailure(errorNumber: errno) }
    try requireRegular(status)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw ReadFailure(errorNumber: errno) }
    do throws(ReadFailure) {
      guard fstat(descriptor, &status) == 0 else { throw ReadFailure(errorNumber: errno) }
      try requireRegular(status)
    } catch {
      close(descriptor)
      throw error
    }
    return FileReader(descriptor: descriptor, stamp: FileStamp(status))
  }

  private init(descriptor: Int32, stamp: FileStamp) {
    self.descriptor = descriptor
    self.stamp = stamp
  }

  deinit { close(descriptor) }

  /// Replaces the content of `bytes` by at most `limit` bytes of the file, up to its end.
  ///
  /// Throws `.changed` when the file's size or time is another one afterwards.
  func read(into bytes: inout [UInt8], limit: Int) throws(ReadFailure) {
    bytes.removeAll(keepingCapacity: true)
    // One byte more than the size, so that the end is seen without growing the buffer.
    bytes.reserveCapacity(min(stamp.size, limit) + 1)
    try readAll(descriptor, into: &bytes, limit: limit)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw ReadFailure(errorNumber: errno) }
    guard FileStamp(status) == stamp else { throw .changed }
  }

  private static func requireRegular(_ status: stat) throws(ReadFailure) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: throw .isDirectory
    case S_IFIFO: throw .notRegularFile("a FIFO")
    case S_IFSOCK: throw .notRegularFile("a socket")
    case S_IFCHR, S_IFBLK: throw .notRegularFile("a device")
    default: throw .notRegularFile("a special file")
    }
  }
}
