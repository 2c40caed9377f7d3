internal import Glibc

/// Writes all bytes to a descriptor; returns an `errno` or 0.
package func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return count < 0 ? errno : EIO }
    rest = rest.dropFirst(count)
  }
  return 0
}

/// Appends what a descriptor gives until its end, or until there are `limit` bytes.
package func readAll(_ descriptor: Int32, into bytes: inout [UInt8], limit: Int) throws(ReadFailure) {
  while bytes.count < limit {
    let room = min(max(bytes.capacity - bytes.count, 65536), limit - bytes.count)
    var result = 0
    var errorNumber: Int32 = 0
    bytes.append(addingCapacity: room) { output in
      output.withUnsafeMutableBufferPointer { buffer, initialized in
        repeat {
          result = Glibc.read(descriptor, buffer.baseAddress, room)
          errorNumber = errno
        } while result < 0 && errorNumber == EINTR
        initialized = max(0, result)
      }
    }
    guard result >= 0 else { throw ReadFailure(errorNumber: errorNumber) }
    if result == 0 { return }
  }
}
