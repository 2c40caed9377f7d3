internal import CLibSodium

/// What the files of minisign have in common.
///
/// All of it is minisign's own format (its manual page and the source of version 0.11): base64 of fields of fixed
/// length, under lines of comment.
enum Minisign {
  /// How a message is signed.
  enum Algorithm: Hashable, Sendable {
    /// The message itself (`Ed`), which older versions of minisign wrote.
    case legacy
    /// The message's BLAKE2b-512 (`ED`).
    case prehashed

    /// The two bytes in front of a signature.
    var bytes: [UInt8] { Array((self == .legacy ? "Ed" : "ED").utf8) }
  }

  /// Bytes of a key's number, which tells keys apart and proves nothing.
  static let keyNumberSize = 8
  /// Bytes of a signature.
  static let signatureSize = Int(crypto_sign_BYTES)
  /// What the comment that anybody may change begins with.
  static let untrusted = "untrusted comment: "
  /// What the comment that is signed begins with.
  static let trusted = "trusted comment: "

  /// The number of a key as minisign shows it: as a little-endian number, in hexadecimal.
  static func shown(_ keyNumber: [UInt8]) -> String {
    keyNumber.reversed().map {
      String($0 >> 4, radix: 16, uppercase: true) + String($0 & 15, radix: 16, uppercase: true)
    }
    .joined()
  }

  /// What is signed of a message.
  static func digest(_ message: [UInt8], _ algorithm: Algorithm) -> [UInt8] {
    guard algorithm == .prehashed else { return message }
    var digest = [UInt8](repeating: 0, count: Int(crypto_generichash_BYTES_MAX))
    crypto_generichash(&digest, digest.count, message, UInt64(message.count), nil, 0)
    return digest
  }

  /// Bytes as base64.
  static func base64(_ bytes: [UInt8]) -> String {
    var text = [CChar](
      repeating: 0, count: sodium_base64_encoded_len(bytes.count, Int32(sodium_base64_VARIANT_ORIGINAL)))
    sodium_bin2base64(&text, text.count, bytes, bytes.count, Int32(sodium_base64_VARIANT_ORIGINAL))
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The bytes that base64 stands for; nil where they are not exactly so many, or it is none.
  static func bytes(base64 text: Substring, count: Int) -> [UInt8]? {
    let characters = text.utf8.map { CChar(bitPattern: $0) }
    var bytes = [UInt8](repeating: 0, count: count)
    var length = 0
    var end: UnsafePointer<CChar>?
    let isComplete = characters.withUnsafeBufferPointer { characters in
      sodium_base642bin(
        &bytes, count, characters.baseAddress, characters.count, nil, &length, &end,
        Int32(sodium_base64_VARIANT_ORIGINAL)) == 0 && end == characters.baseAddress.map { $0 + characters.count }
    }
    return isComplete && length == count ? bytes : nil
  }

  /// The lines of a file, without their ends, of LF or CR LF; nil where it is not UTF-8.
  static func lines(_ file: [UInt8]) -> [Substring]? {
    guard let text = String(validating: file, as: UTF8.self) else { return nil }
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
