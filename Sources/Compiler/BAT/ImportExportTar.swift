import EMBundle

/// A flat archive of CSV files for Bulk Administration > Import/Export (experimental: nobody has imported one of ours).
struct ImportExportTar {
  /// The version for the header, as Unified CM prints it.
  let version: String
  /// The publisher's address for the header.
  let address: String
  /// The items with their lines, header first.
  var items: [(name: String, lines: [[String]])] = []

  /// The archive's bytes: POSIX ustar, all times 0.
  func bytes() -> [UInt8] {
    // The time is fixed: the same deployment makes the same bytes.
    var head = "Time : Jan 01, 1970 00:00:00 AM UTC\nIP Address : \(address)\nCCM : master-\(version).i386\n"
    for item in items { head += "File : \(item.name)\n" }
    var bytes = Self.member("header.txt", Array(head.utf8))
    for item in items {
      bytes += Self.member("\(item.name).csv", Array(item.lines.map(BulkText.line).joined().utf8))
    }
    return bytes + [UInt8](repeating: 0, count: 1024)
  }

  /// One file: a header of 512 bytes, the content, zeros up to the next multiple of 512.
  private static func member(_ name: String, _ content: [UInt8]) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
      for (index, byte) in text.utf8.enumerated() where offset + index < 512 { header[offset + index] = byte }
    }
    put(name, at: 0)
    put("0000644", at: 100)
    put("0000000", at: 108)
    put("0000000", at: 116)
    put(octal(content.count, digits: 11), at: 124)
    put(octal(0, digits: 11), at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar\u{0}00", at: 257)
    put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + "\u{0} ", at: 148)
    let padding = (512 - content.count % 512) % 512
    return header + content + [UInt8](repeating: 0, count: padding)
  }

  private static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
