import EMSimulation
import Testing

@Suite("First")
struct FirstCallTests {
  @Test("an urgent pattern goes out at once")
  func urgent() {
    var us = CallWorld.plan("US", country: "US")
    us.add(
      "PT-EMER",
      [
        CallPattern(
          "9.911", partition: nil, target: .routeList(1), isUrgent: true, called: CalledChange(discard: .preDot))
      ])
    us.add(
      "PT-PSTN",
      [
        CallPattern(
          "9.1[2-9]XX[2-9]XXXXXX", partition: nil, target: .routeList(0), called: CalledChange(discard: .preDot))
      ])
    let world = CallWorld(plans: [us])
    let result = world.call("9911")
    #expect(result.verdict == .ok)
    #expect(result.delivered == "911")
    #expect(result.end == .gateway(cluster: 0, gateway: 0, country: "US"))
    #expect(world.call("912125551234").delivered == "12125551234")
    #expect(world.call("91212555123").end == .incomplete(cluster: 0))
    #expect(world.call("5").end == .noMatch(cluster: 0))
  }
}
