import Compiler
import EMDiagnostics
import EMService

/// `Docs/Rules.md`: every code, for readers, out of the descriptions that `explain` shows too.
enum RuleReference {
  /// The whole page as Markdown.
  static func markdown() throws -> String {
    var text = """
      <!-- Written from Sources/Compiler/Check/CodeRegistry.swift and Sources/Compiler/Rules by `swift run emcc-dev docs`.
           Change a text there, not here. -->

      # Codes and rules

      Every finding has a code. `emcc-lint explain CODE` prints in the terminal what stands here, `emcc-lint rules` lists
      all. Codes never change their meaning; a code that is no longer used is not given to something else.

      | Codes | About |
      |---|---|
      | EM0nnn | text and YAML: nothing behind such a place can be read |
      | EM1nnn | documents: keys and values that the [language](Language.md) does not have |
      | EM2nnn | names: references and declarations |
      | EM3nnn | rules: configuration that Unified CM accepts and that does not work |
      | EM4nnn | comments that silence findings |

      An **error** will fail: a login, a call, or the deployment of the configuration. A **warning** is likely a mistake, or
      rests on something that the guides only imply. **Info** is advice.

      A comment on the line of a finding, or alone on the line above, silences a code: `# emcc-lint: ignore EM3061 until
      2027-12-31 CHG0012345`; the date is optional, and whatever follows is the reason.

      ## All codes

      | Code | Name | Severity | Finds |
      |---|---|---|---|

      """
    for entry in CodeRegistry.all {
      text +=
        "| [\(entry.code)](#\(anchor(entry))) | \(entry.name) | \(entry.severity.rawValue) | \(prose(entry.summary)) |\n"
    }
    text += """

      ## The base of the examples

      Examples of rules are changes to this deployment of two small clusters, in which nothing is wrong.

      ```yaml
      \(ExampleDeployment.text)```

      """
    for entry in CodeRegistry.all { text += try section(entry) }
    return text
  }

  /// What GitHub and others make of a section's heading.
  private static func anchor(_ entry: CodeEntry) -> String { "\(entry.code.lowercased())-\(entry.name)" }

  private static func section(_ entry: CodeEntry) throws -> String {
    var text = "\n## \(entry.code) \(entry.name)\n\n**\(entry.severity.rawValue)**: \(prose(entry.summary))\n\n"
    text += "* Why: \(prose(entry.why))\n* Fix: \(prose(entry.fix))\n"
    if let display = entry.phone?.display { text += "* Phone shows: \(prose(display))\n" }
    if let source = entry.source { text += "* Source: \(prose(source))\n" }
    guard let rule = RuleRegistry.rules.first(where: { $0.descriptor.code == entry.code })?.descriptor else {
      return text
    }
    for (index, example) in rule.mistakes.enumerated() {
      text += "\nMistake: \(prose(example.title))"
      if index == 0 { text += " As files: [\(rule.name)](../\(MistakeFolder.parent)/\(rule.name))" }
      text += "\n\n" + diff(example)
      text += "\n```text\n" + (try findings(of: example, code: rule.code)) + "```\n"
    }
    for example in rule.right { text += "\nRight: \(prose(example.title))\n\n" + diff(example) }
    return text
  }

  private static func diff(_ example: RuleExample) -> String { "```diff\n\(ExampleDiff.text(of: example))```\n" }

  /// What the linter says about an example, a line each, with the help of the last one.
  private static func findings(of example: RuleExample, code: String) throws -> String {
    let store = SourceStore(paths: [SourceStore.standardInputPath], standardInput: Array(example.text.utf8))
    let result = try CheckPipeline.run(store, today: example.today)
    let located = try DiagnosticLocator(store: store, threads: 1, locate: CheckPipeline.locate)
      .located(result.diagnostics.filter { $0.code == code })
    var text = located.map { "\($0.diagnostic.severity.rawValue)[\(code)]: \($0.diagnostic.message)\n" }.joined()
    if let last = located.last?.diagnostic {
      if let help = last.help { text += "  help: \(help)\n" }
      if let display = last.phoneShows { text += "  phone shows: \(display)\n" }
    }
    return text
  }

  /// Text whose signs mean nothing to Markdown.
  static func prose(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if "*_<[]`|\\".contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
