/// A version of Unified CM as far as it decides anything: `12.5.1.14900-63` or `14.0`.
package struct UnifiedCMVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The numbers, most significant first; at most six.
  private let numbers: [Int]
  /// As it was written.
  package let description: String

  /// Reads a version; nil when it is none.
  package init?(_ text: String) {
    var numbers: [Int] = []
    for part in text.split(whereSeparator: { $0 == "." || $0 == "-" }) {
      guard part.count <= 9, let number = Int(part) else { return nil }
      numbers.append(number)
    }
    guard numbers.count >= 2 else { return nil }
    self.numbers = numbers
    description = text
  }

  /// Makes a version out of its first numbers.
  package init(_ numbers: Int...) {
    self.numbers = numbers
    description = numbers.map { "\($0)" }.joined(separator: ".")
  }

  /// Major and minor: the version of the AXL schema, such as `12.5`.
  package var axl: String { "\(numbers[0]).\(numbers[1])" }
  /// The first number.
  package var major: Int { numbers[0] }
  /// True where the numbers after the first two are there.
  package var isFull: Bool { numbers.count > 2 }

  /// True where EM roaming is possible: from 12.0(1)SU1 on, which is build 12.0.1.21900 (Seeds 001).
  ///
  /// A version that stops before the build is taken to have it.
  package var supportsEMRoaming: Bool {
    self >= UnifiedCMVersion(12, 0, 1, 21900) || self == UnifiedCMVersion(12, 0, 1)
      || self == UnifiedCMVersion(12, 0) && !isFull
  }

  /// Compares number by number; numbers that are not written count as 0.
  package static func < (left: UnifiedCMVersion, right: UnifiedCMVersion) -> Bool {
    for index in 0..<max(left.numbers.count, right.numbers.count) {
      let (one, other) = (left.number(index), right.number(index))
      if one != other { return one < other }
    }
    return false
  }

  /// Equal where neither is less.
  package static func == (left: UnifiedCMVersion, right: UnifiedCMVersion) -> Bool {
    !(left < right) && !(right < left)
  }

  /// Hashes the numbers without trailing zeros.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(numbers.prefix((numbers.lastIndex { $0 != 0 } ?? -1) + 1).map { $0 })
  }

  private func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }
}
