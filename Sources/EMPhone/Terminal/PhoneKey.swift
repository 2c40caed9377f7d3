/// A key of the keyboard.
package enum PhoneKey: Sendable, Equatable {
  /// What it writes.
  case character(Character)
  /// The soft key below the display, 1 to 4.
  case softKey(Int)
  /// Erases.
  case backspace
  /// To the next field or item.
  case next
  /// To the one before.
  case previous
  /// Enter.
  case enter
  /// Escape.
  case escape
  /// Ctrl-C: ends the program, whatever is on the display.
  case interrupt
  /// Ctrl-Z.
  case suspend
  /// Ctrl-L.
  case redraw
}

extension Phone {
  /// Presses a key.
  package mutating func press(_ key: PhoneKey) -> Need? {
    if isWaiting {
      if key == .escape { abandon() }
      return nil
    }
    switch key {
    case .softKey(let place): return pressSoftKey(place)
    case .backspace: erase()
    case .next: move(1)
    case .previous: move(-1)
    case .enter: return enter()
    case .escape: return press(PhoneAction.exit)
    case .character(let character): return character == " " && !hasField ? enter() : write(character)
    case .interrupt: return .end
    case .suspend, .redraw: break
    }
    return nil
  }

  private mutating func enter() -> Need? {
    switch page.body {
    case .input: press(PhoneAction.submit)
    case .menu: press(PhoneAction.select)
    case .idle: press(PhoneAction.services)
    // Enter agrees to nothing that the user has not pointed at.
    case .text: nil
    }
  }

  private mutating func write(_ character: Character) -> Need? {
    if hasField {
      type(character)
      return nil
    }
    switch character {
    case "1"..."4": return character.wholeNumberValue.flatMap { pressSoftKey($0) }
    case "q", "Q": return press(PhoneAction.exit)
    default: return nil
    }
  }
}
