import EMDSL

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

  /// Hands each element over, in order.
  func forEachMember(_ body: (Member) -> Void) {
    body(first)
    for member in others { body(member) }
  }

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
  /// Appends the texts with a mark behind each, which comes before every character.
  func append(to bytes: inout [UInt8]) {
    forEachMember { member in
      switch member.value {
      case .name(let name): bytes.append(contentsOf: name.bytes)
      case .text(let text): bytes.append(contentsOf: text.utf8)
      case nil: break
      }
      bytes.append(0)
    }
  }
}
