internal import CLibSodium

/// A secret key that is ready to sign.
package struct MinisignSecretKey {
  private let keyNumber: [UInt8]
  private let key: SecretBytes

  /// Takes number, key and checksum; nil where they do not belong together.
  ///
  /// minisign 0.11 leaves the checksum out (zeros) where there is no password.
  init?(_ covered: [UInt8], mustHaveChecksum: Bool) {
    let keySize = Int(crypto_sign_SECRETKEYBYTES)
    let number = covered[..<Minisign.keyNumberSize]
    let key = covered[Minisign.keyNumberSize..<Minisign.keyNumberSize + keySize]
    let checksum = covered[(Minisign.keyNumberSize + keySize)...]
    var expected = [UInt8](repeating: 0, count: Int(crypto_generichash_BYTES))
    var summed = Minisign.Algorithm.legacy.bytes + number + key
    defer { sodium_memzero(&summed, summed.count) }
    crypto_generichash(&expected, expected.count, summed, UInt64(summed.count), nil, 0)
    let isBlank = checksum.allSatisfy { $0 == 0 }
    guard checksum.elementsEqual(expected) || isBlank && !mustHaveChecksum else { return nil }
    // The second half is the public key. One of another key there would give the secret away with two signatures.
    var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
    var pair = [UInt8](repeating: 0, count: keySize)
    defer { sodium_memzero(&pair, pair.count) }
    guard crypto_sign_seed_keypair(&publicKey, &pair, Array(key)) == 0, pair.elementsEqual(key) else { return nil }
    keyNumber = Array(number)
    self.key = SecretBytes(key)
  }

  /// The key's number as minisign shows it.
  package var shownNumber: String { Minisign.shown(keyNumber) }

  /// Signs a message and a comment, prehashed; the same bytes for the same message, comment and key.
  func sign(_ message: [UInt8], trustedComment: String) -> MinisignSignature {
    let signature = sign(Minisign.digest(message, .prehashed))
    return MinisignSignature(
      algorithm: .prehashed, keyNumber: keyNumber, signature: signature, trustedComment: trustedComment,
      globalSignature: sign(signature + Array(trustedComment.utf8)))
  }

  private func sign(_ bytes: [UInt8]) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: Minisign.signatureSize)
    crypto_sign_detached(&signature, nil, bytes, UInt64(bytes.count), key.bytes)
    return signature
  }
}
