internal import EMDiagnostics
internal import Glibc

/// Reads from a descriptor until the buffer is full or the end is there; returns the bytes read and an `errno` or 0.
func readFully(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> (count: Int, errorNumber: Int32) {
  var total = 0
  while total < buffer.count {
    let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[total...])
    let count = Glibc.read(descriptor, rest.baseAddress, rest.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { return (total, errno) }
    if count == 0 { break }
    total += count
  }
  return (total, 0)
}

/// Brings a file's content to the disk; returns an `errno` or 0.
func synchronize(_ descriptor: Int32) -> Int32 {
  // What has no disk behind it says that there is nothing to synchronise.
  fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno
}

extension SourceFailure {
  /// A system call failed to read what is at a path.
  init(path: String, errorNumber: Int32) { self.init(path: path, failure: ReadFailure(errorNumber: errorNumber)) }
}
