import EMDSL
import Glibc

/// The natural key of an object: elements and texts in the order of the schema.
struct AXLKey {
  /// The text of an element, which is mostly a name of the model and then need not be copied.
  enum Value {
    case name(Interned)
    case text(String)

    /// The text.
    var string: String {
      switch self {
      case .name(let name): name.string
      case .text(let text): text
      }
    }
  }

  /// An element; without a value it is empty.
  struct Member {
    /// The element's name.
    let name: StaticString
    /// Its text.
    let value: Value?

    /// Makes an element.
    init(_ name: StaticString, _ value: Value?) {
      self.name = name
      self.value = value
    }
  }

  /// The first element.
  private let first: Member
  /// Those behind it; most objects have none.
  private let others: [Member]

  /// The elements.
  var members: [Member] { [first] + others }

  /// A key of one element.
  init(_ name: StaticString, _ value: Interned) { self.init(Member(name, .name(value))) }

  /// A key of one element.
  init(_ name: StaticString, _ value: String) { self.init(Member(name, .text(value))) }

  /// A key of several elements.
  init(_ first: Member, _ others: Member...) {
    self.first = first
    self.others = others
  }

  /// A pattern in its partition.
  static func pattern(_ pattern: Interned, _ partition: Entity<PartitionRow>?) -> AXLKey {
    AXLKey(Member("pattern", .name(pattern)), member(partition))
  }

  /// A route pattern, of which the schema asks for a dial plan and a route filter too.
  static func routePattern(_ pattern: Interned, _ partition: Entity<PartitionRow>?) -> AXLKey {
    AXLKey(
      Member("pattern", .name(pattern)), member(partition), Member("dialPlanName", nil), Member("routeFilterName", nil))
  }

  private static func member(_ partition: Entity<PartitionRow>?) -> Member {
    Member("routePartitionName", partition.flatMap { $0.isPoison ? nil : .name($0.name) })
  }
}

extension AXLKey {
  /// Positions of things in the order of their keys' bytes; those of equal keys keep their order.
  static func order<Things: Collection>(of things: Things, _ key: (Things.Element) -> AXLKey) -> [Int] {
    var bytes: [UInt8] = []
    var places: [(position: Int, range: Range<Int>)] = []
    places.reserveCapacity(things.count)
    for (position, thing) in things.enumerated() {
      let start = bytes.count
      key(thing).append(to: &bytes)
      places.append((position, start..<bytes.count))
    }
    return bytes.withUnsafeBytes { bytes in
      places.sort { left, right in
        let (one, other) = (bytes[left.range], bytes[right.range])
        let order = compare(one, other)
        return order == 0 ? left.position < right.position : order < 0
      }
      return places.map(\.position)
    }
  }

  /// Less than 0 where the first bytes come first, 0 where both are the same.
  private static func compare(_ left: Slice<UnsafeRawBufferPointer>, _ right: Slice<UnsafeRawBufferPointer>) -> Int {
    let (one, other) = (UnsafeRawBufferPointer(rebasing: left), UnsafeRawBufferPointer(rebasing: right))
    guard let first = one.baseAddress, let second = other.baseAddress else { return one.count - other.count }
    let order = memcmp(first, second, min(one.count, other.count))
    return order == 0 ? one.count - other.count : Int(order)
  }

  /// Appends the texts with a mark behind each, which comes before every character.
  private func append(to bytes: inout [UInt8]) {
    AXLKey.append(first, to: &bytes)
    for member in others { AXLKey.append(member, to: &bytes) }
  }

  private static func append(_ member: Member, to bytes: inout [UInt8]) {
    switch member.value {
    case .name(let name): bytes.append(contentsOf: name.bytes)
    case .text(let text): bytes.append(contentsOf: text.utf8)
    case nil: break
    }
    bytes.append(0)
  }
}
