internal import Compiler
internal import EMCommandLine
internal import EMDiagnostics
internal import EMService

/// `emcc-lint explain`: what a code means, why it matters, how it is put right, with an example.
struct ExplainCommand {
  /// How the command is typed; `LintProgram.parser` lists it.
  static let declaration = CommandDeclaration(
    "explain", summary: "say what a code or rule means, why it matters and how it is put right",
    arguments: .init("CODE|NAME", count: 1...1), options: [.color])

  /// Where output and messages go.
  let program: LintProgram
  /// The options and the code or name as typed.
  let line: CommandLine

  /// Takes a line that the parser accepted.
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

  /// Prints what is known of the code; an unknown one is a mistake of usage.
  func run() -> ExitCode {
    let word = line.arguments.first ?? ""
    guard let entry = CodeRegistry.find(word) else {
      let near = Suggestion.nearest(to: word, in: CodeRegistry.all.flatMap { [$0.code, $0.name] })
      program.say(
        "nothing is called '\(word)'\(near.map { "; did you mean '\($0)'?" } ?? ""); 'emcc-lint rules' lists all")
      return .usage
    }
    return program.withOutput(nil) { output in
      output.write(ExplainCommand.text(entry))
      return .clean
    }
  }

  /// The whole explanation, with the rule's examples as differences from a correct deployment.
  static func text(_ entry: CodeEntry) -> String {
    var text = "\(entry.code) \(entry.name) (\(entry.severity.rawValue))\n\n\(entry.summary)\n\n"
    text += "Why: \(entry.why)\n"
    text += "Fix: \(entry.fix)\n"
    if let display = entry.phone?.display { text += "Phone shows: \(display)\n" }
    if let source = entry.source { text += "Source: \(source)\n" }
    guard let rule = RuleRegistry.rules.first(where: { $0.descriptor.code == entry.code })?.descriptor else {
      return text
    }
    for example in rule.mistakes { text += "\nMistake: \(example.title)\n" + diff(example) }
    for example in rule.right { text += "\nRight: \(example.title)\n" + diff(example) }
    return text
  }

  private static func diff(_ example: RuleExample) -> String {
    ExampleDiff.text(of: example).split(separator: "\n").map { "  \($0)\n" }.joined()
  }
}
