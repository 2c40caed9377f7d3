/// Regular expressions of the JSON Schema: what the decoder accepts, in the part of ECMA-262 that every tool knows.
enum JSONSchemaPatterns {
  /// Whole numbers of a range in decimal, as alternatives without an anchor; leading zeros are left to the caller.
  static func numbers(_ range: ClosedRange<UInt32>) -> String {
    var alternatives: [String] = []
    var low = range.lowerBound
    while low <= range.upperBound {
      let digits = String(low).utf8.count
      // The last number with as many digits; 10 digits are more than any field takes.
      let last = digits >= 10 ? range.upperBound : min(range.upperBound, power(digits) - 1)
      alternatives += sameLength(padded(low, digits), padded(last, digits))
      guard last < range.upperBound else { break }
      low = last + 1
    }
    return alternatives.joined(separator: "|")
  }

  /// HHH:MM of a range in minutes.
  static func loginTimes(_ range: ClosedRange<UInt32>) -> String {
    var (first, last) = (range.lowerBound / 60, range.upperBound / 60)
    var alternatives: [String] = []
    if first == last {
      return "0*\(first):(\(minutes(range.lowerBound % 60...range.upperBound % 60)))"
    }
    if range.lowerBound % 60 > 0 {
      alternatives.append("0*\(first):(\(minutes(range.lowerBound % 60...59)))")
      first += 1
    }
    let end = range.upperBound % 60
    if end < 59 {
      alternatives.append("0*\(last):(\(minutes(0...end)))")
      last -= 1
    }
    if first <= last { alternatives.insert("0*(\(numbers(first...last))):[0-5][0-9]", at: 0) }
    return alternatives.joined(separator: "|")
  }

  private static func minutes(_ range: ClosedRange<UInt32>) -> String {
    sameLength(padded(range.lowerBound, 2), padded(range.upperBound, 2)).joined(separator: "|")
  }

  private static func power(_ exponent: Int) -> UInt32 { (0..<exponent).reduce(1) { value, _ in value * 10 } }

  private static func padded(_ value: UInt32, _ count: Int) -> [UInt8] {
    let digits = Array(String(value).utf8)
    return Array(repeating: UInt8(ascii: "0"), count: max(0, count - digits.count)) + digits
  }

  /// Alternatives for the numbers between two of the same length, which is the depth of the recursion.
  private static func sameLength(_ low: [UInt8], _ high: [UInt8]) -> [String] {
    guard let first = low.first, let last = high.first else { return [""] }
    let (lowRest, highRest) = (Array(low.dropFirst()), Array(high.dropFirst()))
    let zeros = lowRest.map { _ in UInt8(ascii: "0") }
    let nines = lowRest.map { _ in UInt8(ascii: "9") }
    let coversAll = lowRest == zeros && highRest == nines
    if first == last, !coversAll { return sameLength(lowRest, highRest).map { character(first) + $0 } }
    var (from, to) = (first, last)
    var head: [String] = []
    var tail: [String] = []
    if lowRest != zeros {
      head = sameLength(lowRest, nines).map { character(first) + $0 }
      from += 1
    }
    if highRest != nines {
      tail = sameLength(zeros, highRest).map { character(last) + $0 }
      to -= 1
    }
    if from <= to {
      let digit = from == to ? character(from) : "[\(character(from))-\(character(to))]"
      let rest = lowRest.isEmpty ? "" : lowRest.count == 1 ? "[0-9]" : "[0-9]{\(lowRest.count)}"
      head.append(digit + rest)
    }
    return head + tail
  }

  private static func character(_ byte: UInt8) -> String { String(UnicodeScalar(byte)) }
}

extension ValueFormat {
  /// What a text of the format looks like; nil where any text may stand.
  var pattern: String? {
    switch self {
    case .any, .deviceName, .count, .quantity, .loginTime: nil
    case .fingerprint: "^([0-9A-Fa-f]{64}|([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2})$"
    case .host: "^[0-9A-Za-z._:-]+$"
    case .country: "^(?!UK$)[A-Z]{2}$"
    case .dialPattern: Self.dialPatternPattern
    case .dialString: "^[0-9A-D*#+]+$"
    case .dialMask: "^[0-9A-DXx*#+]+$"
    case .version: "^[0-9]+([.-][0-9]+){1,5}$"
    case .clusterID: "^[0-9A-Za-z.-]+$"
    case .url: "^https?://\\S*$"
    case .timeZone: "^(UTC|[0-9A-Za-z_+-]+/[0-9A-Za-z/_+-]+)$"
    case .date: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
    }
  }

  /// Digits and wildcards, at most one dot between them.
  private static var dialPatternPattern: String {
    let brackets = "\\[[-^]*[0-9*#+][-0-9*#+^]*\\]"
    let unit = "([0-9A-DX*#!?+@]|\\\\\\+|\(brackets))"
    return "^\(unit)*(\\.\(unit)*)?$"
  }

  /// The pattern of a number in the format, within the numbers allowed.
  func numberPattern(range: ClosedRange<UInt32>?, allowed: [UInt32]?) -> String? {
    let numbers = allowed.map { $0.map { "\($0)" }.joined(separator: "|") } ?? range.map(JSONSchemaPatterns.numbers)
    switch self {
    case .quantity(let unit): return "^\(numbers.map { "0*(\($0))" } ?? "[0-9]{1,9}") *\(unit)$"
    case .loginTime: return "^\(range.map { "(\(JSONSchemaPatterns.loginTimes($0)))" } ?? "[0-9]{1,3}:[0-5][0-9]")$"
    case .count: return "^\(numbers.map { "0*(\($0))" } ?? "[0-9]{1,9}")$"
    default: return pattern
    }
  }

  /// JSON types that YAML readers give for a text of the format when it is written without quotes.
  var jsonTypes: [String] {
    switch self {
    case .any, .host, .clusterID, .deviceName: ["string", "number", "boolean"]
    case .dialPattern, .dialString, .dialMask, .version, .fingerprint: ["string", "number"]
    // `NO` is Norway, and false in YAML 1.1.
    case .country: ["string", "boolean"]
    case .count: ["integer", "string"]
    case .url, .timeZone, .quantity, .loginTime, .date: ["string"]
    }
  }
}
