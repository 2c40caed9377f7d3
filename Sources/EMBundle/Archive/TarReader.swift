/// Reads tar members as `TarHeader` writes them, and nothing else: whatever another program could take for a link, a
/// device, a place elsewhere or a mode is refused.
struct TarReader {
  /// A file of the archive.
  struct Member {
    /// The path, which `BundlePath` found nothing wrong with, or which is the manifest's or its signature's.
    var path: String
    /// Bytes.
    var size: UInt64
  }

  private let gzip: GzipReader
  /// Bytes of content of the last member that nobody has read.
  private var rest: UInt64 = 0
  /// Bytes of tar so far, without `rest`.
  private(set) var size: UInt64 = 0

  /// Reads from the beginning of an archive.
  init(_ gzip: GzipReader) { self.gzip = gzip }

  /// The next file, whatever is left of the last one; nil behind the last, when the archive ends as it must.
  mutating func next() throws(VerificationStop) -> Member? {
    while rest > 0 { _ = try content() }
    let padding = TarHeader.padding(behind: size)
    guard try take(padding.count) == padding else { throw .problem(.archive("has something in its padding")) }
    var head = try take(TarHeader.blockSize)
    if head.allSatisfy({ $0 == 0 }) {
      try checkEnding()
      return nil
    }
    try Self.checkSum(head)
    var recorded: String?
    if head[TarHeader.kindOffset] == TarHeader.Kind.pax {
      let (bytes, path) = try extended(head)
      recorded = path
      head = bytes
    }
    let header = Array(head.suffix(TarHeader.blockSize))
    let path = try Self.path(header, recorded)
    try Self.checkKind(header, path)
    guard let size = Self.size(header) else { throw .problem(.archive("has a member without a size", path)) }
    guard head == TarHeader.blocks(path: path, size: size) else {
      throw .problem(.archive("has an owner, a mode, a time or a form of header that bundles do not have", path))
    }
    rest = size
    return Member(path: path, size: size)
  }

  /// The next piece of the last member's content; empty at its end.
  mutating func content() throws(VerificationStop) -> ArraySlice<UInt8> {
    guard rest > 0 else { return [] }
    let piece = try gzip.read(upTo: Int(min(rest, 1 << 16)))
    guard !piece.isEmpty else { throw .problem(.archive("ends early: it is truncated")) }
    rest -= UInt64(piece.count)
    size += UInt64(piece.count)
    return piece
  }

  private mutating func take(_ count: Int) throws(VerificationStop) -> [UInt8] {
    let bytes = try gzip.read(exactly: count)
    size += UInt64(count)
    return bytes
  }

  /// What is behind the first empty block.
  private mutating func checkEnding() throws(VerificationStop) {
    let wanted = TarHeader.ending(behind: size - UInt64(TarHeader.blockSize)).dropFirst(TarHeader.blockSize)
    guard try take(wanted.count).elementsEqual(wanted), try gzip.read(upTo: 1).isEmpty else {
      throw .problem(.archive("is over-long: something stands behind its last file"))
    }
  }

  /// Reads the member of records and the header behind it; returns both headers with what is between, and the path.
  private mutating func extended(_ head: [UInt8]) throws(VerificationStop) -> ([UInt8], String) {
    // As long as the longest path, with its key and length.
    guard let size = Self.size(head), size <= UInt64(BundlePath.maximumLength + 32) else {
      throw .problem(.archive("has an extended header that is too long"))
    }
    let record = try take(Int(size))
    let padding = try take(TarHeader.padding(behind: size).count)
    let header = try take(TarHeader.blockSize)
    try Self.checkSum(header)
    let value = record.firstIndex(of: UInt8(ascii: "=")).map { record[($0 + 1)...].dropLast() } ?? []
    guard let path = String(validating: value, as: UTF8.self), record == TarHeader.paxRecord(path) else {
      throw .problem(.archive("has an extended header with more than a path"))
    }
    return (head + record + padding + header, path)
  }

  private static func checkSum(_ header: [UInt8]) throws(VerificationStop) {
    let field = header[TarHeader.checksumField]
    let sum = header.reduce(0) { $0 + UInt64($1) } - field.reduce(0) { $0 + UInt64($1) } + 8 * 0x20
    guard octal(field.prefix { $0 != 0 && $0 != 0x20 }) == sum else {
      throw .problem(.archive("has a member whose header is damaged"))
    }
  }

  /// The member's path; from the header itself where no record says it.
  private static func path(_ header: [UInt8], _ recorded: String?) throws(VerificationStop) -> String {
    let name = header[TarHeader.nameField].prefix { $0 != 0 }
    let prefix = header[TarHeader.prefixField].prefix { $0 != 0 }
    let written = prefix.isEmpty ? Array(name) : prefix + [UInt8(ascii: "/")] + name
    guard let path = recorded ?? String(validating: written, as: UTF8.self) else {
      throw .problem(BundleProblem(.path, String(decoding: written, as: UTF8.self), "is not UTF-8"))
    }
    if let defect = BundlePath.defect(of: path), defect != .reserved {
      throw .problem(BundleProblem(.path, path, defect.reason))
    }
    return path
  }

  private static func checkKind(_ header: [UInt8], _ path: String) throws(VerificationStop) {
    let kind: String
    switch header[TarHeader.kindOffset] {
    case TarHeader.Kind.file: return
    case UInt8(ascii: "1"): kind = "a hard link"
    case UInt8(ascii: "2"): kind = "a symbolic link"
    case UInt8(ascii: "3"), UInt8(ascii: "4"): kind = "a device"
    case UInt8(ascii: "5"): kind = "a directory, which bundles do not list"
    case UInt8(ascii: "6"): kind = "a FIFO"
    default: kind = "a member of a kind that bundles do not have"
    }
    throw .problem(BundleProblem(.kind, path, "is \(kind), not a regular file"))
  }

  private static func size(_ header: [UInt8]) -> UInt64? { octal(header[TarHeader.sizeField].prefix { $0 != 0 }) }

  /// A number in octal digits, at most as many as a header has room for; nil where it is none.
  private static func octal(_ digits: ArraySlice<UInt8>) -> UInt64? {
    guard !digits.isEmpty, digits.count <= 12 else { return nil }
    var number: UInt64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { return nil }
      number = number << 3 | UInt64(digit - UInt8(ascii: "0"))
    }
    return number
  }
}
