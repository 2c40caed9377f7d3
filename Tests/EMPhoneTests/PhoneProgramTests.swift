import EMTestSupport
import Foundation
import Glibc
import Testing

/// The program as a process, at a terminal and without one, against a server on this machine.
@Suite final class PhoneProgramTests {
  private let server: TinyServer

  init() throws { server = try #require(TinyServer()) }

  deinit { server.stop() }

  /// The program as it was built together with the tests.
  private static let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).map {
    URL(filePath: $0).deletingLastPathComponent().appending(path: "emcc-phone")
  }

  private var url: String { "http://127.0.0.1:\(server.port)/emapp/EMAppServlet?device=#DEVICENAME#" }

  private func process(_ words: [String]) throws -> Process {
    let program = try #require(Self.program)
    let process = Process()
    process.executableURL = program
    process.arguments = words
    return process
  }

  private func run(_ words: [String], input: String = "") throws -> (code: Int32, output: String, messages: String) {
    let process = try process(words)
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    // What is written fits into the pipes.
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    process.waitUntilExit()
    func text(_ pipe: Pipe) -> String {
      String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
    return (process.terminationStatus, text(stdout), text(stderr))
  }

  private func atTerminal(_ body: (PseudoTerminal, Process) throws -> Void) throws -> (PseudoTerminal, Process) {
    let terminal = try #require(PseudoTerminal())
    let before = terminal.flags
    let process = try process(["--url", url, "--device", "SEP001122334455"])
    let end = FileHandle(fileDescriptor: terminal.slave, closeOnDealloc: false)
    process.standardInput = end
    process.standardOutput = end
    process.standardError = end
    try process.run()
    #expect(terminal.wait(for: "Enter User ID and PIN"))
    #expect(terminal.isRaw)
    try body(terminal, process)
    let hasLeft = terminal.wait(for: "\u{1B}[?1049l")
    if !hasLeft { kill(process.processIdentifier, SIGKILL) }
    #expect(hasLeft)
    process.waitUntilExit()
    terminal.drain()
    #expect(terminal.flags == before)
    #expect(terminal.transcript.hasSuffix("\u{1B}[?1049l"))
    return (terminal, process)
  }

  @Test func somebodyLogsInWithKeys() throws {
    let (terminal, process) = try atTerminal { terminal, _ in
      terminal.press("jsmith\t8423")
      #expect(terminal.wait(for: "PIN:     ****"))
      terminal.press("69\u{7F}\r")
      #expect(terminal.wait(for: "Login is successful"))
      // The answer's Refresh leads on by itself.
      #expect(terminal.wait(for: "The service has closed Services"))
      terminal.press("\r")
      #expect(terminal.wait(for: "Log out?"))
      terminal.press("1")
      #expect(terminal.wait(for: "Logout is successful"))
      terminal.press("q")
      #expect(terminal.wait(for: "Enter: Services"))
      terminal.press("\u{1B}")
    }
    #expect(process.terminationStatus == 0 && process.terminationReason == .exit)
    #expect(!terminal.transcript.contains("8423"))
  }

  @Test func aNarrowTerminalStillTellsHowToLeave() throws {
    _ = try atTerminal { terminal, process in
      terminal.resize(rows: 24, columns: 44)
      kill(process.processIdentifier, SIGWINCH)
      #expect(terminal.wait(for: "Tab: next field   Enter: submit   Esc: exit\u{1B}[K"))
      terminal.resize(rows: 24, columns: 20)
      kill(process.processIdentifier, SIGWINCH)
      #expect(terminal.wait(for: "Esc: exit\u{1B}[K"))
      terminal.press("\u{3}")
    }
  }

  @Test func theTerminalIsBroughtBackAfterASignal() throws {
    let (_, process) = try atTerminal { _, process in kill(process.processIdentifier, SIGTERM) }
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGTERM)
  }

  @Test func theTerminalIsBroughtBackAfterControlC() throws {
    let (_, process) = try atTerminal { terminal, _ in terminal.press("\u{3}") }
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
  }

  @Test func aScriptTellsByItsExitCode() throws {
    let words = ["--url", url, "--device", "SEP001122334455", "--script", "-"]
    let login = "type userid jsmith\ntype seq 84236\npress Submit\nexpect successful\nwait\nshow\n"
    let wrong = try run(words, input: "type userid jsmith\ntype seq 99999\npress Submit\nexpect successful\n")
    #expect(wrong.code == 1)
    #expect(wrong.messages == "emcc-phone: line 4 of the script: the phone does not show 'successful'\n")
    #expect(wrong.output.contains("Please try to login again (201)"))
    let good = try run(words, input: login)
    #expect(good.code == 0 && good.output.contains("The service has closed Services") && good.messages.isEmpty)
    let misspelt = try run(words, input: "tpye seq 99999\n")
    #expect(misspelt.code == 2 && !misspelt.messages.contains("99999"))
    let missing = try run(words.dropLast() + ["/nonexistent/script"])
    #expect(missing.code == 3)
    #expect(missing.messages == "emcc-phone: /nonexistent/script: no such file or directory\n")
  }

  @Test func theFirstPageIsPrintedWithoutATerminal() throws {
    let first = try run(["--url", url, "--device", "SEP001122334455", "--language", "ko_KR"])
    #expect(first.code == 0 && first.output.contains("내선 이동 서비스"))
    let large = try run(["--url", "http://127.0.0.1:\(server.port)/large"])
    #expect(large.code == 1 && large.output.contains("No answer: the answer is too long"))
    #expect(large.messages == "emcc-phone: the service shows no page\n")
  }

  @Test(arguments: [
    ([], "--url is missing: the address of the service"),
    (["--url", "file:///etc/passwd"], "--url must begin with http:// or https://"),
    (["--url", "http://a/?d=#DEVICENAME#"], "--device is missing: the address has #DEVICENAME#"),
    (["--url", "http://a/", "--device", "a b"], "--device must be letters, digits, '.', '_' and '-', not 'a b'"),
    (
      ["--url", "http://a/", "--language", "a\r\nX: y"],
      "--language must be a locale such as ja_JP, not 'a\\u{D}\\u{A}X: y'"
    ),
  ])
  func wrongUsageIsSaid(words: [String], wanted: String) throws {
    let run = try run(words)
    #expect(run.code == 2)
    #expect(run.messages == "emcc-phone: \(wanted)\n")
  }

  @Test func helpSaysWhatThereIs() throws {
    Golden.expect(try run(["--help"]).output, matches: "phone/help.txt")
    #expect(try run(["--version"]).output == "emcc-phone 0.1.0\n")
    #expect(try run(["--ulr", "x"]).messages.contains("did you mean '--url'?"))
  }
}
