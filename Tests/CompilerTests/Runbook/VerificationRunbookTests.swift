import EMTestSupport
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

  @Test func everySiteAndEveryHomeInEveryCountryIsTested() throws {
    let step = try #require(try Self.large.get().step("deployment.verify-emergency"))
    let stations = stations(step)
    #expect(stations.count == 12)
    for pool in ["DP-BNE", "DP-OSA", "DP-CGN", "DP-LDS", "DP-ATL", "DP-DEN"] {
      #expect(stations.contains { $0.heading.contains("device pool '\(pool)'") }, "\(pool)")
    }
    #expect(
      stations[0].heading
        == "User 'awebster' of 'EU' at phone 'SEP0A3101000001' of 'APAC', device pool 'DP-BNE' at 'GEO-BNE', AU; "
        + "at home 'CSS-ADJ-AU', in the visited cluster 'CSS-DEV-AU':")
    #expect(
      step.do.contains {
        $0.say
          == "Listed are 12 of 14 pairs of a home and a site, each site and each home of a country at least once. "
          + "'emcc-lint simulate matrix --all' lists all."
      })
  }

  @Test func allNumbersAreDialledAndHabitsToo() throws {
    let step = try #require(try Self.large.get().step("deployment.verify-emergency"))
    let rows = stations(step)[0].rows
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
        "gateway 'GW-LDS-1' of 'EU' with '0555555'", "+441134960101",
      ])
    #expect(rows[12] == ["☐", "90955555", "blocked", "phone", "–", "refused, with the reorder tone", "–"])
  }

  /// A centre is called once by each gateway, however many people and habits lead there.
  @Test func centresAreCalledOncePerGateway() throws {
    let step = try #require(try Self.large.get().step("deployment.verify-emergency"))
    let live = stations(step).flatMap(\.rows).filter { $0[3] == "live" }.map(\.[5])
    #expect(live.count == 9 && Set(live).count == 9)
    #expect(
      live.contains("gateway 'GW-ATL-1' of 'US' with '911'") && live.contains("gateway 'GW-DEN-1' of 'US' with '911'"))
    #expect(step.do[0].say?.hasPrefix("Call no emergency number without an arrangement.") == true)
    #expect(step.after == ["deployment.verify-logins", "deployment.arrange-tests"])
  }

  @Test func arrangementsComeFirst() throws {
    let runbook = try Self.large.get()
    let step = try #require(runbook.step("deployment.arrange-tests"))
    #expect(runbook.windows.first?.steps.contains { $0.id == step.id } == true)
    #expect(
      step.do[3].rows == [
        ["APAC", "AU", "DP-BNE", "'000', '0000'", "", ""],
        ["APAC", "JP", "DP-OSA", "'110', '119', '0110', '0119'", "", ""],
        ["EU", "DE", "DP-CGN", "'112', '110', '0112', '0110'", "", ""],
        ["EU", "GB", "DP-LDS", "'999', '112', '9999', '9112'", "", ""],
        ["US", "US", "'DP-ATL', 'DP-DEN'", "'911', '9911'", "", ""],
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
      ])
    #expect(runbook.step("deployment.verify-network-loss")?.optional == true)
    let open = try #require(runbook.step("deployment.open"))
    #expect(
      open.after == ["deployment.verify-logins", "deployment.verify-emergency", "deployment.verify-failures"])
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
    let step = try #require(runbook.step("deployment.verify-emergency"))
    #expect(stations(step).count == 13)
    #expect(stations(step).count { $0.heading.contains("of 'SE', device pool") } == 12)
    #expect(
      step.do.last?.say
        == "Listed are 13 of 32 pairs of a home and a site; test the sites that are missing here before their people "
        + "are told. 'emcc-lint simulate matrix --all' lists all.")
  }

  @Test func testLoginsAreBoundedAndAboutAllClusters() throws {
    let handles = (10..<45).map { "X\($0)" }
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
    let step = try #require(runbook.step("deployment.verify-logins"))
    let rows = try #require(step.do[1].rows)
    #expect(rows.count == 60)
    #expect(
      step.do[2].say == "Listed are 60 of 72 pairs of clusters. 'emcc-lint simulate logins' lists all.")
    let named = Set(rows.flatMap { [$0[1], $0[2]] })
    #expect(named.isSuperset(of: handles + ["SE", "FI"]))
  }
}
