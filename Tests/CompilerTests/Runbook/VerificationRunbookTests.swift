import EMTestSupport
import Foundation
import Testing

/// Test logins and test calls.
@Suite struct VerificationRunbookTests {
  private static let large = Result { try CompiledBundle("\(examplesDirectory)/three-continents").runbook() }

  /// The tables of calls, each with the sentence that says who calls from where.
  private func stations(_ step: RunbookData.Step) -> [(heading: String, rows: [[String]])] {
    zip(step.do, step.do.dropFirst()).compactMap { heading, table in
      guard let text = heading.say, table.columns?.contains("Sent there as") == true, let rows = table.rows else {
        return nil
      }
      return (text, rows)
    }
  }

  /// The steps of all clusters.
  private func calls() throws -> [RunbookData.Step] {
    let runbook = try Self.large.get()
    return try ["APAC", "EU", "US"].map { try #require(runbook.step("\($0).verify-emergency")) }
  }

  @Test func everySiteAndEveryHomeInEveryCountryIsTested() throws {
    let steps = try calls()
    let stations = steps.flatMap(stations)
    #expect(stations.count == 12)
    for pool in ["DP-BNE", "DP-OSA", "DP-CGN", "DP-LDS", "DP-ATL", "DP-DEN"] {
      #expect(stations.contains { $0.heading.contains("device pool '\(pool)'") }, "\(pool)")
    }
    #expect(
      stations[0].heading
        == "User 'awebster' of 'EU' at phone 'SEP0A3101000001' of 'APAC', device pool 'DP-BNE' at 'GEO-BNE', AU; "
        + "at home 'CSS-ADJ-AU', in the visited cluster 'CSS-DEV-AU':")
    #expect(
      steps[2].do.contains {
        $0.say
          == "Listed are 4 of 6 pairs of a home and a site, each site and each home of a country at least once."
      })
  }

  /// Each cluster is verified in an evening of its own sites, by one clock.
  @Test func everyClusterHasItsEvening() throws {
    let windows = try Self.large.get().windows
    let own = windows.filter { $0.id.hasSuffix(".verify") && $0.cluster != nil }
    #expect(own.map(\.cluster) == ["APAC", "EU", "US"])
    #expect(own.map(\.start) == ["18:00", "18:00", "18:00"])
    #expect(own.map(\.timeZone) == ["Australia/Brisbane", "Europe/London", "America/Denver"])
    #expect(own.map(\.decideBy) == ["22:30", "21:45", "22:15"])
    let text = try CompiledBundle("\(examplesDirectory)/three-continents").text("runbook.md")
    #expect(text.contains("| 1 h 35 min | 18:00, America/Denver | 22:15 |  |  |\n"))
    #expect(text.contains("| as agreed with `DELFT` | – |  |  |\n"))
    let ids = windows.map(\.id)
    #expect(
      ids.suffix(10) == [
        "APAC.activate", "EU.activate", "US.activate", "deployment.connect", "APAC.verify", "EU.verify", "US.verify",
        "deployment.verify-abroad", "deployment.verify", "deployment.later",
      ])
  }

  /// A circular route group hands calls to any of its members, and the analyzer gets all digits at once.
  @Test func expectedAreAllGatewaysInTurnAndBothWaysOfDialling() throws {
    let runbook = try Self.large.get()
    let rows = try #require(runbook.step("EU.dial-plan-check")?.do[1].rows)
    let group = "gateway 'GW-LDS-1' or 'GW-LDS-2' of 'EU' with"
    let both = "digit by digit: \(group) '999'; all digits at once, as in the analyzer: \(group) '112'"
    #expect(
      rows.filter { $0[1] == "DP-LDS" }.map { Array($0.suffix(2)) } == [
        ["'999', '9999'", "\(group) '999'"], ["112", "\(group) '112'"], ["9112", both],
      ])
    let step = try #require(runbook.step("EU.verify-emergency"))
    let line = try #require(stations(step).flatMap(\.rows).first { $0[1] == "9112" && $0[5] == both })
    #expect(line[4] == "'911'; all at once: '112'")
  }

  /// Both directions with somebody else's cluster: their users at every site of ours, our users at theirs.
  @Test func bothDirectionsWithAPeerAreTested() throws {
    let runbook = try Self.large.get()
    let here = try #require(runbook.step("US.verify-emergency")?.do.last?.rows)
    #expect(
      here.map { [$0[2], $0[3], $0[4]] } == [
        ["SEP0A1201000001", "'DP-ATL', US", "911"], ["SEP0A1201000001", "'DP-ATL', US", "9911"],
        ["SEP0A1101000001", "'DP-DEN', US", "911"], ["SEP0A1101000001", "'DP-DEN', US", "9911"],
        ["SEP0A110100000D", "'DP-DEN', US", "911"], ["SEP0A110100000D", "'DP-DEN', US", "9911"],
      ])
    #expect(here[2].suffix(3) == ["CSS-EMCC-IN", "gateway 'GW-DEN-1' of 'US' with '911'", "+13035550100"])
    let there = try #require(runbook.step("deployment.verify-peers")?.do[2].rows)
    #expect(Set(there.map { $0[1] }) == ["APAC", "EU", "US"])
    #expect(
      there[0] == [
        "☐", "APAC", "DELFT", "NL", "'acoleman', '6101101'", "112", "CSS-ADJ-NL", "112", "6101101", "____",
      ])
  }

  @Test func secondGatewaysAreTested() throws {
    let runbook = try Self.large.get()
    #expect(
      runbook.step("US.verify-failover")?.do[1].rows == [
        ["☐", "DP-DEN", "RG-DEN", "GW-DEN-1", "GW-DEN-2", "911", "SEP0A1101000001"]
      ])
    #expect(runbook.step("EU.verify-failover")?.do[1].rows?.map { $0[4] } == ["GW-LDS-2"])
    #expect(runbook.step("APAC.verify-failover") == nil)
  }

  /// What the runbook bounds stands in a file in full.
  @Test func allCallsStandInAFile() throws {
    let bundle = try CompiledBundle("\(examplesDirectory)/three-continents")
    let lines = try bundle.text("tests/emergency-calls.csv").components(separatedBy: "\r\n").dropLast()
    #expect(
      lines.first
        == "visited,country,site,geolocation,phone,home,user,dialled,kind,homeCss,sentAs,visitedCss,expected,"
        + "numberShown,verdict")
    #expect(
      lines.contains(
        "US,US,DP-DEN,GEO-DEN,SEP0A1101000001,APAC,acoleman,9911,\"emergency, of this country\",CSS-ADJ-US,911,"
          + "CSS-EMCC-IN,gateway 'GW-DEN-1' of 'US' with '911',+13035550100,ok"))
    let pairs = Set(lines.dropFirst().map { $0.split(separator: ",").prefix(6).joined(separator: ",") })
    #expect(pairs.count == 14)
    #expect(try CompiledBundle("\(fixturesDirectory)/runbook/partner").has("tests/emergency-calls.csv") == false)
  }

  // MARK: Phones in service

  /// Before the dial plan it is asked what it would bypass, and behind it that phones in service are right.
  @Test func phonesInServiceAreCheckedAroundTheDialPlan() throws {
    let runbook = try Self.large.get()
    let today = try #require(runbook.step("US.emergency-today"))
    #expect(
      today.do[1].rows?.map { Array($0.prefix(3)) } == [
        ["DP-ATL", "US", "'911', '9911'"], ["DP-DEN", "US", "'911', '9911'"],
      ])
    #expect(
      today.do[3].rows?.prefix(2) == [["911", "PT-EMER-US", "RL-EMERGENCY"], ["9.911", "PT-EMER-US", "RL-EMERGENCY"]])
    #expect(today.do[7].say?.hasPrefix("Emergency Responder 'CER-AMERICA' serves phones of this cluster") == true)
    #expect(today.do[8].say?.hasPrefix("Stop where a line says yes: do not open the window of the dial plan.") == true)
    #expect(today.do[1].rows?.first?.last == "☐ no ☐ yes ☐ replaced, agreed by ____")
    #expect(today.do[5].rows?.map { $0[0] }.suffix(2) == ["911", "999"])
    #expect(
      today.do[6].say?.contains("an outside, an international and a service number, through the analyzer") == true)
    #expect(runbook.step("APAC.emergency-today")?.do.count == 8)
    let check = try #require(runbook.step("US.dial-plan-check"))
    #expect(check.optional == nil)
    #expect(Set(check.after).isSuperset(of: ["US.axl-dial-plan", "deployment.arrange-tests"]))
    #expect(
      check.do[1].rows == [
        ["☐", "DP-ATL", "SEP0A1201000001", "'911', '9911'", "gateway 'GW-ATL-1' of 'US' with '911'"],
        ["☐", "DP-DEN", "SEP0A1101000001", "'911', '9911'", "gateway 'GW-DEN-1' of 'US' with '911'"],
      ])
    for handle in ["APAC", "EU", "US"] {
      #expect(
        runbook.windows.first { $0.id == "\(handle).dial-plan" }?.steps.contains {
          $0.id == "\(handle).dial-plan-check"
        } == true)
      #expect(runbook.step("US.remote-clusters")?.after.contains("\(handle).dial-plan-check") == true)
      let services = try #require(runbook.step("\(handle).services")?.do[1].rows?.first { $0[1] == "publisher" })
      #expect(services[2].hasSuffix("Cisco Dialed Number Analyzer Server, Cisco Dialed Number Analyzer"))
    }
  }

  @Test func allNumbersAreDialledAndHabitsToo() throws {
    let rows = try stations(calls()[0])[0].rows
    #expect(
      rows.map(\.[1]) == [
        "000", "0000", "999", "112", "9999", "9112", "110", "0112", "0110", "3101102", "6101101", "90555555",
        "90955555",
      ])
    #expect(
      rows[0] == [
        "☐", "000", "emergency, of this country", "live", "000", "gateway 'GW-BNE-1' of 'APAC' with '000'",
        "+61770101100",
      ])
    #expect(
      rows[3] == [
        "☐", "112", "emergency, a habit from elsewhere", "analyzer", "112", "gateway 'GW-BNE-1' of 'APAC' with '000'",
        "+61770101100",
      ])
    #expect(
      rows[11] == [
        "☐", "90555555", "national, your own number of the form '9.0[1-8]!'", "phone", "–",
        "gateway 'GW-LDS-1' or 'GW-LDS-2' of 'EU' with '0555555'", "+441134960101",
      ])
    #expect(rows[12] == ["☐", "90955555", "blocked", "phone", "–", "refused, with the reorder tone", "–"])
  }

  /// A centre is called once by each gateway, however many people and habits lead there.
  @Test func centresAreCalledOncePerGateway() throws {
    let steps = try calls()
    let live = steps.flatMap(stations).flatMap(\.rows).filter { $0[3] == "live" }.map(\.[5])
    #expect(live.count == 9 && Set(live).count == 9)
    #expect(
      live.contains("gateway 'GW-ATL-1' of 'US' with '911'") && live.contains("gateway 'GW-DEN-1' of 'US' with '911'"))
    #expect(steps[0].do[0].say?.hasPrefix("Call no emergency number without an arrangement.") == true)
    #expect(steps[0].after == ["APAC.verify-logins", "deployment.arrange-tests"])
  }

  @Test func arrangementsComeFirst() throws {
    let runbook = try Self.large.get()
    let step = try #require(runbook.step("deployment.arrange-tests"))
    #expect(runbook.windows.first?.steps.contains { $0.id == step.id } == true)
    #expect(
      step.do[4].rows == [
        ["APAC", "AU", "DP-BNE", "'000', '0000'", "", ""],
        ["APAC", "JP", "DP-OSA", "'110', '119', '0110', '0119'", "", ""],
        ["EU", "DE", "DP-CGN", "'112', '110', '0112', '0110'", "", ""],
        ["EU", "GB", "DP-LDS", "'999', '112', '9999', '9112'", "", ""],
        ["US", "US", "DP-ATL", "'911', '9911'", "", ""],
        ["US", "US", "DP-DEN", "'911', '9911'", "", ""],
      ])
  }

  @Test func failuresRoamingAndTheLastWordAreTested() throws {
    let runbook = try Self.large.get()
    let failures = try #require(runbook.step("deployment.verify-failures"))
    #expect(
      failures.do[1].rows?.map(\.[2]) == [
        "code 2, and no line of the user", "code 23, after the slowest remote cluster has answered",
        "code 31 or 38", "its own line, after 5 minutes now, and after '12:00' hours in service",
      ])
    let roaming = try #require(runbook.step("deployment.verify-roaming"))
    #expect(
      roaming.do[1].rows == [
        ["☐", "sthorne", "EU", "US", "SEP0A1201000001"], ["☐", "eashworth", "US", "EU", "SEP0A2101000001"],
        ["☐", "nfisk", "US", "EU", "SEP0A2101000001"],
      ])
    #expect(runbook.step("deployment.verify-network-loss")?.optional == true)
    let open = try #require(runbook.step("deployment.open"))
    let tests = ["verify-logins", "verify-emergency"]
    #expect(
      Set(open.after).isSuperset(
        of: ["APAC", "EU", "US"].flatMap { handle in tests.map { "\(handle).\($0)" } } + [
          "deployment.verify-failures", "deployment.verify-peers", "deployment.verify-roaming", "US.verify-failover",
        ]))
    #expect(!open.after.contains("deployment.verify-network-loss"))
    // Nobody is a super user before the emergency calls of visitors are tested everywhere.
    let users = try #require(runbook.step("US.super-users"))
    #expect(Set(users.after).isSuperset(of: ["APAC", "EU", "US"].map { "\($0).verify-emergency" }))
    #expect(runbook.windows.first { $0.id == "deployment.verify" }?.steps.first?.id == "EU.super-users")
    #expect(runbook.windows.first { $0.id == "deployment.verify" }?.steps.last?.id == "deployment.open")
  }

  /// Many sites: the calls of each cluster's first ones are listed, and the command for all.
  @Test func testCallsAreBounded() throws {
    let number = 30
    var (pools, phones) = ("", "")
    for index in 10..<10 + number {
      pools += "\n  DP-\(index): {dateTimeGroup: DTG-SE, geolocation: GEO-\(index), localRouteGroup: RG}"
      phones +=
        "\n  SEP0A46900000\(index): {model: Cisco 8841, protocol: SIP, devicePool: DP-\(index), css: CSS-EMER, "
        + "extensionMobility: true}"
    }
    let places = (10..<10 + number).map { "\n    GEO-\($0): {country: SE, communityName: Town \($0)}" }.joined()
    let runbook = try CompiledBundle(
      "\(examplesDirectory)/minimal",
      replacing: [
        "\n    GEO-SE: {country: SE}": "\n    GEO-SE: {country: SE}" + places,
        "\n  DP-SITE: {dateTimeGroup: DTG-SE,": pools + "\n  DP-SITE: {dateTimeGroup: DTG-SE,",
        "\n  SEP0A4600000001:": phones + "\n  SEP0A4600000001:",
      ]
    ).runbook()
    let step = try #require(runbook.step("SE.verify-emergency"))
    #expect(stations(step).count == 12)
    #expect(stations(step).allSatisfy { $0.heading.contains("of 'SE', device pool") })
    let sentences = step.do.compactMap(\.say).suffix(2)
    #expect(
      sentences == [
        "Listed are 12 of 31 pairs of a home and a site; test the sites that are missing here before their people are "
          + "told.", "All of them, with what is expected, stand in tests/emergency-calls.csv.",
      ])
  }

  @Test func testLoginsAreBounded() throws {
    let handles = (100..<175).map { "X\($0)" }
    let clusters = handles.map {
      "\n  \($0): {external: true, clusterId: \($0), version: 14.0.1.13900-155, securityMode: nonSecure, "
        + "address: \($0).fjord.example}"
    }
    let pools = handles.map {
      "\n  DP-ROAM-\($0): {roamingFor: \($0), dateTimeGroup: DTG-FI, geolocation: GEO-FI, adjunctCss: CSS-EMER}"
    }
    let runbook = try CompiledBundle(
      "\(fixturesDirectory)/runbook/partner",
      replacing: [
        "members: [SE, FI]": "members: [SE, FI, \(handles.joined(separator: ", "))]",
        "\nclusters:": "\nclusters:" + clusters.joined(), "\n  DP-ROAM-FI:": pools.joined() + "\n  DP-ROAM-FI:",
      ]
    ).runbook()
    let step = try #require(runbook.step("SE.verify-logins"))
    #expect(step.do[1].rows?.count == 60)
    #expect(step.do[2].say == "Listed are 60 of 76 homes; test the others in the same way.")
    let abroad = try #require(runbook.step("deployment.verify-peers"))
    #expect(abroad.do[2].rows?.count == 120)
    #expect(abroad.do[3].say == "Listed are 120 of 152 lines; test the others in the same way.")
  }
}
