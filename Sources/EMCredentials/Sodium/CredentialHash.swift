internal import CLibSodium
internal import Glibc

/// How much work a hash of a PIN or password is.
package struct HashingCost: Sendable, Equatable {
  /// Bytes of memory.
  package let memory: Int
  /// Passes over the memory.
  package let passes: Int

  /// The least that resists guessing today: 19 MiB and 2 passes (OWASP, Password Storage Cheat Sheet).
  package static let standard = HashingCost(leastMemory: 19 << 20, leastPasses: 2)
  /// What libsodium recommends for logins that somebody waits for: 64 MiB and 2 passes.
  package static let interactive = HashingCost(
    leastMemory: Int(crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE),
    leastPasses: Int(crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE))

  private init(leastMemory: Int, leastPasses: Int) {
    memory = leastMemory
    passes = leastPasses
  }

  /// A cost between the standard one and 1 GiB and 10 passes; nil for others.
  package init?(mebibytes: Int, passes: Int) {
    guard (19...1_024).contains(mebibytes), (2...10).contains(passes) else { return nil }
    self.init(leastMemory: mebibytes << 20, leastPasses: passes)
  }
}

/// Hashes PINs and passwords with Argon2id, keyed with the server's secret.
package struct CredentialHash: Sendable {
  private let secret: ServerSecret
  private let cost: HashingCost
  /// A hash of nothing that anybody has, for users who do not exist.
  private let decoy: String

  /// Hashes once already, for the decoy; nil where there is no memory for it.
  package init?(_ secret: ServerSecret, _ cost: HashingCost) {
    self.secret = secret
    self.cost = cost
    guard sodium_init() >= 0 else { return nil }
    var random = [UInt8](repeating: 0, count: ServerSecret.size)
    randombytes_buf(&random, random.count)
    guard let decoy = Self.hash(WipedBytes(random), cost) else { return nil }
    self.decoy = decoy
  }

  /// Tells whether credentials were hashed with this secret.
  var fingerprint: String { secret.fingerprint }

  /// The hash of somebody's PIN or password, as libsodium writes it (`$argon2id$…`); nil where memory is short.
  func hash(_ word: WipedBytes, of owner: CredentialOwner) -> String? { Self.hash(digest(word, owner), cost) }

  /// Whether a hash is that of somebody's PIN or password.
  ///
  /// Takes as long in either case; nil where memory is short.
  func isRight(_ word: WipedBytes, of owner: CredentialOwner, _ hash: String) -> Bool? {
    let digest = digest(word, owner)
    return digest.withBytes { digest in
      guard let characters = digest.bindMemory(to: CChar.self).baseAddress else { return nil }
      errno = 0
      let isRight = crypto_pwhash_str_verify(hash, characters, UInt64(digest.count)) == 0
      // libsodium says EINVAL of a mismatch, and nothing of the sort where it had no memory.
      return isRight ? true : errno == EINVAL ? false : nil
    }
  }

  /// Takes as long as looking at a PIN.
  func wasteTime(_ word: WipedBytes, of owner: CredentialOwner) { _ = isRight(word, of: owner, decoy) }

  /// Whether a hash was made at another cost than hashes are now.
  func isOutdated(_ hash: String) -> Bool {
    crypto_pwhash_str_needs_rehash(hash, UInt64(cost.passes), cost.memory) != 0
  }

  /// The owner is hashed too, so that nobody gets in with a hash that was copied from another row.
  private func digest(_ word: WipedBytes, _ owner: CredentialOwner) -> WipedBytes {
    var bytes = word.withBytes { Array($0) }
    defer { wipe(&bytes) }
    return secret.digest([Array(owner.kind.rawValue.utf8), Array(owner.key.utf8), bytes])
  }

  private static func hash(_ digest: WipedBytes, _ cost: HashingCost) -> String? {
    var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    let isDone = digest.withBytes { digest in
      guard let characters = digest.bindMemory(to: CChar.self).baseAddress else { return false }
      return crypto_pwhash_str_alg(
        &text, characters, UInt64(digest.count), UInt64(cost.passes), cost.memory, crypto_pwhash_ALG_ARGON2ID13) == 0
    }
    guard isDone else { return nil }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
