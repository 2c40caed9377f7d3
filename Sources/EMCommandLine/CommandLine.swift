/// A command line that was understood: the command, its arguments and the values of its options.
package struct CommandLine: Hashable, Sendable {
  /// The command's name.
  package let command: String
  /// What stands behind the command and is no option, as given.
  package private(set) var arguments: [String] = []
  /// Values by the option's name; an option without a value has none.
  private var optionValues: [String: [String]] = [:]

  /// Begins a line without arguments and options; the parser adds them.
  init(command: String) { self.command = command }

  /// Whether an option without a value was given.
  package func isOn(_ option: CommandOption) -> Bool { optionValues[option.name] != nil }

  /// The value of an option; nil when it was not given.
  package func value(_ option: CommandOption) -> String? { optionValues[option.name]?.last }

  /// The values of a repeatable option, in the order given.
  package func values(_ option: CommandOption) -> [String] { optionValues[option.name] ?? [] }

  /// The value of an option that wants a number; nil when it was not given.
  package func number(_ option: CommandOption) -> Int? { value(option).flatMap { Int($0) } }

  /// Adds what is no option, in the order of the line.
  mutating func add(argument: String) { arguments.append(argument) }

  /// Notes an option; `value` is nil for those that take none.
  mutating func add(_ value: String?, for option: CommandOption) {
    optionValues[option.name, default: []] += value.map { [$0] } ?? []
  }
}

/// What a command line asks for.
package enum Invocation: Hashable, Sendable {
  /// Run a command.
  case run(CommandLine)
  /// Write a text (help, version) to standard output and end with exit code 0.
  case show(String)
  /// Write a text to standard error and end with exit code 2.
  case misuse(String)
}
