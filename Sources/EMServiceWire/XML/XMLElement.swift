/// An element of a document that was read: what requests and messages between clusters are made of.
package struct XMLElement: Sendable, Equatable {
  /// An attribute.
  package struct Attribute: Sendable, Equatable {
    /// Its name.
    package var name: String
    /// Its value, references resolved.
    package var value: String
  }

  /// Its name, without a namespace.
  package var name: String
  /// Its attributes in the order of the text.
  package var attributes: [Attribute] = []
  /// The elements in it.
  package var children: [XMLElement] = []
  /// The text between its tags, without that of the elements in it.
  package var text = ""

  /// Makes an empty element.
  package init(_ name: String) { self.name = name }

  /// The value of an attribute; nil where it is not there.
  package subscript(attribute name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// The first element in it with a name.
  package func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  /// The text without white space around it.
  package var trimmedText: String { text.trimmingSpace() }
}

extension String {
  /// The text without blanks, tabs and line breaks around it.
  package func trimmingSpace() -> String {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = utf8.firstIndex(where: { !isSpace($0) }), let last = utf8.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(self[first...last])
  }
}
