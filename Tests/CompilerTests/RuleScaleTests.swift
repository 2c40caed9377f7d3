import EMDiagnostics
import EMTestSupport
import Testing

@testable import Compiler

/// One root cause is one finding, however many objects it touches; mistakes that somebody made one by one are told one
/// by one, because each is a text to change.
@Suite struct RuleScaleTests {
  /// The example deployment with objects added to the cluster HOME and some texts replaced.
  private func findings(
    _ code: String, users: String = "", phones: String = "", profiles: String = "", abroad: String = "",
    _ edits: KeyValuePairs<String, String> = [:]
  ) throws -> [Diagnostic] {
    var text = ExampleDeployment.text
    let added: KeyValuePairs = [
      "  adiaz: {lastName:": users, "  SEP00AA10000001:": phones, "  UDP-ADIAZ:": profiles, "  esmith:": abroad,
    ]
    for (old, new) in edits { text = try replacing(old, with: new, in: text) }
    for (anchor, new) in added where !new.isEmpty { text = try replacing(anchor, with: new + anchor, in: text) }
    let all = try check(text)
    let others = all.filter { $0.diagnostic.code != code && $0.diagnostic.severity > .info }
    #expect(others.isEmpty, "\(listing(others))")
    return all.map(\.diagnostic).filter { $0.code == code }
  }

  private func replacing(_ old: String, with new: String, in text: String) throws -> String {
    let range = try #require(text.firstRange(of: old), "'\(old)'")
    return text[..<range.lowerBound] + new + text[range.upperBound...]
  }

  private func lines(_ count: Int, from first: Int = 0, _ line: (Int) -> String) -> String {
    (first..<first + count).map { "  " + line($0) + "\n" }.joined()
  }

  private func phones(_ count: Int, from first: Int = 0, _ fields: String = "") -> String {
    lines(count, from: first) { "SEP00BB\(String(10_000_000 + $0)): {\(fields)}" }
  }

  @Test func `a directory that is synchronised everywhere is one finding for two clusters`() throws {
    let home = lines(500) { "u\($0): {lastName: L, controlledProfiles: [UDP-ADIAZ]}" }
    let away = lines(500) { "u\($0): {lastName: L, emcc: false}" }
    let found = try findings("EM3010", users: home, abroad: away)
    #expect(found.count == 1)
    #expect(
      found.first?.message == "500 users who travel are at home in AWAY and in HOME: 'u0', 'u1', 'u2' and 497 "
        + "more")
  }

  @Test func `ten users at home twice are ten findings`() throws {
    let home = lines(10) { "u\($0): {lastName: L, controlledProfiles: [UDP-ADIAZ]}" }
    let away = lines(10) { "u\($0): {lastName: L, emcc: false}" }
    #expect(try findings("EM3010", users: home, abroad: away).count == 10)
  }

  @Test func `users who do not travel may have accounts everywhere`() throws {
    let text = lines(500) { "u\($0): {lastName: L, emcc: false}" }
    #expect(try findings("EM3010", users: text, abroad: text).isEmpty)
  }

  @Test func `EMCC by default for users without profiles is one finding`() throws {
    let found = try findings("EM3015", users: lines(500) { "u\($0): {lastName: L}" })
    #expect(found.count == 1)
    #expect(
      found.first?.message.hasPrefix(
        "500 users ('u0', 'u1', 'u2' and 497 more) of HOME have EMCC by "
          + "default") == true)
  }

  @Test func `a few users without a profile among many are one finding each`() throws {
    let right = lines(100) { "r\($0): {lastName: L, controlledProfiles: [UDP-ADIAZ]}" }
    let wrong = lines(12) { "u\($0): {lastName: L}" }
    #expect(try findings("EM3015", users: right + wrong).count == 12)
    let explicit = lines(12) { "u\($0): {lastName: L, emcc: true}" }
    #expect(try findings("EM3015", users: explicit).count == 12)
  }

  @Test func `a profile without a line is one finding, however many users control it`() throws {
    let users = lines(100) { "u\($0): {lastName: L, controlledProfiles: [UDP-EMPTY\($0 % 2)]}" }
    let profiles = lines(2) { "UDP-EMPTY\($0): {}" }
    #expect(try findings("EM3016", users: users, profiles: profiles).count == 2)
  }

  @Test func `a shared extension is one finding for all who share it`() throws {
    let users = lines(30) { "u\($0): {lastName: L, controlledProfiles: [UDP-ADIAZ], primaryExtension: '555\($0 % 3)'}" }
    let found = try findings(
      "EM3020", users: users, ["node: home-sub, emcc: true,": "node: home-sub, emcc: true, loginType: DN,"])
    #expect(found.count == 3)
    #expect(found.first?.message == "'5550' is the primary extension of 10 users of HOME: 'u0', 'u3', 'u6' and 7 more")
    #expect(found.first?.related.count == 5)
  }

  @Test func `a service without EMCC is one finding for all its phones`() throws {
    let found = try findings(
      "EM3022", phones: phones(500), ["home-sub, emcc: true, enterprise": "home-sub, emcc: false, enterprise"])
    #expect(found.count == 1)
    #expect(found.first?.message.contains("502 phones of HOME") == true)
  }

  @Test func `a logout profile by default is one finding, one's own are one each`() throws {
    let byDefault = try findings(
      "EM3026", phones: phones(500),
      ["css: CSS-DEV, extensionMobility: true}": "css: CSS-DEV, logoutProfile: UDP-BKIM}"])
    #expect(byDefault.count == 1)
    let own = try findings("EM3026", phones: phones(20, "extensionMobility: false, logoutProfile: UDP-BKIM"))
    #expect(own.count == 20)
  }

  @Test func `a service that no phone has is one finding`() throws {
    let found = try findings(
      "EM3027", phones: phones(500),
      ["home-sub, emcc: true, enterpriseSubscription: true": "home-sub, emcc: true, enterpriseSubscription: false"])
    #expect(found.count == 1)
    #expect(found.first?.message.contains("502 phones") == true)
  }

  /// What subscribing one by one looks like for the example's own objects.
  private static let subscribing: KeyValuePairs = [
    "home-sub, emcc: true, enterpriseSubscription: true": "home-sub, emcc: true",
    "emccCss: CSS-EMCC}": "emccCss: CSS-EMCC, services: [Extension Mobility]}",
    "{description: Hot desk 1}\n  SEP00AA10000002: {description: Hot desk 2}":
      "{services: [Extension Mobility]}\n  SEP00AA10000002: {services: [Extension Mobility]}",
  ]

  @Test func `a few phones without a subscription are one finding each, most of a file one`() throws {
    let subscribed = phones(50, "services: [Extension Mobility]")
    let few = try findings("EM3027", phones: subscribed + phones(12, from: 100), Self.subscribing)
    #expect(few.count == 12)
    let most = try findings("EM3027", phones: subscribed + phones(60, from: 100), Self.subscribing)
    #expect(most.count == 1)
    #expect(most.first?.message.hasPrefix("60 phones") == true)
  }

  @Test func `profiles without a subscription are counted alike`() throws {
    let edits: KeyValuePairs = [
      "home-sub, emcc: true, enterpriseSubscription: true": "home-sub, emcc: true",
      "css: CSS-DEV, extensionMobility: true}":
        "css: CSS-DEV, extensionMobility: true, services: [Extension Mobility]}",
      "UDP-ADIAZ: {lines:": "UDP-ADIAZ: {services: [Extension Mobility], lines:",
      "UDP-BKIM: {lines:": "UDP-BKIM: {services: [Extension Mobility], lines:",
    ]
    func found(_ count: Int) throws -> [Diagnostic] {
      try findings(
        "EM3527", users: lines(count) { "u\($0): {lastName: L, controlledProfiles: [UDP-\($0)]}" },
        profiles: lines(count) { "UDP-\($0): {lines: [{dn: '77\($0)', partition: PT-DN}]}" }, edits)
    }
    #expect(try found(10).count == 10)
    let most = try found(40)
    #expect(most.count == 1)
    #expect(most.first?.message.hasPrefix("40 device profiles") == true)
  }

  @Test func `three clusters with one ID are one finding`() throws {
    let partner =
      "clusters: {PARTNER: {external: true, clusterId: SAME, version: 14.0.1.13900-155, securityMode: "
      + "mixed}}"
    let found = try check(
      [
        "members: [HOME, AWAY]": "members: [HOME, AWAY, PARTNER]", "emergencyNumbers:": partner + "\nemergencyNumbers:",
        "clusterId: HOME-CUCM": "clusterId: SAME", "clusterId: AWAY-CUCM": "clusterId: SAME",
      ].reduce(ExampleDeployment.text) { try replacing($1.key, with: $1.value, in: $0) }
    ).map(\.diagnostic).filter { $0.code == "EM3013" }
    #expect(found.map(\.message) == ["clusters AWAY, HOME and PARTNER have the same ID 'SAME'"])
    #expect(found.first?.clusters == ["AWAY", "HOME", "PARTNER"])
    #expect(found.first?.related.count == 2)
  }

  @Test func `references to what only another cluster has are one finding for each name`() throws {
    let found = try findings(
      "EM3109", phones: phones(500, "mediaResourceGroupList: MRGL-X") + phones(3, from: 600, "location: LOC-X"),
      ["cluster: AWAY": "cluster: AWAY\nexisting: {mediaResourceGroupLists: [MRGL-X], locations: [LOC-X]}"])
    #expect(found.count == 2)
    #expect(found.contains { $0.message.hasSuffix("not of HOME (500 references)") })
  }

  @Test func `phones of one pool without a geolocation are one finding`() throws {
    let found = try findings(
      "EM3068", phones: phones(500, "devicePool: DP-NOWHERE"),
      ["  DP-BASE: {}": "  DP-BASE: {}\n  DP-NOWHERE: {localRouteGroup: RG-NYC}"])
    #expect(found.count == 1)
    #expect(found.first?.message.contains("500 phones") == true)
  }
}
