internal import CLibSodium
internal import EMDiagnostics
internal import Glibc

/// Why the server's secret cannot be used; `reason` is one sentence for the log.
package struct SecretFailure: Error, Equatable {
  /// One sentence, with the path.
  package var reason: String

  init(_ path: String, _ what: String) { reason = "\(path): \(what)" }
}

/// The secret of a server, without which its credentials cannot be searched.
///
/// PINs are so short that whoever has the database could try all of them. What is hashed is therefore not the PIN but
/// its BLAKE2b with the secret as key, and the secret lies in a file of its own that no backup of the database holds.
package struct ServerSecret: Sendable {
  private let key: WipedBytes

  /// Bytes of a new secret, and the least of one.
  package static let size = 32
  private static let maximumSize = 1_024

  /// Takes a secret.
  package init(_ bytes: [UInt8]) {
    var key = [UInt8](repeating: 0, count: Self.size)
    crypto_generichash(&key, key.count, bytes, UInt64(bytes.count), nil, 0)
    self.key = WipedBytes(key)
    wipe(&key)
  }

  /// Reads a secret from a file that its owner alone may read, and that is the user's or the superuser's.
  package init(file path: String) throws(SecretFailure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw SecretFailure(path, "cannot be read: \(systemMessage(errno))") }
    defer { close(descriptor) }
    try Self.refuseOpenToOthers(path, descriptor)
    var bytes = [UInt8](repeating: 0, count: Self.maximumSize + 1)
    defer { wipe(&bytes) }
    let count = read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw SecretFailure(path, "cannot be read: \(systemMessage(errno))") }
    guard count >= Self.size else { throw SecretFailure(path, "holds less than \(Self.size) bytes") }
    guard count <= Self.maximumSize else { throw SecretFailure(path, "holds more than \(Self.maximumSize) bytes") }
    var used = Array(bytes[..<count])
    defer { wipe(&used) }
    self.init(used)
  }

  /// Writes a new random secret into a file that is not there yet, for its owner only.
  package static func create(_ path: String) throws(SecretFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SecretFailure(path, "cannot be made: \(systemMessage(errno))") }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: size)
    defer { wipe(&bytes) }
    randombytes_buf(&bytes, bytes.count)
    guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
      let errorNumber = errno
      unlink(path)
      throw SecretFailure(path, "cannot be written: \(systemMessage(errorNumber))")
    }
  }

  private static func refuseOpenToOthers(_ path: String, _ descriptor: Int32) throws(SecretFailure) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SecretFailure(path, "cannot be read: \(systemMessage(errno))") }
    guard status.st_mode & S_IFMT == S_IFREG else { throw SecretFailure(path, "is no ordinary file") }
    // The mask of the access list of what systemd hands over (LoadCredential) shows as a right of the group root.
    let handedOver = getenv("CREDENTIALS_DIRECTORY").map { path.hasPrefix(String(cString: $0) + "/") } ?? false
    guard status.st_mode & (handedOver && status.st_gid == 0 ? 0o037 : 0o077) == 0 else {
      throw SecretFailure(path, "is open to others than its owner; let its mode be 0600")
    }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw SecretFailure(path, "belongs to another user")
    }
  }

  /// The keyed digest of texts, which no other texts have.
  func digest(_ texts: [[UInt8]]) -> WipedBytes {
    var message: [UInt8] = []
    message.reserveCapacity(texts.reduce(0) { $0 + 8 + $1.count })
    defer { wipe(&message) }
    for text in texts {
      // The length in front keeps ("a", "bc") and ("ab", "c") apart.
      message += (0..<8).map { UInt8(truncatingIfNeeded: text.count >> ($0 * 8)) }
      message += text
    }
    var digest = [UInt8](repeating: 0, count: Self.size)
    defer { wipe(&digest) }
    key.withBytes { key in
      _ = crypto_generichash(
        &digest, digest.count, message, UInt64(message.count), key.bindMemory(to: UInt8.self).baseAddress, key.count)
    }
    return WipedBytes(digest)
  }

  /// Tells secrets apart and gives nothing away of them.
  var fingerprint: String {
    digest([Array("emserviced credentials".utf8)]).withBytes { bytes in
      bytes.prefix(8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
  }
}
