/// The fields of a query or of a form (`application/x-www-form-urlencoded`).
struct FormFields: Sendable, Equatable {
  /// Most fields that are looked at.
  private static let most = 64

  private var fields: [(name: String, value: ArraySlice<UInt8>)] = []

  /// Splits fields; those beyond the 64th are passed over.
  init(_ bytes: [UInt8]) {
    for field in bytes.split(separator: UInt8(ascii: "&"), maxSplits: Self.most).prefix(Self.most) {
      // A value may hold more of the signs (EM API, bodies that are not encoded).
      let end = field.firstIndex(of: UInt8(ascii: "=")) ?? field.endIndex
      fields.append((Self.text(field[..<end]), field[min(end + 1, field.endIndex)...]))
    }
  }

  /// The text of the first field with a name, without blanks around it; nil where there is none.
  ///
  /// What is not UTF-8 is ISO 8859-1, which phones send where they say nothing of characters.
  subscript(name: String) -> String? {
    fields.first { $0.name == name }.map { Self.text($0.value) }
  }

  /// The bytes of the first field with a name, decoded; nil where there is none.
  ///
  /// A value that begins with a tag was not encoded: it goes on to the last tag, over all `&` of references.
  func document(_ name: String, in bytes: [UInt8]) -> [UInt8]? {
    guard let value = fields.first(where: { $0.name == name })?.value else { return nil }
    guard Self.beginsWithTag(value) else { return Self.decoded(value) }
    let rest = bytes[value.startIndex...]
    guard let end = rest.lastIndex(of: UInt8(ascii: ">")) else { return Self.decoded(value) }
    return Self.decoded(rest[...end])
  }

  private static func text(_ value: ArraySlice<UInt8>) -> String {
    let bytes = decoded(value)
    let text =
      String(validating: bytes, as: UTF8.self) ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    return text.trimmingSpace()
  }

  private static func beginsWithTag(_ value: ArraySlice<UInt8>) -> Bool {
    value.first { $0 != 0x20 && !(0x09...0x0D).contains($0) && $0 != UInt8(ascii: "+") } == UInt8(ascii: "<")
  }

  /// Resolves `+` and `%41`; a percent sign without two digits stays, as servlet containers let it.
  private static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%"), bytes.endIndex - index > 2, let high = digit(bytes[index + 1]),
        let low = digit(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
        continue
      }
      result.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
      index += 1
    }
    return result
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// Equal where names and values are, as they were sent.
  static func == (left: FormFields, right: FormFields) -> Bool {
    left.fields.elementsEqual(right.fields) { $0 == $1 }
  }
}

/// Text as a field's value: letters, digits, `.`, `-`, `*` and `_` stay, a blank becomes `+`, all else `%40`.
package func urlEncoded(_ text: String) -> String {
  var result = ""
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "*"),
      UInt8(ascii: "_"):
      result.unicodeScalars.append(Unicode.Scalar(byte))
    case 0x20: result += "+"
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
    }
  }
  return result
}
