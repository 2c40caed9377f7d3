import EMBundle
import EMDSL
import EMJSON

/// What all clusters share, as a file of the bundle: groups, pairs, emergency numbers, external clusters.
struct DeploymentJSON {
  /// The linked deployment; one without a document is written with an empty name.
  let deployment: Deployment

  /// Writes the file.
  func write(to sink: inout ByteSink) throws {
    let schema = LanguageSchema.current.deployment
    var resolved = ResolvedJSON(deployment, .pretty)
    resolved.json.beginObject()
    resolved.json.member("format", BundleVersion.current)
    resolved.json.member("deployment", deployment.name ?? "")
    resolved.json.member("clusters", deployment.clusters.filter { !$0.isExternal }.map(\.handle))
    resolved.json.key("pairs")
    resolved.json.beginArray()
    for pair in deployment.mesh.pairs {
      resolved.json.beginObject(inline: true)
      resolved.json.member("home", deployment[pair.home].handle)
      resolved.json.member("visiting", deployment[pair.visiting].handle)
      resolved.json.endObject()
    }
    resolved.json.endArray()
    // everyCluster stands resolved in each cluster; `clusters` is renamed, for ours are listed above.
    for field in schema.fields where field.key != "everyCluster" && field.key != "clusters" {
      let part = deployment.documents.map { $0.anyRow(schema) }.first { $0.at(field) != 0 }
      if let part { resolved.member(field, part.value(field)) }
    }
    writeExternal(schema, &resolved)
    resolved.json.endObject()
    resolved.json.endLine()
    try sink.write(resolved.json.take())
  }

  private func writeExternal(_ schema: EntitySchema, _ resolved: inout ResolvedJSON) {
    guard let field = schema.field("clusters") else { return }
    let rows = deployment.documents.flatMap { $0.anyRow(schema).rows(field) }
    guard !rows.isEmpty else { return }
    resolved.json.key("externalClusters")
    resolved.json.beginObject()
    for row in rows.sorted(by: { ResolvedJSON.precedes($0.name, $1.name) }) {
      resolved.json.key(row.name)
      resolved.json.beginObject()
      resolved.members(row, isNamed: true)
      resolved.json.endObject()
    }
    resolved.json.endObject()
  }
}
