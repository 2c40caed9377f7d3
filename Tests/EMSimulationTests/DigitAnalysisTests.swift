import EMSimulation
import Testing

@Suite("Digit analysis")
struct DigitAnalysisTests {
  /// One cluster whose line and phone have a calling search space each.
  private func world(line: [CallPattern], device: [CallPattern] = []) -> CallWorld {
    var us = CallWorld.plan("US", country: "US")
    us.add("PT-LINE", line)
    us.add("PT-DEVICE", device)
    return CallWorld(plans: [us])
  }

  private func pattern(_ text: String, urgent: Bool = false, prefix: String? = nil) -> CallPattern {
    CallPattern(
      text, partition: nil, target: .routeList(0), isUrgent: urgent, called: CalledChange(prefix: prefix))
  }

  @Test("the closest match wins, wherever it stands")
  func closest() {
    let world = world(
      line: [pattern("2XXX", prefix: "A"), pattern("2!", prefix: "B")], device: [pattern("21XX", prefix: "C")])
    let match = world.call("2100").legs.first?.matches.first
    #expect(world.call("2100").delivered == "C2100")
    #expect(match?.role == .device)
    #expect(match?.pattern == 2)
    // '2!' has only 10 numbers of two digits, '2XXX' none.
    #expect(world.call("21").delivered == "B21")
  }

  @Test("of equal matches the earlier partition wins, then the order of the files")
  func ties() {
    let world = world(
      line: [pattern("2X00", prefix: "A")], device: [pattern("20X0", prefix: "B"), pattern("200X", prefix: "C")])
    #expect(world.call("2000").delivered == "A2000")
    #expect(world.call("2000", chain: [ChainLink(.line, css: 1)]).delivered == "B2000")
    #expect(
      world.call("2000", chain: [ChainLink(.line, css: 1), ChainLink(.device, css: 0)]).delivered == "B2000")
  }

  @Test("an urgent pattern cuts the dialling short, unless something else matches more closely")
  func urgent() {
    let world = world(line: [pattern("91X", urgent: true), pattern("9123456")], device: [pattern("911")])
    let cut = world.call("9123456")
    #expect(cut.delivered == "912")
    #expect(cut.legs.first?.matches.first?.digits == "912")
    // '911' is closer than '91X', and not urgent: dialling goes on, and nothing is longer.
    #expect(world.call("9117").end == .noMatch(cluster: 0))
    #expect(world.call("911").legs.first?.matches.first?.waitsFor == nil)
  }

  @Test("an extension is as close as can be, and not urgent")
  func extensions() {
    var world = world(line: [pattern("20XX", urgent: true)])
    world.plans[0].directoryNumbers = Extensions(numbers: [1: ["2001"]])
    #expect(world.call("2001").end == .directoryNumber(cluster: 0, NamedPlace("2001")))
    #expect(world.call("2001").delivered == "2001")
    #expect(world.call("2002").delivered == "2002")
  }

  @Test("a match waits for the timer while something longer could match")
  func waiting() {
    var world = world(line: [pattern("911")], device: [pattern("9.1!")])
    #expect(world.call("911").legs.first?.matches.first?.waitsFor == NamedPlace("9.1!"))
    #expect(world.call("911").verdict == .timeout)
    #expect(world.call("911").delivered == "911")
    world = self.world(line: [pattern("911", urgent: true)], device: [pattern("9.1!")])
    #expect(world.call("911").legs.first?.matches.first?.waitsFor == nil)
    #expect(world.call("911").verdict == .ok)
    world = self.world(line: [pattern("911")])
    world.plans[0].directoryNumbers = Extensions(numbers: [0: ["9110001"]])
    #expect(world.call("911").legs.first?.matches.first?.waitsFor == NamedPlace("9110001"))
    #expect(world.call("9110").end == .incomplete(cluster: 0))
  }

  @Test("partition none belongs to every calling search space, and comes last")
  func none() {
    var world = world(line: [pattern("2X", prefix: "A")])
    world.plans[0].patterns.append(
      CallPattern("X2", partition: nil, target: .routeList(0), called: CalledChange(prefix: "B")))
    #expect(world.call("22").delivered == "A22")
    #expect(world.call("32").delivered == "B32")
    #expect(world.call("32").legs.first?.matches.first?.role == nil)
    #expect(world.call("32", chain: []).delivered == "B32")
  }

  @Test("what is not modelled counts only where it could decide")
  func unmodelled() {
    let world = world(
      line: [pattern("9.@"), pattern("9911", urgent: true)], device: [pattern("8.1!"), pattern("9.1XX")])
    #expect(world.call("9911").verdict == .ok)
    #expect(world.call("81").end == .incomplete(cluster: 0))
    #expect(world.call("9123").end == .unmodelled(cluster: 0, "pattern '9.@'"))
    #expect(world.call("9123").verdict == .unknown)
    #expect(world.call("5").end == .noMatch(cluster: 0))
  }

  @Test("numbers of any length and kind end somewhere")
  func hostile() {
    let world = world(line: [pattern("!"), pattern("\\+!")])
    #expect(world.call("").end == .noMatch(cluster: 0))
    #expect(world.call("é1").end == .noMatch(cluster: 0))
    #expect(world.call(String(repeating: "1", count: 100)).verdict == .ok)
    #expect(
      world.call(String(repeating: "1", count: 100_000)).end
        == .unmodelled(cluster: 0, "a number of more than 128 digits"))
  }
}
