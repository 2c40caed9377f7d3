import EMSimulation
import Testing

@Suite("Calls past what the files do not describe")
struct GapTests {
  /// A cluster with PT-KNOWN and then PT-OLD, of which only the name is known.
  private func world(_ patterns: [CallPattern], _ change: (inout DialPlan) -> Void = { _ in }) -> CallWorld {
    var plan = CallWorld.plan("US", country: "GB")
    plan.add("PT-KNOWN", patterns)
    plan.add("PT-OLD")
    plan.incompletePartitions = [1]
    change(&plan)
    return CallWorld(plans: [plan])
  }

  private let old = "partition PT-OLD, of which only the name is known"

  @Test("what matches nothing may stand in a partition that is not described")
  func noMatch() {
    let nothing = world([]).call("911", withSteps: true)
    #expect(nothing.verdict == .unknown)
    #expect(nothing.end == .unmodelled(cluster: 0, old))
    #expect(
      nothing.steps.map(\.text) == [
        "the phone dials '911', digit by digit", "searches line CSS CSS-PT-KNOWN: PT-KNOWN",
        "then phone's own CSS CSS-PT-OLD: PT-OLD (existing)", "nothing matches '911'",
        "cannot be followed: \(old)",
      ])
    #expect(world([CallPattern("911X", partition: nil, target: .routeList(0))]).call("911").verdict == .unknown)
    #expect(world([]) { $0.incompletePartitions = [] }.call("911").end == .noMatch(cluster: 0))
  }

  @Test("a failure by a pattern that others could beat is not certain; by an exact one it is")
  func closer() {
    let inexact = world([CallPattern("9XX", partition: nil, target: .routeList(0))]).call("911")
    #expect(inexact.verdict == .unknown)
    #expect(
      inexact.reason
        == "'911' leaves by GW-US in GB, but the phone stands in US, unless a closer pattern is in \(old)")
    let exact = world([CallPattern("911", partition: nil, target: .routeList(0))]).call("911")
    #expect(exact.verdict == .wrongCountry)
    let right = world([CallPattern("9XX", partition: nil, target: .routeList(0))]).call("999", country: "GB")
    #expect(right.verdict == .ok)
  }

  @Test("a calling search space of which only the name is known may hold anything")
  func searchSpace() {
    let gap = "calling search space CSS-OLD, of which only the name is known"
    let result = world([]) {
      $0.incompletePartitions = []
      $0.searchSpaces[1] = SearchSpace(NamedPlace("CSS-OLD"), partitions: [], gap: gap)
    }.call("911", withSteps: true)
    #expect(result.end == .unmodelled(cluster: 0, gap))
    #expect(result.steps[2].text == "then phone's own CSS CSS-OLD, of which only the name is known")
    let translated = world([CallPattern("9.911", partition: nil, target: .translation(css: 1))]).call("9911")
    #expect(translated.end == .unmodelled(cluster: 0, old))
  }

  @Test("transformations that are not described leave the called number open, and the calling number unsaid")
  func transformations() {
    let patterns = [CallPattern("999", partition: nil, target: .routeList(0))]
    let called = world(patterns) { $0.gateways[0].calledTransformationCSS = 1 }.call("999", country: "GB")
    #expect(called.verdict == .unknown)
    #expect(called.end == .unmodelled(cluster: 0, old))
    let calling = world(patterns) { $0.gateways[0].callingTransformationCSS = 1 }.call("999", country: "GB")
    #expect(calling.verdict == .ok)
    #expect(calling.callingNumber == nil)
    #expect(calling.notes == ["the calling number is not known: it may be changed in \(old)"])
    let exact = world(patterns) {
      $0.gateways[0].callingTransformationCSS = 1
      $0.callingTransformations = [
        TransformationPattern("2101001", partition: 1, change: CallingChange(mask: "+442079460100"))
      ]
    }
    #expect(exact.call("999", country: "GB").callingNumber == "+442079460100")
  }
}
