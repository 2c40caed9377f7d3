import EMBundle
import EMDSL
import EMDiagnostics
import EMSimulation

/// Every emergency call of a visitor from one cluster of ours at every site of another one, as comma-separated values
/// (RFC 4180): what the runbook lists a part of.
struct EmergencyCallFile {
  /// Its place in the bundle.
  static let path = "tests/emergency-calls.csv"

  /// The deployment.
  let deployment: Deployment
  /// The clusters whose phones the calls come from; those that somebody else runs are left out.
  let clusters: [Cluster]

  private static let columns = [
    "visited", "country", "site", "geolocation", "phone", "home", "user", "dialled", "kind", "homeCss", "sentAs",
    "visitedCss", "expected", "numberShown", "verdict",
  ]

  /// The file; nil where there is no such call.
  var file: BundleFile? {
    let visited = clusters.filter { cluster in self.deployment.homes(at: cluster).contains { !$0.isExternal } }
    guard !visited.isEmpty else { return nil }
    let deployment = deployment
    return BundleFile(path: EmergencyCallFile.path) { sink in
      try sink.write(EmergencyCallFile.line(EmergencyCallFile.columns))
      for cluster in visited {
        let plan = TestPlan(deployment, everywhereAt: cluster)
        for station in plan.stations {
          try sink.write(EmergencyCallFile.lines(station, deployment.callSimulator.plans))
        }
      }
    }
  }

  private static func lines(_ station: TestStation, _ plans: [DialPlan]) -> String {
    let spaces = station.searchSpaces(plans)
    return station.calls.map { call in
      line([
        station.visiting.handle, station.site.country ?? "", station.site.pool, station.site.geolocation ?? "",
        station.phone, station.home.handle, station.user, call.dialled, call.kind.plain, spaces.home ?? "",
        call.sent ?? "", spaces.visited ?? "", call.result.expected(plans).plain, call.result.callingNumber ?? "",
        call.result.verdict.rawValue,
      ])
    }.joined()
  }

  private static func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\r\n" }

  /// A field, in quotes where it needs them; controls are written out, and nothing begins as a formula does.
  private static func field(_ raw: String) -> String {
    let text = TerminalText(raw).string
    let isNumber = text.first == "+" && text.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) }
    let isFormula = !isNumber && text.first.map("=@-+".contains) ?? false
    let safe = isFormula ? "'" + text : text
    guard safe.contains(where: { $0 == "\"" || $0 == "," }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}
