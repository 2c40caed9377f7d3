/// The texts of `--help`, made from the declarations.
enum HelpText {
  /// Columns of a line at most.
  private static let width = 100

  /// The help of the program.
  static func program(_ parser: ArgumentParser) -> String {
    """
    \(parser.program): \(parser.summary)

    usage: \(parser.program) <command> [option…] [PATH…]

    commands:
    \(table(parser.commands.map { ($0.name, $0.summary) }))
    options:
    \(table([("-h, --help", "show this text; behind a command, that command's"), ("--version", "show the version")]))
    exit codes: \(parser.exitCodes)

    """
  }

  /// The help of a group of commands.
  static func group(_ group: CommandDeclaration, of parser: ArgumentParser) -> String {
    """
    \(parser.program) \(group.name): \(group.summary)

    usage: \(parser.form(of: group))

    commands:
    \(table(group.members.map { ($0.lastWord, $0.summary) }))
    options:
    \(table([("-h, --help", "show this text; behind a command, that command's")]))
    """
  }

  /// The help of a command.
  static func command(_ command: CommandDeclaration, of parser: ArgumentParser) -> String {
    var text = "\(parser.words(of: command)): \(command.summary)\n\nusage: \(parser.form(of: command))\n\n"
    if !command.arguments.explanation.isEmpty {
      text += wrapped(command.arguments.explanation, width: width).joined(separator: "\n") + "\n\n"
    }
    let options = command.options.map { option in
      let form = option.placeholder.isEmpty ? "--\(option.name)" : "--\(option.name) \(option.placeholder)"
      return (form, option.summary)
    }
    return text + "options:\n" + table(options + [("-h, --help", "show this text")])
  }

  /// Two columns, the second one wrapped; ends with a line break.
  private static func table(_ rows: [(String, String)]) -> String {
    let indent = (rows.map { $0.0.count }.max() ?? 0) + 4
    return rows.map { name, summary in
      let lines = wrapped(summary, width: width - indent)
      let first = "  " + name + String(repeating: " ", count: indent - 2 - name.count)
      return first + lines.joined(separator: "\n" + String(repeating: " ", count: indent)) + "\n"
    }.joined()
  }

  private static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
