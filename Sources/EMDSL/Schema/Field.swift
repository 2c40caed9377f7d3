/// What a field's value looks like beyond its storage.
public enum ValueFormat: Sendable, Hashable {
  /// Any text.
  case any
  /// A host name, a fully qualified name or an IP address.
  case host
  /// An ISO 3166-1 alpha-2 country code in capitals.
  case country
  /// A dial pattern of Unified CM.
  case dialPattern
  /// Digits, `*`, `#` and a leading `+`: what a person dials or what a mask may hold.
  case dialString
  /// A mask or prefix: a dial string that may hold `X`.
  case dialMask
  /// A full version as `show version active` prints it, or its first two parts.
  case version
  /// A cluster ID: letters, digits, `.` and `-`.
  case clusterID
  /// The name of a phone or soft client.
  case deviceName
  /// A web address.
  case url
  /// An IANA time zone.
  case timeZone
  /// Hexadecimal digits, with `:` between pairs or not.
  case fingerprint
  /// A whole number, without a unit.
  case count
  /// A number with a unit, such as `64 kbps`.
  case quantity(unit: String)
  /// Hours and minutes, HHH:MM; held in minutes.
  case loginTime
  /// A day, YYYY-MM-DD; held as yyyymmdd.
  case date
}

/// The storage and decoder of a field.
public enum FieldKind: Sendable {
  /// `true` or `false`.
  case flag
  /// A number in the field's format.
  case number
  /// One word of a vocabulary.
  case oneOf([Word])
  /// Free text.
  case text
  /// The object's own name.
  case name
  /// A short text.
  case symbol
  /// A name of an object of one of these kinds.
  case reference([EntityKind])
  /// A cluster's handle.
  case cluster
  /// A list of values, each decoded as the element says.
  indirect case list(FieldKind)
  /// Nested objects.
  case rows(EntitySchema)
}

/// A field while it is declared.
struct FieldDeclaration {
  /// The key as it is written.
  var key: String
  /// One sentence for the reference.
  var summary: String
  /// Storage and decoder.
  var kind: FieldKind
  /// True where the key must be there.
  var isRequired = false
  /// Unified CM's default as it would be written; nil when there is none.
  var defaultText: String?
  /// The default's cell value; nil for texts and references, which each worker interns.
  var defaultBits: UInt32?
  /// Smallest and largest number, in the field's unit; nil for any.
  var range: ClosedRange<UInt32>?
  /// The only numbers allowed, ascending; nil for all of the range.
  var allowed: [UInt32]?
  /// What the text looks like.
  var format = ValueFormat.any
  /// Most members of a list of values; nil for any number.
  var maximumMembers: Int?
  /// Most characters (Unicode scalars) of a text, or of each text of a list; nil for any number.
  var maximumLength: Int?
  /// Characters that Unified CM refuses here; empty where it takes all.
  var forbidden = ""
  /// The word that means "no object", such as `none`; nil where the key is left out instead.
  var noneWord: String?
  /// The word that may stand in the place of a list of objects, such as `full`; nil where none may.
  var keyword: String?
  /// An example value, as it is written; nil where the kind says enough.
  var example: String?
  /// Where the fact comes from; nil for what the language decides itself.
  var source: String?

  /// Declares a field that may be left out and has no bounds; `.key` and its like add the rest.
  init(key: String, summary: String, kind: FieldKind) {
    self.key = key
    self.summary = summary
    self.kind = kind
  }
}

/// One key of one object: the single declaration that feeds decoder, JSON Schema, reference and suggestions.
public final class Field: Sendable {
  /// The key as it is written.
  public let key: String
  /// One sentence for the reference.
  public let summary: String
  /// Storage and decoder.
  public let kind: FieldKind
  /// Bytes from the start of the row.
  public let offset: Int
  /// True where the key must be there.
  public let isRequired: Bool
  /// Unified CM's default as it would be written; nil when there is none.
  public let defaultText: String?
  /// The default's cell value; nil for texts and references, which are interned.
  public let defaultBits: UInt32?
  /// Smallest and largest number, in the field's unit; nil for any.
  public let range: ClosedRange<UInt32>?
  /// The only numbers allowed, ascending; nil for all of the range.
  public let allowed: [UInt32]?
  /// What the text looks like.
  public let format: ValueFormat
  /// What messages call the field: its key in quotes, or `the name of a phone`.
  public let label: String
  /// Most members of a list of values; nil for any number.
  public let maximumMembers: Int?
  /// Most characters (Unicode scalars) of a text, or of each text of a list; nil for any number.
  public let maximumLength: Int?
  /// Characters that Unified CM refuses here; empty where it takes all.
  public let forbidden: String
  /// The word that means "no object", such as `none`; nil where the key is left out instead.
  public let noneWord: String?
  /// The word that may stand in the place of a list of objects, such as `full`; nil where none may.
  public let keyword: String?
  /// An example value, as it is written; nil where the kind says enough.
  public let example: String?
  /// Where the fact comes from; nil for what the language decides itself.
  public let source: String?
  private let declaration: FieldDeclaration

  /// Makes the field of a declaration.
  init(_ declaration: FieldDeclaration, offset: Int, label: String? = nil, kind: FieldKind? = nil) {
    key = declaration.key
    summary = declaration.summary
    self.kind = kind ?? declaration.kind
    self.offset = offset
    isRequired = declaration.isRequired
    defaultText = declaration.defaultText
    defaultBits = declaration.defaultBits
    range = declaration.range
    allowed = declaration.allowed
    format = declaration.format
    self.label = label ?? "'\(declaration.key)'"
    maximumMembers = declaration.maximumMembers
    maximumLength = declaration.maximumLength
    forbidden = declaration.forbidden
    noneWord = declaration.noneWord
    keyword = declaration.keyword
    example = declaration.example
    source = declaration.source
    self.declaration = declaration
  }

  /// A copy with another kind.
  func with(kind: FieldKind) -> Field { Field(declaration, offset: offset, label: label, kind: kind) }

  /// The words of a vocabulary; empty for other fields.
  public var words: [Word] {
    switch kind {
    case .oneOf(let words), .list(.oneOf(let words)): words
    default: []
    }
  }
}
