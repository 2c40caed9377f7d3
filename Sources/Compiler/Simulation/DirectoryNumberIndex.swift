import EMDSL
import EMDiagnostics
import EMSimulation

/// The extensions of a cluster: lines of device profiles and phones, and numbers that several lines share.
///
/// A deployment has hundreds of thousands, and emergency numbers begin with one or two digits. So only extensions are
/// read that begin as what is asked for does, in one pass for each such beginning, without a text for each number;
/// they are sorted partition by partition when one is asked for.
final class DirectoryNumberIndex: DirectoryNumbers {
  private let cluster: Cluster
  private let beginnings: NumberBeginnings
  /// Index of a partition by the arena index of its row.
  private let slots: [UInt32: Int]
  private let partitionCount: Int
  /// By symbol that the numbers begin with, then by index of the partition, `<None>` last.
  private let read = Locked<[UInt8: [PartitionNumbers]]>([:])

  /// Will read a cluster's extensions; `slots` has the index of a partition by the arena index of its row.
  init(_ cluster: Cluster, _ beginnings: NumberBeginnings, partitions count: Int, slots: [UInt32: Int]) {
    self.cluster = cluster
    self.beginnings = beginnings
    self.slots = slots
    partitionCount = count
  }

  /// See `DirectoryNumbers`.
  func find(_ digits: String, in partition: Int?) -> NamedPlace? { ask(digits, partition) { $0.find(digits) } }

  /// See `DirectoryNumbers`.
  func longer(than digits: String, in partition: Int?) -> NamedPlace? {
    ask(digits, partition) { $0.longer(than: digits) }
  }

  private func ask(
    _ digits: String, _ partition: Int?, _ question: @Sendable (inout PartitionNumbers) -> NamedPlace?
  ) -> NamedPlace? {
    let slot = partition ?? partitionCount
    // A plus may be written with its backslash.
    guard (0...partitionCount).contains(slot), let first = digits.utf8.first(where: { $0 != UInt8(ascii: "\\") }),
      PackedNumber.symbol(first) != nil
    else { return nil }
    return read.withLock { read in
      var partitions = read.removeValue(forKey: first) ?? numbers(beginningWith: first)
      let answer = question(&partitions[slot])
      read[first] = partitions
      return answer
    }
  }

  /// All extensions that can begin with a symbol; where a number stands several times, the place under
  /// `directoryNumbers` comes first, then device profiles, then phones.
  private func numbers(beginningWith symbol: UInt8) -> [PartitionNumbers] {
    let marks = beginnings.marks
    var partitions = [PartitionNumbers](repeating: PartitionNumbers(), count: partitionCount + 1)
    // Most lines of a cluster are in one partition.
    var last = (row: UInt32.max, slot: 0)
    func slot(_ partition: Entity<PartitionRow>?) -> Int? {
      guard let partition else { return partitionCount }
      if partition.index == last.row { return last.slot }
      // A partition that no calling search space names, or that cannot be read, is in nobody's reach.
      guard !partition.isPoison, let slot = slots[partition.index] else { return nil }
      last = (partition.index, slot)
      return slot
    }
    func isAsked(_ dn: Interned) -> Bool {
      let mark = marks[Int(dn.id)]
      return mark == symbol || mark == NumberBeginnings.several
    }
    for row in cluster.directoryNumbers {
      if let dn = row.dn, isAsked(dn), let slot = slot(row.partition) { partitions[slot].add(dn, row.place(\.dn)) }
    }
    func add(_ lines: RowList<LineRow>) {
      for line in lines {
        if let dn = line.dn, isAsked(dn), let slot = slot(line.partition) { partitions[slot].add(dn, line.place(\.dn)) }
      }
    }
    for profile in cluster.deviceProfiles { add(profile.lines) }
    for phone in cluster.phones { add(phone.lines) }
    return partitions
  }
}

/// The symbol that each name of a deployment begins with, for names that are extensions.
///
/// Names stand side by side in memory and lines are spread over all of it: whether a line matters is told without
/// looking for its number.
final class NumberBeginnings: Sendable {
  /// Mark of names that can stand for numbers with several beginnings, and of those that are no numbers.
  static let several: UInt8 = 0

  /// Keeps the rows of the clusters alive.
  private let storage: ModelStorage
  private let cached = Locked<[UInt8]?>(nil)

  /// Will look at the names of a deployment.
  init(_ storage: ModelStorage) { self.storage = storage }

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

/// The extensions of one partition.
struct PartitionNumbers {
  /// A plain number of at most `PackedNumber.length` symbols.
  private struct Entry {
    var number: PackedNumber
    /// Tells equal numbers apart: the first one that was added is shown.
    var order: UInt32
    var place: Place?
  }

  private var entries: [Entry] = []
  private var isSorted = true
  /// What does not fit: long numbers and, rarely, numbers with wildcards.
  private var others: [(pattern: DialPattern, place: Place?)] = []

  /// Starts empty.
  init() {}

  /// Adds a number as it is written.
  mutating func add(_ number: Interned, _ place: Place?) {
    if let packed = PackedNumber(number.bytes) {
      entries.append(Entry(number: packed, order: UInt32(truncatingIfNeeded: entries.count), place: place))
      isSorted = false
    } else {
      others.append((DialPattern(number.string), place))
    }
  }

  /// The number with exactly these digits; a plain one before one with wildcards.
  mutating func find(_ digits: String) -> NamedPlace? {
    sort()
    if let packed = PackedNumber(digits) {
      let index = firstIndex(from: packed)
      if index < entries.count, entries[index].number == packed { return named(entries[index]) }
    }
    return others.first { $0.pattern.matches(digits) }.map { NamedPlace($0.pattern.text, $0.place) }
  }

  /// The smallest number that begins with these digits and is longer.
  mutating func longer(than digits: String) -> NamedPlace? {
    sort()
    if let packed = PackedNumber(digits), let next = packed.firstLonger {
      let index = firstIndex(from: next)
      if index < entries.count, entries[index].number.begins(with: packed) { return named(entries[index]) }
    }
    return others.first { $0.pattern.canGoOn(after: digits) }.map { NamedPlace($0.pattern.text, $0.place) }
  }

  private mutating func sort() {
    guard !isSorted else { return }
    entries.sort { ($0.number, $0.order) < ($1.number, $1.order) }
    isSorted = true
  }

  /// Index of the first entry that is not smaller.
  private func firstIndex(from number: PackedNumber) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func named(_ entry: Entry) -> NamedPlace { NamedPlace(entry.number.text, entry.place) }
}

/// A number of at most 15 symbols in 64 bits, ordered as its text is, with what begins alike side by side.
///
/// Symbols are the digits of a number to the base 18, left-aligned; 0 stands behind the last one.
struct PackedNumber: Hashable, Comparable {
  /// Symbols that fit: 18 to the power of 15 is less than 2 to the power of 63.
  static let length = 15
  private static let base: UInt64 = 18
  private static let symbols = Array("0123456789ABCD*#+".utf8)
  /// `base` to the power of the index.
  private static let powers = (0...length).map { exponent in (0..<exponent).reduce(1) { value, _ in value * base } }

  private let value: UInt64
  private let count: Int

  /// Packs what is dialled; nil where it does not fit.
  init?(_ digits: String) {
    var digits = digits
    guard let packed = digits.withUTF8({ PackedNumber(UnsafeRawBufferPointer($0)) }) else { return nil }
    self = packed
  }

  /// Packs a number as it is written, where a backslash stands before a plus; nil where it does not fit, is empty or has
  /// wildcards.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var (value, count) = (UInt64(0), 0)
    for byte in bytes where byte != UInt8(ascii: "\\") {
      guard count < Self.length, let symbol = Self.symbol(byte) else { return nil }
      value = value * Self.base + symbol
      count += 1
    }
    guard count > 0 else { return nil }
    self.init(value: value * Self.powers[Self.length - count], count: count)
  }

  private init(value: UInt64, count: Int) {
    self.value = value
    self.count = count
  }

  /// The digit to the base 18 that stands for a symbol in ASCII, from 1; nil for any other byte.
  static func symbol(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0")) + 1
    case UInt8(ascii: "A")...UInt8(ascii: "D"): UInt64(byte - UInt8(ascii: "A")) + 11
    case UInt8(ascii: "*"): 15
    case UInt8(ascii: "#"): 16
    case UInt8(ascii: "+"): 17
    default: nil
    }
  }

  /// The smallest number that begins with this one and is longer; nil where it would not fit.
  var firstLonger: PackedNumber? {
    guard count < Self.length else { return nil }
    return PackedNumber(value: value + Self.powers[Self.length - count - 1], count: count + 1)
  }

  /// True where the number begins with another one.
  func begins(with other: PackedNumber) -> Bool {
    let unit = Self.powers[Self.length - other.count]
    return value / unit == other.value / unit
  }

  /// The number as it is dialled.
  var text: String {
    let bytes = (0..<count).map { Self.symbols[Int(value / Self.powers[Self.length - 1 - $0] % Self.base) - 1] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Orders as texts, in the order of the symbols.
  static func < (left: PackedNumber, right: PackedNumber) -> Bool { left.value < right.value }
}
