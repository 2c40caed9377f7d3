import EMTestSupport
import Foundation
import Testing

/// What is done first, in which window, and to which phones.
@Suite struct RunbookOrderTests {
  private static let minimal = "\(examplesDirectory)/minimal"
  private static let large = "\(examplesDirectory)/three-continents"

  // MARK: Windows

  @Test func additionsStandApartFromWhatTouchesCalls() throws {
    let windows = try CompiledBundle(Self.large).runbook().windows
    let late = ["US.certificates", "US.emergency", "US.activate", "US.verify"]
    let own = windows.filter { $0.cluster == "US" && !late.contains($0.id) }
    #expect(
      own.map(\.id) == ["US.prepare", "US.objects", "US.dial-plan", "US.enterprise", "US.phones", "US.base-devices"])
    #expect(own.map(\.impact) == ["none", "none", "some", "all", "some", "none"])
    #expect(own.map(\.start) == [nil, nil, "18:00", "22:00", "18:00", nil])
    #expect(
      own[2].steps.map(\.id) == [
        "US.axl-transformations", "US.gateways", "US.axl-routes", "US.axl-dial-plan", "US.axl-in-service",
        "US.dial-plan-check", "US.dial-plan-back-out",
      ])
    #expect(own[2].phones == 0 && own[3].phones == 3205 && own[4].phones == 25)
    #expect(windows.map(\.id).contains("US.activate"))
  }

  @Test func headingsSayThatCallsAreTouched() throws {
    let text = try CompiledBundle(Self.minimal).text("clusters/SE/runbook.md")
    #expect(text.contains("## SE: Dial plan – no phone restarts, calls are touched\n"))
    #expect(text.contains("## SE: Objects that calls do not use yet – no phone restarts\n"))
    #expect(text.contains("## SE: Phones, profiles and users – some phones restart\n"))
  }

  /// Whatever lets somebody log in needs the patterns and device pools of every place where that can be.
  @Test func nobodyLogsInBeforeEmergencyCallsAreRight() throws {
    let bundle = try CompiledBundle(Self.large)
    let runbook = try bundle.runbook()
    let steps = Dictionary(uniqueKeysWithValues: runbook.steps.map { ($0.id, $0) })
    func needs(_ id: String) -> Set<String> {
      var found: Set<String> = []
      var open = [id]
      while let next = open.popLast() {
        for other in steps[next]?.after ?? [] where found.insert(other).inserted { open.append(other) }
      }
      return found
    }
    let dialPlan = ["axl-transformations", "axl-routes", "axl-dial-plan", "axl-in-service"]
    let everywhere = ["APAC", "EU", "US"].flatMap { handle in dialPlan.map { "\(handle).\($0)" } }
    for handle in ["APAC", "EU", "US"] {
      #expect(needs("\(handle).axl-phone-services").isSuperset(of: dialPlan.map { "\(handle).\($0)" }))
      #expect(needs("\(handle).axl-phones").isSuperset(of: dialPlan.map { "\(handle).\($0)" }))
      #expect(needs("\(handle).remote-clusters").isSuperset(of: everywhere))
      #expect(needs("\(handle).update-remote-clusters").isSuperset(of: everywhere))
    }
    for handle in ["EU", "US"] { #expect(needs("\(handle).super-users").isSuperset(of: everywhere)) }
    // The same by the order in which people read.
    let order = runbook.steps.map(\.id)
    let last = try #require(everywhere.compactMap(order.firstIndex).max())
    #expect(try #require(order.firstIndex { $0.hasSuffix(".super-users") }) > last)
    #expect(try #require(order.firstIndex { $0.hasSuffix(".remote-clusters") }) > last)
    let text = try bundle.text("runbook.md")
    #expect(text.contains("## Emergency calls while you work\n"))
    #expect(text.contains("nobody can log in from abroad earlier"))
  }

  // MARK: Within a step

  /// The place of the first thing to do that says some words.
  private func place(_ words: String, in step: RunbookData.Step?) -> Int? {
    step?.do.firstIndex { $0.say?.contains(words) == true }
  }

  @Test func whatIsDeletedIsDeletedBeforeItIsSent() throws {
    let runbook = try CompiledBundle(Self.large).runbook()
    for (id, words) in [
      ("US.axl-in-service", "look for 'EMCC-TRUNK'. Where one exists with another Trunk Service Type"),
      ("US.axl-phone-services", "Where one exists without Enterprise Subscription, delete it, as follows"),
      ("US.remote-clusters", "with another Fully Qualified Name, delete it"),
    ] {
      let step = try #require(runbook.step(id))
      let sending = try #require(step.do.firstIndex { $0.phases != nil })
      #expect(try #require(place(words, in: step), "\(id)") < sending, "\(id)")
    }
  }

  /// Additions come at any hour, so no row of theirs touches what exists.
  @Test func onlyTheTrunkForEMCCIsEverReplaced() throws {
    let runbook = try CompiledBundle(Self.large).runbook()
    let added = try #require(runbook.step("US.axl-objects")?.do.first { $0.columns?.first == "Phase" }?.rows)
    #expect(added.map { $0[0] } == ["all", "dateTimeGroups"])
    let changed = try #require(runbook.step("US.axl-in-service"))
    #expect(changed.do.first { $0.phases != nil }?.phases?.last == "devicePoolRouteGroups")
    let rows = try #require(changed.do.first { $0.columns?.first == "Phase" }?.rows)
    #expect(rows.map { [$0[0], $0[1]] } == [["sipTrunks", "EMCC-TRUNK"]])
  }

  @Test func phonesAreCheckedAfterTheirReset() throws {
    let runbook = try CompiledBundle(Self.large).runbook()
    let step = try #require(runbook.step("US.phones-check"))
    #expect(step.after == ["US.reset-phones"])
    #expect(step.do[1].rows == runbook.step("US.dial-plan-check")?.do[1].rows)
  }

  @Test func blockedPatternsComeBeforeThosePastThem() throws {
    let step = try #require(try CompiledBundle(Self.large).runbook().step("US.axl-dial-plan"))
    #expect(step.do[0].say?.hasPrefix("First, so that no call can pass where it must not, add these") == true)
    #expect(
      step.do[1].rows == [["9.1900[2-9]XXXXXX", "PT-BLOCK-US"], ["9.1976[2-9]XXXXXX", "PT-BLOCK-US"]])
    #expect(step.do[2].phases?.first == "routePatterns")
  }

  @Test func gatewaysInServiceWaitForThePatterns() throws {
    let runbook = try CompiledBundle(Self.large).runbook()
    let added = try #require(runbook.step("EU.gateways"))
    #expect(added.do[0].say?.contains("A dash means that the deployment says nothing of the field") == true)
    // The numbers come from the device pool, and only where the boxes say so.
    #expect(
      added.do[1].rows?.first == [
        "GW-CGN-1", "DP-CGN", "CSS-GW-IN", "< None >", "ticked", "< None >", "ticked", "–",
      ])
    #expect(added.do[2].say?.hasPrefix("Change nothing on a gateway that exists") == true)
    let plan = try #require(runbook.step("EU.axl-in-service"))
    let settings = try #require(place("Now that the patterns are there", in: plan))
    #expect(settings > (try #require(plan.do.firstIndex { $0.phases != nil })))
    #expect(plan.do[settings + 1].rows == added.do[1].rows)
  }

  @Test func trunksAndRouteListsAreResetAfterTheirRequests() throws {
    let runbook = try CompiledBundle(Self.large).runbook()
    for (id, words) in [
      ("EU.axl-objects", "choose the trunks that the sender says it added, and no others, press Reset Selected"),
      (
        "EU.axl-in-service",
        "those of 'EMCC-TRUNK', 'ICT-APAC', 'ICT-DELFT', 'ICT-US' that the sender says it added or updated"
      ),
      ("EU.axl-routes", "choose the route lists that the sender says it added or updated, and no others"),
      ("EU.axl-routes", "Emergency calls go over 'RL-EMERGENCY'. Where one was added or updated, reset it alone"),
    ] {
      let step = try #require(runbook.step(id))
      let sending = try #require(step.do.firstIndex { $0.phases != nil })
      #expect(try #require(place(words, in: step), "\(id)") > sending, "\(id)")
    }
    #expect(
      runbook.step("EU.auto-registration")?.do[0].say?.contains("Press Save, then Apply Config") == true)
  }

  /// The reset is part of the step that changes the parameters.
  @Test func enterpriseParametersAreResetWhereTheyAreSet() throws {
    let runbook = try CompiledBundle(Self.large).runbook()
    let step = try #require(runbook.step("EU.enterprise-parameters"))
    #expect(step.do[1].rows?[0] == ["Cluster ID", "LKF-EU"])
    #expect(
      step.do[2].say?.contains("press Save, then Reset on the same page and confirm: all phones of the cluster") == true
    )
    #expect(step.do[2].say?.contains("(1480), and every gateway and trunk too") == true)
    #expect(step.do[3].say?.hasPrefix("Where Cluster ID differed, also restart") == true)
    #expect(step.phones == 1480)
    let named = try CompiledBundle(
      Self.minimal, replacing: ["nodes:\n  sto": "enterpriseParameters: {defaultGeolocation: GEO-SE}\nnodes:\n  sto"]
    ).runbook()
    #expect(
      named.step("SE.enterprise-parameters")?.do[1].rows == [
        ["Cluster ID", "SE"], ["Default Geolocation", "GEO-SE"],
      ])
  }

  // MARK: Phones

  @Test func fewPhonesAreNamed() throws {
    let bundle = try CompiledBundle(Self.large)
    let step = try #require(try bundle.runbook().step("APAC.reset-phones"))
    #expect(step.title == "Reset the 17 phones of the deployment" && step.phones == 17)
    let rows = try #require(step.do.first { $0.columns == ["Device Pool", "Phones"] }?.rows)
    #expect(rows.map { $0[0] } == ["DP-BNE", "DP-OSA"])
    let listed = try bundle.text("clusters/LKF-APAC/phones-to-reset.txt").split(separator: "\n").map(String.init)
    #expect(listed.count == 17 && listed == listed.sorted())
    let named = rows.flatMap { row in row[1].matches(of: #/'([^']*)'/#).map { String($0.output.1) } }
    #expect(named.sorted() == listed)
  }

  @Test func manyPhonesAreResetByAFile() throws {
    let phone = "{model: Cisco 8841, protocol: SIP, devicePool: DP-SITE, css: CSS-EMER, extensionMobility: true}"
    let more = (10..<41).map { "  SEP0A46000000\($0): \(phone)" }.joined(separator: "\n")
    let bundle = try CompiledBundle(
      Self.minimal, replacing: ["phones:\n  SEP0A4600000001": "phones:\n\(more)\n  SEP0A4600000001"])
    let step = try #require(try bundle.runbook().step("SE.reset-phones"))
    #expect(step.phones == 32 && step.do.allSatisfy { $0.rows == nil })
    let job = try #require(step.do.last?.say)
    #expect(job.hasPrefix("Upload clusters/SE/phones-to-reset.txt in Bulk Administration > Upload/Download Files"))
    #expect(job.contains("Bulk Administration > Phones > Reset/Restart Phones > Custom File"))
    let list = try bundle.text("clusters/SE/phones-to-reset.txt")
    #expect(list.hasPrefix("SEP0A4600000001\nSEP0A4600000010\n") && list.hasSuffix("SEP0A4600000040\n"))
    #expect(list.split(separator: "\n").count == 32)
  }

  /// More phones take longer.
  @Test func estimatesGrowWithTheCounts() throws {
    let small = try CompiledBundle(Self.minimal).runbook()
    #expect(small.step("SE.enterprise-parameters")?.minutes == 10)
    let large = try CompiledBundle(
      Self.minimal, replacing: ["nodes:\n  sto": "unmanagedPhones: 49999\nnodes:\n  sto"]
    ).runbook()
    #expect(large.step("SE.enterprise-parameters")?.minutes == 510)
  }

  // MARK: Bulk jobs

  @Test func templatesHaveNames() throws {
    let step = try #require(try CompiledBundle(Self.large).runbook().step("US.bat-inserts"))
    #expect(step.do[0].say?.hasPrefix("Make each template of the table once, with its name") == true)
    let table = step.do[1]
    #expect(table.columns == ["File", "Rows", "Menu of the job", "Template name", "Template"])
    #expect(table.rows?.first?[3] == "bundle-phones-1")
    #expect(Set((table.rows ?? []).map { $0[3] }).count == table.rows?.count)
    #expect(step.do[3].say?.hasPrefix("Submit the jobs with Run Later") == true)
  }
}
