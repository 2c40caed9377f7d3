import Compiler
import EMDSL
import EMDiagnostics
import EMTestSupport

/// Documents that are linked without any rule, for tests of what the deployment then knows.
struct LinkedText {
  let deployment: Deployment
  let diagnostics: [Diagnostic]
  let store: SourceStore

  /// Links a stream of documents; the heads of clusters are written out where `clusters` names them.
  init(_ yaml: String, clusters: [String] = [], version: String = "14.0.1.13900-155") throws {
    let heads = clusters.map { handle in
      "\n---\nemcc: v1\ncluster: \(handle)\nversion: \(version)\nsecurityMode: mixed\n"
    }
    let text = yaml + heads.joined()
    store = SourceStore(paths: [SourceStore.standardInputPath], standardInput: Array(text.utf8))
    let result = try CheckPipeline.run(store, today: 2026_01_15, rules: [])
    deployment = result.deployment
    diagnostics = result.diagnostics
  }

  /// The cluster of a handle.
  subscript(handle: String) -> Cluster? { deployment.clusters.first { $0.handle == handle } }

  /// The findings' codes and messages.
  var messages: [String] { diagnostics.map { "\($0.code) \($0.message)" } }

  /// `line:column` of a place.
  func position(_ place: Place?) throws -> String? {
    guard let place else { return nil }
    var text = SourceText()
    _ = try store.load(place.file, into: &text)
    let position = LineTable(text).position(of: Int(place.offset))
    return "\(position.line):\(position.column)"
  }
}
