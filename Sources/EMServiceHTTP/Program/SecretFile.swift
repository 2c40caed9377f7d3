internal import EMDiagnostics
internal import Glibc

/// Small files: keys, certificates, secrets, configuration.
enum SecretFile {
  /// Bytes at most.
  private static let limit = 1 << 20

  /// Reads a file of at most a megabyte; one with a secret must be nobody else's to read.
  static func read(_ path: String, isSecret: Bool) throws(ServiceFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    // Keys may be a group's to read, as those of ssl-cert are; those that systemd hands over show as such.
    if isSecret, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o037 != 0 {
      throw ServiceFailure("\(path): others can read or write it; let its mode be 0600")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    defer { explicit_bzero(&buffer, buffer.count) }
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else { throw ServiceFailure("\(path): is longer than \(limit) bytes") }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  private static func failure(_ path: String) -> ServiceFailure {
    ServiceFailure("\(path): \(ReadFailure(errorNumber: errno).reason)")
  }
}
