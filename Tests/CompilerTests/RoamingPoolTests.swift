import EMDiagnostics
import EMTestSupport
import Testing

@testable import Compiler

/// Which device pool of the home cluster a phone abroad takes, and what is said where it is none or not certain.
@Suite struct RoamingPoolTests {
  private let filter = "GF-EMCC: [country]"
  private let britain = "GEO-GB: {country: GB}"
  /// The roaming pool of HOME for AWAY, whose phones stand at GEO-GB.
  private let pool =
    "DP-ROAM-GB: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}"

  private func pools(_ lines: String...) -> String { lines.joined(separator: "\n  ") }
  private func roam(_ name: String, _ geolocation: String) -> String {
    "\(name): {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: \(geolocation), adjunctCss: CSS-ADJ-GB}"
  }
  private func matching(_ edits: KeyValuePairs<String, String>) throws -> [Diagnostic] {
    try findings(edits, NoMatchingPool.self, AmbiguousPool.self, RoamingPoolMissing.self)
  }

  @Test func `one pool with the same country fits`() throws { #expect(try matching([:]).isEmpty) }

  @Test func `no pool of the country is an error that names the phones and the values`() throws {
    let found = try matching([
      britain: "GEO-GB: {country: GB}\n    GEO-FR: {country: FR}", pool: roam("DP-ROAM-FR", "GEO-FR"),
    ])
    #expect(
      found.lines == [
        "EM3069 error: no device pool of HOME fits 2 phones ('SEP00AA20000001' and 'SEP00AA20000002') of AWAY at 'GEO-GB'"
      ])
    #expect(
      found.first?.help
        == "add a pool with 'roamingFor: AWAY' and a geolocation with country 'GB', or correct that of 'DP-ROAM-FR'")
    #expect(found.first?.clusters == ["AWAY", "HOME"])
  }

  @Test func `two geolocations that the filter does not tell apart are one finding`() throws {
    let found = try matching([
      britain: """
      GEO-GB: {country: GB}
          GEO-LON: {country: GB, communityName: London}
          GEO-FR: {country: FR}
      """,
      pool: roam("DP-ROAM-FR", "GEO-FR"),
      "SEP00AA20000001: {description: Hot desk 1}": "SEP00AA20000001: {geolocation: GEO-LON}",
    ])
    #expect(found.map(\.code) == ["EM3069"])
    #expect(found.first?.message.hasSuffix("of AWAY at 'GEO-LON' and 'GEO-GB'") == true)
  }

  @Test func `a field that is blank on one side neither fits nor differs`() throws {
    let towns = """
      GEO-GB: {country: GB, communityName: London}
          GEO-ROAM: {country: GB}
      """
    #expect(
      try matching([filter: "GF-EMCC: [country, communityName]", britain: towns, pool: roam("DP-ROAM-GB", "GEO-ROAM")])
        .isEmpty)
  }

  @Test func `the pool with more fields in common wins`() throws {
    let towns = """
      GEO-GB: {country: GB, communityName: London}
          GEO-ROAM: {country: GB}
      """
    let both = pools(roam("DP-ROAM-GB", "GEO-ROAM"), roam("DP-ROAM-LON", "GEO-GB"))
    #expect(try matching([filter: "GF-EMCC: [country, communityName]", britain: towns, pool: both]).isEmpty)
  }

  @Test func `a field that differs is a warning where another agrees`() throws {
    let towns = """
      GEO-GB: {country: GB, communityName: London}
          GEO-ROAM: {country: GB, communityName: Leeds}
      """
    let found = try matching([
      filter: "GF-EMCC: [country, communityName]", britain: towns, pool: roam("DP-ROAM-GB", "GEO-ROAM"),
    ])
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.help?.contains("country 'GB' and communityName 'London'") == true)
  }

  @Test func `phones whose geolocation has none of the filter's fields are told to fill them in`() throws {
    let found = try matching([filter: "GF-EMCC: [postalCode]"])
    #expect(found.map(\.code) == ["EM3069", "EM3069"])
    #expect(
      found.map(\.help)
        == Array(repeating: "fill in what the filter compares at their geolocation: postalCode", count: 2))
  }

  @Test func `two pools that fit equally are a warning with the field that would help`() throws {
    let found = try matching([
      britain: "GEO-GB: {country: GB, communityName: London}\n    GEO-LEEDS: {country: GB, communityName: Leeds}",
      pool: pools(roam("DP-ROAM-GB", "GEO-GB"), "DP-LEEDS: {geolocation: GEO-LEEDS, localRouteGroup: RG-NYC}"),
    ])
    #expect(
      found.lines == [
        "EM3569 warning: 2 phones ('SEP00AA20000001' and 'SEP00AA20000002') of AWAY at 'GEO-GB' fit 2 device pools of HOME equally well: 'DP-ROAM-GB' and 'DP-LEEDS'"
      ])
    #expect(
      found.first?.help == "add 'communityName' to the geolocation filter of all members: then 'DP-ROAM-GB' alone fits")
  }

  @Test func `pools of one geolocation tie whatever the filter compares`() throws {
    let found = try matching([pool: pools(roam("DP-ROAM-1", "GEO-GB"), roam("DP-ROAM-2", "GEO-GB"))])
    #expect(found.map(\.code) == ["EM3569"])
    #expect(found.first?.help?.hasPrefix("give the pools geolocations that differ") == true)
  }

  @Test func `pools that agree in different fields tie when they are as many`() throws {
    let places = """
      GEO-GB: {country: GB, communityName: London, postalCode: W1}
          GEO-TOWN: {country: GB, communityName: London}
          GEO-CODE: {country: GB, postalCode: W1}
          GEO-LAND: {country: GB}
      """
    let filters = "GF-EMCC: [country, communityName, postalCode]"
    let three = pools(roam("DP-TOWN", "GEO-TOWN"), roam("DP-CODE", "GEO-CODE"), roam("DP-LAND", "GEO-LAND"))
    let found = try matching([filter: filters, britain: places, pool: three])
    #expect(found.map(\.code) == ["EM3569"])
    #expect(found.first?.message.hasSuffix("fit 2 device pools of HOME equally well: 'DP-TOWN' and 'DP-CODE'") == true)
    #expect(try matching([filter: filters, britain: places, pool: pools(three, roam("DP-ALL", "GEO-GB"))]).isEmpty)
  }

  @Test func `five pools that tie are related places, and the rest a number`() throws {
    let found = try matching([pool: (1...9).map { roam("DP-ROAM-\($0)", "GEO-GB") }.joined(separator: "\n  ")])
    #expect(found.first?.message.hasSuffix("'DP-ROAM-1', 'DP-ROAM-2', 'DP-ROAM-3' and 6 more") == true)
    #expect(found.first?.related.count == 5)
    #expect(found.first?.related.last?.message == "'DP-ROAM-6' fits too, and at 3 more")
  }

  @Test func `a pool of a site that fits better than the one that is meant is a warning`() throws {
    let found = try matching([
      filter: "GF-EMCC: [country, communityName]",
      britain: "GEO-GB: {country: GB, communityName: London}\n    GEO-ROAM: {country: GB}",
      pool: pools(roam("DP-ROAM-GB", "GEO-ROAM"), "DP-LONDON: {geolocation: GEO-GB, localRouteGroup: RG-NYC}"),
    ])
    #expect(found.map(\.code) == ["EM3569"])
    #expect(
      found.first?.message.hasSuffix(
        "fit device pool 'DP-LONDON' of HOME better than 'DP-ROAM-GB', which is meant for them") == true)
  }

  // MARK: Silence

  @Test func `a geolocation that does not resolve silences what follows from it`() throws {
    let found = try check(
      RuleExample("", [pool: roam("DP-ROAM-GB", "GEO-XX")]).markedText,
      rules: [NoMatchingPool.self, AmbiguousPool.self, RoamingPoolMissing.self, PhoneWithoutGeolocation.self])
    #expect(found.map(\.diagnostic.code) == ["EM2001"])
  }

  @Test func `device pools that nobody describes may be the ones`() throws {
    let existing = "regions: [REG-HOME]\nexisting: {devicePools: [DP-OLD]}"
    #expect(try matching(["regions: [REG-HOME]": existing, "  \(pool)\n": ""]).isEmpty)
  }

  @Test func `phones of a pool that nobody describes are not judged`() throws {
    let found = try findings(
      [
        "regions: [REG-AWAY]": "regions: [REG-AWAY]\nexisting: {devicePools: [DP-OLD]}",
        "{description: Hot desk 1}\n  SEP00AA20000002": "{devicePool: DP-OLD}\n  SEP00AA20000002",
      ], PhoneWithoutGeolocation.self, NoMatchingPool.self)
    #expect(found.isEmpty)
  }

  @Test func `models without EMCC are not counted`() throws {
    for model in [
      "Cisco Unified Client Services Framework", "Cisco Jabber for Tablet", "Cisco IP Communicator", "CTI Port",
    ] {
      let found = try findings(
        [
          "DP-LON: {geolocation: GEO-GB, localRouteGroup": "DP-LON: {localRouteGroup",
          "phones: {model: Cisco 8861": "phones: {model: \(model)",
        ], PhoneWithoutGeolocation.self)
      #expect(found.isEmpty, "\(model)")
    }
  }

  // MARK: Phones that stand nowhere

  @Test func `phones without a geolocation are one finding at their pool`() throws {
    let found = try findings(
      ["DP-LON: {geolocation: GEO-GB, localRouteGroup": "DP-LON: {localRouteGroup"], PhoneWithoutGeolocation.self)
    #expect(
      found.lines == [
        "EM3068 error: 2 phones ('SEP00AA20000001' and 'SEP00AA20000002') for visitors in AWAY have no geolocation, and device pool 'DP-LON' names none"
      ])
  }

  @Test(arguments: ["GEO-GB", "Unspecified"]) func `the enterprise parameter comes last`(name: String) throws {
    let found = try findings(
      [
        "DP-LON: {geolocation: GEO-GB, localRouteGroup": "DP-LON: {localRouteGroup",
        "regions: [REG-AWAY]": "regions: [REG-AWAY]\nenterpriseParameters: {defaultGeolocation: \(name)}",
      ], PhoneWithoutGeolocation.self)
    #expect(found.isEmpty == (name == "GEO-GB"))
  }

  // MARK: Pools that are missing

  @Test func `a peer without a roaming pool is one finding for the pair, and the only one`() throws {
    let found = try matching(["  \(pool)\n": ""])
    #expect(found.lines == ["EM3072 error: cluster HOME has no roaming device pool for phones of AWAY"])
    #expect(found.first?.help?.hasPrefix("add a device pool with 'roamingFor: AWAY', a geolocation of GB") == true)
  }

  @Test func `a pool without the mark serves when it fits and has an adjunct CSS`() throws {
    let unmarked = "DP-ROAM-GB: {dateTimeGroup: DTG-GB, geolocation: GEO-GB"
    #expect(try matching([pool: unmarked + ", adjunctCss: CSS-ADJ-GB}"]).isEmpty)
    #expect(try matching([pool: unmarked + "}"]).map(\.code) == ["EM3072"])
  }

  @Test func `an external peer needs a roaming pool too`() throws {
    let partner: KeyValuePairs = [
      "members: [HOME, AWAY]": "members: [HOME, PARTNER]",
      "emergencyNumbers:\n":
        "clusters: {PARTNER: {external: true, clusterId: P, version: '12.5', securityMode: mixed, address: p.example.com}}\nemergencyNumbers:\n",
    ]
    #expect(
      try findings(partner, RoamingPoolMissing.self).lines == [
        "EM3072 error: cluster HOME has no roaming device pool for phones of PARTNER"
      ])
  }
}
