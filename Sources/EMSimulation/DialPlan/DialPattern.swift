/// A dial pattern, read and ready to be compared with numbers.
///
/// A pattern is a row of elements, each a set of symbols that may be taken once, or again and again. Numbers are
/// compared with the set of all positions in that row that the digits so far can lead to, so that no pattern, however
/// it is written, costs more than the product of its length and the number's.
package struct DialPattern: Sendable {
  /// The pattern as it is typed.
  package let text: String
  /// What each element takes.
  private(set) var elements: [DialSymbols] = []
  /// Elements that may be taken again: one bit each.
  private(set) var repeating: UInt64 = 0
  /// Elements that may be left out: one bit each.
  private(set) var optional: UInt64 = 0
  /// How many elements stand before the dot; nil without one.
  private(set) var dot: Int?
  /// False where something follows that is not modelled (`@`, more than 63 elements): what begins like the pattern may
  /// or may not match it.
  package private(set) var isModelled = true

  /// So many elements fit into a set of positions; Unified CM takes 50 characters (AXL 15.0 addRoutePattern).
  private static let elementLimit = 63

  /// Reads a pattern; what cannot be read ends the part that is modelled.
  package init(_ text: String) {
    self.text = text
    read(Array(text.utf8))
    // An element that nothing can stand for spoils the whole pattern.
    let isHopeless = elements.indices.contains { elements[$0].isEmpty && optional >> UInt64($0) & 1 == 0 }
    if isHopeless { (elements, repeating, optional, dot) = ([DialSymbols(bits: 0)], 0, 0, nil) }
  }

  private mutating func read(_ bytes: [UInt8]) {
    var index = 0
    while index < bytes.count, isModelled {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "X"): append(.digits)
      case UInt8(ascii: "!"):
        append(.digits)
        repeatLast(mayBeLeftOut: false)
      case UInt8(ascii: "?") where !elements.isEmpty: repeatLast(mayBeLeftOut: true)
      case UInt8(ascii: "+") where !elements.isEmpty: repeatLast(mayBeLeftOut: false)
      case UInt8(ascii: "."): dot = elements.count
      case UInt8(ascii: "["):
        guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "]")) else { return isModelled = false }
        append(DialPattern.set(bytes[index..<end]))
        index = end + 1
      case UInt8(ascii: "\\") where index < bytes.count && bytes[index] == UInt8(ascii: "+"):
        append(DialSymbols(code: 16))
        index += 1
      default:
        guard let code = DialSymbols.code(byte) else { return isModelled = false }
        append(DialSymbols(code: code))
      }
    }
  }

  private mutating func append(_ symbols: DialSymbols) {
    guard elements.count < DialPattern.elementLimit else { return isModelled = false }
    elements.append(symbols)
  }

  private mutating func repeatLast(mayBeLeftOut: Bool) {
    guard isModelled, let last = elements.indices.last else { return }
    repeating |= 1 << UInt64(last)
    if mayBeLeftOut { optional |= 1 << UInt64(last) }
  }

  /// The symbols between brackets.
  ///
  /// The circumflex leaves the other digits: `*` and `#` are not among them (inferred).
  private static func set(_ bytes: ArraySlice<UInt8>) -> DialSymbols {
    let isNegated = bytes.first == UInt8(ascii: "^")
    var symbols = DialSymbols(bits: 0)
    var index = isNegated ? bytes.startIndex + 1 : bytes.startIndex
    while index < bytes.endIndex {
      guard let first = DialSymbols.code(bytes[index]) else {
        index += 1
        continue
      }
      let isRange = index + 2 < bytes.endIndex && bytes[index + 1] == UInt8(ascii: "-")
      if isRange, let last = DialSymbols.code(bytes[index + 2]), first <= last {
        symbols.insert(first...last)
        index += 3
      } else {
        symbols.insert(first...first)
        index += 1
      }
    }
    return isNegated ? symbols.otherDigits : symbols
  }
}
