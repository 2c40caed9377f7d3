import EMTestSupport
import Testing

/// Taking EMCC out of service, and what is checked before anything begins.
@Suite struct BackOutRunbookTests {
  private static let minimal = "\(examplesDirectory)/minimal"
  private static let large = Result { try CompiledBundle("\(examplesDirectory)/three-continents").runbook() }

  /// New logins are stopped, then sessions end, and only then the way of their emergency calls is closed.
  @Test func pstnAccessIsClosedAfterTheLastVisitor() throws {
    let bundle = try CompiledBundle("\(examplesDirectory)/three-continents")
    let step = try #require(try Self.large.get().step("deployment.back-out"))
    #expect(step.optional == true)
    let text = try bundle.text("runbook.md")
    let order = [
      "No new logins: on each cluster", "End the sessions of our users abroad, on each home",
      "When no visitor is left: clear **Active** of **PSTN Access**",
    ]
    let places = try order.map { try #require(text.firstRange(of: $0)).lowerBound }
    #expect(places == places.sorted())
    #expect(step.do[1].rows?.map(\.first) == ["☐", "☐", "☐"])
    #expect(step.do[1].rows?[2] == ["☐", "US", "den-cucm-pub.larkfield.example", "201, at phones here"])
    #expect(step.do[2].say?.contains("'DELFT': the same on their cluster, item 'back-out' of their letter") == true)
    #expect(step.do[5].rows?[2] == ["☐", "US", "'EMCC1' to 'EMCC60'", "at 'APAC', 'DELFT', 'EU'"])
    #expect(
      step.do[8].rows?[2].last
        == "python3 tools/axl.py undo clusters/LKF-US --server den-cucm-pub.larkfield.example --user NAME "
        + "--ca-file ../LKF-US-tomcat.pem --journal ../journal-LKF-US --phase remoteClusters")
    #expect(
      step.do[9].rows?.map(\.last).suffix(1) == [
        "unchanged: it does not use EMCC, and has the step 'deployment.back-out-roaming'"
      ])
  }

  /// Without the journal and the certificate of the cluster the sender has nothing to undo, and no way to the server.
  @Test func everyUndoHasItsJournal() throws {
    let bundle = try CompiledBundle("\(examplesDirectory)/three-continents")
    let text = try bundle.text("runbook.md")
    let commands = text.split(separator: "\n").filter { $0.contains("axl.py undo") }
    #expect(commands.count == 5)
    for command in commands {
      #expect(command.contains("--ca-file ../LKF-") && command.contains("--journal ../journal-LKF-"), "\(command)")
    }
  }

  /// Super users log in without EMCC, so taking that out of service leaves them where they are.
  @Test func roamingHasAWayBackOfItsOwn() throws {
    let runbook = try Self.large.get()
    let step = try #require(runbook.step("deployment.back-out-roaming"))
    #expect(step.optional == true)
    #expect(step.do[2].rows?.map { $0[1] } == ["EU", "US"])
    #expect(step.do[2].rows?.allSatisfy { $0[2].hasSuffix("--phase groupMembers") } == true)
    #expect(try CompiledBundle(Self.minimal).runbook().step("deployment.back-out-roaming") == nil)
  }

  @Test func verificationNamesTheWayBack() throws {
    let runbook = try Self.large.get()
    for id in ["US.verify-emergency", "deployment.verify-peers", "deployment.open"] {
      #expect(runbook.step(id)?.undo.contains("'deployment.back-out'") == true)
    }
  }

  // MARK: Before anything

  @Test func portsAreThoseOfTheDeployment() throws {
    let large = try #require(try Self.large.get().step("deployment.firewall")?.do[1].rows)
    #expect(large.map(\.[2]).contains("TCP 7501, with a password 7502"))
    #expect(large.contains(["publishers", "sftp.larkfield.example", "TCP 22", "certificates"]))
    let small = try #require(try CompiledBundle(Self.minimal).runbook().step("deployment.firewall")?.do[1].rows)
    #expect(
      small.first == [
        "Extension Mobility nodes", "Extension Mobility nodes of other clusters", "TCP 8443",
        "logins, remote cluster update, UDS",
      ])
    #expect(!small.map(\.[2]).contains("TCP 7501, with a password 7502"))
  }

  @Test func peopleAndHealthAreCheckedFirst() throws {
    let runbook = try Self.large.get()
    #expect(
      runbook.windows[0].steps.map(\.id) == [
        "deployment.contacts", "deployment.letters", "deployment.peers-late", "deployment.names",
        "deployment.firewall", "deployment.arrange-tests",
      ])
    #expect(runbook.step("deployment.contacts")?.do[0].rows?.map(\.first).contains("Operator of 'DELFT'") == true)
    let health = try #require(runbook.step("US.health")?.do[0].rows)
    #expect(
      health[6] == [
        "capacity", "all phones of the cluster, and 60 base devices, which count twice",
        "3205 + 2 × 60 = 3325, at most 20000",
      ])
    #expect(
      runbook.step("US.phone-security")?.do[1].rows == [
        ["'DELFT', 'EU'", "mixed", "secure at a secure phone, else nonsecure"],
        ["APAC", "nonsecure", "refused with 46 at a secure phone, else nonsecure"],
      ])
    #expect(runbook.step("APAC.phone-security") == nil)
    #expect(runbook.step("US.backup")?.verify[1].contains("Restore > Restore Wizard") == true)
  }

  /// A cluster alone has nobody to write to, no names to resolve and nothing to take out of service.
  @Test func aClusterAloneNeedsNoneOfIt() throws {
    let runbook = try CompiledBundle("\(fixturesDirectory)/runbook/alone").runbook()
    #expect(runbook.windows.allSatisfy { !$0.id.hasPrefix("deployment.") })
    #expect(runbook.steps.allSatisfy { !$0.id.contains("certificates") })
    #expect(runbook.step("ONE.health")?.do[0].rows?.count == 6)
    #expect(runbook.step("ONE.health")?.after == [])
  }

  /// Each group has a night of its own, and nothing restarts before the default route and the standby were seen.
  @Test func emergencyResponderGroupsAreLinkedOneByOne() throws {
    let runbook = try Self.large.get()
    let windows = runbook.windows.filter { $0.id.hasSuffix(".emergency") }
    #expect(windows.map(\.id) == ["EU.emergency", "US.emergency"])
    #expect(windows.map(\.start) == ["22:00", "22:00"])
    #expect(windows.map(\.timeZone) == ["Europe/London", "America/Denver"])
    #expect(windows.allSatisfy { $0.steps.count == 1 })
    let step = try #require(runbook.step("US.emergency-responder"))
    #expect(step.title == "Link the Emergency Responder server group 'CER-AMERICA' with the others")
    #expect(step.after.contains("EU.emergency-responder") && step.after.contains("US.emergency-today"))
    #expect(step.do[0].rows == [["CER-AMERICA", "US"], ["CER-EUROPE", "EU"]])
    let order = ["System > Cisco ER Groups in Cluster", "default route works", "standby server", "Restart one server"]
    let places = try order.map { words in
      try #require(step.do.firstIndex { $0.say?.contains(words) == true }, "\(words)")
    }
    #expect(places == places.sorted())
    #expect(step.do[7].rows == [["☐", "EU", "CER-AMERICA", "____", "ICT-US"]])
    #expect(step.verify[1].contains("rings at the telephone of the company") == true)
  }
}
