import EMDiagnostics
import EMTestSupport
import Foundation
import Testing

@testable import EMDSL

/// The JSON Schema of a document.
struct JSONSchemaTests {
  private let root: [String: Any]
  private let definitions: [String: Any]

  init() throws {
    let data = Data(JSONSchemaWriter.document().utf8)
    root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    definitions = try #require(root["$defs"] as? [String: Any])
  }

  /// All objects in the schema.
  private func objects(_ value: Any) -> [[String: Any]] {
    if let object = value as? [String: Any] { return [object] + object.values.flatMap(objects) }
    return (value as? [Any])?.flatMap(objects) ?? []
  }

  private func properties(_ definition: String) -> Set<String> {
    let object = definitions[definition] as? [String: Any]
    return Set((object?["properties"] as? [String: Any])?.keys.map(\.self) ?? [])
  }

  @Test func everyReferenceLeadsSomewhereAndEverythingIsReferredTo() {
    let references = Set(objects(root).compactMap { $0["$ref"] as? String })
    #expect(references == Set(definitions.keys.map { "#/$defs/\($0)" }))
  }

  @Test func everyKeyOfTheLanguageIsThere() {
    for schema in allEntities() where schema.info.kind != .cluster && schema.info.kind != .deployment {
      #expect(properties(schema.name) == Set(schema.visibleFields.map(\.key)), "\(schema.name)")
    }
    let cluster = LanguageSchema.current.cluster.fields.map(\.key)
    #expect(properties("ClusterDocument") == Set(cluster + ["emcc", "cluster", "defaults", "existing"]))
    let deployment = LanguageSchema.current.deployment.fields.map(\.key)
    #expect(properties("DeploymentDocument") == Set(deployment + ["emcc", "deployment", "defaults"]))
    #expect(properties("EveryCluster") == Set(LanguageSchema.current.shared.fields.map(\.key)))
  }

  @Test func objectsTakeKnownKeysAndKeysOfYourOwnOnly() {
    let mappings = objects(definitions).filter { $0["properties"] is [String: Any] && $0["type"] != nil }
    #expect(mappings.count > 50)
    for mapping in mappings {
      #expect(mapping["additionalProperties"] as? Bool == false)
      #expect(mapping["patternProperties"] as? [String: Bool] == ["^x-": true])
    }
  }

  @Test func keysThatDefaultsCanSupplyAreNotDemanded() {
    #expect((definitions["Phone"] as? [String: Any])?["required"] == nil)
    #expect((definitions["Line"] as? [String: Any])?["required"] as? [String] == ["dn"])
    #expect((definitions["ILS"] as? [String: Any])?["required"] as? [String] == ["role"])
  }

  @Test func theRepositorysCopyIsFresh() throws {
    let url = URL(filePath: fixturesDirectory).appending(path: "../../Schemas/emcc.schema.json").standardized
    let copy = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let isFresh = copy == JSONSchemaWriter.document()
    #expect(isFresh, "run 'swift run emcc-dev docs'")
  }
}

/// The documents that Scripts/check-schema checks with another validator, seen by the decoder.
struct SchemaFixtureTests {
  private static func files(_ name: String) -> [String] {
    let directory = "\(fixturesDirectory)/schema/\(name)"
    return ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted().map {
      "\(directory)/\($0)"
    }
  }

  private func errors(_ path: String) throws -> [String] {
    let store = SourceStore(paths: [path])
    return try Project.read(store, named: [], threads: 1).diagnostics
      .filter { $0.severity == .error }.map { "\($0.code) \($0.message)" }
  }

  @Test(arguments: files("bad")) func brokenDocumentIsRefused(path: String) throws {
    #expect(try !errors(path).isEmpty)
  }

  @Test(arguments: files("good")) func everyFormIsAccepted(path: String) throws {
    let missing = try errors(path).filter { !$0.hasPrefix("EM1003 ") }
    #expect(missing == [])
  }

  @Test func thereAreFixtures() { #expect(Self.files("bad").count > 70 && !Self.files("good").isEmpty) }
}
