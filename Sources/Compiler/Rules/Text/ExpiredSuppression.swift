import EMDSL
import EMDiagnostics

/// Rule 110: a comment that was to silence findings until a day that is over.
enum ExpiredSuppression: Rule {
  /// The texts of EM3110 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3110", name: "suppression-expired", severity: .warning,
    summary: "A comment that silences findings is past its last day.",
    why: "It silences nothing any more; what it was for is still there, or the comment can go.",
    fix: "put the mistake right and remove the comment, or name a later day", source: "Language: suppressions",
    mistakes: [
      RuleExample(
        "The change is done and the comment stayed.",
        ["maxPhones: 1000": "maxPhones: 1000  # emcc-lint: ignore EM3043 until «2025-12-31» CHG0012345"])
    ],
    right: [
      RuleExample(
        "On its last day a comment still holds.",
        [
          "css: CSS-IN, sendGeolocation: true}":
            "css: CSS-IN, sendGeolocation: false}  # emcc-lint: ignore EM3040 until 2026-01-15 CHG0012345"
        ])
    ])

  /// Suppressions with a day before that of the run; faulty ones have their finding already.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    for suppression in deployment.suppressions where suppression.fault == nil && suppression.isPast(report.today) {
      guard let until = suppression.until else { continue }
      let reason = suppression.reason.isEmpty ? "" : " (\(suppression.reason))"
      report.add(
        "the comment held until \(day(until)) only: \(suppression.targets.joined(separator: ", ")) is no longer "
          + "silenced\(reason)",
        at: suppression.untilPlace ?? suppression.place,
        help: "put the mistake right and remove the comment, or name a later day",
        deployment.clusters.filter { suppression.clusters.contains($0.handle) })
    }
  }

  /// A day as it is written, such as `2025-12-31`.
  private static func day(_ date: UInt32) -> String {
    func digits(_ number: UInt32, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return "\(digits(date / 10000, 4))-\(digits(date / 100 % 100, 2))-\(digits(date % 100, 2))"
  }
}
