import EMSimulation
import Testing

@Suite("Translation patterns")
struct TranslationTests {
  private func translation(_ text: String, to mask: String, css: Int?, urgent: Bool = false) -> CallPattern {
    CallPattern(
      text, partition: nil, target: .translation(css: css), isUrgent: urgent, called: CalledChange(mask: mask))
  }

  private func world(_ first: [CallPattern], _ second: [CallPattern] = []) -> CallWorld {
    var us = CallWorld.plan("US", country: "US")
    us.add("PT-A", first)
    us.add("PT-B", second)
    return CallWorld(plans: [us])
  }

  private let chain = [ChainLink(.line, css: 0)]
  private let emergency = CallPattern("911", partition: nil, target: .routeList(0), purpose: .emergency)

  @Test("the new number is looked up in the pattern's own calling search space only")
  func ownSpace() {
    let world = world([translation("999", to: "911", css: 1)], [emergency])
    let result = world.call("999", chain: chain)
    #expect(result.delivered == "911")
    #expect(result.legs.first?.matches.map(\.pattern) == [0, 1])
    #expect(result.legs.first?.matches.map(\.role) == [.line, .translation])
    #expect(result.legs.count == 1)
    #expect(
      self.world([translation("999", to: "911", css: nil)], [emergency]).call("999", chain: chain).end
        == .noMatch(cluster: 0))
    #expect(world.call("911", chain: chain).end == .noMatch(cluster: 0))
  }

  @Test("both numbers change with each translation")
  func numbers() {
    var first = translation("9.XX", to: "55XX", css: 1)
    first.calling = CallingChange(prefix: "7")
    var second = CallPattern("55XX", partition: nil, target: .routeList(0))
    second.calling = CallingChange(prefix: "8")
    let result = world([first], [second]).call("912", chain: chain)
    #expect(result.delivered == "5512")
    #expect(result.callingNumber == "872101001")
  }

  @Test("a result that could go on waits, unless the translation is urgent or has waited already")
  func waiting() {
    let longer = CallPattern("9!", partition: nil, target: .routeList(0))
    let waits = { (first: CallPattern) in
      self.world([first], [self.emergency, longer]).call("999", chain: self.chain).legs.first?.matches.last?.waitsFor?
        .name
    }
    #expect(waits(translation("999", to: "911", css: 1)) == "9!")
    #expect(waits(translation("999", to: "911", css: 1, urgent: true)) == nil)
    let waited = world(
      [translation("999", to: "911", css: 1), CallPattern("9991", partition: nil, target: .block)], [emergency, longer])
    #expect(waited.call("999", chain: chain).legs.first?.matches.map(\.waitsFor?.name) == ["9991", nil])
    let short = world([translation("999", to: "9", css: 1)], [longer])
    #expect(short.call("999", chain: chain).end == .incomplete(cluster: 0))
  }

  @Test("circles are found, and so are ways that never end")
  func loops() {
    let circle = world([translation("1", to: "2", css: 0), translation("2", to: "1", css: 0)])
    #expect(circle.call("1", chain: chain).end == .loop(cluster: 0))
    #expect(circle.call("1", chain: chain).verdict == .noRoute)
    var growing = translation("1!", to: "X", css: 0)
    growing.called = CalledChange(prefix: "1")
    #expect(world([growing]).call("11", chain: chain).end == .loop(cluster: 0))
    let ten = (0..<10).map { translation("\($0)", to: $0 == 9 ? "A" : "\($0 + 1)", css: 0) }
    let last = CallPattern("A", partition: nil, target: .routeList(0))
    #expect(world(ten + [last]).call("0", chain: chain).delivered == "A")
    let eleven = ten + [translation("A", to: "B", css: 0), CallPattern("B", partition: nil, target: .routeList(0))]
    #expect(world(eleven).call("0", chain: chain).end == .loop(cluster: 0))
  }

  @Test("a translation may block, and a number may vanish")
  func ends() {
    let blocked = world([translation("9", to: "1", css: 1)], [CallPattern("1", partition: nil, target: .block)])
    #expect(blocked.call("9", chain: chain).end == .blocked(cluster: 0, pattern: 1))
    #expect(blocked.call("9", chain: chain).verdict == .blocked)
    var empty = translation("9.", to: "", css: 1)
    empty.called = CalledChange(discard: .preDot)
    #expect(
      world([empty], [CallPattern("X?", partition: nil, target: .routeList(0))]).call("9", chain: chain).end
        == .noMatch(cluster: 0))
  }
}
