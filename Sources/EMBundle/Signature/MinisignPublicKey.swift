internal import CLibSodium

/// A public key of minisign.
package struct MinisignPublicKey: Hashable, Sendable {
  private let keyNumber: [UInt8]
  private let key: [UInt8]

  /// Reads a key from its file or from its one line of base64 (`RW…`); nil where it is none.
  package init?(_ text: [UInt8]) {
    guard text.count <= MinisignSignature.maximumSize, let lines = Minisign.lines(text), let last = lines.last,
      lines.count == 1 || lines.count == 2 && lines[0].hasPrefix(Minisign.untrusted),
      let bytes = Minisign.bytes(
        base64: last, count: 2 + Minisign.keyNumberSize + Int(crypto_sign_PUBLICKEYBYTES)),
      bytes.starts(with: Minisign.Algorithm.legacy.bytes)
    else { return nil }
    keyNumber = Array(bytes[2..<2 + Minisign.keyNumberSize])
    key = Array(bytes[(2 + Minisign.keyNumberSize)...])
  }

  /// The key's number as minisign shows it.
  package var shownNumber: String { Minisign.shown(keyNumber) }

  /// What is wrong with a signature of a message, as the end of a sentence; nil when it is good.
  func defect(of signature: MinisignSignature, _ message: [UInt8]) -> String? {
    guard signature.keyNumber == keyNumber else {
      return "was made with key \(Minisign.shown(signature.keyNumber)), not with \(shownNumber)"
    }
    let signed = Minisign.digest(message, signature.algorithm)
    guard isGood(signature.signature, of: signed) else { return "does not fit \(Manifest.fileName) and the key" }
    let comment = signature.signature + Array(signature.trustedComment.utf8)
    return isGood(signature.globalSignature, of: comment) ? nil : "has a trusted comment that was changed"
  }

  private func isGood(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    signature.count == Minisign.signatureSize
      && crypto_sign_verify_detached(signature, message, UInt64(message.count), key) == 0
  }
}
