internal import EMServiceWire

/// What a service sent: a page, or something to do.
enum PhoneContent: Sendable, Equatable {
  /// A page to show.
  case page(PhonePage)
  /// Addresses to go to, one after the other (`CiscoIPPhoneExecute`).
  case execute([String])
}

/// Reads documents of Cisco IP Phone Services, with the tolerance of a phone: the order of elements does not matter.
enum PhoneDocumentReader {
  /// Bytes of a document at most.
  static let largest = 64 << 10
  /// Items of a menu that are shown (CiscoIPPhone.xsd 3.3.4).
  private static let mostItems = 100
  /// Fields of a form that are shown (CiscoIPPhone.xsd 3.3.4).
  private static let mostFields = 5
  /// Addresses that one document may have the phone go to (CiscoIPPhone.xsd 3.3.4).
  private static let mostExecutions = 3
  /// Soft keys of a page (CiscoIPPhone.xsd 3.3.4).
  private static let mostKeys = 8

  /// Reads the body of an answer; `type` is its `Content-Type`.
  static func read(_ bytes: [UInt8], type: String) -> PhoneContent {
    if type.lowercased().hasPrefix("text/plain") {
      let text = String(decoding: bytes, as: UTF8.self)
      return .page(PhonePage(title: "", body: .text(text), keys: defaults(for: .text(""))))
    }
    switch readXML(bytes, limits: XMLLimits(bytes: largest, text: largest)) {
    case .success(let root): return content(root)
    case .failure(.tooLarge): return .page(.trouble("The page is too large for a phone"))
    case .failure(.declaresEntities): return .page(.trouble("The page declares entities, which phones do not take"))
    case .failure(.unreadable), .failure(.malformed):
      return .page(.trouble("XML Error: the answer is not a page for phones"))
    }
  }

  private static func content(_ root: XMLElement) -> PhoneContent {
    let body: PhonePage.Body
    switch root.name {
    case "CiscoIPPhoneInput": body = form(root)
    case "CiscoIPPhoneMenu", "CiscoIPPhoneIconMenu", "CiscoIPPhoneIconFileMenu": body = menu(root)
    case "CiscoIPPhoneText": body = .text(root.child("Text")?.trimmedText ?? "")
    case "CiscoIPPhoneExecute":
      let items = root.children.filter { $0.name == "ExecuteItem" }.prefix(mostExecutions)
      return .execute(items.map { $0[attribute: "URL"] ?? "" })
    case "CiscoIPPhoneError": return .page(.trouble(error(root)))
    default:
      return .page(.trouble("A page of the kind '\(root.name)', which this phone does not show"))
    }
    let keys = softKeys(root)
    return .page(
      PhonePage(
        title: root.child("Title")?.trimmedText ?? "", prompt: root.child("Prompt")?.trimmedText ?? "", body: body,
        keys: keys.isEmpty ? defaults(for: body) : keys))
  }

  private static func form(_ root: XMLElement) -> PhonePage.Body {
    let fields = root.children.filter { $0.name == "InputItem" }.prefix(mostFields).map { item in
      PhonePage.Field(
        label: item.child("DisplayName")?.trimmedText ?? "",
        parameter: item.child("QueryStringParam")?.trimmedText ?? "",
        rule: FieldRule(item.child("InputFlags")?.trimmedText ?? ""),
        initial: String((item.child("DefaultValue")?.trimmedText ?? "").prefix(FieldRule.longest)))
    }
    return .input(fields, url: root.child("URL")?.trimmedText ?? "")
  }

  private static func menu(_ root: XMLElement) -> PhonePage.Body {
    let items = root.children.filter { $0.name == "MenuItem" }.prefix(mostItems).map { item in
      // A terminal has no icons: the number of one tells items apart as the icon would.
      let icon = item.child("IconIndex").map { " (icon \($0.trimmedText))" } ?? ""
      return PhonePage.Item(
        name: "\(item.child("Name")?.trimmedText ?? "")\(icon)", url: item.child("URL")?.trimmedText ?? "")
    }
    return .menu(items)
  }

  private static func softKeys(_ root: XMLElement) -> [PhonePage.SoftKey] {
    let items = root.children.filter { $0.name == "SoftKeyItem" }.prefix(mostKeys)
    let keys = items.enumerated().map { index, item in
      let position = item.child("Position").flatMap { Int($0.trimmedText) } ?? index + 1
      return PhonePage.SoftKey(
        name: item.child("Name")?.trimmedText ?? "", action: PhoneAction(item.child("URL")?.trimmedText ?? ""),
        position: min(max(position, 1), mostKeys))
    }
    return keys.enumerated().sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
      .map(\.element)
  }

  /// The keys of a page that names none.
  private static func defaults(for body: PhonePage.Body) -> [PhonePage.SoftKey] {
    let names: [(String, PhoneAction)] =
      switch body {
      case .input: [("Submit", .submit), ("<<", .erase), ("Exit", .exit)]
      case .menu: [("Select", .select), ("Exit", .exit)]
      case .text, .idle: [("Update", .update), ("Exit", .exit)]
      }
    return names.enumerated().map { PhonePage.SoftKey(name: $1.0, action: $1.1, position: $0 + 1) }
  }

  /// What `CiscoIPPhoneError` means (CiscoIPPhone.xsd 3.3.4).
  private static func error(_ root: XMLElement) -> String {
    let number = root[attribute: "Number"] ?? root.trimmedText
    let meaning =
      switch number {
      case "1": "the phone could not read the document"
      case "2": "the phone could not frame the answer"
      case "3": "an internal file could not be read"
      case "4": "the authentication failed"
      default: "no meaning is known"
      }
    return "CiscoIPPhoneError \(number): \(meaning)"
  }
}
