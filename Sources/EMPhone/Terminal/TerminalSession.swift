internal import EMCommandLine
internal import Glibc

/// Somebody at a terminal who presses the phone's buttons.
struct TerminalSession {
  /// How it ended.
  enum Ending: Equatable {
    /// The user put the phone away.
    case done
    /// The terminal is gone, or cannot be used.
    case lost
    /// A signal ends the process.
    case signal(Int32)
  }

  /// Milliseconds in which the rest of a key's sequence comes.
  private static let sequenceTime = 50

  private var phone: Phone
  private let terminal: PhoneTerminal
  private let line: PhoneLine
  private var decoder = KeyDecoder()
  /// Milliseconds of the monotonic clock at which the page leads on.
  private var refreshTime: Int?
  private var ending: Ending?

  /// Gives a phone to somebody.
  init(_ phone: Phone, terminal: PhoneTerminal, line: PhoneLine) {
    self.phone = phone
    self.terminal = terminal
    self.line = line
  }

  /// Lets the user press buttons until the phone is put away; the terminal is what it was then.
  mutating func run() -> Ending {
    let caught = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH]
    guard let signals = SignalPipe() else { return .lost }
    signals.catchSignals(caught)
    guard terminal.enter() else { return .lost }
    defer { terminal.leave() }
    carryOut(phone.open())
    while ending == nil {
      draw()
      if ending == nil { wait(signals) }
    }
    return ending ?? .done
  }

  private mutating func draw() {
    let screen = PhoneScreen(phone, rows: terminal.rows - 1)
    phone.scroll = screen.scroll
    if !terminal.draw(screen, advice: TextLayout.advice(advice, terminal.columns)) { ending = .lost }
  }

  private var advice: [String] {
    switch phone.page.body {
    case _ where phone.isWaiting: ["Esc: do not wait"]
    case .input: ["Tab: next field", "Enter: submit", "F1 to F4: soft keys", "Esc: exit"]
    case .menu: ["Arrows: move", "Enter: select", "1 to 4: soft keys", "Esc: exit"]
    case .text: ["Arrows: scroll", "1 to 4: soft keys", "Esc: exit"]
    case .idle: ["Enter: Services", "Esc: put the phone away"]
    }
  }

  /// Waits for a key, an answer, a signal, or the time to go on.
  private mutating func wait(_ signals: SignalPipe) {
    var places = [terminal.input, signals.descriptor, line.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let count = poll(&places, nfds_t(places.count), timeout)
    guard count > 0 else {
      if count == 0 { timeIsUp() }
      return
    }
    if places[1].revents != 0 { for number in signals.take() { take(signal: number) } }
    if places[2].revents != 0, let result = line.take() { carryOut(phone.take(result)) }
    guard places[0].revents != 0, ending == nil else { return }
    guard let bytes = terminal.read() else {
      ending = .lost
      return
    }
    for key in decoder.take(bytes) where ending == nil { press(key) }
  }

  private var timeout: Int32 {
    if decoder.isWithin { return Int32(Self.sequenceTime) }
    guard let refreshTime else { return -1 }
    return Int32(clamping: max(0, refreshTime - Self.now))
  }

  private mutating func timeIsUp() {
    let keys = decoder.finish()
    for key in keys where ending == nil { press(key) }
    guard ending == nil, let refreshTime, Self.now >= refreshTime else { return }
    carryOut(phone.followRefresh())
  }

  private mutating func press(_ key: PhoneKey) {
    let wasWaiting = phone.isWaiting
    switch key {
    case .suspend: suspend()
    case .interrupt: ending = .done
    default: carryOut(phone.press(key))
    }
    if wasWaiting, !phone.isWaiting { line.abandon() }
  }

  private mutating func take(signal number: Int32) {
    switch number {
    case SIGTSTP: suspend()
    case SIGWINCH: break
    default: if ending == nil { ending = .signal(number) }
    }
  }

  /// Stops the process with the terminal as it was, until the shell lets it go on.
  private mutating func suspend() {
    terminal.leave()
    kill(getpid(), SIGSTOP)
    if !terminal.enter() { ending = .lost }
  }

  private mutating func carryOut(_ need: Phone.Need?) {
    switch need {
    case .request(let call): line.send(call)
    case .end: ending = .done
    case nil: break
    }
    if phone.refresh == nil {
      refreshTime = nil
    } else if refreshTime == nil {
      refreshTime = phone.refresh.map { Self.now + $0.seconds * 1000 }
    }
  }

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
