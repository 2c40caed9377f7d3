internal import EMService

/// A part of a message that is an element of its own.
protocol PeerValue {
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
  /// Sets a text; nothing for nil.
  mutating func set(_ name: String, _ value: String?) {
    if let value { attributes.append(Attribute(name: name, value: value)) }
  }

  /// Sets a number; nothing for nil.
  mutating func set(_ name: String, _ value: Int?) { set(name, value.map { "\($0)" }) }

  /// Sets a truth value.
  mutating func set(_ name: String, _ value: Bool) { set(name, value ? "true" : "false") }

  /// Sets one of an enumeration's values; nothing for nil.
  mutating func set<Value: RawRepresentable>(_ name: String, _ value: Value?) where Value.RawValue == String {
    set(name, value?.rawValue)
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
  /// A text that must be there.
  func get(_ name: String) throws(PeerFormatError) -> String {
    guard let value = self[attribute: name] else { throw .content("\(self.name) \(name)") }
    return value
  }

  /// A truth value.
  func flag(_ name: String) throws(PeerFormatError) -> Bool {
    switch self[attribute: name] {
    case "true": return true
    case "false": return false
    default: throw .content("\(self.name) \(name)")
    }
  }

  /// A number; nil where there is none.
  func optionalNumber(_ name: String) throws(PeerFormatError) -> Int? {
    guard let text = self[attribute: name] else { return nil }
    // So far from the ends of Int that adding to it is safe.
    guard text.utf8.count <= 18, let number = Int(text) else { throw .content("\(self.name) \(name)") }
    return number
  }

  /// A number that must be there.
  func number(_ name: String) throws(PeerFormatError) -> Int {
    guard let number = try optionalNumber(name) else { throw .content("\(self.name) \(name)") }
    return number
  }

  /// One of an enumeration's values; nil where there is none.
  func optional<Value: RawRepresentable>(
    _ name: String, _ type: Value.Type = Value.self
  ) throws(PeerFormatError) -> Value? where Value.RawValue == String {
    guard let text = self[attribute: name] else { return nil }
    guard let value = Value(rawValue: text) else { throw .content("\(self.name) \(name)") }
    return value
  }

  /// One of an enumeration's values, which must be there.
  func value<Value: RawRepresentable>(
    _ name: String, _ type: Value.Type = Value.self
  ) throws(PeerFormatError) -> Value where Value.RawValue == String {
    guard let value = try optional(name, type) else { throw .content("\(self.name) \(name)") }
    return value
  }

  /// A part; nil where there is none.
  func optionalPart<Part: PeerValue>(_ name: String, _ type: Part.Type = Part.self) throws(PeerFormatError) -> Part? {
    guard let element = child(name) else { return nil }
    return try Part(element)
  }

  /// A part that must be there.
  func part<Part: PeerValue>(_ name: String, _ type: Part.Type = Part.self) throws(PeerFormatError) -> Part {
    guard let part = try optionalPart(name, type) else { throw .content("\(self.name) \(name)") }
    return part
  }

  /// All parts with a name.
  func parts<Part: PeerValue>(_ name: String, _ type: Part.Type = Part.self) throws(PeerFormatError) -> [Part] {
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

  /// An error by its code; nil where there is none.
  func optionalCode(_ name: String) throws(PeerFormatError) -> PhoneError? {
    guard let number = try optionalNumber(name) else { return nil }
    guard let error = PhoneError(rawValue: number) else { throw .content("\(self.name) \(name)") }
    return error
  }

  /// An error by its code, which must be there.
  func code(_ name: String) throws(PeerFormatError) -> PhoneError {
    guard let error = try optionalCode(name) else { throw .content("\(self.name) \(name)") }
    return error
  }
}
