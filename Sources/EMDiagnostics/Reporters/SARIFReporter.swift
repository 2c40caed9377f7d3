/// Findings as a SARIF 2.1.0 log, for code hosting sites and editors.
///
/// There are no `partialFingerprints`: nothing in a finding but its line stays the same when wording improves, and for
/// lines the readers make their own.
package struct SARIFReporter: Reporter {
  private let rules: [RuleMetadata]
  private let toolVersion: String

  /// Makes a reporter; `rules` are all rules there are, not only those with findings.
  package init(rules: [RuleMetadata], toolVersion: String) {
    self.rules = rules.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
    self.toolVersion = toolVersion
  }

  /// Writes the log, one call of `write` for each finding.
  package func report(_ diagnostics: [LocatedDiagnostic], summary: ReportSummary, to write: (String) -> Void) {
    let encoder = WireEncoder()
    let driver = SARIFLog.Driver(version: toolVersion, rules: rules.map(Self.rule))
    write("{\"$schema\":\"\(SARIFLog.schema)\",\"version\":\"2.1.0\",\"runs\":[{\n")
    write("\"tool\":\(encoder.line(SARIFLog.Tool(driver: driver))),\n")
    write("\"columnKind\":\"unicodeCodePoints\",\n")
    write("\"originalUriBaseIds\":\(encoder.line(SARIFLog.BaseIDs())),\n\"results\":[")
    var indices: [String: Int] = [:]
    for (index, rule) in rules.enumerated() { indices[rule.code] = index }
    for (index, located) in diagnostics.enumerated() {
      let result = Self.result(located, ruleIndex: indices[located.diagnostic.code])
      write((index == 0 ? "\n" : ",\n") + encoder.line(result))
    }
    write((diagnostics.isEmpty ? "" : "\n") + "]}]}\n")
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .info: "note"
    }
  }

  private static func rule(_ rule: RuleMetadata) -> SARIFLog.Rule {
    SARIFLog.Rule(
      id: rule.code, name: rule.name, shortDescription: SARIFLog.Text(text: rule.summary),
      fullDescription: SARIFLog.Text(text: rule.why), help: SARIFLog.Text(text: rule.help), helpUri: rule.helpURI,
      defaultConfiguration: SARIFLog.Configuration(level: level(rule.severity)))
  }

  private static func result(_ located: LocatedDiagnostic, ruleIndex: Int?) -> SARIFLog.Result {
    let diagnostic = located.diagnostic
    // Readers show the message and nothing else: what to do must be in it.
    var message = diagnostic.message
    if let help = diagnostic.help { message += "\nhelp: \(help)" }
    if let phoneShows = diagnostic.phoneShows { message += "\nphone shows: \(phoneShows)" }
    let related = located.related.enumerated().map { index, related in
      location(related.location, id: index + 1, message: related.message)
    }
    return SARIFLog.Result(
      ruleId: diagnostic.code, ruleIndex: ruleIndex, level: level(diagnostic.severity),
      message: SARIFLog.Text(text: message), locations: located.location.map { [location($0)] },
      relatedLocations: related.isEmpty ? nil : related,
      properties: SARIFLog.Properties(
        clusters: diagnostic.clusters, help: diagnostic.help, phoneShows: diagnostic.phoneShows))
  }

  private static func location(
    _ location: LocatedDiagnostic.Location, id: Int? = nil, message: String? = nil
  ) -> SARIFLog.Location {
    let region = location.region.map {
      SARIFLog.Region(
        startLine: $0.line, startColumn: $0.column, endLine: $0.endLine, endColumn: $0.endColumn,
        byteOffset: $0.byteOffset, byteLength: $0.byteLength)
    }
    return SARIFLog.Location(
      id: id,
      physicalLocation: SARIFLog.PhysicalLocation(artifactLocation: artifact(location.path), region: region),
      message: message.map(SARIFLog.Text.init))
  }

  private static func artifact(_ path: String) -> SARIFLog.ArtifactLocation {
    let uri = percentEncoded(path)
    return path.hasPrefix("/")
      ? SARIFLog.ArtifactLocation(uri: "file://" + uri)
      : SARIFLog.ArtifactLocation(uri: uri, uriBaseId: SARIFLog.baseID)
  }

  /// A path as the path of a URI (RFC 3986): everything but unreserved characters and slashes as `%XX`.
  private static func percentEncoded(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
