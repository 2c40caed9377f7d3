/// The headers of a tar archive as this format has them: nothing in them but path and size.
///
/// POSIX.1-1988 `ustar`, with a `path` record of POSIX.1-2001 (pax) in front where ustar's 100 + 155 ASCII characters do
/// not suffice. Owner, mode and time are the same for every file, so nothing outside of the manifest's digests is free.
enum TarHeader {
  /// Bytes of a block: a header takes one, content and padding whole ones.
  static let blockSize = 512
  /// Bytes of a record: an archive takes whole ones, as those of `tar` do.
  static let recordSize = 20 * blockSize
  /// Bytes of a file at most: eleven octal digits.
  static let maximumSize: UInt64 = 0o777_7777_7777

  /// The kind of member, at `kindOffset`.
  enum Kind {
    /// A regular file.
    static let file = UInt8(ascii: "0")
    /// Records about the member behind it.
    static let pax = UInt8(ascii: "x")
  }

  /// Where the kind stands in a header: bytes.
  static let kindOffset = 156
  /// Where the size stands in a header: bytes.
  static let sizeField = 124..<136
  /// Where the checksum stands in a header: bytes.
  static let checksumField = 148..<156
  /// Where the name stands in a header: bytes.
  static let nameField = 0..<100
  /// Where what goes in front of the name stands in a header: bytes.
  static let prefixField = 345..<500
  /// The name of the member that holds the records of the next one.
  private static let paxName = "././@PaxHeader"

  /// Everything in front of a file's content, in whole blocks.
  ///
  /// A size over `maximumSize` cannot be told.
  static func blocks(path: String, size: UInt64) -> [UInt8] {
    if path.utf8.allSatisfy({ $0 < 0x80 }), let (prefix, name) = split(path) {
      return block(name: name, prefix: prefix, size: size, kind: Kind.file)
    }
    let record = paxRecord(path)
    return block(name: Substring(paxName), prefix: "", size: UInt64(record.count), kind: Kind.pax)
      + record + padding(behind: UInt64(record.count))
      + block(name: Substring("pax"), prefix: "", size: size, kind: Kind.file)
  }

  /// Zeros that fill the last block of a content.
  static func padding(behind size: UInt64) -> [UInt8] {
    let rest = Int(size % UInt64(blockSize))
    return [UInt8](repeating: 0, count: rest == 0 ? 0 : blockSize - rest)
  }

  /// What stands behind the last member of an archive of so many bytes: two empty blocks, and the rest of the record.
  static func ending(behind size: UInt64) -> [UInt8] {
    let records = (size + UInt64(2 * blockSize) + UInt64(recordSize) - 1) / UInt64(recordSize)
    return [UInt8](repeating: 0, count: Int(records * UInt64(recordSize) - size))
  }

  /// The path in the form `LENGTH path=PATH`, where the length counts itself.
  static func paxRecord(_ path: String) -> [UInt8] {
    let rest = " path=\(path)\n"
    var length = rest.utf8.count
    while "\(length)".utf8.count + rest.utf8.count != length { length = "\(length)".utf8.count + rest.utf8.count }
    return Array("\(length)\(rest)".utf8)
  }

  /// The path in front of and behind one of its slashes, as short in front as possible; nil when it does not fit.
  private static func split(_ path: String) -> (prefix: Substring, name: Substring)? {
    if path.utf8.count <= nameField.count { return ("", path[...]) }
    for slash in path.indices where path[slash] == "/" {
      let (prefix, name) = (path[..<slash], path[path.index(after: slash)...])
      if name.utf8.count <= nameField.count { return prefix.utf8.count <= prefixField.count ? (prefix, name) : nil }
    }
    return nil
  }

  private static func block(name: Substring, prefix: Substring, size: UInt64, kind: UInt8) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: blockSize)
    func put(_ text: some Sequence<UInt8>, at offset: Int) {
      for (index, byte) in text.enumerated() { block[offset + index] = byte }
    }
    put(name.utf8, at: nameField.lowerBound)
    put("0000644".utf8, at: 100)
    put("0000000".utf8, at: 108)
    put("0000000".utf8, at: 116)
    put(octal(size, digits: 11), at: sizeField.lowerBound)
    put(octal(0, digits: 11), at: 136)
    put("        ".utf8, at: checksumField.lowerBound)
    block[kindOffset] = kind
    put("ustar\u{0}00".utf8, at: 257)
    put("0000000".utf8, at: 329)
    put("0000000".utf8, at: 337)
    put(prefix.utf8, at: prefixField.lowerBound)
    put(octal(block.reduce(0) { $0 + UInt64($1) }, digits: 6) + [0], at: checksumField.lowerBound)
    return block
  }

  private static func octal(_ number: UInt64, digits: Int) -> [UInt8] {
    let text = String(number, radix: 8)
    return Array((String(repeating: "0", count: max(0, digits - text.utf8.count)) + text).utf8)
  }
}
