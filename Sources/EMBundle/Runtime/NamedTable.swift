/// Something that is found by its name.
package protocol Named {
  /// The name, unique among its kind in its cluster.
  var name: String { get }
}

/// Named things in the order in which they were written, found by name; of things with the same name the first counts.
package struct NamedTable<Element: Named & Sendable & Equatable>: Sendable, Equatable {
  /// All of them, in order.
  package private(set) var elements: [Element] = []
  private var positions: [String: Int] = [:]

  /// Makes a table.
  package init(_ elements: [Element] = []) {
    self.elements.reserveCapacity(elements.count)
    positions.reserveCapacity(elements.count)
    for element in elements { append(element) }
  }

  /// The one with a name; nil where there is none.
  package subscript(name: String) -> Element? { positions[name].map { elements[$0] } }

  /// Adds one at the end.
  package mutating func append(_ element: Element) {
    if positions[element.name] == nil { positions[element.name] = elements.count }
    elements.append(element)
  }

  /// Changes the one with a name in place, which must keep its name; does nothing where there is none.
  package mutating func update(_ name: String, _ change: (inout Element) -> Void) {
    guard let position = positions[name] else { return }
    change(&elements[position])
  }

  /// Equal where the elements are, in the same order.
  package static func == (left: NamedTable, right: NamedTable) -> Bool { left.elements == right.elements }
}

extension NamedTable: Sequence {
  /// See `Sequence`.
  package func makeIterator() -> IndexingIterator<[Element]> { elements.makeIterator() }

  /// How many there are.
  package var count: Int { elements.count }

  /// True where there are none.
  package var isEmpty: Bool { elements.isEmpty }
}

extension NamedTable: ExpressibleByArrayLiteral {
  /// See `ExpressibleByArrayLiteral`.
  package init(arrayLiteral elements: Element...) { self.init(elements) }
}
