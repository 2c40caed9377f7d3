package import EMHTTPClient

/// A phone whose buttons a script presses.
package struct ScriptRun {
  /// Sends a request and waits for the answer.
  package typealias Network = (HTTPCall) -> Result<HTTPCallAnswer, HTTPCallFailure>

  /// The phone.
  package private(set) var phone: Phone
  private let network: Network
  private let print: (String) -> Void

  /// Opens the service; `print` takes the screens.
  package init(_ phone: Phone, network: @escaping Network, print: @escaping (String) -> Void) {
    self.phone = phone
    self.network = network
    self.print = print
    carryOut(self.phone.open())
  }

  /// Prints what is on the phone.
  package func show() { print(PhoneScreen(phone).text) }

  /// Does what a script says, up to its end or to what cannot be done.
  package mutating func run(_ script: PhoneScript) throws(PhoneScript.Failure) {
    for (line, action) in script.actions {
      guard let problem = perform(action) else { continue }
      throw PhoneScript.Failure(line: line, reason: problem, isUnexpected: true)
    }
  }

  /// Does one thing; says why it cannot be done.
  private mutating func perform(_ action: PhoneScript.Action) -> String? {
    switch action {
    case .show: show()
    case .open(let url): carryOut(phone.open(url))
    case .wait:
      guard phone.refresh != nil else { return "the page does not lead to another one by itself" }
      carryOut(phone.followRefresh())
    case .type(let words): return type(words)
    case .press(let name):
      guard let key = key(name) else { return "there is no soft key '\(name)'" }
      carryOut(phone.press(key.action))
    case .choose(let name):
      guard let index = item(name) else { return "there is no item '\(name)'" }
      phone.choose(item: index)
      carryOut(phone.press(PhoneAction.select))
    case .expect(let text):
      guard phone.words.contains(where: { $0.contains(text) }) else { return "the phone does not show '\(text)'" }
    }
    return nil
  }

  /// Sends what the phone needs, and what it needs then; it limits itself.
  private mutating func carryOut(_ need: Phone.Need?) {
    var need = need
    while case .request(let call)? = need { need = phone.take(network(call)) }
  }

  private mutating func type(_ words: String) -> String? {
    guard let field = field(words) else {
      // What follows may be a PIN.
      return "there is no field '\(words.prefix { !$0.isWhitespace })'"
    }
    phone.clear(field: field.index)
    // Which character it is may be a digit of a PIN.
    return field.text.allSatisfy { phone.type($0) } ? nil : "field '\(field.name)' does not take all of that"
  }

  /// The field whose name some words begin with, and what stands behind it; the longest name counts, and the one in the
  /// query before the label.
  private func field(_ words: String) -> (index: Int, name: String, text: Substring)? {
    let fields = Array(phone.page.fields.enumerated())
    let names = fields.map { ($0.offset, $0.element.parameter) } + fields.map { ($0.offset, $0.element.label) }
    return names.compactMap { index, name in words.text(behind: name).map { (index, name, $0) } }
      .max { $0.1.count < $1.1.count }
  }

  private func key(_ name: String) -> PhonePage.SoftKey? {
    let wanted = name.lowercased()
    let keys = phone.page.keys
    if let number = Int(name), keys.contains(where: { $0.position == number }) {
      return keys.first { $0.position == number }
    }
    return keys.first { $0.name.lowercased() == wanted } ?? keys.first { $0.action.word == wanted }
  }

  private func item(_ name: String) -> Int? {
    let items = phone.page.items
    if let number = Int(name), items.indices.contains(number - 1) { return number - 1 }
    return items.firstIndex { $0.name == name }
  }
}

extension String {
  /// What stands behind a name, without the blanks between; nil where the text does not begin with that name, in
  /// capitals or small letters.
  fileprivate func text(behind name: String) -> Substring? {
    let rest = dropFirst(name.count)
    guard !name.isEmpty, prefix(name.count).lowercased() == name.lowercased(), rest.first?.isWhitespace ?? true else {
      return nil
    }
    return rest.drop(while: \.isWhitespace)
  }
}

extension Phone {
  /// What the phone shows, without what is typed into fields.
  var words: [String] {
    let body: [String] =
      switch page.body {
      case .input(let fields, _): fields.map(\.label)
      case .menu(let items): items.map(\.name)
      case .text(let text), .idle(let text): [text]
      }
    return [page.title, note ?? page.prompt] + body + page.keys.map(\.name)
  }
}
