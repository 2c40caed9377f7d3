internal import Glibc

/// Why the outside world kept a file's text from us; the run ends with exit code 3.
package enum ReadFailure: Error, Hashable, Sendable {
  /// Nothing has this path, or the link there points to nothing.
  case notFound
  /// The system refuses; the text is the system's reason, such as `permission denied`.
  case notReadable(String)
  /// A directory stands where a file is wanted.
  case isDirectory
  /// Something that is no ordinary file: `a FIFO`, `a device`, `a socket`.
  case notRegularFile(String)
  /// Symbolic links lead back to themselves.
  case symlinkLoop
  /// The file is another one than earlier in this run.
  case changed
  /// Any other failure of a system call; the text is the system's reason.
  case ioError(String)

  /// What happened, as the end of a sentence that begins with the path.
  package var reason: String {
    switch self {
    case .notFound: "no such file or directory"
    case .notReadable(let reason): "cannot be read: \(reason)"
    case .isDirectory: "is a directory, not a file"
    case .notRegularFile(let kind): "is \(kind), not a regular file"
    case .symlinkLoop: "symbolic links lead in a circle"
    case .changed: "changed while it was being checked; run the command again"
    case .ioError(let reason): "input or output error: \(reason)"
    }
  }

  /// Translates the `errno` of a failed open, stat or read.
  package init(errorNumber: Int32) {
    switch errorNumber {
    case ENOENT, ENOTDIR: self = .notFound
    case EACCES, EPERM: self = .notReadable(systemMessage(errorNumber))
    case EISDIR: self = .isDirectory
    case ELOOP: self = .symlinkLoop
    case ENXIO: self = .notRegularFile("a socket or a device")
    default: self = .ioError(systemMessage(errorNumber))
    }
  }
}

/// The C library's text for an `errno`, first letter small: `no space left on device`.
package func systemMessage(_ errorNumber: Int32) -> String {
  var buffer = [CChar](repeating: 0, count: 256)
  guard strerror_r(errorNumber, &buffer, buffer.count) == 0 else { return "error \(errorNumber)" }
  let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
  let text = String(decoding: bytes, as: UTF8.self)
  return text.prefix(1).lowercased() + text.dropFirst()
}
