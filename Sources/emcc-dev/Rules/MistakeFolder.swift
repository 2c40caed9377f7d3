import Compiler

/// The folder under `Examples/mistakes` that shows what a rule finds: its first example as files.
struct MistakeFolder {
  /// Where all of them are.
  static let parent = "Examples/mistakes"

  /// What is said of the rule on the page.
  let descriptor: RuleDescriptor
  /// The change that makes the mistake.
  let example: RuleExample

  /// The folders of all rules that have an example, sorted by code.
  static let all = RuleRegistry.rules.compactMap { rule in
    rule.descriptor.mistakes.first.map { MistakeFolder(descriptor: rule.descriptor, example: $0) }
  }

  /// The page that lists them.
  static let index = GeneratedFile(path: "\(parent)/README.md") { _ in
    var text = """
      # One mistake each

      Each folder is a deployment of two small clusters with one mistake in it, made from the examples of the rules by
      `swift run emcc-dev docs`. A file begins with what is wrong in it. Try one from the top of the repository:

          emcc-lint check \(parent)/emcc-duplicate-device-name

      [Docs/Rules.md](../../Docs/Rules.md) says more about each code.

      | Folder | Code | Finds |
      |---|---|---|

      """
    for folder in all {
      let descriptor = folder.descriptor
      text +=
        "| [\(descriptor.name)](\(descriptor.name)) | \(descriptor.code) | \(RuleReference.prose(descriptor.summary)) |\n"
    }
    return text
  }

  /// The path from the root of the repository.
  var path: String { "\(MistakeFolder.parent)/\(descriptor.name)" }

  /// Its files: one for each document of the example.
  var files: [GeneratedFile] {
    let base = Set(MistakeFolder.documents(of: ExampleDeployment.text))
    let documents = MistakeFolder.documents(of: example.text)
    let isInDocuments = documents.contains { !base.contains($0) }
    var uses: [String: Int] = [:]
    return documents.map { document in
      let stem = MistakeFolder.fileName(of: document)
      uses[stem, default: 0] += 1
      let name = (uses[stem] ?? 1) > 1 ? "\(stem)-\(uses[stem] ?? 1)" : stem
      let isWrong = !base.contains(document) || !isInDocuments
      let content = heading(isWrong: isWrong) + document
      return GeneratedFile(path: "\(path)/\(name).yaml") { _ in content }
    }
  }

  /// What a file begins with: what is wrong, or that it is somewhere else.
  private func heading(isWrong: Bool) -> String {
    isWrong
      ? "# \(descriptor.code) \(descriptor.name): \(descriptor.summary)\n# \(example.title)\n"
      : "# Nothing is wrong in this file of the example of \(descriptor.code).\n"
  }

  /// The documents of a stream, without the lines between them.
  private static func documents(of text: String) -> [String] {
    var documents = [""]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line == "---" { documents.append("") } else { documents[documents.count - 1] += line + "\n" }
    }
    return documents
  }

  /// `deployment`, or the handle of the cluster in small letters.
  private static func fileName(of document: String) -> String {
    for line in document.split(separator: "\n") {
      if line.hasPrefix("cluster: ") { return line.dropFirst(9).lowercased() }
    }
    return "deployment"
  }
}
