internal import EMDiagnostics
internal import Glibc

/// Asks for a password on the terminal that the process belongs to, and shows nothing of it.
package enum PasswordPrompt {
  private static let maximumLength = 4096

  /// The password; nil without a terminal, or when the answer was broken off.
  package static func ask(_ prompt: String) -> [UInt8]? {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else { return nil }
    defer { close(terminal) }
    var before = termios()
    guard tcgetattr(terminal, &before) == 0 else { return nil }
    var silent = before
    // Keys that end or stop the process come as characters: it must not end with a terminal that shows nothing.
    silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    guard tcsetattr(terminal, TCSAFLUSH, &silent) == 0 else { return nil }
    defer { tcsetattr(terminal, TCSAFLUSH, &before) }
    show(TerminalText(prompt).string, on: terminal)
    defer { show("\n", on: terminal) }
    return answer { () -> UInt8? in
      var byte: UInt8 = 0
      while true {
        let count = read(terminal, &byte, 1)
        if count < 0, errno == EINTR { continue }
        return count == 1 ? byte : nil
      }
    }
  }

  /// What somebody typed, with the keys that correct; nil when it was broken off.
  static func answer(_ next: () -> UInt8?) -> [UInt8]? {
    var typed: [UInt8] = []
    while let byte = next() {
      switch byte {
      case 0x0A, 0x0D: return typed
      case 0x03, 0x04, 0x1A, 0x1C: return nil
      case 0x08, 0x7F:
        // A character of several bytes goes as a whole.
        while let last = typed.popLast(), last & 0xC0 == 0x80 {}
      case 0x15: typed.removeAll()
      default:
        guard typed.count < maximumLength else { return nil }
        typed.append(byte)
      }
    }
    return nil
  }

  private static func show(_ text: String, on terminal: Int32) {
    var text = text
    text.withUTF8 { _ = write(terminal, $0.baseAddress, $0.count) }
  }
}
