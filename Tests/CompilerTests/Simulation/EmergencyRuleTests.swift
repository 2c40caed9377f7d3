import EMDiagnostics
import EMTestSupport
import Testing

@testable import Compiler

/// Rules about emergency calls of travellers: what they say, and when they say nothing.
@Suite struct EmergencyRuleTests {
  private static let rules: [any Rule.Type] = RuleRegistry.rules.filter { rule in
    ["EM3001", "EM3002", "EM3003", "EM3004", "EM3005", "EM3006", "EM3007", "EM3008", "EM3105", "EM3106", "EM3505"]
      .contains(rule.descriptor.code)
  }

  private func findings(_ edits: KeyValuePairs<String, String>) throws -> [Diagnostic] {
    try check(RuleExample("", edits).markedText, rules: Self.rules).map(\.diagnostic).filter { $0.severity > .info }
  }

  // MARK: What only the name is known of

  @Test func `nothing is said of numbers that a partition without description may hold`() throws {
    #expect(
      try findings(["CSS-ADJ-GB: [PT-EMER-GB, PT-HABIT]": "CSS-ADJ-GB: [PT-EMER-US]"]).map(\.code) == ["EM3001"])
    let old = "cluster: HOME\nexisting: {partitions: [PT-OLD], callingSearchSpaces: [CSS-OLD]}"
    for (space, changed) in [
      ("CSS-LINE: [PT-DN]", "CSS-LINE: [PT-DN, PT-OLD]"), ("emccCss: CSS-EMCC}", "emccCss: CSS-OLD}"),
      ("CSS-EMCC: [PT-PSTN]", "CSS-EMCC: [PT-PSTN, PT-OLD]"),
    ] {
      let found = try findings([
        "CSS-ADJ-GB: [PT-EMER-GB, PT-HABIT]": "CSS-ADJ-GB: [PT-EMER-US]", space: changed, "cluster: HOME": old,
      ])
      #expect(found.lines == [], "\(changed)")
    }
  }

  @Test func `of gateways in two countries the one in the wrong country is named`() throws {
    let found = try findings([
      "gateways: {GW-LON: {devicePool: DP-LON, country: GB}}":
        "gateways: {GW-LON: {devicePool: DP-LON, country: GB}, GW-NICE: {devicePool: DP-LON, country: FR}}",
      "routeGroups: {RG-LON: [GW-LON]}": "routeGroups: {RG-LON: {members: [GW-LON, GW-NICE], distribution: circular}}",
    ])
    #expect(found.map(\.code) == ["EM3505"])
    #expect(
      found.first?.message.hasPrefix(
        "local route group 'RG-LON' of device pool 'DP-LON' of AWAY leads to gateway 'GW-NICE' in FR, but its phones "
          + "stand in GB") == true, "\(found.lines)")
  }

  // MARK: Who is at fault

  @Test func `a transformation at the gateway that spoils the right number is at fault itself`() throws {
    let found = try findings([
      "gateways: {GW-LON: {devicePool: DP-LON, country: GB}}":
        "calledPartyTransformationPatterns: [{partition: PT-CLD-GB, patterns: ['999'], mask: '911'}]\n"
        + "gateways: {GW-LON: {devicePool: DP-LON, country: GB, calledPartyTransformationCss: CSS-CLD-GB}}",
      "partitions: [PT-DN-GB,": "partitions: [PT-CLD-GB, PT-DN-GB,",
      "  CSS-LINE-GB: [PT-DN-GB]": "  CSS-LINE-GB: [PT-DN-GB]\n  CSS-CLD-GB: [PT-CLD-GB]",
    ])
    #expect(
      found.lines == [
        "EM3003 error: '999', '9999', '9112' and 2 more, dialled by 2 users of HOME ('adiaz' and 'bkim') at 2 phones of "
          + "AWAY in GB, do not reach an emergency centre there: '999' leaves as '911' by gateway 'GW-LON' of AWAY in GB"
      ])
  }

  @Test func `without an adjunct CSS the country's numbers and the habits are one finding`() throws {
    let found = try findings([
      "geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}": "geolocation: GEO-GB}"
    ])
    #expect(
      found.lines == [
        "EM3001 error: '999', '112', '9999' and 3 more, dialled by 2 users of HOME ('adiaz' and 'bkim') at 2 phones of "
          + "AWAY in GB, do not reach an emergency centre: roaming device pool 'DP-ROAM-GB' has no adjunct CSS; '999' "
          + "matches nothing in HOME"
      ])
    #expect(found.first?.clusters == ["AWAY", "HOME"])
  }

  @Test func `a call that leaves at home is shown before one that matches nothing`() throws {
    let found = try findings([
      "geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}": "geolocation: GEO-GB}",
      "  - {partition: PT-PSTN, patterns:":
        "  - {partition: PT-PSTN, patterns: ['112'], to: RL-HOME, purpose: emergency}\n"
        + "  - {partition: PT-PSTN, patterns:",
    ])
    #expect(found.map(\.code) == ["EM3001"])
    #expect(found.first?.message.hasSuffix("'112' leaves by gateway 'GW-NYC' of HOME in US") == true)
  }

  @Test func `a habit that leaves at home is an error, and one that ends nowhere is a warning`() throws {
    let edits: KeyValuePairs = ["CSS-ADJ-GB: [PT-EMER-GB, PT-HABIT]": "CSS-ADJ-GB: [PT-EMER-GB]"]
    let nowhere = try findings(edits)
    #expect(
      nowhere.lines == [
        "EM3004 warning: '911' and '9911', a habit of 2 users of HOME ('adiaz' and 'bkim'), do not reach an emergency "
          + "centre from 2 phones of AWAY in GB: '911' is only the beginning of longer numbers in HOME"
      ])
    let atHome = try findings([
      "CSS-ADJ-GB: [PT-EMER-GB, PT-HABIT]": "CSS-ADJ-GB: [PT-EMER-GB]", "CSS-EMCC: [PT-PSTN]": "CSS-EMCC: [PT-OWN]",
      "partitions: [PT-DN, PT-PSTN": "partitions: [PT-OWN, PT-DN, PT-PSTN",
      "  - {partition: PT-PSTN, patterns:":
        "  - {partition: PT-OWN, patterns: ['911'], to: RL-HOME, purpose: emergency}\n"
        + "  - {partition: PT-PSTN, patterns:",
    ])
    #expect(atHome.map(\.code) == ["EM3004"])
    #expect(atHome.map(\.severity) == [.error])
  }

  @Test func `one pattern that waits is one warning, whatever is dialled`() throws {
    let found = try findings([
      "patterns: ['999', '112', '9.999', '9.112'], to: RL-EMERGENCY, purpose: emergency, urgentPriority: true,":
        "patterns: ['999', '112', '9.999', '9.112'], to: RL-EMERGENCY, purpose: emergency,"
    ])
    #expect(
      found.lines == [
        "EM3001 warning: '999', dialled by 2 users of HOME ('adiaz' and 'bkim') at 2 phones of AWAY in GB, waits for "
          + "the inter-digit timer, because '9.999' could still match"
      ])
    #expect(found.first?.help == "write 'urgentPriority: true' on pattern '999'")
  }

  @Test func `each pool without a local route group is told`() throws {
    let found = try findings([
      "DP-LON: {geolocation: GEO-GB, localRouteGroup: RG-LON}":
        "DP-LON: {geolocation: GEO-GB}\n  DP-HULL: {geolocation: GEO-GB}",
      "  SEP00AA20000001: {description: Hot desk 1}": "  SEP00AA20000001: {devicePool: DP-HULL}",
    ])
    #expect(found.map(\.code) == ["EM3005", "EM3005"])
    #expect(
      found.map { $0.message.prefix { $0 != ":" } } == [
        "device pool 'DP-LON' of AWAY has no local route group",
        "device pool 'DP-HULL' of AWAY has no local route group",
      ])
  }

  @Test func `a number that the visited gateway changes is judged as it leaves`() throws {
    let found = try findings([
      "gateways: {GW-LON: {devicePool: DP-LON, country: GB}}":
        "gateways: {GW-LON: {devicePool: DP-LON, country: GB, calledPartyTransformationCss: CSS-CLD}}",
      "  CSS-LINE-GB: [PT-DN-GB]": "  CSS-LINE-GB: [PT-DN-GB]\n  CSS-CLD: [PT-CLD]",
      "partitions: [PT-DN-GB,": "partitions: [PT-CLD, PT-DN-GB,",
      "callingPartyTransformationPatterns:\n  - {partition: PT-CLG-GB, patterns: ['3101XXX']":
        "calledPartyTransformationPatterns:\n  - {partition: PT-CLD, patterns: ['999'], mask: '998'}\n"
        + "callingPartyTransformationPatterns:\n  - {partition: PT-CLG-GB, patterns: ['3101XXX']",
    ])
    #expect(Set(found.map(\.code)) == ["EM3003"])
    #expect(found.first?.message.contains("'999' leaves as '998' by gateway 'GW-LON' of AWAY in GB") == true)
  }

  // MARK: What is not known

  @Test func `a country without emergency numbers is not judged`() throws {
    let found = try findings([
      "\n  GB: ['999', '112', '9999', '9112']": "",
      "CSS-ADJ-GB: [PT-EMER-GB, PT-HABIT]": "CSS-ADJ-GB: [PT-EMER-US]",
    ])
    #expect(found.filter { $0.message.contains("in GB") }.isEmpty, "\(found.lines)")
  }

  @Test func `an adjunct CSS that reaches something undescribed is not judged`() throws {
    let found = try findings([
      "CSS-ADJ-GB: [PT-EMER-GB, PT-HABIT]": "CSS-ADJ-GB: [PT-THEIRS]",
      "cluster: HOME\n": "cluster: HOME\nexisting: {partitions: [PT-THEIRS]}\n",
      "cluster: AWAY\n": "cluster: AWAY\nexisting: {partitions: [PT-THEIRS]}\n",
    ])
    #expect(found.isEmpty, "\(found.lines)")
  }

  @Test func `phones that stand nowhere are not judged`() throws {
    let found = try findings([
      "DP-LON: {geolocation: GEO-GB, localRouteGroup: RG-LON}": "DP-LON: {localRouteGroup: RG-LON}",
      "CSS-ADJ-GB: [PT-EMER-GB, PT-HABIT]": "CSS-ADJ-GB: [PT-EMER-US]",
    ])
    #expect(found.isEmpty, "\(found.lines)")
  }

  @Test func `users who do not travel are not judged`() throws {
    let found = try findings([
      "users: {ldap: true, emcc: true}\ndevicePools:\n  DP-NYC": "users: {ldap: true}\ndevicePools:\n  DP-NYC",
      "CSS-ADJ-GB: [PT-EMER-GB, PT-HABIT]": "CSS-ADJ-GB: [PT-EMER-US]",
    ])
    #expect(found.isEmpty, "\(found.lines)")
  }

  // MARK: Other calls

  @Test func `an extension behind the home's own emergency number is nobody's loss`() throws {
    let found = try findings([
      "UDP-BKIM: {lines: [{dn: '2101002',": "UDP-BKIM: {lines: [{dn: '9112002',",
      "primaryExtension: '2101002'":
        "primaryExtension: '9112002'",
    ])
    // 9112 is Britain's 112 behind an outside line, so that one is lost.
    #expect(found.filter { $0.code == "EM3007" }.map(\.message).allSatisfy { $0.contains("'9112'") })
    #expect(!found.lines.contains { $0.contains("with '911':") })
  }

  @Test func `a pattern without a purpose is an emergency pattern by its digits`() throws {
    let found = try findings([
      "patterns: ['9.1[2-9]XX[2-9]XXXXXX'], to: RL-HOME, purpose: national,": "patterns: ['9.911'], to: RL-EMERGENCY,"
    ])
    #expect(found.filter { $0.code == "EM3006" }.isEmpty, "\(found.lines)")
  }

  // MARK: Cost

  @Test func `users and phones that are alike are followed once`() throws {
    let base = try LinkedText(ExampleDeployment.text)
    let users = (0..<300).map { "  u\($0): {lastName: L, controlledProfiles: [UDP-ADIAZ]}\n" }.joined()
    let phones = (0..<300).map { "  SEP00CC\(10_000_000 + $0): {}\n" }.joined()
    let many = try LinkedText(
      ExampleDeployment.text.replacing("  adiaz: {", with: users + "  adiaz: {")
        .replacing("  SEP00AA20000001:", with: phones + "  SEP00AA20000001:"))
    let (small, large) = (base.deployment.emergencySurvey, many.deployment.emergencySurvey)
    #expect(small.trials.count == large.trials.count)
    #expect(small.trials.count > 0)
    #expect(large.travellers.flatMap { $0.map(\.userCount) }.max() == 302)
    #expect(large.sites.flatMap { $0.map(\.phoneCount) }.max() == 302)
  }
}
