internal import EMDiagnostics
internal import Glibc

/// One line on a terminal that tells how far long work has come: written anew a few times a second, erased in the end.
package final class ProgressLine: Sendable {
  /// Milliseconds before the line appears, so that short work shows none, and between two writings.
  package struct Pace: Hashable, Sendable {
    /// Before the first.
    package var delay: Int32
    /// Between two.
    package var interval: Int32

    /// Makes a pace; the usual one where nothing is said.
    package init(delay: Int32 = 300, interval: Int32 = 200) {
      self.delay = delay
      self.interval = interval
    }
  }

  /// Returns to the beginning of the line, and clears what stands behind.
  private static let erase = "\r\u{1B}[K"
  /// What a terminal is taken for that does not tell its width: columns.
  private static let usualWidth = 80

  private let terminal: Int32
  private let pace: Pace
  private let text: @Sendable () -> String
  /// The end of a pipe from which the thread of the line reads when it is over.
  private let over: Int32

  private init(_ terminal: Int32, _ pace: Pace, _ text: @escaping @Sendable () -> String, over: Int32) {
    self.terminal = terminal
    self.pace = pace
    self.text = text
    self.over = over
  }

  /// Runs work that writes nothing to the terminal, and shows what `text` says meanwhile; any thread may ask it.
  ///
  /// Without a terminal, or a thread for the line, the work just runs.
  package static func show<Result, Failure: Error>(
    on terminal: Int32?, pace: Pace = Pace(), _ text: @escaping @Sendable () -> String,
    during work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var ends: [Int32] = [-1, -1]
    guard let terminal, pipe(&ends) == 0 else { return try work() }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let thread = ProgressLine(terminal, pace, text, over: ends[0]).start()
    defer {
      close(ends[1])
      if let thread { pthread_join(thread, nil) }
    }
    return try work()
  }

  private func start() -> pthread_t? {
    let context = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<ProgressLine>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    guard status == 0 else {
      context.release()
      return nil
    }
    return thread
  }

  private func run() {
    guard !isOver(after: pace.delay) else { return }
    repeat { write(ProgressLine.erase + fitting(text())) } while !isOver(after: pace.interval)
    write(ProgressLine.erase)
  }

  /// Waits so many milliseconds, or until the work is done.
  private func isOver(after milliseconds: Int32) -> Bool {
    var request = pollfd(fd: over, events: Int16(POLLIN), revents: 0)
    let count = poll(&request, 1, milliseconds)
    // What cannot be waited for must not be written as fast as it goes.
    return count > 0 || count < 0 && errno != EINTR
  }

  /// What fits on the line; a terminal would go on in the next one, which is not erased.
  private func fitting(_ text: String) -> String {
    var size = winsize()
    let isKnown = ioctl(terminal, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return TerminalText.prefix(of: text, columns: (isKnown ? Int(size.ws_col) : ProgressLine.usualWidth) - 1).string
  }

  private func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(terminal, $0.baseAddress, $0.count) }
  }
}
