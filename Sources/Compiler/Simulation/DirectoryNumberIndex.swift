import EMDSL
import EMDiagnostics
import EMSimulation

/// The extensions of a cluster: lines of device profiles and phones, and numbers that several lines share.
///
/// A deployment has hundreds of thousands, and emergency numbers begin with one or two digits. So only extensions are
/// read that begin as emergency numbers do, in one pass without a text for each number; others when they are asked
/// for. They are sorted partition by partition when one is asked for.
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
      if read[first] == nil { readNumbers(beginningWith: first, &read) }
      guard var partitions = read.removeValue(forKey: first) else { return nil }
      let answer = question(&partitions[slot])
      read[first] = partitions
      return answer
    }
  }

  /// Reads all extensions that can begin with a symbol; the first time, those that can begin as an emergency number, too.
  private func readNumbers(beginningWith symbol: UInt8, _ read: inout [UInt8: [PartitionNumbers]]) {
    let isFirst = read.isEmpty
    let symbols = isFirst ? ([symbol] + beginnings.expected).unique : [symbol]
    let reader = LineReader(beginnings.marks, symbols, slots: slots, partitions: partitionCount)
    for (symbol, numbers) in zip(symbols, reader.numbers(of: cluster)) { read[symbol] = numbers }
  }
}

/// One pass over the lines of a cluster, for extensions that begin with some symbols.
private struct LineReader {
  private let marks: [UInt8]
  private let slots: [UInt32: Int]
  /// By index of the symbol, then by index of the partition, `<None>` last.
  private var numbers: [[PartitionNumbers]]
  /// Index of the symbol by mark; `all` for numbers that could begin with any, `none` for those that are not asked for.
  private var kinds = [UInt8](repeating: LineReader.none, count: 256)
  /// Most lines of a cluster are in one partition.
  private var last = (row: UInt32.max, slot: 0)

  private static let none = UInt8.max
  private static let all = UInt8.max - 1

  init(_ marks: [UInt8], _ symbols: [UInt8], slots: [UInt32: Int], partitions count: Int) {
    self.marks = marks
    self.slots = slots
    numbers = Array(repeating: Array(repeating: PartitionNumbers(), count: count + 1), count: symbols.count)
    for (index, symbol) in symbols.enumerated() { kinds[Int(symbol)] = UInt8(truncatingIfNeeded: index) }
    kinds[Int(NumberBeginnings.several)] = LineReader.all
  }

  /// The numbers by symbol; where one stands several times, the place under `directoryNumbers` comes first, then device
  /// profiles, then phones.
  consuming func numbers(of cluster: Cluster) -> [[PartitionNumbers]] {
    for row in cluster.directoryNumbers {
      if let dn = row.dn, let kind = kind(dn) { add(dn, kind, row.partition, row.place(\.dn)) }
    }
    for profile in cluster.deviceProfiles { add(profile.lines) }
    for phone in cluster.phones { add(phone.lines) }
    return numbers
  }

  private mutating func add(_ lines: RowList<LineRow>) {
    for line in lines {
      if let dn = line.dn, let kind = kind(dn) { add(dn, kind, line.partition, line.place(\.dn)) }
    }
  }

  /// The kind of a number; nil where nobody asks for it.
  private func kind(_ dn: Interned) -> UInt8? {
    let kind = kinds[Int(marks[Int(dn.id)])]
    return kind == LineReader.none ? nil : kind
  }

  private mutating func add(_ dn: Interned, _ kind: UInt8, _ partition: Entity<PartitionRow>?, _ place: Place?) {
    guard let slot = slot(partition) else { return }
    for index in kind == LineReader.all ? numbers.indices : Int(kind)..<Int(kind) + 1 {
      numbers[index][slot].add(dn, place)
    }
  }

  private mutating func slot(_ partition: Entity<PartitionRow>?) -> Int? {
    guard let partition else { return numbers.first.map { $0.count - 1 } }
    if partition.index == last.row { return last.slot }
    // A partition that no calling search space names, or that cannot be read, is in nobody's reach.
    guard !partition.isPoison, let slot = slots[partition.index] else { return nil }
    last = (partition.index, slot)
    return slot
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
