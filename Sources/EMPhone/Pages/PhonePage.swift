/// What is on the phone's display, out of a document of Cisco IP Phone Services.
package struct PhonePage: Sendable, Equatable {
  /// A field that the user fills in.
  package struct Field: Sendable, Equatable {
    /// What stands beside it.
    package var label: String
    /// Its name in the query.
    package var parameter: String
    /// What may be typed.
    package var rule: FieldRule
    /// What it is filled in with at first.
    package var initial: String
  }

  /// An item of a menu.
  package struct Item: Sendable, Equatable {
    /// What it is called.
    package var name: String
    /// Where it leads.
    package var url: String
  }

  /// A soft key.
  package struct SoftKey: Sendable, Equatable {
    /// What is on the display above it.
    package var name: String
    /// What it does.
    package var action: PhoneAction
    /// Its place, from 1.
    package var position: Int
  }

  /// What the middle of the display is.
  package enum Body: Sendable, Equatable {
    /// A form; `url` gets its fields.
    case input([Field], url: String)
    /// Items to choose from.
    case menu([Item])
    /// Text.
    case text(String)
    /// Nothing of a service: the phone as it waits.
    case idle(String)
  }

  /// Above everything.
  package var title: String
  /// Below the body.
  package var prompt: String
  /// The middle.
  package var body: Body
  /// The soft keys, by position.
  package var keys: [SoftKey]
  /// The phone itself says what is wrong, such as that nobody answers.
  package private(set) var isTrouble = false

  /// Makes a page.
  package init(title: String, prompt: String = "", body: Body, keys: [SoftKey]) {
    self.title = title
    self.prompt = prompt
    self.body = body
    self.keys = keys
  }

  /// The fields of a form; empty for other pages.
  package var fields: [Field] { if case .input(let fields, _) = body { fields } else { [] } }

  /// The items of a menu; empty for other pages.
  package var items: [Item] { if case .menu(let items) = body { items } else { [] } }

  /// The phone without a service; the Services button opens it again.
  static func resting(_ text: String) -> PhonePage {
    PhonePage(
      title: "", body: .idle(text),
      keys: [
        SoftKey(name: "Services", action: .services, position: 1), SoftKey(name: "Exit", action: .exit, position: 4),
      ])
  }

  /// Shows what is wrong in place of a page of the service.
  static func trouble(_ text: String) -> PhonePage {
    var page = PhonePage(
      title: "Services", body: .text(text),
      keys: [
        SoftKey(name: "Update", action: .update, position: 1), SoftKey(name: "Exit", action: .exit, position: 3),
      ])
    page.isTrouble = true
    return page
  }
}

/// What a soft key, an item or an ExecuteItem does: an address of the web, or one of the phone itself.
package enum PhoneAction: Sendable, Equatable {
  /// Sends the form.
  case submit
  /// Takes the item that is marked.
  case select
  /// Erases a character.
  case erase
  /// Closes the service.
  case exit
  /// Goes to the page before.
  case back
  /// Asks for the page again.
  case update
  /// Opens the service from its beginning.
  case services
  /// Closes the Services application (`Init:Services`).
  case closeServices
  /// Clears the call logs (`Init:CallHistory`).
  case clearCallLogs
  /// Shows the next soft keys; the phone's own.
  case more
  /// Shows a page of the web.
  case fetch(String)
  /// Nothing that this phone can do.
  case unknown(String)

  /// Reads an address; names of keys are compared without regard to case, as people write them.
  package init(_ url: String) {
    let lowered = url.lowercased()
    switch lowered {
    case "softkey:submit": self = .submit
    case "softkey:select": self = .select
    case "softkey:<<": self = .erase
    case "softkey:exit": self = .exit
    case "softkey:back", "softkey:cancel": self = .back
    case "softkey:update": self = .update
    case "init:services": self = .closeServices
    case "init:callhistory": self = .clearCallLogs
    case _ where lowered.hasPrefix("http://") || lowered.hasPrefix("https://"): self = .fetch(url)
    default: self = .unknown(url)
    }
  }

  /// The word that scripts may use whatever the language of the page; nil where there is none.
  var word: String? {
    switch self {
    case .submit: "submit"
    case .select: "select"
    case .erase: "<<"
    case .exit: "exit"
    case .back: "back"
    case .update: "update"
    case .services: "services"
    case .more: "more"
    case .closeServices, .clearCallLogs, .fetch, .unknown: nil
    }
  }
}
