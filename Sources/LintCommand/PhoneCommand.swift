internal import EMCommandLine
internal import Glibc

/// `emcc-lint phone`: a phone in the terminal.
///
/// The program `emcc-phone` is the phone, so that `emcc-lint` needs nothing of what talks to networks.
struct PhoneCommand {
  /// How the command is typed; `LintProgram.parser` lists it.
  static let declaration = CommandDeclaration.phone(name: "phone")

  /// The program that takes this one's place.
  private static let successor = "emcc-phone"

  /// Where messages go.
  let program: LintProgram
  /// The words behind `phone`, as typed.
  let words: [String]

  /// Takes words that the parser accepted.
  init(program: LintProgram, _ words: [String]) {
    self.program = program
    self.words = words
  }

  /// Becomes `emcc-phone` with the same options; comes back only where that cannot be.
  func run() -> ExitCode {
    let path = program.environment.variable("PATH") ?? ""
    // An empty part of PATH is the current directory, where nobody shall leave a program for others to start.
    let folders = [program.environment.ownDirectory].compactMap(\.self) + path.split(separator: ":").map(String.init)
    for folder in folders where folder.hasPrefix("/") {
      let file = "\(folder)/\(Self.successor)"
      guard access(file, X_OK) == 0 else { continue }
      let reason = program.environment.becomeProgram(file, [Self.successor] + words)
      program.say("\(file) cannot be started: \(reason)")
      return .couldNotRun
    }
    program.say(
      """
      'phone' needs the program \(Self.successor), which is neither beside emcc-lint nor in PATH; \
      'swift build --configuration release --product \(Self.successor)' makes it
      """)
    return .couldNotRun
  }
}

/// The process in which the program runs.
package enum OwnProcess {
  /// The directory of the program's file; nil where the system does not say.
  package static var directory: String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? -1
    }
    guard count > 0, count < buffer.count else { return nil }
    let path = String(decoding: buffer[..<count], as: UTF8.self)
    return path.lastIndex(of: "/").map { String(path[..<$0]) }
  }

  /// Becomes another program; comes back with the reason where that cannot be.
  package static func become(_ path: String, _ words: [String]) -> String {
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    arguments.append(nil)
    execv(path, arguments)
    return String(cString: strerror(errno))
  }
}
