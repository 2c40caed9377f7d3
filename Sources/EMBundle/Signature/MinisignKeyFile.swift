internal import CLibSodium

/// Why a secret key cannot be used.
package enum SecretKeyDefect: Error, Hashable, Sendable {
  /// The file is no secret key of minisign.
  case notAKey
  /// Deriving the key from the password wants more memory or time than minisign ever asks for.
  case tooCostly
  /// The password is wrong.
  case wrongPassword
  /// The memory that deriving the key wants is not there.
  case noMemory

  /// What is wrong, as the end of a sentence that begins with the file's path.
  package var reason: String {
    switch self {
    case .notAKey: "is no secret key of minisign"
    case .tooCostly: "wants more memory or time for its password than minisign asks for"
    case .wrongPassword: "does not open with this password"
    case .noMemory: "cannot be opened: there is not enough memory (minisign's passwords want 1 GiB)"
    }
  }
}

/// A secret key of minisign, as its file has it: perhaps under a password.
///
/// The bytes behind two lines: signature algorithm `Ed`, key derivation `Sc` (scrypt) or two zeros, checksum algorithm
/// `B2`, salt, the two limits of scrypt, and then number, secret key and checksum, which the password covers.
package struct MinisignKeyFile {
  /// Places of the fields: bytes from the beginning.
  private enum Field {
    static let derivation = 2..<4
    static let checksum = 4..<6
    static let salt = 6..<38
    static let operations = 38..<46
    static let memory = 46..<54
    static let covered = 54..<158
  }

  private let fields: SecretBytes
  /// Whether the key is under a password.
  package let wantsPassword: Bool

  /// Bytes of a key file at most.
  package static let maximumSize = 1 << 14

  /// Reads a key file.
  package init(_ file: [UInt8]) throws(SecretKeyDefect) {
    guard file.count <= Self.maximumSize, let lines = Minisign.lines(file), lines.count == 2,
      lines[0].hasPrefix(Minisign.untrusted),
      let bytes = Minisign.bytes(base64: lines[1], count: Field.covered.upperBound),
      bytes.starts(with: Minisign.Algorithm.legacy.bytes), bytes[Field.checksum].elementsEqual("B2".utf8)
    else { throw .notAKey }
    if bytes[Field.derivation].elementsEqual("Sc".utf8) {
      wantsPassword = true
    } else if bytes[Field.derivation].elementsEqual([0, 0]) {
      wantsPassword = false
    } else {
      throw .notAKey
    }
    fields = SecretBytes(bytes)
  }

  /// The key itself; `password` is not looked at where the key has none.
  package func open(password: SecretBytes?) throws(SecretKeyDefect) -> MinisignSecretKey {
    var covered = Array(fields.bytes[Field.covered])
    defer { sodium_memzero(&covered, covered.count) }
    if wantsPassword {
      var mask = try mask(password ?? SecretBytes([]))
      defer { sodium_memzero(&mask, mask.count) }
      for index in covered.indices { covered[index] ^= mask[index] }
    }
    guard let key = MinisignSecretKey(covered, mustHaveChecksum: wantsPassword) else {
      throw wantsPassword ? .wrongPassword : .notAKey
    }
    return key
  }

  /// What the password covers number, key and checksum with.
  private func mask(_ password: SecretBytes) throws(SecretKeyDefect) -> [UInt8] {
    let operations = number(Field.operations)
    let memory = number(Field.memory)
    // minisign's own limits; a key file made to waste our memory is refused.
    guard operations <= UInt64(crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE),
      memory <= UInt64(crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE)
    else { throw .tooCostly }
    var mask = [UInt8](repeating: 0, count: Field.covered.count)
    let salt = Array(fields.bytes[Field.salt])
    var characters = password.bytes.map { CChar(bitPattern: $0) }
    defer { sodium_memzero(&characters, characters.count) }
    let isDone =
      crypto_pwhash_scryptsalsa208sha256(
        &mask, UInt64(mask.count), characters, UInt64(characters.count), salt, operations, Int(memory)) == 0
    guard isDone else { throw .noMemory }
    return mask
  }

  /// A little-endian number.
  private func number(_ field: Range<Int>) -> UInt64 {
    fields.bytes[field].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
