internal import EMDiagnostics
internal import Glibc

/// Why a credential file cannot be read; `reason` is one sentence.
package struct CredentialFileFailure: Error, Equatable {
  /// One sentence, with the path.
  package var reason: String

  /// Makes a failure.
  package init(reason: String) { self.reason = reason }
}

extension CredentialFile {
  /// Reads a file, or standard input for `-`; what was read is wiped afterwards.
  package init(path: String) throws(CredentialFileFailure) {
    let name = path == "-" ? "standard input" : path
    let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      throw CredentialFileFailure(reason: "\(name): cannot be read: \(systemMessage(errno))")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    defer { wipe(&bytes) }
    var part = [UInt8](repeating: 0, count: 1 << 16)
    defer { wipe(&part) }
    while true {
      let count = read(descriptor, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw CredentialFileFailure(reason: "\(name): cannot be read: \(systemMessage(errno))")
      }
      if count == 0 { break }
      guard bytes.count + count <= Self.maximumSize else {
        throw CredentialFileFailure(reason: "\(name): is longer than \(Self.maximumSize >> 20) MiB")
      }
      Self.append(part[..<count], to: &bytes)
    }
    self.init(bytes)
  }

  /// Appends, and wipes what is left behind where the array has to move.
  private static func append(_ part: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    if bytes.count + part.count > bytes.capacity {
      var larger: [UInt8] = []
      larger.reserveCapacity(2 * (bytes.count + part.count))
      larger += bytes
      wipe(&bytes)
      bytes = larger
    }
    bytes += part
  }
}
