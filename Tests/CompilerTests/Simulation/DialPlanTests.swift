import Compiler
import EMDiagnostics
import EMSimulation
import EMTestSupport
import Testing

/// Dial plans made from documents.
@Suite struct DialPlanTests {
  private func plan(_ linked: LinkedText, _ handle: String) throws -> DialPlan {
    try #require(linked.deployment.dialPlans.plans.first { $0.cluster == handle })
  }

  @Test func exampleDeploymentBecomesPlans() throws {
    let linked = try LinkedText(ExampleDeployment.text)
    let plans = linked.deployment.dialPlans.plans
    #expect(plans.map(\.cluster) == linked.deployment.clusters.map(\.handle))
    let home = try plan(linked, "HOME")
    #expect(Set(home.partitions.map(\.name)).isSuperset(of: ["PT-EMER-US", "PT-EMER-GB", "PT-HABIT", "PT-PSTN"]))
    let device = try #require(home.searchSpaces.first { $0.name.name == "CSS-DEV" })
    #expect(device.partitions.map { home.partitions[$0].name } == ["PT-EMER-US", "PT-ABROAD", "PT-PSTN"])
    let abroad = home.patterns.filter { $0.partition.map { home.partitions[$0].name } == "PT-ABROAD" }
    #expect(home.patterns.prefix(6).map(\.text) == ["911", "9.911", "999", "112", "9.999", "9.112"])
    #expect(abroad.map(\.text) == ["999", "112", "9999", "9112"])
    #expect(home.patterns[1].called == CalledChange(discard: .preDot))
    #expect(home.patterns[1].purpose == .emergency && home.patterns[1].isUrgent)
    let list = try #require(home.routeLists.firstIndex { $0.name.name == "RL-EMERGENCY" })
    #expect(home.patterns[1].target == .routeList(list))
    #expect(home.routeLists[list].members.map(\.member) == [.standardLocal])
    let translation = try #require(home.patterns.last)
    #expect(translation.target == .translation(css: home.searchSpaces.firstIndex { $0.name.name == "CSS-DEV" }))
    #expect(translation.called.mask == "911")
    #expect(try linked.word(at: translation.place) == "'9112'")
    let pools = home.devicePools.map { pool in pool.standardLocalRouteGroup.map { home.routeGroups[$0].name.name } }
    #expect(
      home.devicePools.map(\.name.name) == ["DP-NYC", "DP-BASE", "DP-ROAM-GB", "a device pool that is not known"])
    #expect(pools == ["RG-NYC", nil, nil, nil])
    #expect(home.gateways.map(\.country) == ["US"])
    #expect(home.trunks.map(\.far) == [.emcc])
    #expect(home.pstnAccess?.trunk == 0)
    #expect(home.pstnAccess?.usesOriginalDeviceCSS == false)
    #expect(
      linked.deployment.callSimulator.emergencyNumbers == [
        "US": ["911", "9911"], "GB": ["999", "112", "9999", "9112"],
      ])
  }

  @Test func settingsOfThePoolCountForGatewaysAndTrunks() throws {
    let linked = try LinkedText(
      """
      emcc: v1
      cluster: A
      version: 14.0.1.13900-155
      securityMode: mixed
      geolocations: {GEO: {country: DE}}
      partitions: [PT]
      callingSearchSpaces: {CSS-POOL: [PT], CSS-OWN: [PT]}
      devicePools:
        DP: {geolocation: GEO, callingPartyTransformationCss: CSS-POOL, calledPartyTransformationCss: CSS-POOL}
      gateways:
        GW-1: {devicePool: DP}
        GW-2: {devicePool: DP, country: US, callingPartyTransformationCss: CSS-OWN}
      sipTrunks:
        T-1: {devicePool: DP, destinations: [carrier.example], significantDigits: 7, prefixDigits: '8'}
        T-2: {devicePool: DP, destinations: [carrier.example], calledPartyTransformationCss: CSS-OWN}
      """)
    let plan = try plan(linked, "A")
    #expect(plan.gateways.map(\.country) == ["DE", "US"])
    #expect(try plan.gateways.map { try linked.word(at: $0.countryPlace) } == ["DE", "US"])
    #expect(plan.gateways.map(\.callingTransformationCSS) == [0, 1])
    #expect(plan.gateways.map(\.calledTransformationCSS) == [0, 0])
    #expect(plan.trunks.map(\.calledTransformationCSS) == [0, 1])
    #expect(plan.trunks.map(\.significantDigits) == [7, nil])
    #expect(plan.trunks.map(\.prefixDigits) == ["8", nil])
    #expect(plan.trunks.map(\.country) == ["DE", "DE"])
    #expect(plan.trunks.map(\.far) == [.outside, .outside])
    #expect(plan.pstnAccess == nil)
  }

  @Test func whatIsNotDescribedIsUnknown() throws {
    let linked = try LinkedText(
      """
      emcc: v1
      cluster: A
      version: 14.0.1.13900-155
      securityMode: mixed
      existing: {routeLists: [RL-OLD], gateways: [GW-OLD], routeGroups: [RG-OLD], partitions: [PT-OLD]}
      partitions: [PT]
      callingSearchSpaces: {CSS: [PT-OLD, PT]}
      routeGroups: {RG: [GW-OLD]}
      routeLists: {RL: [RG-OLD, RG]}
      devicePools: {DP-1: {localRouteGroup: RG-OLD}, DP-2: {localRouteGroup: RG-NOWHERE}}
      routePatterns:
        - {partition: PT, patterns: ['1'], to: RL-OLD}
        - {partition: PT, patterns: ['2'], to: RL-NOWHERE}
        - {partition: PT-NOWHERE, patterns: ['3'], to: RL}
        - {patterns: ['4'], block: true}
      """)
    let plan = try plan(linked, "A")
    #expect(plan.patterns.map(\.text) == ["1", "2", "4"])
    #expect(plan.patterns.map(\.target) == [.unknown("RL-OLD"), .unknown("an object that could not be read"), .block])
    #expect(plan.patterns.map(\.partition) == [0, 0, nil])
    #expect(plan.searchSpaces[0].partitions.map { plan.partitions[$0].name } == ["PT-OLD", "PT"])
    #expect(plan.routeGroups[0].members == [.unknown("GW-OLD")])
    #expect(plan.routeLists[0].members.map(\.member) == [.group(1), .group(0)])
    #expect(plan.routeGroups[1].members == [.unknown("RG-OLD")])
    #expect(plan.devicePools.map(\.standardLocalRouteGroup) == [1, nil, nil])
    #expect(plan.devicePools.map(\.isLocalRouteGroupUnknown) == [false, true, true])
    #expect(plan.incompletePartitions == [1])
    #expect(plan.searchSpaces.map(\.gap) == [nil, "a calling search space that is not known"])
  }

  @Test func trunksLeadToTheClustersWhoseNodesTheyName() throws {
    func cluster(_ handle: String, _ trunks: String) -> String {
      """
      ---
      emcc: v1
      cluster: \(handle)
      version: 14.0.1.13900-155
      securityMode: mixed
      nodes: {pub: {address: pub.\(handle.lowercased()).example}, sub: {address: sub.\(handle.lowercased()).example}}
      devicePools: [DP]
      sipTrunks:
      \(trunks)

      """
    }
    let linked = try LinkedText(
      "emcc: v1\ndeployment: X\nclusters: {EXT: {external: true, address: host.ext.example}}\n"
        + cluster(
          "A",
          """
            TO-NOBODY: {devicePool: DP, destinations: [sub.a.example, carrier.example]}
            TO-B: {devicePool: DP, destinations: [unknown.example, SUB.B.Example]}
            TO-C: {devicePool: DP, destinations: [pub.c.example]}
            TO-EXT: {devicePool: DP, destinations: [host.ext.example]}
            TO-SRV: {devicePool: DP, destinations: [_sip._tcp.b.example], destinationIsSrv: true}
            EMCC: {devicePool: DP, serviceType: emcc}
          """)
        + cluster(
          "B",
          """
            TO-C: {devicePool: DP, destinations: [sub.c.example]}
            TO-A: {devicePool: DP, destinations: [pub.a.example]}
            TO-A-2: {devicePool: DP, destinations: [sub.a.example]}
          """) + cluster("C", "  TO-B: {devicePool: DP, destinations: [sub.b.example]}"))
    let plans = linked.deployment.dialPlans.plans
    #expect(plans.map(\.cluster) == ["A", "B", "C", "EXT"])
    #expect(plans.map(\.isExternal) == [false, false, false, true])
    #expect(
      plans[0].trunks.map(\.far) == [
        .outside, .cluster(1, trunk: 1), .cluster(2, trunk: nil), .cluster(3, trunk: nil), .outside, .emcc,
      ])
    #expect(
      plans[1].trunks.map(\.far) == [.cluster(2, trunk: 0), .cluster(0, trunk: 1), .cluster(0, trunk: 1)])
  }
}
