import EMTestSupport
import Testing

@testable import Compiler

/// What following emergency calls costs where a deployment has grown in every direction at once.
///
/// Each cluster is a country of its own with one site for each calling search space, and with as many groups of users
/// that differ in the calling search space of their lines.
@Suite struct EmergencyScaleTests {
  /// How large the deployment is.
  private struct Size {
    var clusters = 3
    var sites = 2
    var groups = 2
    var translations = 10
    var extensions = 10
  }

  private static let countries = ["US", "GB", "DE", "FR", "AU", "JP", "NL", "IT", "ES", "SE", "NO", "DK"]

  /// The emergency number of a country.
  private static func number(_ index: Int) -> String { "9\(padded(index + 1, 2))" }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func list(_ items: some Sequence<String>) -> String { "[\(items.joined(separator: ", "))]" }

  private func deployment(_ size: Size) -> String {
    let (clusters, countries) = (0..<size.clusters, Self.countries)
    let head = """
      emcc: v1
      deployment: GROWN
      emccGroup: {members: \(Self.list(clusters.map { "C\($0)" })), mesh: full, maxAudioBitRate: 64 kbps}
      emergencyNumbers:
      \(clusters.map { "  \(countries[$0]): ['\(Self.number($0))']\n" }.joined())everyCluster:
        geolocations:
      \(clusters.map { "    GEO-\(countries[$0]): {country: \(countries[$0])}\n" }.joined())
        geolocationFilters: {GF: [country]}
        partitions: [PT-EMER, PT-DN, PT-OTHER, PT-OUT, PT-HABIT]
        routeLists: {RL: [Standard Local Route Group]}
        callingSearchSpaces: {CSS-ADJ: [PT-EMER]}
        routePatterns:
          - partition: PT-EMER
            patterns: \(Self.list(clusters.map { "'\(Self.number($0))'" } + ["'112'"]))
            to: RL
            purpose: emergency
            urgentPriority: true

      """
    return head + clusters.map { "---\n" + cluster($0, size) }.joined()
  }

  private func cluster(_ index: Int, _ size: Size) -> String {
    let country = Self.countries[index]
    let others = (0..<size.clusters).filter { $0 != index }
    let habits = Self.list(others.map { "'\(Self.number($0))'" } + ["'112'"])
    let roaming = others.map {
      "  DP-ROAM-\($0): {roamingFor: C\($0), geolocation: GEO-\(Self.countries[$0]), adjunctCss: CSS-ADJ}\n"
    }
    return """
      emcc: v1
      cluster: C\(index)
      clusterId: C\(index)
      version: 14.0.1.13900-155
      securityMode: mixed
      nodes: {sub: {address: sub\(index).example.com, role: publisher, services: [callManager, tftp]}}
      callManagerGroups: {CMG: [sub]}
      regions: [REG]
      dateTimeGroups: {DTG: Europe/London}
      emccFeatureConfiguration: {geolocationFilter: GF, pstnAccessTrunkCss: originalDeviceCss}
      interclusterServiceProfile: {emcc: {active: true}, pstnAccess: {active: true, sipTrunk: TRUNK}}
      partitions: [PT-CLG]
      gateways: {GW: {devicePool: DP-0, country: \(country), callingPartyTransformationCss: CSS-CLG}}
      routeGroups: {RG: [GW]}
      sipTrunks: {TRUNK: {serviceType: emcc, devicePool: DP-0}}
      routePatterns:
        - {partition: PT-OUT, patterns: ['\(Self.number(index))'], to: RL, purpose: emergency, urgentPriority: true}
      callingPartyTransformationPatterns: [{partition: PT-CLG, patterns: ['!'], mask: '+12125550100'}]
      translationPatterns:
        - {partition: PT-HABIT, patterns: \(habits), css: CSS-0, calledPartyMask: '\(Self.number(index))'}
        - partition: PT-OTHER
          patterns: \(Self.list((0..<size.translations).map { "'9\(Self.padded($0, 5))'" }))
          css: CSS-0
          calledPartyMask: '5000'
      defaults:
        phones: {model: Cisco 8851, protocol: SIP, extensionMobility: true}
        devicePools: {callManagerGroup: CMG, region: REG, dateTimeGroup: DTG}
        deviceProfiles: {model: Cisco 8851, protocol: SIP, phoneButtonTemplate: Standard 8851 SIP, emccCss: none}
        users: {emcc: true, ldap: true, lastName: L}
      callingSearchSpaces:
        CSS-CLG: [PT-CLG]
      \((0..<size.sites).map { "  CSS-\($0): [PT-OUT, PT-HABIT]\n" }.joined())
      \((0..<size.groups).map { "  CSS-LINE-\($0): [PT-DN, PT-OTHER]\n" }.joined())
      devicePools:
      \((0..<size.sites).map { "  DP-\($0): {geolocation: GEO-\(country), localRouteGroup: RG}\n" }.joined())
      \(roaming.joined())
      phones:
      \((0..<size.sites).map { "  SEP\(Self.padded(index * 1000 + $0, 12)): {devicePool: DP-\($0), css: CSS-\($0)}\n" }
        .joined())
      deviceProfiles:
      \((0..<size.groups).map { "  UDP-\($0): {lines: [{dn: '2\(Self.padded($0, 4))', css: CSS-LINE-\($0)}]}\n" }.joined())
      \((0..<size.extensions).map { "  X-\($0): {lines: [{dn: '9\(Self.padded($0, 6))', partition: PT-DN}]}\n" }.joined())
      users:
      \((0..<size.groups).map { "  u\(index)x\($0): {controlledProfiles: [UDP-\($0)]}\n" }.joined())

      """
  }

  private func survey(_ size: Size) throws -> EmergencySurvey {
    try LinkedText(deployment(size)).deployment.emergencySurvey
  }

  @Test func groupsThatAHomeTreatsAlikeAreFollowedOnce() throws {
    let few = try survey(Size())
    let many = try survey(Size(groups: 40))
    // 6 pairs, 2 sites that differ in their calling search space; the numbers of both countries, and 112.
    #expect(few.trials.count == 6 * 2 * 3)
    #expect(many.trials.count == few.trials.count)
    #expect(many.classes.map(\.count) == [40, 40, 40])
    #expect(many.travellers.map(\.count) == [40, 40, 40])
  }

  /// With each group by itself there would be 700,000 calls.
  @Test(.timeLimit(.minutes(5)))
  func aLargeDeploymentIsFollowedInTime() throws {
    let size = Size(clusters: 12, sites: 30, groups: 60, translations: 400, extensions: 5000)
    let survey = try survey(size)
    #expect(survey.trials.count == 12 * 11 * 30 * 3)
    #expect(survey.classes.count == 12)
    #expect(survey.faults.isEmpty)
  }
}
