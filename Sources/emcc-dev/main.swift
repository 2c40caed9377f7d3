import EMCommandLine
import Glibc
import LintCommand

/// Writes to standard error; there is nobody to tell when that fails.
func tell(_ text: String) {
  var text = text
  text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

/// The commands, behind the same parser as those of `emcc-lint`.
let parser = ArgumentParser(
  program: "emcc-dev", version: "0",
  summary: "Keeps the generated files of the repository fresh, compares findings with simulations, measures loading.",
  commands: [
    DocsCommand.declaration, AgreementCommand.declaration, SoakCommand.declaration, RuntimeCommand.declaration,
  ])
switch parser.parse(Array(Swift.CommandLine.arguments.dropFirst())) {
case .show(let text):
  print(text, terminator: "")
case .misuse(let text):
  tell(text)
  exit(ExitCode.usage.rawValue)
case .run(let line) where line.command == AgreementCommand.declaration.name:
  let command = AgreementCommand(seed: UInt64(line.number(AgreementCommand.seed) ?? 1), tell: tell)
  let code =
    line.number(AgreementCommand.only).map(command.show)
    ?? command.run(count: line.number(AgreementCommand.cases) ?? 2000, threads: CommonOptions(line).threads)
  exit(code.rawValue)
case .run(let line) where line.command == SoakCommand.declaration.name:
  let command = SoakCommand(seed: line.number(SoakCommand.seed) ?? 1, tell: tell)
  exit(
    command.run(
      logins: line.number(SoakCommand.logins) ?? 50_000, threads: CommonOptions(line).threads,
      isTraced: line.isOn(SoakCommand.trace)
    ).rawValue)
case .run(let line) where line.command == RuntimeCommand.declaration.name:
  exit(
    RuntimeCommand(bundle: line.value(RuntimeCommand.bundle) ?? ".", files: line.arguments, tell: tell).run().rawValue)
case .run(let line):
  Interruption.prepare()
  let command = DocsCommand(root: ".", files: GeneratedFile.all, folders: [MistakeFolder.parent], tell: tell)
  exit(command.run(isCheck: line.isOn(DocsCommand.check)).rawValue)
}
