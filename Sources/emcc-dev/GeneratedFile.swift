import EMDSL
import EMDiagnostics
import LintCommand

/// A file of the repository that is written from the declarations, and checked to be fresh.
struct GeneratedFile: Sendable {
  /// The path from the root of the repository.
  let path: String
  /// Makes the content; `read` gives the text of a file of the repository by its path.
  let content: @Sendable (_ read: (String) throws(SourceFailure) -> String) throws -> String

  /// All of them; a new one is a line here.
  static let all = [
    GeneratedFile(path: "Schemas/emcc.schema.json") { _ in JSONSchemaWriter.document() },
    GeneratedFile(path: "Docs/Language.md") { read in
      try LanguageReference.markdown(prose: read("Docs/Source/Language.md"))
    },
  ]
}

/// `emcc-dev docs`: writes the generated files, or says which are stale.
struct DocsCommand {
  static let check = CommandOption("check", summary: "write nothing; exit with 1 when a file is stale")
  static let declaration = CommandDeclaration(
    "docs", summary: "write the JSON Schema and the reference of the language", arguments: .none, options: [check])

  /// Path of the repository's root, without a slash at the end.
  let root: String
  let files: [GeneratedFile]
  /// Takes what is said to the user.
  let tell: (String) -> Void

  func run(isCheck: Bool) -> ExitCode {
    do {
      var stale: [String] = []
      for file in files {
        let content = try file.content(read)
        guard (try? read(file.path)) != content else { continue }
        stale.append(file.path)
        if !isCheck { try write(content, to: file.path) }
      }
      for path in stale { tell(isCheck ? "\(path) is stale\n" : "\(path) written\n") }
      guard isCheck, !stale.isEmpty else { return .clean }
      tell("run 'swift run emcc-dev docs' and commit what it writes\n")
      return .findings
    } catch let failure as SourceFailure {
      tell("emcc-dev: \(failure.reason)\n")
    } catch let failure as LanguageReference.MarkerFailure {
      tell("emcc-dev: Docs/Source/Language.md: \(failure.reason)\n")
    } catch {
      tell("emcc-dev: \(error)\n")
    }
    return .couldNotRun
  }

  private func read(_ path: String) throws(SourceFailure) -> String {
    do throws(ReadFailure) {
      var text = SourceText()
      _ = try SourceStore(paths: ["\(root)/\(path)"]).load(FileID(0), into: &text)
      return text.withBytes { String(decoding: $0, as: UTF8.self) }
    } catch {
      throw SourceFailure(path: path, failure: error)
    }
  }

  private func write(_ content: String, to path: String) throws(SourceFailure) {
    let file = try OutputFile(path: "\(root)/\(path)")
    file.write(content)
    try file.commit()
  }
}
