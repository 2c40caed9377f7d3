import EMTestSupport
import Foundation
import Testing

/// A deployment compiled into a temporary directory, for tests of what stands in the bundle.
struct CompiledBundle {
  private let directory: TemporaryDirectory
  private let path: String

  /// Compiles a directory, after each replacement in its files; every replacement must be of use somewhere.
  init(_ source: String, options: [String] = [], replacing edits: [String: String] = [:]) throws {
    directory = try TemporaryDirectory()
    path = "\(directory.path)/bundle"
    var input = source
    if !edits.isEmpty {
      input = "\(directory.path)/input"
      var unused = Set(edits.keys)
      let names = try FileManager.default.contentsOfDirectory(atPath: source).filter { $0.hasSuffix(".yaml") }
      for name in names {
        var text = try String(contentsOfFile: "\(source)/\(name)", encoding: .utf8)
        for (old, new) in edits where text.contains(old) {
          unused.remove(old)
          text = text.replacing(old, with: new)
        }
        try directory.write("input/\(name)", text)
      }
      try #require(unused.isEmpty, "nothing to replace: \(unused)")
    }
    let run = try LintRun(["compile", "--bundle", path, "--fail-on", "error"] + options + [input])
    try #require(run.code == 0, "\(run.output)\(run.messages)")
  }

  /// A file of the bundle as text.
  func text(_ name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }

  /// A file of the bundle.
  func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: "\(path)/\(name)")) }

  /// Whether the bundle has a file.
  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }

  /// The runbook as data.
  func runbook() throws -> RunbookData {
    try JSONDecoder().decode(RunbookData.self, from: Data(try text("runbook.json").utf8))
  }
}

/// `runbook.json` as programs read it.
struct RunbookData: Decodable {
  /// A window.
  struct Window: Decodable {
    var id: String
    var title: String
    var cluster: String?
    var impact: String
    var minutes: Int
    var phones: Int
    var start: String?
    var timeZone: String?
    var decideBy: String?
    var steps: [Step]
  }

  /// A step.
  struct Step: Decodable {
    var id: String
    var cluster: String?
    var file: String
    var title: String
    var after: [String]
    var `do`: [Action]
    var verify: [String]
    var undo: String
    var phones: Int
    var minutes: Int
    var optional: Bool?
    var pointOfNoReturn: String?
  }

  /// Something to do: one of four forms.
  struct Action: Decodable {
    var say: String?
    var requests: String?
    var phases: [String]?
    var addOnly: Bool?
    var command: String?
    var columns: [String]?
    var rows: [[String]]?
  }

  /// What a peer does.
  struct Peer: Decodable {
    var cluster: String
    var steps: [Step]
  }

  var windows: [Window]
  var peers: [Peer]

  /// All steps of ours, in order.
  var steps: [Step] { windows.flatMap(\.steps) }

  /// The step with a key.
  func step(_ id: String) -> Step? { steps.first { $0.id == id } }
}
