/// An option as declared: the one source for parsing, for messages and for `--help`.
package struct CommandOption: Hashable, Sendable {
  /// What follows the option's name.
  package enum Value: Hashable, Sendable {
    /// Nothing.
    case none
    /// Any text that is not empty.
    case text
    /// One of the words.
    case choice([String])
    /// A whole number of the range.
    case number(ClosedRange<Int>)
  }

  /// The name without dashes, such as `format`.
  package let name: String
  /// What the value is called in messages and help, in capitals; empty for an option without a value.
  package let placeholder: String
  /// What follows.
  package let value: Value
  /// Whether it may be given more than once.
  package let isRepeatable: Bool
  /// What it does, in half a sentence.
  package let summary: String

  /// Declares an option without a value.
  package init(_ name: String, summary: String) {
    self.init(name, "", .none, summary: summary)
  }

  /// Declares an option with a value.
  package init(_ name: String, _ placeholder: String, _ value: Value, isRepeatable: Bool = false, summary: String) {
    self.name = name
    self.placeholder = placeholder
    self.value = value
    self.isRepeatable = isRepeatable
    self.summary = summary
  }

  /// The right form, such as `--format text|json|sarif`.
  package var form: String {
    switch value {
    case .none: "--\(name)"
    case .text, .number: "--\(name) \(placeholder)"
    case .choice(let words): "--\(name) \(words.joined(separator: "|"))"
    }
  }
}

/// A command as declared.
package struct CommandDeclaration: Hashable, Sendable {
  /// What stands behind the command besides options.
  package struct Arguments: Hashable, Sendable {
    /// How they are shown, such as `[PATH…]` or `CODE|NAME`.
    package let form: String
    /// How many there may be.
    package let count: ClosedRange<Int>
    /// What they mean, as a sentence; empty when the form says it.
    package let explanation: String

    /// Declares arguments.
    package init(_ form: String, count: ClosedRange<Int>, explanation: String = "") {
      self.form = form
      self.count = count
      self.explanation = explanation
    }

    /// No arguments.
    package static let none = Arguments("", count: 0...0)

    /// Files and directories with configuration.
    package static let paths = Arguments(
      "[PATH…]", count: 0...Int.max,
      explanation: """
        PATH is a file, a directory (searched for *.yaml and *.yml, without hidden files and folders) or - for \
        standard input; without PATH it is the current directory.
        """)
  }

  /// The word that selects it; for a member of a group both words, such as `simulate call`.
  package let name: String
  /// What it does, in half a sentence.
  package let summary: String
  /// What stands behind it.
  package let arguments: Arguments
  /// Its options, in the order of the help.
  package let options: [CommandOption]
  /// The commands of a group, in the order of the help; empty for a command that runs by itself.
  package let members: [CommandDeclaration]

  /// Declares a command.
  package init(_ name: String, summary: String, arguments: Arguments, options: [CommandOption]) {
    self.name = name
    self.summary = summary
    self.arguments = arguments
    self.options = options
    members = []
  }

  /// Declares a group of commands; their names begin with the group's.
  package init(_ name: String, summary: String, members: [CommandDeclaration]) {
    self.name = name
    self.summary = summary
    self.members = members
    arguments = .none
    options = []
  }

  /// The last word of the name: what is typed behind the group's.
  package var lastWord: String { name.split(separator: " ").last.map(String.init) ?? name }
}
