import EMSimulation
import Testing

@Suite("Verdicts of emergency calls")
struct VerdictTests {
  /// A cluster whose pattern 9XX, with what becomes of the number, leaves by a gateway in a country.
  private func result(
    _ digits: String, gateway country: String?, phone: String?, change: CalledChange = CalledChange(),
    numbers: [String: [String]]? = nil
  ) -> CallResult {
    var plan = CallWorld.plan("US", country: country)
    plan.add(
      "PT", ["9XX", "9.9XX", "112"].map { CallPattern($0, partition: nil, target: .routeList(0), called: change) })
    var world = CallWorld(plans: [plan])
    if let numbers { world.emergencyNumbers = numbers }
    return world.call(digits, country: phone)
  }

  @Test("the right number in the right country is ok, by any gateway of the country")
  func ok() {
    let result = result("112", gateway: "GB", phone: "GB")
    #expect(result.verdict == .ok)
    #expect(result.reason == "'112' reaches the emergency centre of GB by GW-US")
    #expect(result.notes == [])
  }

  @Test("a gateway in another country, or a number of another country, is wrong")
  func wrongCountry() {
    let gateway = result("999", gateway: "US", phone: "GB")
    #expect(gateway.verdict == .wrongCountry)
    #expect(gateway.reason == "'999' leaves by GW-US in US, but the phone stands in GB")
    let number = result("112", gateway: "US", phone: "US")
    #expect(number.verdict == .wrongCountry)
    #expect(number.reason == "GW-US in US gets '112', an emergency number of DE but not of US")
  }

  @Test("a number that nobody knows reaches nobody")
  func unknownNumber() {
    let result = result("112", gateway: "GB", phone: "GB", change: CalledChange(prefix: "0"))
    #expect(result.delivered == "0112")
    #expect(result.verdict == .wrongCountry)
    let nobody = self.result("112", gateway: "GB", phone: "GB", change: CalledChange(prefix: "1"))
    #expect(nobody.verdict == .noRoute)
    #expect(nobody.reason == "GW-US in GB gets '1112', which is no emergency number")
  }

  @Test("a number with the outside digit is ok if the gateway removes it")
  func outsideDigit() {
    let result = result("9999", gateway: "GB", phone: "GB")
    #expect(result.verdict == .timeout || result.verdict == .ok)
    #expect(result.notes == ["GW-US gets '9999' and must remove the digit for an outside line: '999' is the number"])
  }

  @Test("what is not known is said to be unknown")
  func unknown() {
    #expect(result("112", gateway: nil, phone: "GB").verdict == .unknown)
    #expect(result("112", gateway: "GB", phone: nil).verdict == .unknown)
    #expect(result("112", gateway: "FR", phone: "FR").verdict == .unknown)
    #expect(result("112", gateway: "FR", phone: "FR").reason == "the emergency numbers of FR are not declared")
  }

  @Test("112 is a call for help everywhere, other numbers where a country or the pattern says so")
  func isEmergency() {
    #expect(result("112", gateway: "US", phone: "GB", numbers: ["GB": ["999"]]).verdict == .wrongCountry)
    #expect(result("911", gateway: "US", phone: "GB", numbers: ["GB": ["999"]]).verdict == .ok)
    var plan = CallWorld.plan("US", country: "US")
    plan.add("PT", [CallPattern("5", partition: nil, target: .routeList(0), purpose: .emergency)])
    #expect(CallWorld(plans: [plan]).call("5", country: "GB").verdict == .wrongCountry)
  }

  @Test("an emergency call that rings an extension has no route, one that a pattern rejects is blocked")
  func ends() {
    var plan = CallWorld.plan("US", country: "US")
    plan.add(
      "PT",
      [
        CallPattern("112", partition: nil, target: .block),
        CallPattern("110", partition: nil, target: .unknown("RL-X")),
      ])
    plan.directoryNumbers = Extensions(numbers: [0: ["911"]])
    let world = CallWorld(plans: [plan])
    #expect(world.call("911").verdict == .noRoute)
    #expect(world.call("911").reason == "'911' reaches extension 911 of US, not an emergency centre")
    #expect(world.call("112").verdict == .blocked)
    #expect(world.call("112").reason == "pattern '112' of US blocks '112'")
    #expect(world.call("110").end == .unmodelled(cluster: 0, "RL-X"))
    #expect(world.call("110").verdict == .unknown)
    #expect(world.call("999").verdict == .noRoute)
    #expect(world.call("9").end == .incomplete(cluster: 0))
  }

  @Test("a provider's trunk is judged by the country of its pool")
  func provider() {
    var plan = CallWorld.plan("US", country: "US")
    plan.add("PT", [CallPattern("911", partition: nil, target: .trunk(0))])
    plan.trunks = [CallTrunk(NamedPlace("SIP-PROVIDER"), far: .outside, country: "US")]
    #expect(CallWorld(plans: [plan]).call("911").verdict == .ok)
    #expect(CallWorld(plans: [plan]).call("911", country: "GB").verdict == .wrongCountry)
  }

  @Test("several threads get the same answers")
  func threads() async {
    var plan = CallWorld.plan("US", country: "US")
    plan.add("PT", (0..<200).map { CallPattern("\(100 + $0)!", partition: nil, target: .routeList(0)) })
    let simulator = CallWorld(plans: [plan]).simulator
    let setup = CallSetup(cluster: 0, chain: [ChainLink(.line, css: 0)], devicePool: 0, country: "US")
    let digits = (0..<200).map { "\(100 + $0)5" }
    let answers = await withTaskGroup(of: [String?].self) { group in
      for _ in 0..<4 { group.addTask { digits.map { simulator.call(setup, dialling: $0).delivered } } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers == Array(repeating: digits, count: 4))
  }

  @Test("who wants a longer number and is cut short by an urgent one does not arrive")
  func cutShort() {
    var plan = CallWorld.plan("US", country: "US")
    let urgent = CallPattern("911", partition: nil, target: .routeList(0), purpose: .emergency, isUrgent: true)
    plan.add("PT", [urgent, CallPattern("9.1!", partition: nil, target: .routeList(0), purpose: .national)])
    plan.directoryNumbers = Extensions(numbers: [0: ["9110"]])
    var world = CallWorld(plans: [plan])
    #expect(world.call("9110").verdict == .noRoute)
    #expect(
      world.call("9110").reason
        == "'9110' never reaches extension 9110: '911' is urgent and takes '911', and '0' is lost")
    #expect(
      world.call("911234").reason
        == "'911234' never reaches pattern '9.1!': '911' is urgent and takes '911', and '234' is lost")
    // An emergency number of another country: it arrives at the centre all the same.
    world.emergencyNumbers["AU"] = ["9112"]
    #expect(world.call("9112").verdict == .ok)
    world.plans[0].patterns.removeLast()
    #expect(world.call("911234").verdict == .ok)
    #expect(world.call("911234").notes == ["'911234' is cut short: '911' is urgent, and '234' is lost"])
  }
}
