import EMBundle
import EMDSL
import EMJSON

/// The resolved configuration of one cluster, as a file of the bundle.
struct ClusterJSON {
  /// Resolves references and names of the rows.
  let deployment: Deployment
  /// The cluster of the file: one of ours.
  let cluster: Cluster

  /// Bytes after which the writer's output moves on to the disk.
  private static let portion = 1 << 18

  /// Writes the file.
  func write(to sink: inout ByteSink) throws {
    let schema = LanguageSchema.current.cluster
    var resolved = ResolvedJSON(deployment, .pretty)
    resolved.json.beginObject()
    resolved.json.member("format", BundleVersion.current)
    resolved.json.member("cluster", cluster.handle)
    let parts = cluster.parts.map { $0.anyRow(schema) }
    for field in schema.fields {
      guard case .rows(let child) = field.kind, child.info.form != .single else {
        writeSetting(field, parts, &resolved)
        continue
      }
      try writeSection(field, child, parts.flatMap { $0.rows(field) }, &resolved, &sink)
    }
    resolved.json.endObject()
    resolved.json.endLine()
    try sink.write(resolved.json.take())
  }

  /// Writes a setting: of the document that writes it, else Unified CM's default.
  private func writeSetting(_ field: Field, _ parts: [AnyRow], _ resolved: inout ResolvedJSON) {
    if field.key == "clusterId", !parts.contains(where: { $0.at(field) != 0 }) {
      return resolved.json.member("clusterId", cluster.handle)
    }
    let written = parts.first { $0.at(field) != 0 && $0.at(field) < CellOrigin.derived }
    guard let part = written ?? parts.first(where: { $0.at(field) != 0 }) else { return }
    resolved.member(field, part.value(field))
  }

  private func writeSection(
    _ field: Field, _ schema: EntitySchema, _ rows: [AnyRow], _ resolved: inout ResolvedJSON, _ sink: inout ByteSink
  ) throws {
    guard !rows.isEmpty else { return }
    resolved.json.key(field.key)
    if schema.info.form == .keyed {
      resolved.json.beginObject()
      for position in ByteOrder.positions(of: rows, { row, bytes in bytes.append(contentsOf: row.name.utf8) }) {
        let row = rows[position]
        resolved.json.key(row.name)
        resolved.json.beginObject()
        resolved.members(row, isNamed: true)
        resolved.json.endObject()
        if resolved.json.bytes.count > ClusterJSON.portion { try sink.write(resolved.json.take()) }
      }
      resolved.json.endObject()
    } else {
      resolved.json.beginArray()
      for row in sorted(rows) {
        resolved.json.beginObject()
        resolved.members(row, isNamed: false)
        resolved.json.endObject()
        if resolved.json.bytes.count > ClusterJSON.portion { try sink.write(resolved.json.take()) }
      }
      resolved.json.endArray()
    }
  }

  /// Objects without a name, by their own text: a list of patterns is a set.
  private func sorted(_ rows: [AnyRow]) -> [AnyRow] {
    var text = ResolvedJSON(deployment)
    let positions = ByteOrder.positions(of: rows) { row, bytes in
      text.json.beginObject()
      text.members(row, isNamed: false)
      text.json.endObject()
      bytes.append(contentsOf: text.json.take())
    }
    return positions.map { rows[$0] }
  }
}
