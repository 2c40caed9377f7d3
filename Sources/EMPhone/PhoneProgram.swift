internal import EMCommandLine
internal import EMDiagnostics
internal import Glibc

/// The program `emcc-phone`.
package enum PhoneProgram {
  /// What the process tells its caller.
  package enum ExitCode: Int32 {
    /// Done.
    case done = 0
    /// The phone did not show what the script expects.
    case unexpected = 1
    /// Wrong usage.
    case usage = 2
    /// Something cannot be read or started.
    case couldNotRun = 3
  }

  /// Why the program ends.
  private struct Failure: Error {
    var code: ExitCode
    var reason: String
  }

  private static let parser = ArgumentParser(
    program: "emcc-phone", version: "0.1.0", summary: "", commands: [.phone(name: "emcc-phone")])

  /// Runs the words behind the program's name.
  package static func run(_ words: [String]) -> ExitCode {
    switch parser.parse(words) {
    case .show(let text): return writeAll(text, to: STDOUT_FILENO) ? .done : .couldNotRun
    case .misuse(let text):
      _ = writeAll(text, to: STDERR_FILENO)
      return .usage
    case .run(let line):
      do throws(Failure) {
        try run(line)
        return .done
      } catch {
        _ = writeAll("emcc-phone: \(TerminalText(error.reason).string)\n", to: STDERR_FILENO)
        return error.code
      }
    }
  }

  private static func run(_ command: EMCommandLine.CommandLine) throws(Failure) {
    let phone = try phone(command)
    let script = try command.value(.phoneScript).map { path throws(Failure) in try self.script(path) }
    guard let line = PhoneLine() else { throw Failure(code: .couldNotRun, reason: "libcurl cannot be started") }
    if script == nil, let terminal = PhoneTerminal() {
      var session = TerminalSession(phone, terminal: terminal, line: line)
      switch session.run() {
      case .done: return
      case .lost: throw Failure(code: .couldNotRun, reason: "the terminal cannot be used")
      case .signal(let number): return SignalPipe.end(by: number)
      }
    }
    var canWrite = true
    var run = ScriptRun(phone, network: { line.answer(to: $0) }) { text in
      canWrite = canWrite && writeAll(text, to: STDOUT_FILENO)
    }
    guard let script else {
      run.show()
      guard run.phone.page.isTrouble else { return }
      throw Failure(code: .unexpected, reason: "the service shows no page")
    }
    do throws(PhoneScript.Failure) {
      try run.run(script)
    } catch {
      // Why it does not fit stands on the display.
      if error.isUnexpected { run.show() }
      throw Failure(
        code: error.isUnexpected ? .unexpected : .usage, reason: "line \(error.line) of the script: \(error.reason)")
    }
    guard canWrite else { throw Failure(code: .couldNotRun, reason: "standard output cannot be written") }
  }

  /// The phone that the options describe.
  private static func phone(_ command: EMCommandLine.CommandLine) throws(Failure) -> Phone {
    guard let url = command.value(.phoneURL) else {
      throw Failure(code: .usage, reason: "--url is missing: the address of the service")
    }
    guard case .fetch = PhoneAction(url) else {
      throw Failure(code: .usage, reason: "--url must begin with http:// or https://")
    }
    let device = command.value(.phoneDevice) ?? ""
    guard isName(device, most: 64, besides: "._-") else {
      throw Failure(code: .usage, reason: "--device must be letters, digits, '.', '_' and '-', not '\(device)'")
    }
    guard !device.isEmpty || !url.contains("#DEVICENAME#") else {
      throw Failure(code: .usage, reason: "--device is missing: the address has #DEVICENAME#")
    }
    let language = command.value(.phoneLanguage) ?? "en_US"
    guard isName(language, most: 35, besides: "_-") else {
      throw Failure(code: .usage, reason: "--language must be a locale such as ja_JP, not '\(language)'")
    }
    let authorities = command.value(.phoneAuthorities)
    if let authorities, access(authorities, R_OK) != 0 {
      throw Failure(code: .couldNotRun, reason: "\(authorities): \(ReadFailure(errorNumber: errno).reason)")
    }
    return Phone(PhoneIdentity(device: device, language: language, authorities: authorities), start: url)
  }

  /// What may go into headers and addresses.
  private static func isName(_ text: String, most: Int, besides signs: String) -> Bool {
    text.utf8.count <= most
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || signs.contains($0) }
  }

  private static func script(_ path: String) throws(Failure) -> PhoneScript {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      throw Failure(code: .couldNotRun, reason: "\(path): \(ReadFailure(errorNumber: errno).reason)")
    }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    do throws(ReadFailure) {
      try readAll(descriptor, into: &bytes, limit: PhoneScript.largest + 1)
    } catch {
      throw Failure(code: .couldNotRun, reason: "\(path): \(error.reason)")
    }
    guard bytes.count <= PhoneScript.largest, let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(code: .couldNotRun, reason: "\(path): is no UTF-8 text of at most \(PhoneScript.largest) bytes")
    }
    do throws(PhoneScript.Failure) {
      return try PhoneScript(text)
    } catch {
      throw Failure(code: .usage, reason: "line \(error.line) of the script: \(error.reason)")
    }
  }
}
