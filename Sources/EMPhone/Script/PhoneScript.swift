/// Actions of a script, one a line; empty lines and those that begin with `#` are passed over.
package struct PhoneScript: Sendable {
  /// What a line does.
  enum Action: Sendable {
    /// Prints the screen.
    case show
    /// Writes into a field, in place of what is there: the field's name, and what is typed. What stands beside a field
    /// may hold blanks, so only the page tells where its name ends.
    case type(String)
    /// Presses a soft key: by its name, by what it does, or by its number.
    case press(String)
    /// Takes an item of a menu, by number or name.
    case choose(String)
    /// Goes to the next page, where this one would after some time.
    case wait
    /// Opens the service anew, or another address.
    case open(String?)
    /// Ends the script where the page does not hold a text.
    case expect(String)
  }

  /// Why a script cannot be done, or was not done to its end.
  package struct Failure: Error, Equatable {
    /// Line, from 1.
    package var line: Int
    /// What is wrong; never what was to be typed.
    package var reason: String
    /// The phone did not show what was expected; otherwise the script is wrong.
    package var isUnexpected = false
  }

  /// Bytes of a script at most.
  package static let largest = 64 << 10

  /// The actions with their lines, from 1.
  let actions: [(line: Int, action: Action)]

  /// Reads a script.
  package init(_ text: String) throws(Failure) {
    var actions: [(Int, Action)] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let (verb, rest) = Self.split(String(line))
      guard !verb.isEmpty, !verb.hasPrefix("#") else { continue }
      actions.append((index + 1, try Self.action(verb, rest, line: index + 1)))
    }
    self.actions = actions
  }

  private static func action(_ verb: String, _ rest: String, line: Int) throws(Failure) -> Action {
    switch verb {
    case "show" where rest.isEmpty: return .show
    case "wait" where rest.isEmpty: return .wait
    case "show", "wait": throw Failure(line: line, reason: "'\(verb)' takes nothing behind it")
    case "open": return .open(rest.isEmpty ? nil : rest)
    case "type":
      guard !rest.isEmpty else { throw Failure(line: line, reason: "'type' needs a field and a text") }
      return .type(rest)
    case "press", "choose", "expect":
      guard !rest.isEmpty else { throw Failure(line: line, reason: "'\(verb)' needs a text behind it") }
      return verb == "press" ? .press(rest) : verb == "choose" ? .choose(rest) : .expect(rest)
    default:
      throw Failure(
        line: line,
        reason: "unknown action '\(verb)'; the actions are show, type, press, choose, wait, open and expect")
    }
  }

  /// The first word, and the rest without the blanks around it.
  private static func split(_ text: String) -> (String, String) {
    func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
    let trimmed = text.drop(while: isBlank)
    let word = trimmed.prefix { !isBlank($0) }
    var rest = trimmed.dropFirst(word.count).drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return (String(word), String(rest))
  }
}
