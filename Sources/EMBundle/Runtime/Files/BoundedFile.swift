internal import EMDiagnostics
internal import Glibc

/// Reads an ordinary file of at most `limit` bytes; waits for nothing, and follows no link in the last part of the path.
func readBounded(_ path: String, limit: Int) throws(RuntimeFailure) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW)
  guard descriptor >= 0 else { throw RuntimeFailure(path, "cannot be read: \(systemMessage(errno))") }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw RuntimeFailure(path, "cannot be read: \(systemMessage(errno))") }
  guard status.st_mode & S_IFMT == S_IFREG else { throw RuntimeFailure(path, "is no ordinary file") }
  guard status.st_size <= limit else { throw RuntimeFailure(path, "is longer than \(limit) bytes") }
  let size = Int(status.st_size)
  var errorNumber: Int32 = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    while count < size {
      let result = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
      if result < 0, errno == EINTR { continue }
      if result < 0 { errorNumber = errno }
      guard result > 0 else { return }
      count += result
    }
  }
  guard errorNumber == 0 else { throw RuntimeFailure(path, "cannot be read: \(systemMessage(errorNumber))") }
  return bytes
}
