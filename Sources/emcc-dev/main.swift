import Glibc
import LintCommand

/// Writes to standard error; there is nobody to tell when that fails.
func tell(_ text: String) {
  var text = text
  text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

/// The only command, behind the same parser as those of `emcc-lint`.
let parser = ArgumentParser(
  program: "emcc-dev", version: "0", summary: "Keeps the generated files of the repository fresh.",
  commands: [DocsCommand.declaration])
switch parser.parse(Array(Swift.CommandLine.arguments.dropFirst())) {
case .show(let text):
  print(text, terminator: "")
case .misuse(let text):
  tell(text)
  exit(ExitCode.usage.rawValue)
case .run(let line):
  Interruption.prepare()
  let command = DocsCommand(root: ".", files: GeneratedFile.all, folders: [MistakeFolder.parent], tell: tell)
  exit(command.run(isCheck: line.isOn(DocsCommand.check)).rawValue)
}
