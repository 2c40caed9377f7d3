import EMDSL
import EMDiagnostics

/// The symbol that each name of a deployment begins with, for names that are extensions.
///
/// Names stand side by side in memory and lines are spread over all of it: whether a line matters is told without
/// looking for its number.
final class NumberBeginnings: Sendable {
  /// Mark of names that can stand for numbers with several beginnings, and of those that are no numbers.
  static let several: UInt8 = 0

  /// What emergency numbers begin with, each symbol once.
  let expected: [UInt8]
  /// Keeps the rows of the clusters alive.
  private let storage: ModelStorage
  private let cached = Locked<[UInt8]?>(nil)

  /// Will look at the names of a deployment.
  init(_ storage: ModelStorage, emergencyNumbers: some Sequence<String>) {
    self.storage = storage
    let first = (Array(emergencyNumbers) + ["112"]).compactMap(\.utf8.first)
    expected = first.filter { PackedNumber.symbol($0) != nil }.unique.sorted()
  }

  /// The symbol in ASCII, or `several`, by the number of the name; made when first asked for.
  var marks: [UInt8] {
    cached.withLock { cached in
      let marks = cached ?? storage.marks(NumberBeginnings.mark)
      cached = marks
      return marks
    }
  }

  /// Two plain symbols tell that nothing is made optional or repeated, which would be written behind the first.
  private static func mark(_ bytes: UnsafeRawBufferPointer) -> UInt8 {
    let plus = UInt8(ascii: "+")
    let isEscaped = bytes.count > 1 && bytes[0] == UInt8(ascii: "\\") && bytes[1] == plus
    let start = isEscaped ? 1 : 0
    guard bytes.count > start, PackedNumber.symbol(bytes[start]) != nil else { return several }
    guard bytes.count > start + 1 else { return bytes[start] }
    let second = bytes[start + 1]
    return second != plus && PackedNumber.symbol(second) != nil ? bytes[start] : several
  }
}
