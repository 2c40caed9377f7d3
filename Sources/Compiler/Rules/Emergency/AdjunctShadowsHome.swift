import EMDSL
import EMDiagnostics
import EMSimulation

/// Rule 7: numbers of the home that travellers lose to emergency numbers of other countries.
enum AdjunctShadowsHome: EmergencyCallRule {
  /// The texts of EM3007 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3007", name: "emcc-adjunct-shadows-home", severity: .warning,
    summary: "An emergency pattern of an adjunct CSS takes numbers that travellers call at home.",
    why:
      "The adjunct CSS is searched first, and an urgent pattern does not wait for more digits: whoever wants a longer "
      + "number gets an emergency centre.",
    fix: "renumber what is lost, or reach it by a prefix that is no emergency number",
    source: "Technical note 213965: adjunct, then line, then EMCC CSS; the consequence is inferred",
    mistakes: [
      RuleExample(
        "An extension begins with the emergency number of the visited country.",
        [
          "UDP-BKIM: {lines: [{dn: '2101002', partition: PT-DN, css: CSS-LINE}]}":
            "UDP-BKIM: {lines: [{dn: «'9991002'», partition: PT-DN, css: CSS-LINE}]}",
          "primaryExtension: '2101002'": "primaryExtension: '9991002'",
        ]),
      RuleExample(
        "Local numbers may begin with it.",
        [
          "patterns: ['9.1[2-9]XX[2-9]XXXXXX'], to: RL-HOME,":
            "patterns: ['9.1[2-9]XX[2-9]XXXXXX', «'[89].9XXXXXX'»], to: RL-HOME,"
        ]),
    ],
    right: [
      RuleExample(
        "Local numbers that cannot begin with it.",
        [
          "patterns: ['9.1[2-9]XX[2-9]XXXXXX'], to: RL-HOME,":
            "patterns: ['9.1[2-9]XX[2-9]XXXXXX', '9.[2-8]XXXXXX', '9.9[0-8]XXXXX'], to: RL-HOME,"
        ])
    ])

  /// One finding for each pattern or extension that is lost.
  static func check(_ survey: EmergencySurvey, _ report: inout Report) {
    let keys = survey.shadows.map { Key(lost: $0.lost, isExtension: $0.isExtension) }
    let shadows = Dictionary(grouping: zip(keys, survey.shadows)) { $0.0 }
    for lost in keys.unique {
      let all = shadows[lost, default: []].map { $0.1 }
      guard let first = all.first else { continue }
      let numbers = all.map { "'\($0.digits)'" }.unique
      let homes = all.map(\.home).unique.map { survey.clusters[$0] }
      let begins = all.contains { $0.digits != lost.lost.name.filter { $0 != "." } }
      let what = lost.isExtension ? "extension '\(lost.lost.name)'" : "numbers of pattern '\(lost.lost.name)'"
      report.add(
        "\(what) of \(Phrase.list(homes.map(\.handle))) \(lost.isExtension ? "is" : "are") lost to travellers"
          + "\(begins ? " where \(lost.isExtension ? "it begins" : "they begin") with" : ":") \(Phrase.list(numbers))"
          + "\(begins ? ":" : ",") pattern '\(first.pattern.text)' of adjunct CSS '\(first.adjunct)' takes the call",
        at: lost.lost.place, related: Phrase.related(all.map { ($0.pattern.place, "the emergency pattern") }),
        help: lost.isExtension
          ? "give the extension a number that does not begin with \(Phrase.list(numbers))"
          : "exclude \(Phrase.list(numbers)) from the pattern, or reach these numbers by another prefix",
        homes)
    }
  }

  private struct Key: Hashable {
    var lost: NamedPlace
    var isExtension: Bool
  }
}
