/// A signature as minisign writes it beside a file.
struct MinisignSignature: Hashable, Sendable {
  /// Bytes of a signature file at most; minisign limits its comments to less.
  static let maximumSize = 1 << 14

  /// How the message is signed.
  var algorithm: Minisign.Algorithm
  /// The number of the key that signed.
  var keyNumber: [UInt8]
  /// The signature of the message.
  var signature: [UInt8]
  /// The comment that is signed together with `signature`.
  var trustedComment: String
  /// The signature of `signature` and the comment.
  var globalSignature: [UInt8]

  /// Makes a signature of its parts.
  init(
    algorithm: Minisign.Algorithm, keyNumber: [UInt8], signature: [UInt8], trustedComment: String,
    globalSignature: [UInt8]
  ) {
    self.algorithm = algorithm
    self.keyNumber = keyNumber
    self.signature = signature
    self.trustedComment = trustedComment
    self.globalSignature = globalSignature
  }

  /// Reads a signature file; nil where it is none.
  init?(file: [UInt8]) {
    let fixed = 2 + Minisign.keyNumberSize
    guard file.count <= Self.maximumSize, let lines = Minisign.lines(file), lines.count == 4,
      lines[0].hasPrefix(Minisign.untrusted), lines[2].hasPrefix(Minisign.trusted),
      let bytes = Minisign.bytes(base64: lines[1], count: fixed + Minisign.signatureSize),
      let globalSignature = Minisign.bytes(base64: lines[3], count: Minisign.signatureSize)
    else { return nil }
    switch Array(bytes[..<2]) {
    case Minisign.Algorithm.legacy.bytes: algorithm = .legacy
    case Minisign.Algorithm.prehashed.bytes: algorithm = .prehashed
    default: return nil
    }
    keyNumber = Array(bytes[2..<fixed])
    signature = Array(bytes[fixed...])
    trustedComment = String(lines[2].dropFirst(Minisign.trusted.count))
    self.globalSignature = globalSignature
  }

  /// The signature file.
  var file: [UInt8] {
    let text = """
      \(Minisign.untrusted)signature of \(Manifest.fileName), for minisign -V or emcc-lint verify
      \(Minisign.base64(algorithm.bytes + keyNumber + signature))
      \(Minisign.trusted)\(trustedComment)
      \(Minisign.base64(globalSignature))

      """
    return Array(text.utf8)
  }
}
