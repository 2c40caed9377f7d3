import EMDiagnostics
import EMSimulation
import EMTestSupport
import Testing

@Suite("Calls of visitors")
struct VisitorCallTests {
  /// A US user in Leeds: the adjunct CSS sends emergency calls to Standard Local Route Group.
  private struct World {
    var plans: [DialPlan]
    var country: String? = "GB"

    init(_ change: (inout [DialPlan]) -> Void = { _ in }) {
      var us = CallWorld.plan("US", country: "US")
      let dropped = CalledChange(discard: .preDot)
      us.add(
        "PT-EMER-GB",
        [
          CallPattern("999", partition: nil, target: .routeList(1), purpose: .emergency, isUrgent: true),
          CallPattern(
            "9.911", partition: nil, target: .routeList(1), purpose: .emergency, isUrgent: true, called: dropped),
        ])
      us.add("PT-PSTN-US", [CallPattern("9.!", partition: nil, target: .routeList(0), called: dropped)])
      us.add("PT-VISITORS")
      us.trunks = [CallTrunk(NamedPlace("EMCC-US"), far: .emcc)]
      us.pstnAccess = PSTNAccess(trunk: 0, usesOriginalDeviceCSS: false)
      us.devicePools.append(CallDevicePool(NamedPlace("DP-ROAM-GB"), standardLocalRouteGroup: 0))
      var eu = CallWorld.plan("EU", country: "GB")
      eu.add(
        "PT-TRUNK",
        [
          CallPattern("999", partition: nil, target: .routeList(1), purpose: .emergency),
          CallPattern("911", partition: nil, target: .translation(css: 0), called: CalledChange(mask: "999")),
        ])
      eu.add("PT-PHONE", [CallPattern("999", partition: nil, target: .routeList(1), called: CalledChange(prefix: "9"))])
      eu.trunks = [CallTrunk(NamedPlace("EMCC-EU"), far: .emcc, devicePool: 1, css: 0)]
      eu.devicePools.append(CallDevicePool(NamedPlace("DP-TRUNK")))
      eu.pstnAccess = PSTNAccess(trunk: 0, usesOriginalDeviceCSS: false)
      plans = [us, eu]
      change(&plans)
    }

    func call(_ digits: String, withSteps: Bool = false) -> CallResult {
      let setup = CallSetup(
        cluster: 0, chain: [ChainLink(.adjunct, css: 0), ChainLink(.line, css: 1), ChainLink(.emcc, css: nil)],
        line: CallingLine(number: "2101001", externalMask: "+1212555XXXX"), devicePool: 1,
        visited: VisitedPhone(cluster: 1, devicePool: 0, css: 1), country: country)
      return CallWorld(plans: plans).simulator.call(setup, dialling: digits, withSteps: withSteps)
    }
  }

  private let leeds = CallEnd.gateway(cluster: 1, gateway: 0, country: "GB")

  @Test("Standard Local Route Group is the visited cluster's, by the phone's own pool")
  func visitedCluster() {
    let result = World().call("999")
    #expect(result.end == leeds)
    #expect(result.verdict == .ok)
    #expect(result.usesLocalRouteGroup)
    #expect(result.legs.map(\.cluster) == [0, 1])
    #expect(result.legs.flatMap(\.matches).map(\.role) == [.adjunct, .trunk])
    let without = World { $0[1].devicePools[0].standardLocalRouteGroup = nil }.call("999")
    #expect(without.end == .noLocalRouteGroup(cluster: 1, devicePool: 0))
    #expect(without.reason == "'999' comes to a local route group, and device pool DP-EU of EU has none")
  }

  @Test("a habit of home is translated where the call arrives")
  func habit() {
    let result = World().call("9911")
    #expect(result.delivered == "999")
    #expect(result.verdict == .ok)
    #expect(result.legs[1].matches.map(\.role) == [.trunk, .translation])
    #expect(World { $0[1].patterns.remove(at: 1) }.call("9911").end == .noMatch(cluster: 1))
  }

  @Test("with the other mode the phone's own calling search space counts")
  func originalDeviceCSS() {
    let world = World { $0[1].pstnAccess?.usesOriginalDeviceCSS = true }
    let result = world.call("999")
    #expect(result.legs[1].matches.map(\.role) == [.device])
    #expect(result.delivered == "9999")
    #expect(result.verdict == .ok)
    #expect(result.notes == ["GW-EU gets '9999' and must remove the digit for an outside line: '999' is the number"])
    #expect(world.call("9911").end == .noMatch(cluster: 1))
  }

  @Test("inbound settings of the EMCC trunk count")
  func inbound() {
    let world = World {
      $0[0].patterns[0].called = CalledChange(prefix: "00")
      $0[1].trunks[0].significantDigits = 3
    }
    #expect(world.call("999").end == leeds)
  }

  @Test("ordinary patterns leave at home, which is no place for an emergency call")
  func home() {
    let national = World().call("912125551234")
    #expect(national.end == .gateway(cluster: 0, gateway: 0, country: "US"))
    #expect(national.verdict == .ok)
    let emergency = World { $0[0].patterns[0].target = .routeList(0) }
    #expect(emergency.call("999").verdict == .egressAtHome)
    #expect(
      emergency.call("999").reason
        == "'999' leaves by GW-US in US, a gateway of the home cluster, but the phone stands in GB at EU")
    var sameCountry = emergency
    sameCountry.country = "US"
    #expect(sameCountry.call("999").verdict == .egressAtHome)
  }

  @Test("a named local route group is the roaming device pool's")
  func named() {
    let world = World {
      $0[0].routeLists[1].members = [(.named("LRG"), nil)]
      $0[0].devicePools[1].namedLocalRouteGroups = ["LRG": 0]
    }
    #expect(world.call("999").end == .gateway(cluster: 0, gateway: 0, country: "US"))
  }

  @Test("both clusters need PSTN Access")
  func access() {
    #expect(World { $0[0].pstnAccess = nil }.call("999").end == .noPSTNAccess(cluster: 0))
    #expect(World { $0[1].pstnAccess = nil }.call("999").end == .noPSTNAccess(cluster: 1))
    #expect(World { $0[1].pstnAccess = nil }.call("999").verdict == .noRoute)
    #expect(World { $0[1].isExternal = true }.call("999").end == .external(cluster: 1))
    let unknown = CallEnd.unmodelled(cluster: 0, "EMCC trunk of PSTN Access")
    #expect(World { $0[0].pstnAccess?.trunk = nil }.call("999").end == unknown)
    let there = CallEnd.unmodelled(cluster: 1, "EMCC trunk of PSTN Access")
    #expect(World { $0[1].pstnAccess?.trunk = nil }.call("999").end == there)
  }

  @Test("the emergency centre sees a local number only where the visited cluster makes it one")
  func callingNumber() {
    #expect(World().call("999").callingNumber == "2101001")
    #expect(!World().call("999").isCallingNumberLocal)
    let atHome = World { $0[0].patterns[0].calling = CallingChange(usesExternalMask: true) }.call("999")
    #expect(atHome.callingNumber == "+12125551001")
    #expect(!atHome.isCallingNumberLocal)
    let atGateway = World {
      $0[1].gateways[0].callingTransformationCSS = 2
      $0[1].add("PT-XFORM")
      $0[1].callingTransformations = [
        TransformationPattern("!", partition: 2, change: CallingChange(mask: "1134960100"))
      ]
    }.call("999")
    #expect(atGateway.callingNumber == "1134960100")
    #expect(atGateway.isCallingNumberLocal)
  }

  @Test("an ordinary number by Standard Local Route Group abroad is worth a note")
  func ordinaryAbroad() {
    let world = World {
      $0[0].patterns[2].target = .routeList(1)
      $0[1].patterns.append(CallPattern("!", partition: 0, target: .routeList(1)))
    }
    let result = world.call("912125551234")
    #expect(result.verdict == .ok)
    #expect(result.notes == ["a number as it is dialled in US leaves in GB, where it may mean something else"])
  }

  @Test("the way of a call can be followed step by step")
  func narration() {
    let world = World {
      $0[0].patterns[1].calling = CallingChange(usesExternalMask: true)
      $0[0].add("PT-SHADOW", [CallPattern("9.9XX", partition: nil, target: .block)])
      $0[0].searchSpaces[1].partitions.append(3)
      $0[1].trunks[0].prefixDigits = "00"
      $0[1].trunks[0].significantDigits = 3
      $0[1].patterns[1].text = "00.911"
      $0[1].gateways[0].callingTransformationCSS = 2
      $0[1].add("PT-XFORM")
      $0[1].callingTransformations = [
        TransformationPattern("\\+!", partition: 2, change: CallingChange(mask: "1134960100"))
      ]
    }
    let result = world.call("9911", withSteps: true)
    let text = result.steps.map { "\($0.cluster): \($0.text)\n" }.joined()
    Golden.expect(
      text + "\(result.verdict.rawValue): \(result.reason)\n", matches: "simulation/visitor-dials-9911.txt")
    #expect(world.call("9911").steps.isEmpty)
  }
}
