internal import Compiler
internal import EMDSL
internal import EMDiagnostics

/// Prints effective objects in the shape of the language, with the origin of each value as a comment.
struct ObjectPrinter {
  private let deployment: Deployment
  private var places: PlaceFinder
  private let isColored: Bool
  /// What is printed so far; every call adds to it.
  private(set) var text = ""

  /// Column at which origins begin, where the value leaves room.
  private static let originColumn = 48

  /// Prints out of a linked deployment; places are looked up in the input's texts.
  init(_ input: CheckedInput, isColored: Bool) {
    deployment = input.result.deployment
    places = PlaceFinder(input.store)
    self.isColored = isColored
  }

  /// Prints a setting of a cluster; false where it has no value.
  mutating func setting(_ field: Field, _ parts: [AnyRow], _ cluster: Cluster) -> Bool {
    let written =
      parts.first { $0.at(field) != 0 && $0.at(field) < CellOrigin.derived } ?? parts.first { $0.at(field) != 0 }
    guard let part = written else {
      guard field.key == "clusterId" else { return false }
      text += "cluster \(cluster.handle)\n"
      add("  clusterId: \(quoted(cluster.clusterID))", "the handle")
      return true
    }
    text += "cluster \(cluster.handle)\n"
    line("\(field.key): \(scalar(part.value(field)))", 1, part, field)
    return true
  }

  /// Prints objects of a section.
  mutating func section(
    _ field: Field, _ schema: EntitySchema, _ rows: [AnyRow], _ cluster: Cluster, withReferrers: Bool
  ) {
    text += "cluster \(cluster.handle)\n  \(field.key):\n"
    for row in rows {
      if schema.info.form == .single {
        members(row, 2, skippingName: false)
        continue
      }
      let mark = origin(of: row.head)
      if schema.info.form == .keyed {
        text += "    \(quoted(row.name)):\(mark)\n"
        members(row, 3, skippingName: true)
      } else {
        text += "    -\(mark)\n"
        members(row, 3, skippingName: false)
      }
      if withReferrers { referrers(row, cluster) }
    }
  }

  private mutating func referrers(_ row: AnyRow, _ cluster: Cluster) {
    let all = deployment.referrers(of: row, in: cluster)
    text += "      # referred to \(all.isEmpty ? "by nothing" : "\(counted(all.count, "time")):")\n"
    for referrer in all.prefix(50) {
      let place = referrer.place.map { " (\(position($0)))" } ?? ""
      text +=
        "      #   \(referrer.kind.noun)\(referrer.name.isEmpty ? "" : " " + quoted(referrer.name)), \(referrer.key)\(place)\n"
    }
    if all.count > 50 { text += "      #   and \(all.count - 50) more\n" }
  }

  private mutating func members(_ row: AnyRow, _ depth: Int, skippingName: Bool) {
    for field in row.schema.fields where !(skippingName && field.offset == 8) {
      switch row.value(field) {
      case .absent: continue
      case .rows(let rows): nested(field, rows, depth, row)
      case let value: line("\(field.key): \(scalar(value, field))", depth, row, field)
      }
    }
  }

  private mutating func nested(_ field: Field, _ rows: [AnyRow], _ depth: Int, _ owner: AnyRow) {
    guard case .rows(let child) = field.kind else { return }
    text += String(repeating: "  ", count: depth) + "\(field.key):\n"
    for row in rows {
      switch child.info.form {
      case .single: members(row, depth + 1, skippingName: false)
      case .keyed:
        text +=
          String(repeating: "  ", count: depth + 1)
          + "\(row.schema.fields.first.map { scalar(row.value($0)) } ?? ""):\n"
        members(row, depth + 2, skippingName: true)
      case .list:
        text += String(repeating: "  ", count: depth + 1) + "-\n"
        members(row, depth + 2, skippingName: false)
      }
    }
  }

  private mutating func line(_ content: String, _ depth: Int, _ row: AnyRow, _ field: Field) {
    let start = String(repeating: "  ", count: depth) + content
    let words: String
    switch deployment.origin(row.head, at: row.at(field)) {
    case .written(let place): words = position(place)
    case .defaults(let place): words = "defaults, \(position(place))"
    case .derived:
      // What is derived is a remote cluster's identity, or what the EMCC group agreed on.
      words =
        row.head.marks.contains(.mesh)
        ? "mesh"
        : row.schema.info.kind == .remoteCluster ? "cluster \(row.name)" : "emccGroup"
    case .builtIn: words = "Unified CM default"
    }
    add(start, words)
  }

  /// Adds a line with an origin.
  private mutating func add(_ content: String, _ origin: String) {
    let room = max(2, ObjectPrinter.originColumn - content.count)
    text += content + String(repeating: " ", count: room) + faint("# \(origin)") + "\n"
  }

  private mutating func origin(of head: Head) -> String {
    if head.marks.contains(.mesh) { return "  " + faint("# mesh") }
    if head.marks.contains(.everyCluster), let place = head.place {
      return "  " + faint("# everyCluster, \(position(place))")
    }
    return ""
  }

  private func faint(_ text: String) -> String { isColored ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  private func scalar(_ value: AnyRow.Value, _ field: Field? = nil) -> String {
    switch value {
    case .absent: ""
    case .damaged: "?"
    case .none: field?.noneWord ?? "none"
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): quotedTime(field?.format.written(number) ?? "\(number)", field)
    case .word(let text), .keyword(let text): ["on", "off"].contains(text) ? "'\(text)'" : text
    case .text(let text), .reference(let text): quoted(text)
    case .cluster(let id): deployment[id].handle
    case .list(let values): "[" + values.map { scalar($0, field) }.joined(separator: ", ") + "]"
    case .rows: ""
    }
  }

  private func quotedTime(_ text: String, _ field: Field?) -> String {
    if case .loginTime? = field?.format { "'\(text)'" } else { text }
  }

  /// A text as YAML wants it: in quotes where it would be read as something else.
  private func quoted(_ raw: String) -> String {
    let text = TerminalText(raw).string
    let isPlain =
      text.first.map { $0.isLetter } ?? false
      && text.allSatisfy { $0.isLetter || $0.isNumber || " -_./@".contains($0) } && !text.hasSuffix(" ")
    let isWord = ["true", "false", "yes", "no", "on", "off", "null", "none"].contains(text.lowercased())
    return isPlain && !isWord
      ? text : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  /// A place as `path:line:column`.
  private mutating func position(_ place: Place) -> String { places.position(place).text }
}
