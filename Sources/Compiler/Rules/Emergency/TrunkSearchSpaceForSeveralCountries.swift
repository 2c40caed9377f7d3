import EMDSL
import EMDiagnostics
import EMSimulation

/// Rule 105: one inbound calling search space for sites in several countries makes a number that one of them lacks.
enum TrunkSearchSpaceForSeveralCountries: EmergencyCallRule {
  /// The texts of EM3105 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3105", name: "emcc-trunk-css-several-countries", severity: .error,
    summary:
      "The calling search space of an EMCC trunk serves sites in several countries, and a pattern makes a number that "
      + "is no emergency number in one of them.",
    why:
      "With 'trunkCss' all visitors' calls are looked up alike, wherever the phone stands: London's 999 comes to a "
      + "German gateway, which does not know it.",
    fix:
      "write 'pstnAccessTrunkCss: originalDeviceCss', so that each country's phones have a calling search space of "
      + "their own, or change the called number at the gateways of the site",
    source: "CSS for PSTN Access SIP Trunk: Seeds 000, table 2; the consequence is inferred",
    mistakes: [
      RuleExample(
        "A site in Cologne was added to the British cluster: what travellers dial becomes 999 there too.",
        [
          "  GB: ['999', '112', '9999', '9112']": "  GB: ['999', '112', '9999', '9112']\n  DE: ['112', '9112']",
          "    GEO-GB: {country: GB}": "    GEO-GB: {country: GB}\n    GEO-DE: {country: DE}",
          "  DP-ROAM-GB: {roamingFor": "  DP-ROAM-DE: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-DE, "
            + "adjunctCss: CSS-ADJ-GB}\n  DP-ROAM-GB: {roamingFor",
          "  DP-BASE-GB: {}": "  DP-BASE-GB: {}\n  DP-CGN: {geolocation: GEO-DE, localRouteGroup: RG-CGN}",
          "gateways: {GW-LON: {devicePool: DP-LON, country: GB}}":
            "gateways: {GW-LON: {devicePool: DP-LON, country: GB}, GW-CGN: {devicePool: DP-CGN, country: DE}}",
          "routeGroups: {RG-LON: [GW-LON]}": "routeGroups: {RG-LON: [GW-LON], RG-CGN: [GW-CGN]}",
          "- {partition: PT-ABROAD-GB, patterns: ['911', '9911'], css: CSS-DEV-GB, calledPartyMask: '999', "
            + "purpose: emergency, urgentPriority: true}":
            "- {partition: PT-ABROAD-GB, patterns: [«'911'», '9911'], css: CSS-DEV-GB, calledPartyMask: '999', "
            + "purpose: emergency, urgentPriority: true}",
          "  SEP00AA20000001: {description: Hot desk 1}":
            "  SEP00AA20000001: {description: Hot desk 1}\n  SEP00AA20000009: {devicePool: DP-CGN}",
        ])
    ],
    right: [
      RuleExample(
        "The same with 112, which both countries know.",
        [
          "  GB: ['999', '112', '9999', '9112']": "  GB: ['999', '112', '9999', '9112']\n  DE: ['112', '9112']",
          "    GEO-GB: {country: GB}": "    GEO-GB: {country: GB}\n    GEO-DE: {country: DE}",
          "  DP-ROAM-GB: {roamingFor": "  DP-ROAM-DE: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-DE, "
            + "adjunctCss: CSS-ADJ-GB}\n  DP-ROAM-GB: {roamingFor",
          "  DP-BASE-GB: {}": "  DP-BASE-GB: {}\n  DP-CGN: {geolocation: GEO-DE, localRouteGroup: RG-CGN}",
          "gateways: {GW-LON: {devicePool: DP-LON, country: GB}}":
            "gateways: {GW-LON: {devicePool: DP-LON, country: GB}, GW-CGN: {devicePool: DP-CGN, country: DE}}",
          "routeGroups: {RG-LON: [GW-LON]}": "routeGroups: {RG-LON: [GW-LON], RG-CGN: [GW-CGN]}",
          "patterns: ['911', '9911'], css: CSS-DEV-GB, calledPartyMask: '999'":
            "patterns: ['911', '9911'], css: CSS-DEV-GB, calledPartyMask: '112'",
          "  SEP00AA20000001: {description: Hot desk 1}":
            "  SEP00AA20000001: {description: Hot desk 1}\n  SEP00AA20000009: {devicePool: DP-CGN}",
        ])
    ])

  /// One finding for each pattern.
  static func check(_ survey: EmergencySurvey, _ report: inout Report) {
    for fault in survey.faults where fault.kind == .severalCountries {
      guard let site = survey.site(of: fault.trial), let result = fault.trial.visited else { continue }
      let countries = Set(survey.sites[site.cluster.id.ordinal].compactMap(\.country)).sorted()
      let delivered = result.delivered.map { "'\($0)'" } ?? "the number"
      report.add(
        "\(delivered) is no emergency number in \(Phrase.list(survey.countries(of: fault))), but one calling search "
          + "space serves visitors' calls of \(site.cluster.handle) in \(Phrase.list(countries, limit: 6)): "
          + "\(survey.numbers(fault)), dialled by \(survey.travellers(fault)), "
          + "\(fault.numbers.count == 1 ? "fails" : "fail") at \(survey.phones(fault))",
        at: fault.place,
        related: [Report.related(InboundSearchSpace(of: site)?.place, "the calling search space of the trunk")],
        help:
          "write 'pstnAccessTrunkCss: originalDeviceCss' in \(site.cluster.handle), or give the gateways in "
          + "\(Phrase.list(survey.countries(of: fault))) a called party transformation to "
          + "'\(survey.simulator.emergencyNumbers[site.country ?? ""]?.first ?? "")'",
        survey.homes(of: fault) + survey.visited(of: fault))
    }
  }
}
