import EMSimulation
import Testing

@Suite("Route lists and local route groups")
struct RouteListTests {
  /// A cluster where 1 leads to a route list with these members; 911 is an emergency number that leads there too.
  private func world(_ members: [RouteList.Member], _ change: (inout DialPlan) -> Void = { _ in }) -> CallWorld {
    var us = CallWorld.plan("US", country: "US")
    us.routeLists[0].members = members.map { ($0, nil) }
    us.add(
      "PT", ["1", "911"].map { CallPattern($0, partition: nil, target: .routeList(0), isUrgent: true) })
    us.gateways.append(CallGateway(NamedPlace("GW-LDS"), country: "GB"))
    us.routeGroups += [
      RouteGroup(NamedPlace("RG-LDS"), members: [.gateway(1)], isCircular: false),
      RouteGroup(NamedPlace("RG-EMPTY"), members: [], isCircular: false),
    ]
    change(&us)
    return CallWorld(plans: [us])
  }

  private let home = CallEnd.gateway(cluster: 0, gateway: 0, country: "US")
  private let leeds = CallEnd.gateway(cluster: 0, gateway: 1, country: "GB")

  @Test("the first member that has somebody takes the call")
  func order() {
    #expect(world([.group(1), .group(0)]).call("1").end == leeds)
    #expect(world([.group(2), .group(0)]).call("1").end == home)
    #expect(world([.group(2)]).call("1").end == .noMember(cluster: 0))
    #expect(world([]).call("1").end == .noMember(cluster: 0))
    #expect(world([.unknown("RG-X"), .group(0)]).call("1").end == .unmodelled(cluster: 0, "RG-X"))
    #expect(world([.group(0), .unknown("RG-X")]).call("1").end == home)
  }

  @Test("Standard Local Route Group is the device pool's")
  func standard() {
    #expect(world([.standardLocal]).call("1").end == home)
    #expect(world([.standardLocal]).call("1").usesLocalRouteGroup)
    #expect(!world([.group(0)]).call("1").usesLocalRouteGroup)
    let leeds = world([.standardLocal]) { $0.devicePools[0].standardLocalRouteGroup = 1 }
    #expect(leeds.call("1").end == self.leeds)
  }

  @Test("a pool without local route group leaves the call to the next member")
  func missing() {
    let none = { (plan: inout DialPlan) in plan.devicePools[0].standardLocalRouteGroup = nil }
    #expect(world([.standardLocal], none).call("1").end == .noLocalRouteGroup(cluster: 0, devicePool: 0))
    #expect(world([.standardLocal], none).call("911").verdict == .noRoute)
    #expect(world([.standardLocal, .group(1)], none).call("1").end == leeds)
    let unreadable = world([.standardLocal, .group(1)]) {
      $0.devicePools[0].standardLocalRouteGroup = nil
      $0.devicePools[0].isLocalRouteGroupUnknown = true
    }
    #expect(unreadable.call("1").end == .unmodelled(cluster: 0, "local route group of device pool DP-US"))
  }

  @Test("named local route groups are the device pool's too")
  func named() {
    let world = world([.named("LRG-Fax"), .named("LRG-Help")]) {
      $0.devicePools[0].namedLocalRouteGroups = ["LRG-Help": 1]
    }
    #expect(world.call("1").end == leeds)
    #expect(world.call("1").usesLocalRouteGroup)
    #expect(self.world([.named("LRG-Fax")]).call("1").end == .noLocalRouteGroup(cluster: 0, devicePool: 0))
  }

  @Test("a second choice in another country is worth a note")
  func laterChoice() {
    let list = world([.group(0), .group(1)]).call("911")
    #expect(list.verdict == .ok)
    #expect(list.notes == ["GW-LDS in GB is a later choice of route list RL-HOME"])
    let group = world([.group(0)]) { $0.routeGroups[0].members = [.gateway(0), .gateway(1)] }.call("911")
    #expect(group.notes == ["GW-LDS in GB is a later choice of route group RG-US"])
    #expect(world([.group(0), .group(0)]).call("911").notes == [])
  }

  @Test("of a circular route group the worst member counts")
  func circular() {
    let circular = world([.group(0)]) {
      $0.routeGroups[0] = RouteGroup(NamedPlace("RG-US"), members: [.gateway(0), .gateway(1)], isCircular: true)
    }
    #expect(circular.call("911").verdict == .wrongCountry)
    #expect(circular.call("911").end == leeds)
    #expect(
      circular.call("911").notes == ["route group RG-US takes its members in turn, and GW-LDS in GB is one of them"])
    // A call that is no emergency is as well off with the first.
    #expect(circular.call("1").end == home)
    let unknown = world([.group(0)]) {
      $0.routeGroups[0] = RouteGroup(NamedPlace("RG-US"), members: [.gateway(0), .unknown("GW-X")], isCircular: true)
    }
    #expect(unknown.call("911").end == .unmodelled(cluster: 0, "GW-X"))
  }
}
