internal import EMService

/// A part of a message that is an element of its own.
protocol PeerValue: Sendable {
  /// Reads the part.
  init(_ element: XMLElement) throws(PeerFormatError)
  /// Fills in the element.
  func write(to element: inout XMLElement)
}

extension PeerValue {
  /// The part as an element with a name.
  func element(_ name: String) -> XMLElement {
    var element = XMLElement(name)
    write(to: &element)
    return element
  }
}

/// Writing.
extension XMLElement {
  /// Sets an attribute; nothing for nil.
  mutating func set(_ name: String, _ value: (some PeerText)?) {
    if let value { attributes.append(Attribute(name: name, value: value.peerText)) }
  }

  /// Adds a part; nothing for nil.
  mutating func add(_ name: String, _ part: (some PeerValue)?) {
    if let part { children.append(part.element(name)) }
  }

  /// Adds parts in order.
  mutating func add(_ name: String, all parts: [some PeerValue]) {
    for part in parts { children.append(part.element(name)) }
  }

  /// Adds texts in order.
  mutating func add(_ name: String, texts: [String]) {
    for text in texts {
      var element = XMLElement(name)
      element.set("text", text)
      children.append(element)
    }
  }
}

/// Reading.
extension XMLElement {
  /// An attribute; nil where there is none.
  func optional<Value: PeerText>(_ name: String) throws(PeerFormatError) -> Value? {
    guard let text = self[attribute: name] else { return nil }
    guard let value = Value(peerText: text) else { throw .content("\(self.name) \(name)") }
    return value
  }

  /// An attribute that must be there.
  func get<Value: PeerText>(_ name: String) throws(PeerFormatError) -> Value {
    guard let value: Value = try optional(name) else { throw .content("\(self.name) \(name)") }
    return value
  }

  /// A part; nil where there is none.
  func optionalPart<Part: PeerValue>(_ name: String) throws(PeerFormatError) -> Part? {
    guard let element = child(name) else { return nil }
    return try Part(element)
  }

  /// A part that must be there.
  func part<Part: PeerValue>(_ name: String) throws(PeerFormatError) -> Part {
    guard let part: Part = try optionalPart(name) else { throw .content("\(self.name) \(name)") }
    return part
  }

  /// All parts with a name.
  func parts<Part: PeerValue>(_ name: String) throws(PeerFormatError) -> [Part] {
    var parts: [Part] = []
    for element in children where element.name == name { parts.append(try Part(element)) }
    return parts
  }

  /// All texts with a name.
  func texts(_ name: String) throws(PeerFormatError) -> [String] {
    var texts: [String] = []
    for element in children where element.name == name { texts.append(try element.get("text")) }
    return texts
  }
}
