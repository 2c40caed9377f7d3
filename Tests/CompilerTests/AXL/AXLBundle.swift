import EMTestSupport
import Foundation
import Testing

/// The AXL requests of one cluster of a compiled deployment.
struct AXLBundle {
  /// Content of the files by name, the index included.
  let files: [String: String]
  /// The index as a decoded JSON object.
  let index: [String: Any]

  /// Compiles a file of a directory of the fixtures with its neighbours, after changes to the texts.
  init(
    fixture: String = "axl/everything", cluster: String = "HOME-CUCM", change: (String) -> String = { $0 }
  ) throws {
    let source = "\(fixturesDirectory)/\(fixture)"
    var texts: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: source) {
      texts[name] = change(try String(contentsOfFile: "\(source)/\(name)", encoding: .utf8))
    }
    try self.init(texts, cluster: cluster)
  }

  /// Compiles documents by file name.
  init(_ texts: [String: String], cluster: String) throws {
    let directory = try TemporaryDirectory()
    for (name, text) in texts { try directory.write("source/\(name)", text) }
    let target = "\(directory.path)/bundle"
    let run = try LintRun(["compile", "--bundle", target, "\(directory.path)/source"])
    try #require(run.code == 0, "\(run.output)\(run.messages)")
    let axl = "\(target)/clusters/\(cluster)/axl"
    files = try Dictionary(
      uniqueKeysWithValues: FileManager.default.contentsOfDirectory(atPath: axl).map { name in
        (name, try String(contentsOfFile: "\(axl)/\(name)", encoding: .utf8))
      })
    let data = Data(try #require(files["requests.json"]).utf8)
    index = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// The requests of the index.
  var requests: [[String: Any]] { index["requests"] as? [[String: Any]] ?? [] }

  /// The requests of a phase.
  func requests(_ phase: String) -> [[String: Any]] { requests.filter { $0["phase"] as? String == phase } }

  /// The bodies of a phase and form, without the namespace, in the order of sending.
  func bodies(_ phase: String, _ form: String) -> [String] {
    requests(phase).compactMap { request in
      guard let place = request[form] as? [String: Any], let file = place["file"] as? String,
        let line = place["line"] as? Int, let text = files[file]
      else { return nil }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.indices.contains(line - 1) ? Self.short(String(lines[line - 1])) : nil
    }
  }

  /// All bodies for review: each file's name and lines.
  var listing: String {
    files.keys.filter { $0.hasSuffix(".xml") }.sorted().map { "# \($0)\n\(files[$0] ?? "")" }.joined()
  }

  /// All notes of a phase's requests.
  func notes(_ phase: String) -> [String] { requests(phase).flatMap { $0["notes"] as? [String] ?? [] } }

  private static func short(_ body: String) -> String {
    body.replacing(/\ xmlns:axl="[^"]*"/, with: "").replacing(/\ xmlns:xsi="[^"]*"/, with: "")
  }
}
