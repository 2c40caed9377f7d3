import EMDSL
import EMDiagnostics

/// A file of the repository that is written from the declarations and rules, and checked to be fresh.
struct GeneratedFile: Sendable {
  /// The path from the root of the repository.
  let path: String
  /// Makes the content; `read` gives the text of a file of the repository by its path.
  let content: @Sendable (_ read: (String) throws(SourceFailure) -> String) throws -> String

  /// All of them; a new one is a line here.
  static let all = pages + [MistakeFolder.index] + MistakeFolder.all.flatMap(\.files)

  private static let pages = [
    GeneratedFile(path: "Schemas/emcc.schema.json") { _ in JSONSchemaWriter.document() },
    GeneratedFile(path: "Docs/Language.md") { read in
      try LanguageReference.markdown(prose: read("Docs/Source/Language.md"))
    },
    GeneratedFile(path: "Docs/Rules.md") { _ in try RuleReference.markdown() },
    GeneratedFile(path: "Docs/PhoneErrors.md") { _ in ErrorReference.markdown() },
  ]
}
