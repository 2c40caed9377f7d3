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

/// One key of one object: the single declaration that feeds decoder, JSON Schema, reference and suggestions.
///
/// A class, so that handing one to the decoder costs one reference. It is written to only while its schema is made, by
/// one thread, and is a constant from then on.
public final class Field: @unchecked Sendable {
  /// The key as it is written.
  public internal(set) var key: String
  /// One sentence for the reference.
  public internal(set) var summary: String
  /// Storage and decoder.
  public internal(set) var kind: FieldKind
  /// Bytes from the start of the row.
  public internal(set) var offset = 0
  /// True where the key must be there.
  public internal(set) var isRequired = false
  /// Unified CM's default as it would be written; nil when there is none.
  public internal(set) var defaultText: String?
  /// The default's cell value; nil for texts and references, which are interned.
  public internal(set) var defaultBits: UInt32?
  /// Smallest and largest number, in the field's unit.
  public internal(set) var range: ClosedRange<UInt32>?
  /// The only numbers allowed, ascending; nil for all of the range.
  public internal(set) var allowed: [UInt32]?
  /// What the text looks like.
  public internal(set) var format = ValueFormat.any
  /// What messages call the field: its key in quotes, or `the name of a phone`.
  public internal(set) var label: String
  /// Most members of a list of values.
  public internal(set) var maximumMembers: Int?
  /// Most characters (Unicode scalars) of a text, or of each text of a list.
  public internal(set) var maximumLength: Int?
  /// Characters that Unified CM refuses here.
  public internal(set) var forbidden = ""
  /// The word that means "no object", such as `none`; nil where the key is left out instead.
  public internal(set) var noneWord: String?
  /// The word that may stand in the place of a list of objects, such as `full`.
  public internal(set) var keyword: String?
  /// An example value, as it is written.
  public internal(set) var example: String?
  /// Where the fact comes from.
  public internal(set) var source: String?

  init(key: String, summary: String, kind: FieldKind) {
    self.key = key
    label = "'\(key)'"
    self.summary = summary
    self.kind = kind
  }

  /// A copy with another kind.
  func with(kind: FieldKind) -> Field {
    let copy = Field(key: key, summary: summary, kind: kind)
    copy.offset = offset
    copy.isRequired = isRequired
    copy.keyword = keyword
    return copy
  }
}
