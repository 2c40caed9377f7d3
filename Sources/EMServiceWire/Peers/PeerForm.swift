/// One field of a value in messages: where it stands in the value, and how it is read and written.
struct PeerField<Value: PeerValue, Content: Sendable>: Sendable {
  /// Where a field stands in the value.
  typealias Path = any WritableKeyPath<Value, Content> & Sendable

  fileprivate let path: Path
  fileprivate let read: @Sendable (XMLElement) throws(PeerFormatError) -> Content
  fileprivate let write: @Sendable (Content, inout XMLElement) -> Void

  fileprivate func read(_ element: XMLElement, into value: inout Value) throws(PeerFormatError) {
    value[keyPath: path] = try read(element)
  }

  fileprivate func write(_ value: Value, to element: inout XMLElement) { write(value[keyPath: path], &element) }
}

/// What there can be.
extension PeerField {
  /// An attribute that must be there.
  static func value(_ name: String, _ path: Path) -> Self where Content: PeerText {
    Self(
      path: path, read: { element throws(PeerFormatError) in try element.get(name) }, write: { $1.set(name, $0) })
  }

  /// An attribute; left out for nil.
  static func optional<Some: PeerText>(_ name: String, _ path: Path) -> Self where Content == Some? {
    Self(
      path: path, read: { element throws(PeerFormatError) in try element.optional(name) }, write: { $1.set(name, $0) })
  }

  /// An element that must be there.
  static func part(_ name: String, _ path: Path) -> Self where Content: PeerValue {
    Self(
      path: path, read: { element throws(PeerFormatError) in try element.part(name) }, write: { $1.add(name, $0) })
  }

  /// An element; left out for nil.
  static func optionalPart<Part: PeerValue>(_ name: String, _ path: Path) -> Self where Content == Part? {
    Self(
      path: path, read: { element throws(PeerFormatError) in try element.optionalPart(name) },
      write: { $1.add(name, $0) })
  }

  /// An element for each part, in order.
  static func parts<Part: PeerValue>(_ name: String, _ path: Path) -> Self where Content == [Part] {
    Self(
      path: path, read: { element throws(PeerFormatError) in try element.parts(name) },
      write: { $1.add(name, all: $0) })
  }

  /// An element for each text, in order.
  static func texts(_ name: String, _ path: Path) -> Self where Content == [String] {
    Self(
      path: path, read: { element throws(PeerFormatError) in try element.texts(name) },
      write: { $1.add(name, texts: $0) })
  }
}

/// The fields of a value in messages, declared once for reading and writing.
struct PeerForm<Value: PeerValue>: Sendable {
  /// Makes a value of an element.
  fileprivate let read: @Sendable (XMLElement) throws(PeerFormatError) -> Value
  /// Fills an element in.
  fileprivate let write: @Sendable (Value, inout XMLElement) -> Void

  private init(
    read: @escaping @Sendable (XMLElement) throws(PeerFormatError) -> Value,
    write: @escaping @Sendable (Value, inout XMLElement) -> Void
  ) {
    self.read = read
    self.write = write
  }

  /// The fields that an initializer takes, in its order.
  init<each Content: Sendable>(
    _ make: @escaping @Sendable (repeat each Content) -> Value, _ field: repeat PeerField<Value, each Content>
  ) {
    read = { element throws(PeerFormatError) in make(repeat try (each field).read(element)) }
    write = { value, element in repeat (each field).write(value, to: &element) }
  }

  /// Adds fields that the initializer does not take.
  func with<each Content: Sendable>(_ field: repeat PeerField<Value, each Content>) -> Self {
    Self(
      read: { element throws(PeerFormatError) in
        var value = try read(element)
        repeat try (each field).read(element, into: &value)
        return value
      },
      write: { value, element in
        write(value, &element)
        repeat (each field).write(value, to: &element)
      })
  }
}

/// A value whose fields are all declared in one form.
protocol PeerRecord: PeerValue {
  /// The fields, in the order in which they are written.
  static var form: PeerForm<Self> { get }
}

extension PeerRecord {
  /// See `PeerValue`.
  init(_ element: XMLElement) throws(PeerFormatError) { self = try Self.form.read(element) }

  /// See `PeerValue`.
  func write(to element: inout XMLElement) { Self.form.write(self, &element) }
}
