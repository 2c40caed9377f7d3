internal import FoundationEssentials

/// Encodes the wire structs of the JSON formats, one at a time, so that a long report is never one tree in memory.
struct WireEncoder {
  private let encoder: JSONEncoder

  /// Makes an encoder whose keys are sorted.
  init() {
    encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  /// One line of JSON in which no character can steer a terminal.
  func line(_ value: some Encodable) -> String {
    do {
      return Self.escaped(String(decoding: try encoder.encode(value), as: UTF8.self))
    } catch {
      // Wire structs hold strings, integers and arrays of them, which always encode.
      assertionFailure("\(type(of: value)): \(error)")
      return "null"
    }
  }

  /// Writes controls that JSON allows raw as `\u…`; outside ASCII they can only stand in strings.
  private static func escaped(_ json: String) -> String {
    guard json.utf8.contains(where: { $0 >= 0x7F }) else { return json }
    var result = ""
    result.reserveCapacity(json.utf8.count)
    for scalar in json.unicodeScalars {
      guard TerminalText.steersTerminal(scalar) else {
        result.unicodeScalars.append(scalar)
        continue
      }
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      }
    }
    return result
  }
}
