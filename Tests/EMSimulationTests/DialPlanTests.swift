import EMSimulation
import Testing

@Suite("Dial plan")
struct DialPlanTests {
  @Test("a plan without extensions finds none")
  func noNumbers() {
    #expect(DialPlan(cluster: "US").directoryNumbers.find("2101001", in: nil) == nil)
    #expect(DialPlan(cluster: "US").directoryNumbers.longer(than: "2", in: nil) == nil)
  }
}
