internal import CLibSodium

/// A SHA-256 digest.
package struct Digest: Hashable, Sendable {
  /// The 32 bytes.
  package let bytes: [UInt8]

  /// The digest of some bytes.
  package init(of bytes: some Sequence<UInt8>) {
    var hasher = Hasher()
    Array(bytes).withUnsafeBytes { hasher.update($0) }
    self = hasher.finish()
  }

  /// The digest of several inputs that is the same whatever their order: that of their digests, sorted.
  package init(ofUnordered parts: [Digest]) {
    self.init(of: parts.map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) }.joined())
  }

  private init(computed bytes: [UInt8]) { self.bytes = bytes }

  /// Takes a digest that somebody else has computed; nil where these are not 32 bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Int(crypto_hash_sha256_BYTES) else { return nil }
    self.bytes = bytes
  }

  /// Reads what `hexadecimal` gives; nil for any other text.
  package init?(hexadecimal text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 2 * Int(crypto_hash_sha256_BYTES) else { return nil }
    let values = digits.compactMap { digit -> UInt8? in
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
      default: nil
      }
    }
    guard values.count == digits.count else { return nil }
    bytes = stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
  }

  /// 64 hexadecimal digits in small letters.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

extension Digest {
  /// Takes bytes piece by piece.
  package struct Hasher {
    private var state = crypto_hash_sha256_state()

    /// Begins a digest.
    package init() { crypto_hash_sha256_init(&state) }

    /// Adds bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
      guard let base = bytes.baseAddress else { return }
      crypto_hash_sha256_update(&state, base.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
    }

    /// The digest of everything added; the hasher must not be used again.
    package mutating func finish() -> Digest {
      var bytes = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
      crypto_hash_sha256_final(&state, &bytes)
      return Digest(computed: bytes)
    }
  }
}
