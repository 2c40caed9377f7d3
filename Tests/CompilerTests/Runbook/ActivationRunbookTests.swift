import EMTestSupport
import Foundation
import Testing

/// When EMCC is switched on, and for whom.
@Suite struct ActivationRunbookTests {
  /// Parameters of logins change by the cluster's own clock; the remote clusters at one moment, the same in every file.
  @Test func activationGoesByTheClocksOfTheClusters() throws {
    let bundle = try CompiledBundle("\(examplesDirectory)/three-continents")
    let windows = try bundle.runbook().windows.filter { $0.id.hasSuffix(".activate") }
    #expect(windows.map(\.timeZone) == ["Australia/Brisbane", "Europe/London", "America/Denver"])
    #expect(windows.map(\.start) == ["18:00", "18:00", "18:00"])
    let moment =
      "| 18:00, America/Denver, one moment for all: __:__ in Australia/Brisbane, __:__ in Europe/London | "
    for file in [
      "runbook.md", "clusters/LKF-APAC/runbook.md", "clusters/LKF-EU/runbook.md", "clusters/LKF-US/runbook.md",
    ] {
      let text = try bundle.text(file)
      let heading = try #require(text.range(of: "Activate: remote clusters"))
      #expect(text[heading.upperBound...].prefix(1500).contains(moment), "\(file)")
    }
  }

  /// From the remote clusters on only test users can log in abroad, until the last box is signed.
  @Test func travellersAreHeldBackUntilTheDecision() throws {
    let bundle = try CompiledBundle("\(examplesDirectory)/three-continents")
    let runbook = try bundle.runbook()
    let connect = try #require(runbook.windows.first { $0.id == "deployment.connect" })
    let held = ["APAC", "EU", "US"].map { "\($0).emcc-test-users" }
    #expect(Array(connect.steps.map(\.id).prefix(3)) == held)
    let users = try bundle.text("clusters/LKF-EU/emcc-users.txt").split(separator: "\n").map(String.init)
    #expect(!users.isEmpty && users == users.sorted() && !users.contains("awebster"))
    let open = try #require(runbook.step("deployment.open"))
    #expect(open.do[1].rows?.map { $0[4] } == held)
    #expect(open.do[1].rows?[1][2] == "clusters/LKF-EU/emcc-users.txt")
    #expect(open.do[1].rows?[1][3] == "\(users.count)")
    for handle in ["APAC", "EU", "US"] {
      #expect(Set(try #require(runbook.step("\(handle).remote-clusters")).after).isSuperset(of: held))
      let text = try #require(runbook.step("\(handle).emcc-test-users")?.do[1].say)
      #expect(text.contains("Bulk Administration > Users > Update Users > Custom File"))
    }
  }
}
