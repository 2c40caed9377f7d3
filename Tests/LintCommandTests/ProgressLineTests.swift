import EMCommandLine
import EMDiagnostics
import EMTestSupport
import Foundation
import Glibc
import Testing

@testable import LintCommand

/// What long work shows on a terminal, seen through a pseudo-terminal.
struct ProgressLineTests {
  /// Both ends of a pseudo-terminal.
  private final class Terminal: Sendable {
    /// TIOCSPTLCK and TIOCGPTPEER (asm-generic/ioctls.h), which Swift does not see.
    private static let setLock: UInt = 0x4004_5431
    private static let openPeer: UInt = 0x5441

    let screen: Int32
    let program: Int32

    init(columns: UInt16 = 80) throws {
      screen = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      try #require(screen >= 0)
      var lock: Int32 = 0
      try #require(ioctl(screen, Self.setLock, &lock) == 0)
      program = ioctl(screen, Self.openPeer, O_RDWR | O_NOCTTY | O_CLOEXEC)
      try #require(program >= 0)
      var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
      try #require(ioctl(screen, UInt(TIOCSWINSZ), &size) == 0)
    }

    deinit {
      close(program)
      close(screen)
    }

    /// Waits for a text; returns everything up to the end of what has come.
    func read(until text: String) -> String {
      var all = ""
      var bytes = [UInt8](repeating: 0, count: 4096)
      while !all.contains(text) {
        let count = Glibc.read(screen, &bytes, bytes.count)
        guard count > 0 else { return all }
        all += String(decoding: bytes[..<count], as: UTF8.self)
      }
      return all
    }

    /// Writes a mark behind everything.
    func end() { _ = "|END|".withCString { write(program, $0, 5) } }

    /// What has come so far.
    func rest() -> String {
      end()
      return String(read(until: "|END|").dropLast(5))
    }
  }

  private let atOnce = ProgressLine.Pace(delay: 0, interval: 1)

  @Test func lineIsWrittenAnewAndErased() throws {
    let terminal = try Terminal()
    let steps = Counter()
    let result = ProgressLine.show(on: terminal.program, pace: atOnce, { "step \(steps.next())" }) {
      terminal.read(until: "step 3")
    }
    #expect(result.hasPrefix("\r\u{1B}[Kstep 1\r\u{1B}[Kstep 2\r\u{1B}[Kstep 3"))
    #expect(terminal.rest().hasSuffix("\r\u{1B}[K"))
  }

  @Test func lineFitsTheTerminalAndSteersNothing() throws {
    let terminal = try Terminal(columns: 20)
    let result = ProgressLine.show(on: terminal.program, pace: atOnce, { "cluster \u{1B}[2Jand more" }) {
      terminal.read(until: "Jan")
    }
    #expect(result.hasPrefix("\r\u{1B}[Kcluster \\u{1B}[2Jan"))
    #expect(!result.contains("and"))
  }

  @Test func shortWorkShowsNothing() throws {
    let terminal = try Terminal()
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      try ProgressLine.show(on: terminal.program, pace: .init(delay: 60_000, interval: 1), { "text" }) {
        throw Failure()
      }
    }
    #expect(terminal.rest() == "")
  }

  @Test(arguments: [([], "", true), (["--quiet"], "", false), ([], "dumb", false)])
  func compileShowsItsStepsWhereSomebodySeesThem(words: [String], term: String, isShown: Bool) throws {
    let terminal = try Terminal()
    let directory = try TemporaryDirectory()
    let place = directory.path
    let shown = Locked("")
    let code = Locked<ExitCode?>(nil)
    let roles = WorkQueue(count: 2)
    // Somebody has to read, or the terminal takes no more.
    runWorkers(2) {
      guard roles.take() == 0 else { return shown.withLock { $0 = terminal.read(until: "|END|") } }
      let result = try? compile(words, term, on: terminal.program, below: place)
      code.withLock { $0 = result }
      terminal.end()
    }
    #expect(code.withLock { $0 } == .clean)
    let text = shown.withLock { $0.replacing("|END|", with: "") }
    #expect(text.isEmpty != isShown)
    if isShown {
      #expect(text.hasPrefix("\r\u{1B}[Kchecking ") && text.hasSuffix("\r\u{1B}[K"))
      #expect(text.contains("\r\u{1B}[Kwriting: ") || text.contains("\r\u{1B}[Kplanning the bundle"))
    }
  }

  private func compile(_ words: [String], _ term: String, on terminal: Int32, below directory: String) throws
    -> ExitCode
  {
    var environment = LintProgram.Environment(
      writeError: { _ in }, isTerminal: false, variable: { $0 == "TERM" ? term : nil }, today: 2026_01_15,
      readInput: { _ in [] }, standardOutput: try OutputFile(path: "\(directory)/output"), errorTerminal: terminal)
    environment.progressPace = atOnce
    let paths = ["--bundle", "\(directory)/out", "\(examplesDirectory)/three-continents"]
    return LintProgram(environment: environment).run(["compile"] + words + paths)
  }
}

/// Counts from 1, on one thread at a time.
private final class Counter: Sendable {
  private let value = Locked(0)

  func next() -> Int {
    value.withLock { value in
      value += 1
      return value
    }
  }
}
