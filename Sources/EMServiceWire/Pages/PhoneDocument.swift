/// A document for a phone (Cisco IP Phone Services): elements in lines that end with CR and LF, as Cisco's own are.
///
/// A client cuts texts out by the names of the elements and the two bytes between them.
struct PhoneDocument: Sendable, Equatable {
  /// A soft key.
  struct Key: Sendable, Equatable {
    /// What is on the display above it.
    var name: String
    /// What it does.
    var url: String
  }

  /// Characters of titles, prompts, names of fields, and what fields are filled in with.
  static let shortText = 32
  /// Characters of an item of a menu.
  static let itemText = 64
  /// Characters of a text page.
  static let longText = 4000
  /// Items of a menu.
  static let items = 100
  /// Characters of an address.
  static let address = 256

  /// The element around everything.
  private let root: String
  private var lines: [String] = []

  /// Begins a document with its outermost element.
  init(_ root: String) { self.root = root }

  /// A page of text: element by element in Cisco's order.
  static func text(_ title: String, _ text: String, prompt: String = "", _ keys: [Key]) -> PhoneDocument {
    var page = PhoneDocument("CiscoIPPhoneText")
    page.element("Title", title)
    page.element("Text", text, Self.longText)
    page.element("Prompt", prompt)
    page.keys(keys)
    return page
  }

  /// Adds an element with a text, cut to `limit` characters.
  mutating func element(_ name: String, _ text: String, _ limit: Int = Self.shortText) {
    lines.append("<\(name)>\(escapedXML(text.shortened(to: limit)))</\(name)>")
  }

  /// Adds an element with other elements in it.
  mutating func group(_ name: String, _ body: (inout PhoneDocument) -> Void) {
    lines.append("<\(name)>")
    body(&self)
    lines.append("</\(name)>")
  }

  /// Adds an address: one that is too long does nothing, rather than something else.
  mutating func url(_ url: String) {
    element("URL", url.unicodeScalars.count <= Self.address ? url : "SoftKey:Exit", Self.address)
  }

  /// Adds a field that the user fills in; a text that does not fit into it is left out.
  mutating func field(_ label: String, _ parameter: String, flags: String, value: String = "") {
    group("InputItem") {
      $0.element("DisplayName", label)
      $0.element("QueryStringParam", parameter)
      $0.element("InputFlags", flags)
      $0.element("DefaultValue", value.unicodeScalars.count <= Self.shortText ? value : "")
    }
  }

  /// Adds soft keys from the first position on.
  mutating func keys(_ keys: [Key]) {
    for (index, key) in keys.prefix(8).enumerated() {
      group("SoftKeyItem") {
        $0.element("Name", key.name)
        $0.url(key.url)
        $0.element("Position", "\(index + 1)")
      }
    }
  }

  /// Adds what the phone does by itself.
  mutating func execute(_ url: String) {
    lines.append("<ExecuteItem Priority=\"0\" URL=\"\(escapedXML(url, isAttribute: true))\"/>")
  }

  /// The answer with this document, in ISO 8859-1 where the phone wants that and the text allows it.
  func response(for context: PageContext) -> WireResponse {
    let body = "<\(root)>\r\n\(lines.map { "\($0)\r\n" }.joined())</\(root)>\r\n"
    let isLatin = context.prefersLatin && body.unicodeScalars.allSatisfy { $0.value < 0x100 }
    let charset = isLatin ? "iso-8859-1" : "utf-8"
    let text = "<?xml version=\"1.0\" encoding=\"\(charset)\"?>\r\n\(body)"
    return WireResponse(
      headers: [
        .init("Content-Type", "text/xml; charset=\(charset)"), .init("Expires", "Thu, 01 Jan 1970 00:00:00 GMT"),
        .init("Cache-Control", "no-store"),
      ],
      body: isLatin ? text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } : Array(text.utf8))
  }
}

extension String {
  /// The text, or as many whole characters of it as fit into a number of Unicode scalars, as schemas count.
  func shortened(to limit: Int) -> String {
    guard unicodeScalars.count > limit else { return self }
    var result = ""
    var count = 0
    for character in self {
      count += character.unicodeScalars.count
      guard count <= limit else { break }
      result.append(character)
    }
    return result
  }
}
