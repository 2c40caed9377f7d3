internal import EMDiagnostics

/// Understands the words of a command line by the declarations of the commands.
///
/// A program whose only command has the program's own name has no word for it.
package struct ArgumentParser: Sendable {
  /// Why a command line was not understood: what is wrong, and the right form.
  private struct Misuse: Error {
    var message: String
    var form: String
  }

  /// The program's name.
  package let program: String
  /// The program's version.
  package let version: String
  /// What the program does, in a sentence.
  package let summary: String
  /// The exit codes and what they mean, in a line.
  package let exitCodes: String
  /// The commands, in the order of the help.
  package let commands: [CommandDeclaration]

  /// Makes the parser of a program.
  package init(
    program: String, version: String, summary: String,
    exitCodes: String = "0 nothing at or above the fail level, 1 findings, 2 wrong usage, 3 could not run",
    commands: [CommandDeclaration]
  ) {
    self.program = program
    self.version = version
    self.summary = summary
    self.exitCodes = exitCodes
    self.commands = commands
  }

  /// Understands the words behind the program's name.
  package func parse(_ words: [String]) -> Invocation {
    if let alone { return parse(words, alone: alone) }
    guard let first = words.first else {
      return .misuse("\(program): a command is missing\n\n\(HelpText.program(self))")
    }
    do throws(Misuse) {
      switch first {
      case "-h", "--help": return .show(HelpText.program(self))
      case "help":
        var rest = words.dropFirst()
        guard let named = rest.popFirst() else { return .show(HelpText.program(self)) }
        return .show(help(of: try leaf(try command(named), &rest)))
      case "--version": return .show("\(program) \(version)\n")
      default:
        var rest = words.dropFirst()
        let command = try leaf(try command(first), &rest)
        return command.members.isEmpty ? try parse(rest, for: command) : group(command, rest)
      }
    } catch {
      return .misuse("\(program): \(error.message)\nusage: \(error.form)\n")
    }
  }

  /// The command of a program that has no word for it.
  private var alone: CommandDeclaration? { commands.count == 1 && commands[0].name == program ? commands[0] : nil }

  private func parse(_ words: [String], alone command: CommandDeclaration) -> Invocation {
    if words.first == "--version" { return .show("\(program) \(version)\n") }
    do throws(Misuse) {
      return try parse(words[...], for: command)
    } catch {
      return .misuse("\(program): \(error.message)\nusage: \(error.form)\n")
    }
  }

  /// What is typed to run a command, such as `emcc-lint check`.
  func words(of command: CommandDeclaration) -> String {
    command.name == program ? program : "\(program) \(command.name)"
  }

  /// The form of a command line, such as `emcc-lint check [option…] [PATH…]`.
  func form(of command: CommandDeclaration) -> String {
    guard command.members.isEmpty else { return "\(words(of: command)) <command> [option…] [PATH…]" }
    let options = command.options.isEmpty ? nil : "[option…]"
    let arguments = command.arguments.form.isEmpty ? nil : command.arguments.form
    return [words(of: command), options, arguments].compactMap(\.self).joined(separator: " ")
  }

  private func command(_ name: String) throws(Misuse) -> CommandDeclaration {
    if let command = commands.first(where: { $0.name == name }) { return command }
    let names = commands.map(\.name)
    if name.hasPrefix("-") {
      let form = "\(program) <command> \(name)"
      throw Misuse(message: "the command must come first, before '\(name)'", form: form)
    }
    let advice = didYouMean(name, among: names) ?? "the commands are \(listed(names, "and"))"
    throw Misuse(message: "unknown command '\(name)'; \(advice)", form: "\(program) <command> [PATH…]")
  }

  /// The member of a group that the next word names; the command itself where it is no group or no word follows.
  private func leaf(
    _ command: CommandDeclaration, _ rest: inout ArraySlice<String>
  ) throws(Misuse) -> CommandDeclaration {
    guard !command.members.isEmpty, let word = rest.first, word != "-h", word != "--help" else { return command }
    let names = command.members.map(\.lastWord)
    if let member = command.members.first(where: { $0.lastWord == word }) {
      rest.removeFirst()
      return member
    }
    if word.hasPrefix("-") {
      let form = "\(program) \(command.name) <command> \(word)"
      throw Misuse(message: "'\(command.name)' wants \(listed(names, "or")) before '\(word)'", form: form)
    }
    let advice = didYouMean(word, among: names) ?? "'\(command.name)' has the commands \(listed(names, "and"))"
    throw misuse("unknown command '\(command.name) \(word)'; \(advice)", command)
  }

  /// The answer to a group's name alone, or with `--help`.
  private func group(_ group: CommandDeclaration, _ rest: ArraySlice<String>) -> Invocation {
    guard rest.isEmpty else { return .show(help(of: group)) }
    return .misuse("\(program): a command is missing behind '\(group.name)'\n\n\(help(of: group))")
  }

  private func help(of command: CommandDeclaration) -> String {
    command.members.isEmpty ? HelpText.command(command, of: self) : HelpText.group(command, of: self)
  }

  private func parse(
    _ words: ArraySlice<String>, for command: CommandDeclaration
  ) throws(Misuse) -> Invocation {
    var line = CommandLine(command: command.name)
    var rest = words
    var onlyArguments = false
    while let word = rest.popFirst() {
      if onlyArguments || word == "-" || !word.hasPrefix("-") {
        guard !word.isEmpty else { throw misuse("an argument is empty", command) }
        line.add(argument: word)
      } else if word == "--" {
        onlyArguments = true
      } else if word == "-h" || word == "--help" {
        return .show(HelpText.command(command, of: self))
      } else {
        try parseOption(word, &rest, of: command, into: &line)
      }
    }
    try checkCount(of: line.arguments, command)
    return .run(line)
  }

  /// Understands one option, which may take the next word as its value.
  private func parseOption(
    _ word: String, _ rest: inout ArraySlice<String>, of command: CommandDeclaration, into line: inout CommandLine
  ) throws(Misuse) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = String(parts[0].drop { $0 == "-" })
    guard parts[0].hasPrefix("--"), let option = command.options.first(where: { $0.name == name }) else {
      let names = command.options.map(\.name) + ["help"]
      let advice =
        didYouMean(name, among: names, prefix: "--")
        ?? "'\(command.name)' has the options \(listed(names.map { "--\($0)" }, "and"))"
      throw misuse("unknown option '\(parts[0])'; \(advice)", command)
    }
    if line.isOn(option), !option.isRepeatable {
      throw Misuse(message: "--\(name) is given twice", form: form(of: command))
    }
    guard option.value != .none else {
      guard parts.count == 1 else { throw Misuse(message: "--\(name) takes no value", form: option.form) }
      line.add(nil, for: option)
      return
    }
    // A word that looks like an option is no value: `--output --quiet` is a forgotten file name. `--output=--quiet`
    // still says it.
    let next = rest.first.flatMap { $0.hasPrefix("-") && $0 != "-" && Int($0) == nil ? nil : $0 }
    guard let value = parts.count == 2 ? parts[1] : next, !value.isEmpty else {
      throw Misuse(message: "--\(name) needs a value", form: option.form)
    }
    if parts.count == 1 { rest.removeFirst() }
    try check(value, of: option)
    line.add(value, for: option)
  }

  private func check(_ value: String, of option: CommandOption) throws(Misuse) {
    switch option.value {
    case .none, .text: return
    case .choice(let words):
      guard !words.contains(value) else { return }
      let advice = didYouMean(value, among: words) ?? "it must be \(listed(words, "or"))"
      throw Misuse(message: "unknown \(option.placeholder.lowercased()) '\(value)'; \(advice)", form: option.form)
    case .number(let range):
      guard let number = Int(value), range.contains(number) else {
        let bounds = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        throw Misuse(message: "--\(option.name) must be \(bounds), not '\(value)'", form: option.form)
      }
    }
  }

  private func checkCount(of arguments: [String], _ command: CommandDeclaration) throws(Misuse) {
    let allowed = command.arguments.count
    if arguments.count < allowed.lowerBound {
      throw misuse("'\(command.name)' needs \(command.arguments.form)", command)
    }
    if arguments.count > allowed.upperBound {
      throw misuse("'\(arguments[allowed.upperBound])' is one argument too many for '\(command.name)'", command)
    }
  }

  private func misuse(_ message: String, _ command: CommandDeclaration) -> Misuse {
    Misuse(message: message, form: form(of: command))
  }

  private func didYouMean(_ word: String, among words: [String], prefix: String = "") -> String? {
    Suggestion.nearest(to: word, in: words).map { "did you mean '\(prefix)\($0)'?" }
  }
}

/// Words as a list in a sentence: `a, b and c`.
package func listed(_ words: [String], _ conjunction: String) -> String {
  guard let last = words.last, words.count > 1 else { return words.last ?? "" }
  return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}
