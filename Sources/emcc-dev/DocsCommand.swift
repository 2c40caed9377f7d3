import EMBundle
import EMCommandLine
import EMDSL
import EMDiagnostics
import Glibc
import LintCommand

/// `emcc-dev docs`: writes the generated files, or says which are stale.
struct DocsCommand {
  /// Turns the command into a check, for continuous integration.
  static let check = CommandOption("check", summary: "write nothing; exit with 1 when a file is stale")
  /// How the command is typed; `main` lists it.
  static let declaration = CommandDeclaration(
    "docs", summary: "write the JSON Schema, the references and the examples of mistakes", arguments: .none,
    options: [check])

  /// Path of the repository's root, without a slash at the end.
  let root: String
  /// What is to be fresh; only these are written.
  let files: [GeneratedFile]
  /// Directories in which there is nothing but `files`, as paths from the root.
  var folders: [String] = []
  /// Takes what is said to the user.
  let tell: (String) -> Void

  /// Compares every file with what it should hold, and writes those that differ, or names them.
  func run(isCheck: Bool) -> ExitCode {
    do {
      var stale: [String] = []
      for file in files {
        let content = try file.content(read)
        guard (try? read(file.path)) != content else { continue }
        stale.append(file.path)
        if !isCheck { try write(content, to: file.path) }
      }
      let surplus = surplusPaths()
      if !isCheck { for path in surplus { removeTree("\(root)/\(path)") } }
      for path in stale { tell(isCheck ? "\(path) is stale\n" : "\(path) written\n") }
      for path in surplus { tell(isCheck ? "\(path) is surplus\n" : "\(path) removed\n") }
      guard isCheck, !(stale + surplus).isEmpty else { return .clean }
      tell("run 'swift run emcc-dev docs' and commit what it does\n")
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

  /// What stands in the folders and is none of the files; a directory without any of them as a whole.
  private func surplusPaths() -> [String] {
    let paths = Set(files.map(\.path))
    var surplus: [String] = []
    var pending = folders
    while let folder = pending.popLast() {
      for name in entries(of: "\(root)/\(folder)") {
        let path = "\(folder)/\(name)"
        if paths.contains(path) { continue }
        if paths.contains(where: { $0.hasPrefix(path + "/") }) { pending.append(path) } else { surplus.append(path) }
      }
    }
    return surplus.sorted()
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
    var parent = root
    for part in path.split(separator: "/").dropLast() {
      parent += "/\(part)"
      // What fails here, the file will explain.
      _ = mkdir(parent, 0o777)
    }
    let file = try OutputFile(path: "\(root)/\(path)")
    file.write(content)
    try file.commit()
  }
}

/// The names in a directory, sorted; none when it is not there.
private func entries(of directory: String) -> [String] {
  guard let stream = opendir(directory) else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
    names.append(String(decoding: bytes, as: UTF8.self))
  }
  return names.filter { $0 != "." && $0 != ".." }.sorted()
}
