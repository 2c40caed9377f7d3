import EMDiagnostics
import EMTestSupport
import Testing

@testable import Compiler

/// Where rules stay silent: what is unknown, elsewhere, or said by another finding already.
@Suite struct RuleEdgeTests {
  /// The findings of the example deployment with texts replaced, without advice.
  private func findings(_ edits: KeyValuePairs<String, String>) throws -> [Diagnostic] {
    var text = ExampleDeployment.text
    for (old, new) in edits {
      let range = try #require(text.firstRange(of: old), "'\(old)'")
      text.replaceSubrange(range, with: new)
    }
    return try check(text).map(\.diagnostic).filter { $0.severity > .info }
  }

  private static let partner =
    "clusters: {PARTNER: {external: true, clusterId: P-CUCM, version: 11.5.1.14900-11, securityMode: mixed}}\n"
  private static let service =
    "Extension Mobility: {kind: extensionMobility, node: home-sub, emcc: true, enterpriseSubscription: true}"

  @Test func `an unknown profile is one finding`() throws {
    let found = try findings(["controlledProfiles: [UDP-BKIM]": "controlledProfiles: [UDP-BKIN]"])
    #expect(found.map(\.code) == ["EM2001"])
  }

  @Test func `a profile that lives in the cluster only is not judged`() throws {
    let found = try findings([
      "controlledProfiles: [UDP-BKIM]": "controlledProfiles: [UDP-OLD]",
      "cluster: HOME": "cluster: HOME\nexisting: {deviceProfiles: [UDP-OLD]}",
    ])
    #expect(found.map(\.code) == [])
  }

  @Test func `a damaged list of profiles is one finding`() throws {
    let found = try findings(["controlledProfiles: [UDP-BKIM]": "controlledProfiles: {a: b}"])
    #expect(found.map(\.code) == ["EM1004"])
  }

  @Test func `an unknown trunk is one finding`() throws {
    let found = try findings([
      "pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}": "pstnAccess: {active: true, sipTrunk: TRUNK-EMCX}"
    ])
    #expect(found.map(\.code) == ["EM2001"])
  }

  @Test func `a misspelt word of a trunk or a service profile is one finding`() throws {
    #expect(
      try findings([
        "css: CSS-IN, sendGeolocation: "
          + "true": "css: CSS-IN, sendGeolocation: ja"
      ]).map(\.code) == ["EM1004"])
    let active = "pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}"
    #expect(try findings([active: "pstnAccess: {active: ja, sipTrunk: TRUNK-EMCC}"]).map(\.code) == ["EM1004"])
    #expect(try findings([active: "pstnAccess: {activ: true, sipTrunk: TRUNK-EMCC}"]).map(\.code) == ["EM1001"])
  }

  @Test func `a misspelt name in the dial plan is one finding`() throws {
    let edits: [KeyValuePairs<String, String>] = [
      ["css: CSS-IN, sendGeolocation": "css: CSS-INN, sendGeolocation"],
      ["{partition: PT-EMER-GB, patterns:": "{partition: PT-EMER-BG, patterns:"],
      ["CSS-ADJ-GB: [PT-EMER-GB, PT-HABIT]": "CSS-ADJ-GB: [PT-EMER-BG]"],
      ["gateways: {callingPartyTransformationCss: CSS-CLG-GB}": "gateways: {callingPartyTransformationCss: CSS-CLG}"],
    ]
    for edit in edits { #expect(try findings(edit).map(\.code) == ["EM2001"], "\(edit)") }
  }

  @Test func `an unknown node of a service is one finding`() throws {
    let found = try findings(["{kind: extensionMobility, node: home-sub,": "{kind: extensionMobility, node: home-sup,"])
    #expect(found.map(\.code) == ["EM2001"])
  }

  @Test func `a service of an unknown kind hides what phones reach`() throws {
    let found = try findings([Self.service: "Extension Mobility: {kind: extensionMobilty, node: home-sub}"])
    #expect(found.map(\.code) == ["EM1008"])
  }

  @Test func `nothing is said of what an unread file may hold`() throws {
    // The third document breaks off: the clusters may say more in it.
    let found = try findings([
      "interclusterServiceProfile:\n  emcc: {active: true}\n  pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}\n": "",
      "primaryExtension: '3101001'}": "primaryExtension: '3101001'",
    ])
    #expect(found.allSatisfy { $0.code == "EM0001" }, "\(found.map(\.message))")
  }

  @Test func `without services nobody can log in, and one finding says so`() throws {
    let found = try findings(["phoneServices:\n  \(Self.service)\n": ""])
    #expect(found.map(\.code) == ["EM3027"])
    #expect(found.first?.message.hasPrefix("2 phones ('SEP00AA10000001' and 'SEP00AA10000002') of HOME") == true)
  }

  @Test func `a service that is switched off serves nobody`() throws {
    let found = try findings([Self.service: String(Self.service.dropLast()) + ", enabled: false}"])
    #expect(found.map(\.code) == ["EM3027"])
  }

  @Test func `a broken placeholder is not also a missing one`() throws {
    let url = "http://home-sub.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=EMCC#&loginType=DN"
    let found = try findings([
      "{kind: extensionMobility, node: home-sub, emcc: true,": "{kind: extensionMobility, "
        + "url: '\(url)',"
    ])
    #expect(found.map(\.code) == ["EM3023"])
  }

  @Test func `an old home of somebody else's counts for the login type`() throws {
    let found = try findings([
      "members: [HOME, AWAY]":
        "members: [HOME, AWAY, PARTNER]", "emergencyNumbers:": Self.partner + "emergencyNumbers:",
      "{kind: extensionMobility, node: away-sub, emcc: true,":
        "{kind: extensionMobility, node: away-sub, emcc: true, loginType: SP,",
    ]).filter { $0.code == "EM3018" }
    #expect(
      found.map(\.message) == [
        "users of PARTNER (11.5) cannot log in at AWAY (12.5): service 'Extension "
          + "Mobility GB' sends loginType SP"
      ])
    #expect(found.first?.clusters == ["AWAY", "PARTNER"])
  }

  @Test func `each old home is one finding`() throws {
    let found = try findings([
      "members: [HOME, AWAY]":
        "members: [HOME, AWAY, PARTNER]", "emergencyNumbers:": Self.partner + "emergencyNumbers:",
      "version: 14.0.1.13900-155": "version: 11.5.1.14900-11",
      "{kind: extensionMobility, node: away-sub, emcc: true,":
        "{kind: extensionMobility, node: away-sub, emcc: true, loginType: SP,",
    ]).filter { $0.code == "EM3018" }
    #expect(found.map(\.clusters) == [["AWAY", "HOME"], ["AWAY", "PARTNER"]])
  }

  @Test func `of an external peer only our own side is asked for`() throws {
    let found = try findings([
      "  mesh: full\n": "", "members: [HOME, AWAY]": "members: [HOME, AWAY, PARTNER]",
      "emergencyNumbers:": Self.partner + "emergencyNumbers:",
      "maxPhones: 1000": "maxPhones: 1000\nremoteClusters: {AWAY: {}, PARTNER: {address: cucm.partner.example}}",
      "cluster: AWAY": "cluster: AWAY\nremoteClusters: {HOME: {}}",
    ])
    #expect(!found.contains { ["EM3011", "EM3012", "EM3013", "EM3107"].contains($0.code) }, "\(found.map(\.message))")
  }

  @Test func `a wrong ID of an external peer is found on our side`() throws {
    let found = try findings([
      "members: [HOME, AWAY]":
        "members: [HOME, AWAY, PARTNER]", "emergencyNumbers:": Self.partner + "emergencyNumbers:",
      "maxPhones: 1000":
        "maxPhones: 1000\nremoteClusters: {PARTNER: {clusterId: P-CUCN, address: cucm.partner.example}}",
    ]).filter { $0.code == "EM3012" }
    #expect(found.map(\.message) == ["remote cluster 'PARTNER' has the ID 'P-CUCN' in HOME, but PARTNER has 'P-CUCM'"])
  }

  @Test func `where EMCC is off on both sides and no mesh wants it, all is well`() throws {
    let found = try findings([
      "  mesh: full\n": "",
      "maxPhones: 1000": "maxPhones: 1000\nremoteClusters: {AWAY: {services: {emcc: false}}}",
      "cluster: AWAY": "cluster: AWAY\nremoteClusters: {HOME: {services: {emcc: false}}}",
    ])
    #expect(!found.contains { $0.code == "EM3011" })
  }

  @Test func `members without any remote cluster are outside the mesh`() throws {
    let found = try findings(["  mesh: full\n": ""]).filter { $0.code == "EM3107" }
    #expect(
      found.map(\.message) == [
        "cluster HOME is a member of the EMCC group, but no cluster has it as a remote cluster",
        "cluster AWAY is a member of the EMCC group, but no cluster has it as a remote cluster",
      ])
  }

  @Test func `a super user abroad and a traveller at home are one contradiction`() throws {
    let found = try findings([
      "  esmith:":
        "  adiaz: {lastName: Diaz, emcc: false, homeCluster: false, accessControlGroups: [Standard EM Roaming Across "
        + "Clusters Super Users]}\n  esmith:"
    ])
    #expect(found.map(\.message) == ["user 'adiaz' of HOME has EMCC, and is a super user of EM roaming in AWAY"])
  }

  @Test func `a phone that a user controls is a personal one`() throws {
    let found = try findings([
      "SEP00AA10000002: {description: Hot desk 2}":
        "SEP00AA10000002: {extensionMobility: false, services: [Extension Mobility]}",
      "bkim: {lastName: Kim,": "bkim: {associatedDevices: [SEP00AA10000002], lastName: Kim,",
    ])
    #expect(found.map(\.code) == [])
  }

  @Test func `a comment is over on the day after its last`() throws {
    let text = ExampleDeployment.text.replacing(
      "css: CSS-IN, sendGeolocation: true}",
      with: "css: CSS-IN, sendGeolocation: false}  # emcc-lint: ignore EM3040 until 2026-01-15")
    #expect(try check(text, today: 2026_01_15).isEmpty)
    #expect(try check(text, today: 2026_01_16).map(\.diagnostic.code) == ["EM3040", "EM3110"])
  }
}
