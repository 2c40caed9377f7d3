import EMDSL
import EMDiagnostics

/// Rule 67: filters that select different fields.
enum GeolocationFilterDiffers: Rule {
  /// The texts of EM3067 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3067", name: "emcc-geo-filter-differs", severity: .warning,
    summary: "The EMCC geolocation filters of the members select different fields.",
    why:
      "The home cluster compares fields that the visited cluster need not fill in; a cluster has one filter for all "
      + "its peers, so all must be alike.",
    fix: "declare one filter under everyCluster and choose it in every member",
    source: "Technical note 213965",
    mistakes: [
      RuleExample(
        "One cluster compares the state too.",
        [
          "home-sub2\n  geolocationFilter: GF-EMCC": "home-sub2\n  geolocationFilter: «GF-STATE»",
          "GF-EMCC: [country]": "GF-EMCC: [country]\n    GF-STATE: [country, nationalSubDivision]",
        ])
    ],
    right: [
      RuleExample(
        "Another name for the same fields.",
        [
          "away-sub2\n  geolocationFilter: GF-EMCC": "away-sub2\n  geolocationFilter: GF-SAME",
          "GF-EMCC: [country]": "GF-EMCC: [country]\n    GF-SAME: [country]",
        ])
    ])

  /// The fields that each member's filter compares; names of filters do not matter.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    var values = CommonValue<UInt32>()
    for member in deployment.members where !member.isExternal {
      guard let features = member.emccFeatures, let filter = member.emccGeolocationFilter else { continue }
      let fields = filter.fields.compactMap { $0.word() }.reduce(UInt32(0)) { $0 | 1 << UInt32($1.rawValue) }
      // A filter without a field is rule 66's.
      guard fields != 0 else { continue }
      let isShared = filter.head.marks.contains(.everyCluster)
      values.add(member, fields, isShared ? features.place(\.geolocationFilter) : filter.place(\.fields))
    }
    values.report(
      "the EMCC geolocation filter differs", &report,
      help: {
        "let every member compare the same fields (\(text($0))): one filter under 'everyCluster', chosen by all"
      },
      text: text)
  }

  private static func text(_ fields: UInt32) -> String {
    GeolocationField.words.enumerated().filter { fields & (1 << UInt32($0.offset)) != 0 }.map(\.element.token)
      .joined(separator: " + ")
  }
}
