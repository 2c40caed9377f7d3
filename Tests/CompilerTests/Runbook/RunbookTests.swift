import EMTestSupport
import Foundation
import Testing

/// What people do to deploy a bundle.
@Suite struct RunbookTests {
  private static let minimal = "\(examplesDirectory)/minimal"
  private static let large = "\(examplesDirectory)/three-continents"

  // MARK: Print

  @Test func theMinimalRunbookIsAsReviewed() throws {
    let bundle = try CompiledBundle(Self.minimal)
    for name in ["runbook.md", "runbook.json", "clusters/SE/runbook.md"] {
      let golden = name.split(separator: "/").joined(separator: "-")
      Golden.expect(try bundle.text(name), matches: "runbook/minimal/\(golden)")
    }
    #expect(!bundle.has("peers"))
  }

  @Test func severalClustersAreDeployedInOrder() throws {
    let bundle = try CompiledBundle(Self.large)
    let text = try bundle.text("runbook.md")
    let end = try #require(text.range(of: "\n## How requests are sent"))
    Golden.expect(String(text[..<end.lowerBound]) + "\n", matches: "runbook/three-continents/runbook.md")
    Golden.expect(try bundle.text("peers/VRK-DELFT.md"), matches: "runbook/three-continents/peer.md")
    let cluster = try bundle.text("clusters/LKF-US/runbook.md")
    let from = try #require(cluster.range(of: "## Certificates: export"))
    let to = try #require(cluster.range(of: "## Lookup service"))
    Golden.expect(
      String(cluster[from.lowerBound..<to.lowerBound]), matches: "runbook/three-continents/us-excerpt.md")
  }

  /// Every step of the data stands in the file that it names, under its anchor and title, in the same order.
  @Test(arguments: ["minimal", "three-continents"])
  func theDataHasTheStepsOfTheText(_ example: String) throws {
    let bundle = try CompiledBundle("\(examplesDirectory)/\(example)")
    let runbook = try bundle.runbook()
    var order: [String: [String]] = [:]
    for step in runbook.steps + runbook.peers.flatMap(\.steps) {
      let parts = step.file.split(separator: "#").map(String.init)
      try #require(parts.count == 2)
      order[parts[0], default: []].append(parts[1])
      #expect(!step.verify.isEmpty && !step.undo.isEmpty && !step.do.isEmpty && step.minutes > 0, "\(step.id)")
    }
    for (file, anchors) in order {
      let text = try bundle.text(file)
      let found = text.matches(of: #/<a id="([^"]*)"></a>/#).map { String($0.output.1) }
      #expect(found == anchors, "\(file)")
      #expect(Set(found).count == found.count)
      #expect(text.split(separator: "\n").count { $0.hasPrefix("- [ ] **Done**") } == anchors.count)
    }
    let main = try bundle.text("runbook.md")
    for step in runbook.steps { #expect(main.contains("(\(step.file))"), "\(step.id)") }
  }

  @Test func linksLeadToFilesAndAnchors() throws {
    let bundle = try CompiledBundle(Self.large)
    for file in ["runbook.md", "clusters/LKF-EU/runbook.md", "peers/VRK-DELFT.md"] {
      let folder = file.split(separator: "/").dropLast()
      for match in try bundle.text(file).matches(of: #/\]\(([^)#]*)(?:#([^)]*))?\)/#) {
        var parts = match.output.1.isEmpty ? file.split(separator: "/") : Array(folder)
        for part in match.output.1.split(separator: "/") {
          if part == ".." { parts.removeLast() } else { parts.append(part) }
        }
        let target = parts.joined(separator: "/")
        // The requests are other emitters' files.
        if target.hasSuffix("axl/requests.json") { continue }
        #expect(bundle.has(target), "\(file): \(target)")
        guard let anchor = match.output.2, anchor != "how-requests-are-sent" else { continue }
        #expect(try bundle.text(target).contains("<a id=\"\(anchor)\">"), "\(file): \(target)#\(anchor)")
      }
    }
  }

  // MARK: Order

  @Test func everyStepStandsBehindThoseItNeeds() throws {
    let runbook = try CompiledBundle(Self.large).runbook()
    let peers = Set(runbook.peers.flatMap { $0.steps.map(\.id) })
    var done: Set<String> = []
    for step in runbook.steps {
      for id in step.after { #expect(done.contains(id) || peers.contains(id), "\(step.id) needs \(id)") }
      #expect(done.insert(step.id).inserted, "\(step.id) stands twice")
    }
  }

  /// Each phase of a cluster's requests is sent once; its additions may go before.
  @Test func everyPhaseIsSentOnce() throws {
    let bundle = try CompiledBundle(Self.large)
    let runbook = try bundle.runbook()
    for (cluster, id) in [("APAC", "LKF-APAC"), ("EU", "LKF-EU"), ("US", "LKF-US")] {
      let phases = runbook.steps.filter { $0.cluster == cluster }.flatMap(\.do).filter { $0.addOnly != true }
        .flatMap { $0.phases ?? [] }
      #expect(phases.first == "callingPartyTransformations")
      #expect(phases.filter { $0 != "groupMembers" }.last == "remoteClusterUpdates")
      #expect(Set(phases).count == phases.count)
      #expect(try Set(phases) == Set(bundle.requests(id).phases.map(\.phase)))
    }
  }

  @Test func profilesComeBeforeRemoteClustersAndThoseBeforeUpdates() throws {
    let ids = try CompiledBundle(Self.large).runbook().steps.map(\.id)
    func places(_ ending: String) -> [Int] { ids.indices.filter { ids[$0].hasSuffix(ending) } }
    let (profiles, remote, updates) = (
      places(".intercluster-profile"), places(".remote-clusters"), places(".update-remote-clusters")
    )
    #expect(profiles.count == 3 && remote.count == 3 && updates.count == 3)
    #expect(try #require(profiles.max()) < #require(remote.min()))
    #expect(try #require(remote.max()) < #require(updates.min()))
    #expect(try #require(ids.firstIndex(of: "US.ils")) < #require(ids.firstIndex(of: "EU.ils")))
  }

  // MARK: Certificates

  @Test func importsStandAloneAndCountAllPhones() throws {
    let runbook = try CompiledBundle(Self.large).runbook()
    let imports = runbook.windows.filter { $0.title == "Certificates: import" }
    #expect(imports.map(\.id) == ["APAC.certificates", "EU.certificates", "US.certificates"])
    #expect(imports.map(\.phones) == [907, 1480, 3205])
    for window in imports {
      #expect(window.steps.count == 1 && window.impact == "all" && window.start == "22:00")
      #expect(window.steps[0].pointOfNoReturn != nil)
    }
  }

  /// One signer for everything that restarts phones: what is left to exchange restarts none.
  @Test func commonSignersNeedNoExchange() throws {
    let signed = "certificates: {TYPES}\nnodes:"
    let same = "tomcat: {signedBy: CA}, callManager: {signedBy: CA}, capf: {signedBy: CA}"
    let partly = try CompiledBundle(
      Self.minimal, replacing: ["nodes:": signed.replacing("TYPES", with: same)]
    ).runbook()
    let imported = try #require(partly.step("SE.certificates-import"))
    #expect(imported.phones == 0 && imported.pointOfNoReturn == nil)
    let fully = try CompiledBundle(
      Self.minimal, replacing: ["nodes:": signed.replacing("TYPES", with: same + ", itlRecovery: {signedBy: CA}")]
    ).runbook()
    #expect(fully.steps.allSatisfy { !$0.id.contains("certificates") })
  }

  // MARK: Only what is needed

  @Test func stepsAreThereOnlyWhereTheyAreNeeded() throws {
    let plain = try CompiledBundle(Self.minimal).runbook()
    for kind in ["multiple-logins", "ils", "super-users", "locales", "ldap", "existing", "emergency-responder"] {
      #expect(plain.step("SE.\(kind)") == nil, "\(kind)")
    }
    let other = try CompiledBundle(
      Self.minimal,
      replacing: [
        "nodes:\n  sto": "extensionMobilityParameters: {multipleLoginBehavior: autoLogout}\nnodes:\n  sto",
        "lastName: Lind,": "lastName: Lind, ldap: true,",
        "DP-SITE: {dateTimeGroup: DTG-SE,":
          "DP-SITE: {networkLocale: Sweden, location: LOC-STO, dateTimeGroup: DTG-SE,",
        "callManagerGroups:\n  CMG: [sto": "existing: {locations: [LOC-STO]}\ncallManagerGroups:\n  CMG: [sto",
      ]
    ).runbook()
    #expect(try #require(other.step("SE.multiple-logins")).do[0].say?.contains("Auto Logout") == true)
    #expect(try #require(other.step("SE.locales")).do[0].say?.contains("'Sweden'") == true)
    #expect(try #require(other.step("SE.existing")).do[1].rows == [["location", "LOC-STO"]])
    #expect(other.step("SE.ldap") != nil)
    #expect(other.step("FI.multiple-logins") == nil)
  }

  @Test func baseDevicesAreInsertedByNumber() throws {
    let step = try #require(try CompiledBundle(Self.large).runbook().step("US.base-devices-insert"))
    #expect(step.title == "Insert 60 base devices")
    #expect(step.verify[2].contains("'EMCC1' to 'EMCC60'"))
    #expect(step.after == ["US.default-template"])
  }

  // MARK: Text of users

  @Test func namesCannotBecomeMarkup() throws {
    let bundle = try CompiledBundle("\(fixturesDirectory)/bulk")
    let text = try bundle.text("clusters/SE/runbook.md")
    #expect(text.contains("finds ``T|a`b``."))
    #expect(text.contains("| ``T\\|a`b`` |"))
    let template = try #require(try bundle.runbook().step("SE.emcc-template"))
    #expect(template.do[1].rows?.first?.first == "T|a`b")
  }
}
