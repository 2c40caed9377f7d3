import EMTestSupport
import Testing

/// What operators of a cluster that is not ours are asked for.
@Suite struct PeerLetterTests {
  private static let large = Result { try CompiledBundle("\(examplesDirectory)/three-continents").runbook() }

  private func letter() throws -> (runbook: RunbookData, steps: [RunbookData.Step]) {
    let runbook = try Self.large.get()
    return (runbook, try #require(runbook.peers.first { $0.cluster == "DELFT" }).steps)
  }

  @Test func theLetterHasAllItems() throws {
    let steps = try letter().steps
    #expect(
      steps.map { $0.id.split(separator: ".").last.map(String.init) } == [
        "facts", "network", "services", "intercluster-trunk", "certificates-export", "certificates-import",
        "roaming-device-pools",
        "dial-plan", "users", "base-devices", "emcc-parameters", "remote-clusters", "verify", "back-out",
      ])
    var done: Set<String> = []
    for step in steps {
      #expect(done.isSuperset(of: step.after), "\(step.id)")
      done.insert(step.id)
    }
  }

  /// Both sides read one order, in which nothing waits for something later.
  @Test func bothSidesReadOneOrder() throws {
    let (runbook, steps) = try letter()
    let theirs = try #require(steps.first?.do.compactMap(\.rows).last)
    let ours = try #require(runbook.step("deployment.letters")?.do[2].rows)
    #expect(theirs.count == 24 && ours.count == 24)
    #expect(theirs.map(\.[3]) == ours.map(\.[3]))
    for row in ours where row[3] != "–" {
      let number = try #require(Int(row[0]))
      for before in row[3].split(separator: ",") {
        #expect(try #require(Int(before.trimmingPrefix { $0 == " " })) < number)
      }
    }
    #expect(theirs[5] == ["6", "you", "export your certificates: item 'certificates-export'", "5", ""])
    #expect(ours[5] == ["6", "DELFT", "export their certificates: item 'certificates-export'", "5", ""])
    #expect(ours[6] == ["7", "we", "export ours, then consolidate for all: 'US.certificates-consolidate'", "6", ""])
    let items = steps.compactMap { $0.id.split(separator: ".").last.map { "item '\($0)'" } }
    for item in items where item != "item 'back-out'" {
      #expect(theirs.contains { $0[2].hasSuffix(item) }, "\(item)")
    }
  }

  /// Every key of the order is a step, and our steps stand in the same order in the runbook.
  @Test func theOrderIsThatOfTheRunbook() throws {
    let (runbook, steps) = try letter()
    let rows = try #require(runbook.step("deployment.letters")?.do[2].rows)
    let ids = runbook.steps.map(\.id)
    var last = -1
    for row in rows {
      let key = try #require(row[2].split(separator: "'").last.map(String.init))
      if row[1] == "we" {
        let place = try #require(ids.firstIndex(of: key), "\(key)")
        #expect(place > last, "\(key)")
        last = place
      } else {
        #expect(steps.contains { $0.id == "peer.DELFT.\(key)" }, "\(key)")
      }
    }
  }

  @Test func ourStepsWaitForTheirItems() throws {
    let runbook = try letter().runbook
    for handle in ["APAC", "EU", "US"] {
      let (entries, update) = (
        try #require(runbook.step("\(handle).remote-clusters")),
        try #require(runbook.step("\(handle).update-remote-clusters"))
      )
      #expect(entries.after.contains("peer.DELFT.emcc-parameters"))
      #expect(update.after.contains("peer.DELFT.remote-clusters"))
    }
    #expect(runbook.step("US.verify-logins")?.after.contains("peer.DELFT.verify") == true)
    #expect(runbook.step("deployment.verify-peers")?.after.contains("peer.DELFT.verify") == true)
  }

  /// The table of dates leads to our steps and to the items of the letter.
  @Test func theTableOfDatesHasLinks() throws {
    let text = try CompiledBundle("\(examplesDirectory)/three-continents").text("runbook.md")
    #expect(text.contains(": item [`certificates-export`](peers/VRK-DELFT.md#certificates-export) |"))
    #expect(text.contains("[`US.certificates-consolidate`](clusters/LKF-US/runbook.md#certificates-consolidate) |"))
  }

  /// Their end of a trunk that we describe, and the name that it asks for.
  @Test func theOtherEndOfTrunksIsAskedFor() throws {
    let (runbook, steps) = try letter()
    let trunk = try #require(steps.first { $0.id == "peer.DELFT.intercluster-trunk" })
    #expect(
      trunk.do[1].rows == [
        [
          "LKF-EU", "ICT-DELFT", "_sip._tcp.vrk-delft.example", "DNS SRV name",
          "'lds-cucm-sub1.larkfield.example', 'cgn-cucm-sub1.larkfield.example'",
        ]
      ])
    #expect(runbook.step("deployment.names")?.do[3].rows == [["EU", "ICT-DELFT", "_sip._tcp.vrk-delft.example"]])
    let late = try #require(runbook.step("deployment.peers-late"))
    #expect(late.optional == true && late.do[1].rows?.count == 3)
    let partner = try CompiledBundle("\(fixturesDirectory)/runbook/partner").runbook()
    #expect(partner.peers[0].steps.allSatisfy { !$0.id.hasSuffix("intercluster-trunk") })
  }

  @Test func valuesThatMustAgreeAreGiven() throws {
    let steps = try letter().steps
    func step(_ key: String) throws -> RunbookData.Step { try #require(steps.first { $0.id == "peer.DELFT.\(key)" }) }
    #expect(
      try step("emcc-parameters").do[1].rows?.prefix(3) == [
        ["EMCC Region Max Audio Bit Rate", "64 kbps", "yes"],
        ["EMCC Region Max Video Call Bit Rate", "384 kbps", "yes"],
        ["EMCC Region Link Loss Type", "Low Loss", "yes, by meaning"],
      ])
    #expect(
      try step("remote-clusters").do[1].rows?.first
        == [
          "LKF-APAC", "bne-cucm-sub1.larkfield.example", "EMCC, PSTN Access", "TFTP",
        ])
    #expect(
      try step("roaming-device-pools").do[1].rows?.first == ["LKF-APAC", "AU", "Country 'AU'", "'000', '0000'"])
    #expect(
      try step("dial-plan").do[2].rows?.last == ["LKF-US", "'911', '9911'"])
    #expect(try step("facts").do[3].rows?.map(\.[2]) == ["nonsecure", "mixed", "mixed"])
    #expect(try step("certificates-import").do[5].rows?.count == 4)
    #expect(try step("network").do[2].rows?.map(\.[2]).first == "TCP 8443")
    #expect(try step("network").do[2].rows?.map(\.[2]).contains("TCP 7501, with a password 7502") == false)
    #expect(try step("users").do[3].rows?.map(\.[2]) == ["17", "17", "22"])
    #expect(try step("back-out").do[0].say?.contains("leave PSTN Access until no visitor is left") == true)
  }

  /// One cluster of ours and one of somebody else's: nothing can be simulated, and still the calls are made.
  @Test func callsWithAPartnerAloneAreTested() throws {
    let runbook = try CompiledBundle("\(fixturesDirectory)/runbook/partner").runbook()
    let step = try #require(runbook.step("SE.verify-emergency"))
    #expect(step.do.count == 3)
    #expect(step.do[1].say?.hasPrefix("Make the emergency calls of each line with the operators of 'FI'") == true)
    let last = ["CSS-EMER", "gateway 'GW' of 'SE' with '112'", "–"]
    #expect(
      step.do[2].rows == [
        ["☐", "FI", "SEP0A4600000001", "'DP-SITE', SE", "112", "'112'? ____"] + last,
        ["☐", "FI", "SEP0A4600000001", "'DP-SITE', SE", "0112", "'0112'? ____"] + last,
      ])
    #expect(step.verify[0].hasPrefix("The calls reached the centre of the phone's own country") == true)
    let abroad = try #require(runbook.step("deployment.verify-peers"))
    #expect(
      abroad.do[2].rows?.map { Array($0.prefix(8)) } == [
        ["☐", "SE", "FI", "FI", "'alind', '46101'", "112", "CSS-EMER", "112"],
        ["☐", "SE", "FI", "FI", "'alind', '46101'", "0112", "CSS-EMER", "112"],
      ])
    #expect(runbook.windows.first { $0.id == "deployment.verify-abroad" }?.start == nil)
    let failures = try #require(runbook.step("deployment.verify-failures"))
    #expect(failures.do[0].say == "At phone 'SEP0A4600000001' of 'SE', with a user of 'FI':")
  }
}
