import EMDSL
import EMDiagnostics
import EMSimulation

/// Rule 8: calls of travellers that the phones' own calling search spaces do not know.
enum PhoneSearchSpaceBlocks: EmergencyCallRule {
  /// The texts of EM3008 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3008", name: "emcc-pstn-mode-orig-css-blocked", severity: .warning,
    summary:
      "With 'originalDeviceCss' the phones' own calling search space does not route what travellers' homes send.",
    why:
      "A hot desk where nobody is logged in may often dial internal and emergency numbers only. Visitors' calls that "
      + "come back by Standard Local Route Group are looked up there and refused.",
    fix:
      "write 'pstnAccessTrunkCss: trunkCss' and give the EMCC trunk a calling search space for these calls, or let them "
      + "leave at home",
    source: "CSS for PSTN Access SIP Trunk: Seeds 000, table 2",
    mistakes: [
      RuleExample(
        "National calls of the home come back to the visited phone, which may not make them.",
        [
          "  backupTftpServer: away-sub2\n":
            "  backupTftpServer: away-sub2\n  pstnAccessTrunkCss: «originalDeviceCss»\n",
          "patterns: ['9.1[2-9]XX[2-9]XXXXXX'], to: RL-HOME,":
            "patterns: ['9.1[2-9]XX[2-9]XXXXXX'], to: RL-EMERGENCY,",
        ])
    ],
    right: [
      RuleExample(
        "The mode alone is no mistake: emergency calls are routed.",
        [
          "  backupTftpServer: away-sub2\n": "  backupTftpServer: away-sub2\n  pstnAccessTrunkCss: originalDeviceCss\n"
        ])
    ])

  /// One finding for each visited cluster.
  static func check(_ survey: EmergencySurvey, _ report: inout Report) {
    let refused = survey.overuses.flatMap { overuse in overuse.refusedByPhones.map { (overuse, $0) } }
    for cluster in refused.map({ $0.1.cluster.id }).unique.sorted() {
      let all = refused.filter { $0.1.cluster.id == cluster }
      guard let (first, site) = all.first else { continue }
      let patterns = all.map { "'\($0.0.pattern.text)'" }.unique
      let homes = all.map(\.0.home).unique.map { survey.clusters[$0] }
      let css = site.css.map { "calling search space '\($0.name)'" } ?? "missing calling search space"
      report.add(
        "\(Phrase.list(patterns)) of \(Phrase.list(homes.map(\.handle))) \(patterns.count == 1 ? "comes" : "come") back "
          + "to \(site.cluster.handle) for travellers, where the phones' own \(css) does not route "
          + "'\(first.sample)'",
        at: survey.simulator.plans[cluster.ordinal].pstnAccess?.modePlace,
        related: Phrase.related(all.map { ($0.0.pattern.targetPlace, "leads to Standard Local Route Group") }),
        help:
          "let the \(patterns.count == 1 ? "pattern" : "patterns") leave at home, or write 'pstnAccessTrunkCss: "
          + "trunkCss' and give the EMCC trunk a calling search space that routes "
          + (patterns.count == 1 ? "it" : "them"),
        homes + [site.cluster])
    }
  }
}
