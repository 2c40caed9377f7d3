internal import EMBundle
package import EMDiagnostics
internal import Glibc

/// Where a command's output goes: a file that appears complete or not at all, or standard output.
///
/// `write` never fails; the first failure is kept, further output is dropped, and `commit` throws it.
package final class OutputFile {
  /// The path as shown to the user.
  private let path: String
  /// Where the output gets its final name; nil when it is written in place.
  private let target: String?
  /// The file under construction, beside the target, so that it can be renamed.
  private let temporary: String?
  private var descriptor: Int32
  private let ownsDescriptor: Bool
  private var buffer: [UInt8] = []
  private var failure: ReadFailure?

  private static let bufferSize = 1 << 16

  /// Standard output; nothing to complete, but `commit` writes what is still in the buffer.
  package static func standardOutput() -> OutputFile {
    OutputFile(path: "standard output", descriptor: STDOUT_FILENO, ownsDescriptor: false)
  }

  /// Writes to a descriptor that somebody else closes.
  init(path: String, descriptor: Int32, ownsDescriptor: Bool) {
    self.path = path
    self.descriptor = descriptor
    self.ownsDescriptor = ownsDescriptor
    target = nil
    temporary = nil
  }

  /// Begins the file at `path`; what is there stays as it is until `commit`.
  ///
  /// A link is followed; what is no regular file (`/dev/stdout`, a FIFO) is written in place.
  package init(path: String) throws(SourceFailure) {
    self.path = path
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR { throw SourceFailure(path: path, failure: .isDirectory) }
    ownsDescriptor = true
    if exists, status.st_mode & S_IFMT != S_IFREG {
      target = nil
      temporary = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    } else {
      let target = Self.resolved(path)
      let temporary = Self.temporaryPath(beside: target)
      Temporaries.shared.add(temporary)
      self.target = target
      self.temporary = temporary
      // Left over from a process of this number that was killed.
      unlink(temporary)
      descriptor = Temporaries.shared.perform { open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
      // What replaces a file is as readable as that was.
      if descriptor >= 0, exists { fchmod(descriptor, status.st_mode & 0o7777) }
    }
    guard descriptor >= 0 else {
      let failure = ReadFailure(errorNumber: errno)
      if let temporary { Temporaries.shared.remove(temporary) }
      throw SourceFailure(path: path, failure: failure)
    }
  }

  deinit { discard() }

  /// Adds text.
  package func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.bufferSize { flush() }
  }

  /// Completes the output; its bytes are on the disk before its name leads to them.
  package func commit() throws(SourceFailure) {
    flush()
    if failure == nil, let temporary, let target {
      let isDone = fsync(descriptor) == 0 && Temporaries.shared.perform { rename(temporary, target) == 0 }
      if !isDone { failure = ReadFailure(errorNumber: errno) }
      if failure == nil { Temporaries.shared.remove(temporary) }
    }
    if let failure {
      discard()
      throw SourceFailure(path: path, failure: failure)
    }
    if ownsDescriptor, descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  /// Gives the output up: the file is not there, or what it was before.
  private func discard() {
    guard descriptor >= 0 else { return }
    if ownsDescriptor { close(descriptor) }
    descriptor = -1
    if let temporary {
      unlink(temporary)
      Temporaries.shared.remove(temporary)
    }
  }

  private func flush() {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard failure == nil, descriptor >= 0 else { return }
    let errorNumber = buffer.withUnsafeBytes { writeAll($0, to: descriptor) }
    if errorNumber != 0 { failure = ReadFailure(errorNumber: errorNumber) }
  }

  /// The file that a path leads to through links; the path itself when there is none yet.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// A hidden name in the same directory; the process number keeps two runs apart.
  private static func temporaryPath(beside target: String) -> String {
    let parts = target.split(separator: "/", omittingEmptySubsequences: false)
    let directory = parts.dropLast().map { "\($0)/" }.joined()
    return "\(directory).\(parts.last ?? "output").\(getpid()).tmp"
  }
}
