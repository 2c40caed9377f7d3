/// Makes keys of the bytes that a terminal sends: UTF-8, and the sequences of xterm, of Linux's console and of tmux.
package struct KeyDecoder {
  /// Bytes of the longest sequence; what is longer is passed over.
  private static let longest = 16
  private var waiting: [UInt8] = []

  /// Makes a decoder.
  package init() {}

  /// A sequence has begun and may go on; when nothing comes, it was the key Escape.
  package var isWithin: Bool { !waiting.isEmpty }

  /// Takes bytes; gives the keys that are complete.
  package mutating func take(_ bytes: some Sequence<UInt8>) -> [PhoneKey] {
    var keys: [PhoneKey] = []
    for byte in bytes {
      // Escape begins anew, so that a key that was cut off does not swallow the next one.
      if byte == 0x1B, !waiting.isEmpty { keys += finish() }
      waiting.append(byte)
      switch Self.state(of: waiting) {
      case .complete(let key):
        waiting = []
        if let key { keys.append(key) }
      case .incomplete: if waiting.count >= Self.longest { waiting = [] }
      }
    }
    return keys
  }

  /// Gives up waiting for the rest of a sequence.
  package mutating func finish() -> [PhoneKey] {
    defer { waiting = [] }
    return waiting == [0x1B] ? [.escape] : []
  }

  private enum State {
    case complete(PhoneKey?)
    case incomplete
  }

  private static func state(of bytes: [UInt8]) -> State {
    guard let first = bytes.first else { return .incomplete }
    switch first {
    case 0x1B: return escape(bytes.dropFirst())
    case 0x03, 0x04: return .complete(.interrupt)
    case 0x1A: return .complete(.suspend)
    case 0x0C: return .complete(.redraw)
    case 0x08, 0x7F: return .complete(.backspace)
    case 0x09: return .complete(.next)
    case 0x0A, 0x0D: return .complete(.enter)
    case 0..<0x20: return .complete(nil)
    case 0x20..<0x7F: return .complete(.character(Character(Unicode.Scalar(first))))
    default: return character(bytes)
    }
  }

  /// A character of several bytes.
  private static func character(_ bytes: [UInt8]) -> State {
    let length = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : bytes[0] >= 0xC0 ? 2 : 1
    guard bytes.count >= length else { return .incomplete }
    guard let text = String(validating: bytes, as: UTF8.self), text.count == 1, let character = text.first else {
      return .complete(nil)
    }
    return .complete(.character(character))
  }

  /// What follows Escape.
  private static func escape(_ bytes: ArraySlice<UInt8>) -> State {
    guard let kind = bytes.first else { return .incomplete }
    let rest = bytes.dropFirst()
    switch kind {
    case UInt8(ascii: "O"): return rest.first.map { .complete(named($0)) } ?? .incomplete
    case UInt8(ascii: "["):
      guard let last = rest.last else { return .incomplete }
      // Linux's console sends F1 to F4 as ESC [ [ A to D.
      if rest.first == UInt8(ascii: "[") {
        return rest.count < 2 ? .incomplete : .complete(consoleFunction(last))
      }
      guard (0x40...0x7E).contains(last) else { return .incomplete }
      return .complete(last == UInt8(ascii: "~") ? numbered(rest.dropLast()) : named(last))
    default: return .complete(nil)
    }
  }

  private static func consoleFunction(_ letter: UInt8) -> PhoneKey? {
    (UInt8(ascii: "A")...UInt8(ascii: "D")).contains(letter) ? .softKey(Int(letter - UInt8(ascii: "A")) + 1) : nil
  }

  private static func named(_ letter: UInt8) -> PhoneKey? {
    switch letter {
    case UInt8(ascii: "A"), UInt8(ascii: "D"), UInt8(ascii: "Z"): .previous
    case UInt8(ascii: "B"), UInt8(ascii: "C"): .next
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .softKey(Int(letter - UInt8(ascii: "P")) + 1)
    case UInt8(ascii: "M"): .enter
    default: nil
    }
  }

  private static func numbered(_ digits: ArraySlice<UInt8>) -> PhoneKey? {
    switch String(decoding: digits, as: UTF8.self) {
    case "11": .softKey(1)
    case "12": .softKey(2)
    case "13": .softKey(3)
    case "14": .softKey(4)
    case "3": .backspace
    default: nil
    }
  }
}
