/// Findings for programs: one object with `version`, `findings` and `summary`; a finding is one line.
///
/// Lines and columns are 1-based, columns count Unicode scalars, ends are exclusive, byte offsets are 0-based in the
/// file as it lies on the disk. What is not there is left out, except for lists, which are empty.
package struct JSONReporter: Reporter {
  /// The version of the format; grows when a reader would have to change.
  static let version = 1

  /// Makes a reporter.
  package init() {}

  /// Writes the object, one call of `write` for each finding.
  package func report(_ diagnostics: [LocatedDiagnostic], summary: ReportSummary, to write: (String) -> Void) {
    let encoder = WireEncoder()
    write("{\"version\":\(Self.version),\"findings\":[")
    for (index, located) in diagnostics.enumerated() {
      write((index == 0 ? "\n" : ",\n") + encoder.line(JSONFinding(located)))
    }
    write((diagnostics.isEmpty ? "" : "\n") + "],\"summary\":\(encoder.line(JSONSummary(summary)))}\n")
  }
}

/// A place as it is written; the same keys in a finding and in its related places.
private struct JSONPlace {
  var path: String?
  var region: LocatedDiagnostic.Region?

  enum CodingKeys: String, CodingKey {
    case path, line, column, endLine, endColumn, byteOffset, byteLength
  }

  init(_ location: LocatedDiagnostic.Location?) {
    path = location?.path
    region = location?.region
  }

  func encode(into encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(path, forKey: .path)
    try container.encodeIfPresent(region?.line, forKey: .line)
    try container.encodeIfPresent(region?.column, forKey: .column)
    try container.encodeIfPresent(region?.endLine, forKey: .endLine)
    try container.encodeIfPresent(region?.endColumn, forKey: .endColumn)
    try container.encodeIfPresent(region?.byteOffset, forKey: .byteOffset)
    try container.encodeIfPresent(region?.byteLength, forKey: .byteLength)
  }
}

/// A finding as it is written.
private struct JSONFinding: Encodable {
  var located: LocatedDiagnostic

  enum CodingKeys: String, CodingKey {
    case code, severity, message, related, help, phoneShows, clusters
  }

  init(_ located: LocatedDiagnostic) { self.located = located }

  func encode(to encoder: any Encoder) throws {
    try JSONPlace(located.location).encode(into: encoder)
    let diagnostic = located.diagnostic
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(diagnostic.code, forKey: .code)
    try container.encode(diagnostic.severity.rawValue, forKey: .severity)
    try container.encode(diagnostic.message, forKey: .message)
    try container.encode(located.related.map(JSONRelated.init), forKey: .related)
    try container.encodeIfPresent(diagnostic.help, forKey: .help)
    try container.encodeIfPresent(diagnostic.phoneShows, forKey: .phoneShows)
    try container.encode(diagnostic.clusters, forKey: .clusters)
  }
}

/// A related place as it is written.
private struct JSONRelated: Encodable {
  var related: LocatedDiagnostic.Related

  enum CodingKeys: String, CodingKey { case message }

  init(_ related: LocatedDiagnostic.Related) { self.related = related }

  func encode(to encoder: any Encoder) throws {
    try JSONPlace(related.location).encode(into: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(related.message, forKey: .message)
  }
}

/// The summary as it is written.
private struct JSONSummary: Encodable {
  var errors: Int
  var warnings: Int
  var infos: Int
  var files: Int
  var clusters: Int

  init(_ summary: ReportSummary) {
    errors = summary.errors
    warnings = summary.warnings
    infos = summary.infos
    files = summary.files
    clusters = summary.clusters
  }
}
