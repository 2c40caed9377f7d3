import Glibc

/// A terminal whose other end is the test.
final class PseudoTerminal {
  private let master: Int32
  /// The end for a program.
  let slave: Int32
  /// What the program has written.
  private(set) var transcript = ""

  /// Opens a pair; nil where the system refuses.
  init?() {
    // Linux's own way: Swift's Glibc has no `posix_openpt`.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (lock, number): (Int32, UInt32) = (0, 0)
    let (unlock, tell): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
    guard master >= 0, ioctl(master, unlock, &lock) == 0, ioctl(master, tell, &number) == 0 else { return nil }
    slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard slave >= 0 else { return nil }
  }

  deinit {
    close(master)
    close(slave)
  }

  /// The terminal's flags: what it does with keys and with output.
  var flags: [UInt32] {
    var modes = termios()
    tcgetattr(slave, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }

  /// Whether keys are echoed, or wait for the end of a line.
  var isRaw: Bool { flags[3] & tcflag_t(ECHO | ICANON | ISIG) == 0 }

  /// Makes the terminal so large.
  func resize(rows: UInt16, columns: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(slave, UInt(TIOCSWINSZ), &size)
  }

  /// Presses keys.
  func press(_ keys: String) {
    var keys = keys
    keys.withUTF8 { _ = write(master, $0.baseAddress, $0.count) }
  }

  /// Reads until the program has written a text since the last time; false where it does not within 20 seconds.
  func wait(for text: String) -> Bool {
    let start = transcript.endIndex
    var bytes: [UInt8] = []
    while true {
      if String(decoding: bytes, as: UTF8.self).contains(text) {
        transcript += String(decoding: bytes, as: UTF8.self)
        return transcript[start...].contains(text)
      }
      guard let more = read(timeout: 20_000) else {
        transcript += String(decoding: bytes, as: UTF8.self)
        return false
      }
      bytes += more
    }
  }

  /// Reads what is there.
  func drain() {
    var bytes: [UInt8] = []
    while let more = read(timeout: 0) { bytes += more }
    transcript += String(decoding: bytes, as: UTF8.self)
  }

  private func read(timeout: Int32) -> [UInt8]? {
    var place = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&place, 1, timeout) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(master, &buffer, buffer.count)
    return count > 0 ? Array(buffer[..<count]) : nil
  }
}
