import EMCommandLine
import Glibc

/// The commands, behind the same parser as those of `emserviced`.
let parser = ArgumentParser(
  program: "emserviced-load", version: "1",
  summary: "Measures emserviced under load, and kills it under load to see whether anything is lost.",
  exitCodes: "0 as it should be, 1 not as it should be, 2 wrong usage, 3 could not run",
  commands: [BundleCommand.declaration, LoadCommand.declaration, CrashCommand.declaration])

switch parser.parse(Array(Swift.CommandLine.arguments.dropFirst())) {
case .show(let text): tell(text, to: STDOUT_FILENO)
case .misuse(let text):
  tell(text)
  exit(2)
case .run(let line):
  signal(SIGPIPE, SIG_IGN)
  do {
    let isGood =
      switch line.command {
      case BundleCommand.declaration.name: try BundleCommand(line).run()
      case LoadCommand.declaration.name: try LoadCommand(line).run()
      default: try CrashCommand(line).run()
      }
    exit(isGood ? 0 : 1)
  } catch {
    tell("emserviced-load: \(error)\n")
    exit(3)
  }
}
