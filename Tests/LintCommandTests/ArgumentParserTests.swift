import EMCommandLine
import EMDiagnostics
import EMTestSupport
import Testing

import LintCommand

/// The words of a command line and the answers to wrong ones.
struct ArgumentParserTests {
  private let parser = ArgumentParser(
    program: "emcc-lint", version: "1.2.3", summary: "checks and compiles Extension Mobility deployments",
    commands: [
      CommandDeclaration("check", summary: "find every mistake", arguments: .paths, options: CommandOption.common),
      CommandDeclaration(
        "explain", summary: "describe a rule", arguments: .init("CODE|NAME", count: 1...1), options: [.color]),
      CommandDeclaration("rules", summary: "list the rules", arguments: .none, options: []),
    ])
  private let grouping = ArgumentParser(
    program: "emcc-lint", version: "1.2.3", summary: "checks",
    commands: [
      CommandDeclaration(
        "simulate", summary: "follow calls and logins",
        members: [
          CommandDeclaration("simulate call", summary: "follow a call", arguments: .none, options: [.color]),
          CommandDeclaration("simulate login", summary: "follow a login", arguments: .paths, options: []),
        ])
    ])

  private func line(_ words: String...) throws -> EMCommandLine.CommandLine {
    guard case .run(let line) = parser.parse(words) else {
      throw Unexpected(invocation: parser.parse(words))
    }
    return line
  }

  private struct Unexpected: Error {
    var invocation: Invocation
  }

  @Test func wordsAreSortedIntoArgumentsAndOptions() throws {
    let line = try line(
      "check", "a.yaml", "--format", "json", "--cluster=US", "-", "--cluster", "EU", "--quiet", "--", "--odd.yaml")
    #expect(line.command == "check")
    #expect(line.arguments == ["a.yaml", "-", "--odd.yaml"])
    #expect(line.value(.format) == "json")
    #expect(line.values(.cluster) == ["US", "EU"])
    #expect(line.isOn(.quiet))
    #expect(!line.isOn(.color))
    #expect(line.number(.threads) == nil)
  }

  @Test func commonOptionsHaveDefaults() throws {
    let options = CommonOptions(try line("check"), processors: 3)
    #expect(options.format == .text)
    #expect(options.output == nil)
    #expect(options.color == .auto)
    #expect(options.failOn == .error)
    #expect(!options.isQuiet)
    #expect(options.clusters == [])
    #expect(options.threads == 3)
    #expect(options.limit == 100)
    #expect(availableProcessors() >= 1)
  }

  @Test func commonOptionsTakeTheirValues() throws {
    let options = CommonOptions(
      try line(
        "check", "--format=sarif", "--output", "out.sarif", "--color", "never", "--fail-on", "warning", "--cluster",
        "US", "--cluster", "EU", "--cluster", "US", "--threads=1", "--limit", "0", "--quiet"))
    #expect(options.format == .sarif)
    #expect(options.output == "out.sarif")
    #expect(options.color == .never)
    #expect(options.failOn == .warning)
    #expect(options.clusters == ["EU", "US"])
    #expect(options.threads == 1)
    #expect(options.limit == 0)
    #expect(options.isQuiet)
  }

  @Test func valueBehindAnEqualsSignMayLookLikeAnything() throws {
    #expect(try line("check", "--output=--quiet").value(.output) == "--quiet")
    #expect(try line("check", "--output=a=b").value(.output) == "a=b")
    #expect(try line("check", "--output", "-").value(.output) == "-")
  }

  static let misuses: [(words: [String], message: String)] = [
    (["chek"], "unknown command 'chek'; did you mean 'check'?\nusage: emcc-lint <command> [PATH…]"),
    (
      ["deploy"],
      "unknown command 'deploy'; the commands are check, explain and rules\nusage: emcc-lint <command> [PATH…]"
    ),
    (
      ["--quiet", "check"],
      "the command must come first, before '--quiet'\nusage: emcc-lint <command> --quiet"
    ),
    (
      ["check", "--fromat", "json"],
      "unknown option '--fromat'; did you mean '--format'?\nusage: emcc-lint check [option…] [PATH…]"
    ),
    (
      ["check", "-quiet"],
      "unknown option '-quiet'; did you mean '--quiet'?\nusage: emcc-lint check [option…] [PATH…]"
    ),
    (
      ["explain", "--no-such-thing=1", "EM2001"],
      "unknown option '--no-such-thing'; 'explain' has the options --color and --help\n"
        + "usage: emcc-lint explain [option…] CODE|NAME"
    ),
    (["check", "--format"], "--format needs a value\nusage: --format text|json|sarif"),
    (["check", "--output", "--quiet"], "--output needs a value\nusage: --output FILE"),
    (["check", "--output="], "--output needs a value\nusage: --output FILE"),
    (
      ["check", "--format", "github"],
      "unknown format 'github'; it must be text, json or sarif\nusage: --format text|json|sarif"
    ),
    (
      ["check", "--format=jsn"], "unknown format 'jsn'; did you mean 'json'?\nusage: --format text|json|sarif"
    ),
    (
      ["check", "--fail-on", "fatal"],
      "unknown severity 'fatal'; it must be error, warning or info\nusage: --fail-on error|warning|info"
    ),
    (["check", "--quiet=yes"], "--quiet takes no value\nusage: --quiet"),
    (
      ["check", "--threads", "many"],
      "--threads must be a whole number from 1 to 256, not 'many'\nusage: --threads N"
    ),
    (["check", "--threads", "-2"], "--threads must be a whole number from 1 to 256, not '-2'\nusage: --threads N"),
    (
      ["check", "--limit=99999999999999999999"],
      "--limit must be a whole number from 0 to 2147483647, not '99999999999999999999'\nusage: --limit N"
    ),
    (
      ["check", "--quiet", "--quiet"], "--quiet is given twice\nusage: emcc-lint check [option…] [PATH…]"
    ),
    (["check", ""], "an argument is empty\nusage: emcc-lint check [option…] [PATH…]"),
    (["explain"], "'explain' needs CODE|NAME\nusage: emcc-lint explain [option…] CODE|NAME"),
    (
      ["explain", "EM1", "EM2"],
      "'EM2' is one argument too many for 'explain'\nusage: emcc-lint explain [option…] CODE|NAME"
    ),
    (["rules", "x"], "'x' is one argument too many for 'rules'\nusage: emcc-lint rules"),
    (["help", "chekc"], "unknown command 'chekc'; did you mean 'check'?\nusage: emcc-lint <command> [PATH…]"),
  ]

  @Test(arguments: misuses)
  func misuseSaysWhatIsWrongAndTheRightForm(_ example: (words: [String], message: String)) {
    #expect(parser.parse(example.words) == .misuse("emcc-lint: \(example.message)\n"))
  }

  @Test func groupHandsTheLineToItsMember() {
    guard case .run(let line) = grouping.parse(["simulate", "call", "--color", "never"]) else {
      Issue.record("the line is not understood")
      return
    }
    #expect(line.command == "simulate call")
    #expect(line.value(.color) == "never")
  }

  static let groupMisuses: [(words: [String], message: String)] = [
    (
      ["simulate", "cal"],
      "unknown command 'simulate cal'; did you mean 'call'?\nusage: emcc-lint simulate <command> [option…] [PATH…]\n"
    ),
    (
      ["simulate", "everything"],
      "unknown command 'simulate everything'; 'simulate' has the commands call and login\n"
        + "usage: emcc-lint simulate <command> [option…] [PATH…]\n"
    ),
    (
      ["simulate", "--color"],
      "'simulate' wants call or login before '--color'\nusage: emcc-lint simulate <command> --color\n"
    ),
    (
      ["simulate", "call", "x"],
      "'x' is one argument too many for 'simulate call'\nusage: emcc-lint simulate call [option…]\n"
    ),
    (
      ["simulate"],
      """
      a command is missing behind 'simulate'

      emcc-lint simulate: follow calls and logins

      usage: emcc-lint simulate <command> [option…] [PATH…]

      commands:
        call   follow a call
        login  follow a login

      options:
        -h, --help  show this text; behind a command, that command's

      """
    ),
  ]

  @Test(arguments: groupMisuses)
  func groupSaysWhatIsMissing(_ example: (words: [String], message: String)) {
    #expect(grouping.parse(example.words) == .misuse("emcc-lint: \(example.message)"))
  }

  @Test func groupListsItsMembersAndTheyHaveHelp() {
    guard case .show(let text) = grouping.parse(["simulate", "--help"]) else {
      Issue.record("no help")
      return
    }
    #expect(text.contains("  login  follow a login\n"))
    #expect(grouping.parse(["help", "simulate"]) == .show(text))
    #expect(grouping.parse(["simulate", "call", "-h"]) == grouping.parse(["help", "simulate", "call"]))
    #expect(grouping.parse(["simulate", "call", "-h"]) != .show(text))
  }

  @Test func helpIsMadeFromTheDeclarations() {
    func text(_ words: String...) -> String {
      if case .show(let text) = parser.parse(words) { return text }
      return "no help"
    }
    Golden.expect(text("--help"), matches: "command/help.txt")
    Golden.expect(text("check", "a", "--help"), matches: "command/help-check.txt")
    #expect(text("-h") == text("--help"))
    #expect(text("help") == text("--help"))
    #expect(text("help", "check") == text("check", "-h"))
    #expect(text("check", "--", "--help") == "no help")
    #expect(text("--version") == "emcc-lint 1.2.3\n")
    #expect(parser.parse([]) == .misuse("emcc-lint: a command is missing\n\n" + text("--help")))
  }

  @Test func colorFollowsTerminalAndEnvironment() {
    func isOn(_ mode: ColorMode, terminal: Bool, _ environment: [String: String] = [:]) -> Bool {
      mode.isOn(isTerminal: terminal) { environment[$0] }
    }
    #expect(isOn(.auto, terminal: true, ["TERM": "xterm"]))
    #expect(isOn(.auto, terminal: true, ["NO_COLOR": ""]))
    #expect(!isOn(.auto, terminal: true, ["NO_COLOR": "1"]))
    #expect(!isOn(.auto, terminal: true, ["TERM": "dumb"]))
    #expect(!isOn(.auto, terminal: false))
    #expect(isOn(.always, terminal: false, ["NO_COLOR": "1", "TERM": "dumb"]))
    #expect(!isOn(.never, terminal: true))
  }

  @Test func exitCodesAreTheContract() {
    let codes: [ExitCode] = [.clean, .findings, .usage, .couldNotRun]
    #expect(codes.map(\.rawValue) == [0, 1, 2, 3])
  }
}
