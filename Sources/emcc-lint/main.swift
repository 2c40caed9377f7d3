import CGlibcExtras
import Glibc
import LintCommand

// Large buffers go back to the system when a stage is done, instead of staying in the heap for the rest of the run.
mallopt(M_MMAP_THRESHOLD, 1 << 20)
Interruption.prepare()
/// The program in the real process; tests replace each of these.
let program = LintProgram(
  environment: LintProgram.Environment(
    writeError: { text in
      var text = text
      text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    },
    isTerminal: isatty(STDOUT_FILENO) == 1,
    variable: { name in getenv(name).map { String(cString: $0) } },
    today: Calendar.today(),
    readInput: { limit in try StandardInput.read(limit: limit) },
    askPassword: { prompt in PasswordPrompt.ask(prompt) },
    standardOutput: .standardOutput(), errorTerminal: isatty(STDERR_FILENO) == 1 ? STDERR_FILENO : nil,
    ownDirectory: OwnProcess.directory, becomeProgram: { path, words in OwnProcess.become(path, words) }))
exit(program.run(Array(Swift.CommandLine.arguments.dropFirst())).rawValue)
