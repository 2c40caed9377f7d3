/// What came of reading a number.
package enum ParsedNumber {
  /// A number in the field's unit.
  case value(UInt32)
  /// A bare number where a unit is due.
  case missingUnit(UInt32)
  /// Something else.
  case malformed
}

extension ValueFormat {
  /// Reads a number as the format says.
  package func parse(_ bytes: UnsafeRawBufferPointer) -> ParsedNumber {
    switch self {
    case .quantity(let unit): ValueFormat.quantity(bytes, unit)
    case .loginTime: ValueFormat.loginTime(bytes)
    case .date: ValueFormat.date(bytes)
    default: ValueFormat.digits(bytes[...]).map { .value($0) } ?? .malformed
    }
  }

  /// A whole number of at most 9 digits.
  static func digits(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt32? {
    guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
    var value: UInt32 = 0
    for byte in bytes {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + UInt32(byte - UInt8(ascii: "0"))
    }
    return value
  }

  private static func quantity(_ bytes: UnsafeRawBufferPointer, _ unit: String) -> ParsedNumber {
    let end = bytes.firstIndex { $0 < UInt8(ascii: "0") || $0 > UInt8(ascii: "9") } ?? bytes.count
    guard let value = digits(bytes[..<end]) else { return .malformed }
    if end == bytes.count { return .missingUnit(value) }
    let rest = bytes[end...].drop { $0 == UInt8(ascii: " ") }
    return rest.elementsEqual(unit.utf8) ? .value(value) : .malformed
  }

  private static func loginTime(_ bytes: UnsafeRawBufferPointer) -> ParsedNumber {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else {
      return digits(bytes[...]).map { .missingUnit($0) } ?? .malformed
    }
    let minutes = bytes[(colon + 1)...]
    guard minutes.count == 2, colon <= 3, let hour = digits(bytes[..<colon]), let minute = digits(minutes), minute < 60
    else { return .malformed }
    return .value(hour * 60 + minute)
  }

  private static func date(_ bytes: UnsafeRawBufferPointer) -> ParsedNumber {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = digits(bytes[0..<4]), let month = digits(bytes[5..<7]), let day = digits(bytes[8..<10]),
      (1...12).contains(month), day >= 1, day <= daysInMonth(month, year)
    else { return .malformed }
    return .value(year * 10000 + month * 100 + day)
  }

  private static func daysInMonth(_ month: UInt32, _ year: UInt32) -> UInt32 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// What is wrong with a text of this format, as the end of "…: "; nil when nothing is.
  package func fault(_ bytes: UnsafeRawBufferPointer) -> String? {
    if bytes.isEmpty { return "it is empty" }
    switch self {
    case .country:
      return ValueFormat.isCountry(bytes) ? nil : "a country is two capital letters (ISO 3166-1), such as 'GB'"
    case .dialPattern: return ValueFormat.patternFault(bytes)
    case .dialString:
      return bytes.allSatisfy(ValueFormat.isDialled) ? nil : "only digits, '*', '#' and '+' may stand here"
    case .dialMask:
      let isMask = bytes.allSatisfy { ValueFormat.isDialled($0) || $0 == UInt8(ascii: "X") || $0 == UInt8(ascii: "x") }
      return isMask ? nil : "only digits, 'X', '*', '#' and '+' may stand here"
    case .clusterID: return ValueFormat.clusterIDFault(bytes)
    case .version: return ValueFormat.isVersion(bytes) ? nil : "a version reads like 14.0.1.13900-155 or 14.0"
    case .deviceName: return ValueFormat.deviceNameFault(bytes)
    case .host: return ValueFormat.hostFault(bytes)
    case .url: return ValueFormat.urlFault(bytes)
    case .timeZone: return ValueFormat.isTimeZone(bytes) ? nil : "a time zone is an IANA name such as 'Europe/London'"
    case .fingerprint:
      return ValueFormat.isFingerprint(bytes)
        ? nil : "a SHA-256 fingerprint is 64 hexadecimal digits, with ':' between pairs or not"
    default: return nil
    }
  }

  private static func isDialled(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "+"),
      UInt8(ascii: "A")...UInt8(ascii: "D"):
      true
    default: false
    }
  }

  private static func isCountry(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count == 2 && bytes.allSatisfy { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }
      && !bytes.elementsEqual("UK".utf8)
  }

  private static func clusterIDFault(_ bytes: UnsafeRawBufferPointer) -> String? {
    bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
      ? nil : "a cluster ID holds letters, digits, '.' and '-' only"
  }

  /// True for ASCII letters and digits only, whatever the locale.
  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  private static func isVersion(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var numbers = 0
    var inNumber = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if !inNumber { numbers += 1 }
        inNumber = true
      case UInt8(ascii: "."), UInt8(ascii: "-"):
        guard inNumber else { return false }
        inNumber = false
      default: return false
      }
    }
    return inNumber && numbers >= 2 && numbers <= 6 && bytes.count <= 40
  }

  private static func deviceNameFault(_ bytes: UnsafeRawBufferPointer) -> String? {
    guard
      bytes.allSatisfy({
        isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
      })
    else { return "a device name holds letters, digits, '.', '-' and '_' only" }
    let isPhone = bytes.count >= 3 && bytes[0..<3].elementsEqual("SEP".utf8)
    // Other names may begin so in small letters, but hardly with as much behind it.
    guard isPhone || bytes.count == 15 && bytes[0..<3].elementsEqual("sep".utf8) else { return nil }
    let hexadecimal = bytes.dropFirst(3).allSatisfy {
      ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || ($0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "F"))
    }
    return isPhone && bytes.count == 15 && hexadecimal
      ? nil : "SEP is followed by the 12 hexadecimal digits of the MAC address, in capitals"
  }

  private static func hostFault(_ bytes: UnsafeRawBufferPointer) -> String? {
    bytes.allSatisfy {
      isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":")
        || $0 == UInt8(ascii: "_")
    }
      ? nil : "an address holds letters, digits, '.', '-' and ':' only"
  }

  private static func urlFault(_ bytes: UnsafeRawBufferPointer) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.hasPrefix("http://") || text.hasPrefix("https://") else {
      return "an address begins with http:// or https://"
    }
    return text.contains(where: \.isWhitespace) ? "an address holds no blanks" : nil
  }

  private static func isFingerprint(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == 64 || bytes.count == 95 else { return false }
    return bytes.indices.allSatisfy { index in
      if bytes.count == 95, index % 3 == 2 { return bytes[index] == UInt8(ascii: ":") }
      let isDigit = bytes[index] >= UInt8(ascii: "0") && bytes[index] <= UInt8(ascii: "9")
      return isDigit || bytes[index] | 0x20 >= UInt8(ascii: "a") && bytes[index] | 0x20 <= UInt8(ascii: "f")
    }
  }

  private static func isTimeZone(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let isName = bytes.allSatisfy {
      isAlphanumeric($0) || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: "+")
    }
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return bytes.elementsEqual("UTC".utf8) }
    return isName && slash > 0 && slash < bytes.count - 1
  }

  /// What is wrong with a dial pattern of Unified CM.
  static func patternFault(_ bytes: UnsafeRawBufferPointer) -> String? {
    var inBracket = false
    var bracketIsEmpty = true
    var dots = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if inBracket {
        switch byte {
        case UInt8(ascii: "]"):
          if bracketIsEmpty { return "'[]' holds no digit" }
          inBracket = false
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "+"):
          bracketIsEmpty = false
        case UInt8(ascii: "-"), UInt8(ascii: "^"): continue
        default: return "\(character(byte)) may not stand in brackets"
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "X"), UInt8(ascii: "*"), UInt8(ascii: "#"),
        UInt8(ascii: "!"),
        UInt8(ascii: "?"), UInt8(ascii: "+"), UInt8(ascii: "@"), UInt8(ascii: "A")...UInt8(ascii: "D"):
        continue
      case UInt8(ascii: "\\"):
        guard index < bytes.count, bytes[index] == UInt8(ascii: "+") else {
          return "a backslash stands before '+' only"
        }
        index += 1
      case UInt8(ascii: "."):
        dots += 1
        if dots > 1 { return "it has more than one '.'" }
      case UInt8(ascii: "["):
        inBracket = true
        bracketIsEmpty = true
      case UInt8(ascii: "x"): return "the wildcard is a capital 'X'"
      default: return "\(character(byte)) is no digit and no wildcard"
      }
    }
    return inBracket ? "a '[' is not closed" : nil
  }

  private static func character(_ byte: UInt8) -> String {
    byte < 0x80 ? "'\(UnicodeScalar(byte))'" : "a character outside ASCII"
  }
}
