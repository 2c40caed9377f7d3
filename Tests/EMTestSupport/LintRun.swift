import Foundation
import LintCommand

/// One run of the program inside the test process, with everything that it wrote.
package struct LintRun: Sendable {
  /// The exit code of the process.
  package let code: Int32
  /// What went to standard output.
  package let output: String
  /// What went to standard error.
  package let messages: String

  /// Runs the words behind the program's name on 2026-01-15, with no terminal and an empty environment.
  ///
  /// `input` is standard input, `typed` the answer to the question for a password. Throws when the captured output
  /// cannot be made.
  package init(
    _ words: [String], input: [UInt8] = [], variables: [String: String] = [:], typed: String? = nil
  ) throws {
    let directory = try TemporaryDirectory()
    let capture = "\(directory.path)/output"
    let messages = Messages()
    let program = LintProgram(
      environment: LintProgram.Environment(
        writeError: { messages.text += $0 }, isTerminal: false, variable: { variables[$0] }, today: 2026_01_15,
        readInput: { limit in Array(input.prefix(limit + 1)) }, askPassword: { _ in typed.map { Array($0.utf8) } },
        standardOutput: try OutputFile(path: capture)))
    code = program.run(words).rawValue
    output = (try? Data(contentsOf: URL(filePath: capture))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    self.messages = messages.text
  }

  /// Everything as a file for review: output, messages, exit code; `directory` is taken out of paths.
  package func transcript(without directory: String = "") -> String {
    let text = output + (messages.isEmpty ? "" : "stderr:\n" + messages) + "exit \(code)\n"
    return directory.isEmpty ? text : text.replacing(directory + "/", with: "")
  }
}

/// What a run said on standard error.
private final class Messages {
  var text = ""
}

/// The names in a directory of the fixtures that end like this, sorted; the ending is taken off.
package func fixtureNames(in directory: String, ending: String) -> [String] {
  let all = (try? FileManager.default.contentsOfDirectory(atPath: "\(fixturesDirectory)/\(directory)")) ?? []
  return all.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
}
