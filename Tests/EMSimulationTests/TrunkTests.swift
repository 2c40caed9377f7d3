import EMSimulation
import Testing

@Suite("Trunks between clusters")
struct TrunkTests {
  /// US with a trunk for 3XXX to EU, where it arrives on trunk 0.
  private func world(_ far: CallTrunk.Far = .cluster(1, trunk: 0), _ change: (inout [DialPlan]) -> Void = { _ in })
    -> CallWorld
  {
    var us = CallWorld.plan("US", country: "US")
    us.add("PT-ICT", [CallPattern("3XXX", partition: nil, target: .trunk(0))])
    us.trunks = [CallTrunk(NamedPlace("ICT-EU"), far: far, country: "CA")]
    var eu = CallWorld.plan("EU", country: "GB")
    eu.add("PT-DN-EU", [CallPattern("30XX", partition: nil, target: .routeList(1))])
    eu.directoryNumbers = Extensions(numbers: [0: ["3101"]])
    eu.trunks = [CallTrunk(NamedPlace("ICT-US"), far: .cluster(0, trunk: 0), devicePool: 0, css: 0)]
    var plans = [us, eu]
    change(&plans)
    return CallWorld(plans: plans)
  }

  @Test("a call arrives on the peer's trunk, with its inbound calling search space, as a whole")
  func arrival() {
    let result = world().call("3101")
    #expect(result.end == .directoryNumber(cluster: 1, NamedPlace("3101")))
    #expect(result.verdict == .ok)
    #expect(result.legs.map(\.cluster) == [0, 1])
    #expect(result.legs[1].matches.map(\.role) == [.trunk])
    #expect(result.callingNumber == "2101001")
    #expect(world().call("3999").end == .noMatch(cluster: 1))
  }

  @Test("Standard Local Route Group is that of the trunk's own pool")
  func localRouteGroup() {
    #expect(world().call("3001").end == .gateway(cluster: 1, gateway: 0, country: "GB"))
    #expect(
      world { $0[1].trunks[0].devicePool = nil }.call("3001").end == .noLocalRouteGroup(cluster: 1, devicePool: nil))
  }

  @Test("significant digits and prefix change what arrives")
  func inbound() {
    let world = world {
      $0[0].patterns[0].called = CalledChange(prefix: "0044")
      $0[1].trunks[0].significantDigits = 3
      $0[1].trunks[0].prefixDigits = "3"
    }
    #expect(world.call("3101").legs.map(\.digits) == ["3101", "3101"])
    #expect(world.call("3101").end == .directoryNumber(cluster: 1, NamedPlace("3101")))
    #expect(self.world { $0[1].trunks[0].significantDigits = -1 }.call("3101").end == .noMatch(cluster: 1))
  }

  @Test("transformation patterns of the trunk apply on the way out")
  func transformations() {
    let world = world {
      $0[0].trunks[0].callingTransformationCSS = 0
      $0[0].callingTransformations = [
        TransformationPattern("2XXXXXX", partition: 0, change: CallingChange(usesExternalMask: true))
      ]
    }
    #expect(world.call("3101").callingNumber == "+12125551001")
    // EU is where it ends, and EU did not touch it.
    #expect(!world.call("3101").isCallingNumberLocal)
  }

  @Test("a cluster without a trunk back, an external one, and one of a provider")
  func ends() {
    #expect(world(.cluster(1, trunk: nil)).call("3101").end == .noInboundTrunk(cluster: 1))
    #expect(world(.cluster(1, trunk: nil)).call("3101").verdict == .noRoute)
    let external = world(.cluster(1, trunk: nil)) { $0[1].isExternal = true }.call("3101")
    #expect(external.end == .external(cluster: 1))
    #expect(external.verdict == .unknown)
    #expect(external.delivered == "3101")
    let outside = world(.outside).call("3101")
    #expect(outside.end == .outsideTrunk(cluster: 0, trunk: 0))
    #expect(outside.verdict == .ok)
    #expect(world(.emcc).call("3101").end == .noMember(cluster: 0))
  }

  @Test("of trunks that a circular route group takes in turn each is followed")
  func circularTrunks() {
    let world = world {
      var apac = CallWorld.plan("APAC", country: "JP")
      apac.trunks = [CallTrunk(NamedPlace("ICT-US"), far: .cluster(0, trunk: 1), devicePool: 0)]
      $0.append(apac)
      $0[0].trunks.append(CallTrunk(NamedPlace("ICT-APAC"), far: .cluster(2, trunk: 0)))
      $0[0].routeGroups[0] = RouteGroup(NamedPlace("RG-ICT"), members: [.trunk(0), .trunk(1)], isCircular: true)
      $0[0].patterns[0].target = .routeList(0)
    }
    #expect(world.call("3101").verdict == .noRoute)
    #expect(world.call("3101").end == .noMatch(cluster: 2))
    #expect(world.call("3102").end == .noMatch(cluster: 1))
    #expect(
      self.world {
        $0[0].routeGroups[0] = RouteGroup(NamedPlace("RG-ICT"), members: [.trunk(0), .gateway(0)], isCircular: false)
        $0[0].patterns[0].target = .routeList(0)
      }.call("3101").verdict == .ok)
  }

  @Test("trunks that lead in a circle end the call")
  func circle() {
    let world = world {
      $0[1].patterns[0] = CallPattern("3XXX", partition: 0, target: .trunk(0))
      $0[0].trunks[0].css = 0
    }
    let result = world.call("3999")
    #expect(result.end == .loop(cluster: 0))
    #expect(result.verdict == .noRoute)
    #expect(result.legs.count == 8)
  }

  @Test("indexes that are not there end a call, and nothing worse")
  func hostile() {
    #expect(world { $0[0].patterns[0].target = .trunk(9) }.call("3101").end == .noMember(cluster: 0))
    #expect(world { $0[0].patterns[0].target = .gateway(-1) }.call("3101").end == .noMember(cluster: 0))
    #expect(world { $0[0].patterns[0].target = .routeList(9) }.call("3101").end == .noMember(cluster: 0))
    #expect(world(.cluster(7, trunk: 0)).call("3101", withSteps: true).end == .external(cluster: 7))
    #expect(world { $0[0].searchSpaces[0].partitions = [9] }.call("3101", withSteps: true).end == .noMatch(cluster: 0))
  }
}
