internal import EMDiagnostics
internal import Glibc

/// A terminal whose keys come one by one, without echo; `leave` brings back what it was.
final class PhoneTerminal {
  /// Where keys come from.
  let input: Int32
  private let output: Int32
  /// What the terminal was before.
  private let before: termios
  private var isRaw = false

  /// Takes a terminal; nil where one of both is none.
  init?(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) {
    var before = termios()
    guard isatty(output) == 1, tcgetattr(input, &before) == 0 else { return nil }
    self.input = input
    self.output = output
    self.before = before
  }

  deinit { leave() }

  /// Shows an empty page beside what the terminal shows, and takes each key at once; false where it cannot be done.
  func enter() -> Bool {
    var raw = before
    // Ctrl-C and Ctrl-Z come as keys: the terminal is always brought back by whoever reads them.
    raw.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | ISIG | IEXTEN)
    raw.c_iflag &= ~tcflag_t(ICRNL | INLCR | IGNCR | IXON | BRKINT | ISTRIP)
    guard tcsetattr(input, TCSAFLUSH, &raw) == 0 else { return false }
    isRaw = true
    return send("\u{1B}[?1049h\u{1B}[2J")
  }

  /// Brings back what the terminal was; keys that nobody has read are dropped, for they may be those of a PIN.
  func leave() {
    guard isRaw else { return }
    isRaw = false
    _ = send("\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l")
    var saved = before
    tcsetattr(input, TCSAFLUSH, &saved)
  }

  /// Rows that there are; 24 where the terminal does not say.
  var rows: Int { size.ws_row > 0 ? Int(size.ws_row) : 24 }

  /// Columns that there are; 80 where the terminal does not say.
  var columns: Int { size.ws_col > 0 ? Int(size.ws_col) : 80 }

  private var size: winsize {
    var size = winsize()
    return ioctl(output, UInt(TIOCGWINSZ), &size) == 0 ? size : winsize()
  }

  /// Draws a phone with a line of advice below it; false where the terminal is gone.
  func draw(_ screen: PhoneScreen, advice: String) -> Bool {
    // Without wrapping, so that a narrow terminal cuts lines instead of breaking the frame.
    var text = "\u{1B}[?25l\u{1B}[?7l\u{1B}[H"
    for (index, line) in screen.lines.enumerated() {
      text += (index == 1 ? "\u{1B}[1m\(line)\u{1B}[0m" : line) + "\u{1B}[K\r\n"
    }
    text += advice + "\u{1B}[K\u{1B}[J"
    if let cursor = screen.cursor { text += "\u{1B}[\(cursor.row + 1);\(cursor.column + 1)H\u{1B}[?25h" }
    return send(text)
  }

  /// Keys that are waiting, as bytes; nil where the terminal is gone.
  func read() -> [UInt8]? {
    var bytes: [UInt8] = Array(repeating: 0, count: 256)
    let count = Glibc.read(input, &bytes, bytes.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    return count > 0 ? Array(bytes[..<count]) : nil
  }

  private func send(_ text: String) -> Bool { writeAll(text, to: output) }
}

/// Writes a text; false where that fails.
func writeAll(_ text: String, to descriptor: Int32) -> Bool {
  var text = text
  return text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: descriptor) == 0 }
}
