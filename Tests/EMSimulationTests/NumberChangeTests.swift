import EMSimulation
import Testing

@Suite("Numbers on their way")
struct NumberChangeTests {
  private func called(_ pattern: String, _ digits: String, _ change: CalledChange) -> String? {
    var us = CallWorld.plan("US", country: "US")
    us.add("PT", [CallPattern(pattern, partition: nil, target: .routeList(0), called: change)])
    return CallWorld(plans: [us]).call(digits).delivered
  }

  private func calling(_ change: CallingChange, number: String = "2101001") -> CallResult {
    var us = CallWorld.plan("US", country: "US")
    us.add("PT", [CallPattern("1", partition: nil, target: .gateway(0), calling: change)])
    let line = CallingLine(number: number, externalMask: "+1212555XXXX")
    return CallWorld(plans: [us]).simulator.call(
      CallSetup(cluster: 0, chain: [ChainLink(.line, css: 0)], line: line), dialling: "1")
  }

  @Test("digits before the dot are dropped, and a # at the end")
  func discards() {
    #expect(called("9.911", "9911", CalledChange(discard: .preDot)) == "911")
    #expect(called("9.011!#", "901144#", CalledChange(discard: .preDotTrailingHash)) == "01144")
    #expect(called("9011!#", "901144#", CalledChange(discard: .trailingHash)) == "901144")
    #expect(called("9011!", "901144", CalledChange(discard: .trailingHash)) == "901144")
    #expect(called("911", "911", CalledChange(discard: .preDot)) == "911")
    // With wildcards before the dot goes what they took, as much as they can.
    #expect(called("8X.5XX", "87512", CalledChange(discard: .preDot)) == "512")
    #expect(called("8!.5XX", "8767512", CalledChange(discard: .preDot)) == "512")
    #expect(called("0.!", "0123", CalledChange(discard: .preDot)) == "123")
    #expect(called("!.!", "12345", CalledChange(discard: .preDot)) == "5")
    #expect(called("9?.1", "9991", CalledChange(discard: .preDot)) == "1")
  }

  @Test("a mask is aligned at the right")
  func masks() {
    #expect(called("XXXX", "1234", CalledChange(mask: "55XX")) == "5534")
    #expect(called("XXXX", "1234", CalledChange(mask: "XX")) == "34")
    #expect(called("XXXX", "1234", CalledChange(mask: "555XXXXXX")) == "5551234")
    #expect(called("XXXX", "1234", CalledChange(mask: "999")) == "999")
    #expect(called("9.XXXX", "91234", CalledChange(discard: .preDot, mask: "0XXXX", prefix: "00")) == "0001234")
  }

  @Test("the calling number: external mask over the line, mask, prefix")
  func callingNumbers() {
    #expect(calling(CallingChange()).callingNumber == "2101001")
    #expect(!calling(CallingChange()).isCallingNumberLocal)
    #expect(calling(CallingChange(usesExternalMask: true)).callingNumber == "+12125551001")
    #expect(calling(CallingChange(usesExternalMask: true)).isCallingNumberLocal)
    #expect(calling(CallingChange(mask: "333XXXX", prefix: "1")).callingNumber == "13331001")
    #expect(calling(CallingChange(usesExternalMask: true, mask: "XXXX")).callingNumber == "1001")
  }

  @Test("a gateway's transformation patterns change both numbers, the closest match of each")
  func transformations() {
    var us = CallWorld.plan("US", country: "US")
    us.add("PT", [CallPattern("9.!", partition: nil, target: .routeList(0))])
    us.add("PT-XFORM")
    us.gateways[0].calledTransformationCSS = 1
    us.gateways[0].callingTransformationCSS = 1
    us.calledTransformations = [
      TransformationPattern("9.!", partition: 1, change: CallingChange(discard: .preDot)),
      TransformationPattern("9.911", partition: 1, change: CallingChange(discard: .preDot, prefix: "0")),
      TransformationPattern("9911", partition: 0, change: CallingChange(prefix: "7")),
    ]
    us.callingTransformations = [
      TransformationPattern("21XXXXX", partition: 1, change: CallingChange(usesExternalMask: true)),
      TransformationPattern("!", partition: 1, change: CallingChange(prefix: "5")),
    ]
    let world = CallWorld(plans: [us])
    #expect(world.call("9911").delivered == "0911")
    #expect(world.call("912").delivered == "12")
    #expect(world.call("912").callingNumber == "+12125551001")
    #expect(world.call("912").isCallingNumberLocal)
    us.callingTransformations = [TransformationPattern("2.@", partition: 1, change: CallingChange(prefix: "5"))]
    #expect(
      CallWorld(plans: [us]).call("912").end == .unmodelled(cluster: 0, "transformation pattern '2.@'"))
  }
}
