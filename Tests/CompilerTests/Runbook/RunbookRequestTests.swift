import EMTestSupport
import Foundation
import Testing

/// What the runbook tells of the requests: commands, and what they leave to people.
@Suite struct RunbookRequestTests {
  private static let minimal = "\(examplesDirectory)/minimal"
  private static let large = "\(examplesDirectory)/three-continents"

  // MARK: Nothing forgotten

  /// Every note of the index, and every request that only looks, stands in the step that sends its phase.
  @Test(arguments: [
    ("Examples/minimal", "", ["SE": "SE", "FI": "FI"]),
    ("Examples/three-continents", "", ["APAC": "LKF-APAC", "EU": "LKF-EU", "US": "LKF-US"]),
    ("Tests/Fixtures/axl/everything", "", ["HOME": "HOME-CUCM"]),
    // Old versions lack elements, and say so.
    ("Tests/Fixtures/axl/everything", "version: 11.0.1.20000-2\n", ["HOME": "HOME-CUCM"]),
  ])
  func everyNoteOfTheIndexStandsInTheRunbook(_ source: String, _ version: String, _ clusters: [String: String]) throws {
    let root = URL(filePath: examplesDirectory).deletingLastPathComponent().path
    let bundle = try CompiledBundle(
      "\(root)/\(source)", replacing: version.isEmpty ? [:] : ["version: 12.5.1.14900-63\n": version])
    let runbook = try bundle.runbook()
    var found = 0
    for (handle, clusterID) in clusters {
      let index = try bundle.requests(clusterID)
      var texts: [String: String] = [:]
      for step in runbook.steps where step.cluster == handle {
        let text = step.do.map(\.text).joined(separator: "\n")
        for phase in step.do.flatMap({ $0.phases ?? [] }) { texts[phase, default: ""] += text }
        // Groups in service are not touched where their requests are sent, so their notes stand where people add them.
        if step.id.hasSuffix(".callmanager-groups") { texts["callManagerGroups", default: ""] += text }
      }
      #expect(Set(texts.keys) == Set(index.phases.map(\.phase)), "\(handle)")
      let first = texts[index.phases.first?.phase ?? ""] ?? ""
      for note in index.notes ?? [] { #expect(first.contains(note), "\(handle): \(note)") }
      for phase in index.phases {
        for note in (phase.notes ?? []) + [phase.before].compactMap(\.self) {
          #expect(texts[phase.phase]?.contains(note) == true, "\(handle) \(phase.phase): \(note)")
        }
      }
      for request in index.requests where request.mode == "get" || request.notes != nil {
        let text = texts[request.phase] ?? ""
        for note in request.notes ?? [] { #expect(text.contains(note), "\(handle) \(request.name): \(note)") }
        if request.mode == "get" { #expect(text.contains(request.name), "\(handle) \(request.phase): \(request.name)") }
        found += 1
      }
    }
    #expect(found > 5)
  }

  @Test func settingsWithoutPublicNamesAreTold() throws {
    let bundle = try CompiledBundle(Self.large)
    let runbook = try bundle.runbook()
    func rows(_ id: String) -> [[String]] {
      runbook.step(id)?.do.last { $0.columns == ["Phase", "Objects", "What", "Page"] }?.rows ?? []
    }
    let page = "Advanced Features > EMCC > EMCC Feature Configuration"
    #expect(
      rows("EU.emcc-parameters").contains([
        "emccFeatures", "–", "set EMCC Region Link Loss Type to 'Low Loss' by hand: its internal name is not public",
        page,
      ]))
    #expect(
      rows("APAC.emcc-parameters").contains([
        "emccFeatures", "CSSForPSTNAccessSIPTrunk",
        "set CSS for PSTN Access SIP Trunk to 'Use phone's original device CSS' by hand: "
          + "the form of its value is not public", page,
      ]))
    #expect(
      rows("US.axl-phones").contains([
        "accessControlGroups", "Larkfield Desk Booking",
        "the roles of the group are not described: assign them by hand as its owner says, or leave them as they are",
        "User Management > User Settings > Access Control Group",
      ]))
    #expect(
      rows("US.axl-dial-plan").contains([
        "routePatterns", "–",
        "call classification is not described: a new route pattern is OnNet, as AXL's default is",
        "Call Routing > Route/Hunt > Route Pattern",
      ]))
    // What stands in quotes is a name of somebody's.
    let text = try bundle.text("clusters/LKF-APAC/runbook.md")
    #expect(text.contains("set CSS for PSTN Access SIP Trunk to `Use phone's original device CSS` by hand: the form"))
  }

  // MARK: Commands

  @Test func stepsShowTheirCommands() throws {
    let text = try CompiledBundle(Self.minimal).text("clusters/SE/runbook.md")
    let begin = try #require(text.range(of: "<a id=\"axl-phone-services\">"))
    let end = try #require(text.range(of: "<a id=\"axl-phones\">"))
    let step = String(text[begin.lowerBound..<end.lowerBound])
    let command = "python3 tools/axl.py VERB clusters/SE --server sto-cucm.fjord.example --user NAME \\\n"
    let rest = "  --ca-file ../SE-tomcat.pem --journal ../journal-SE --phase phoneServices"
    func block(_ verb: String, _ tail: String, _ indent: String) -> String {
      "```sh\n\(command.replacing("VERB", with: verb))\(rest)\(tail)\n```\n".split(separator: "\n")
        .map { "\(indent)\($0)\n" }.joined()
    }
    #expect(step.contains("3. See what would change ([how](#how-requests-are-sent)); this sends no change:\n\n"))
    #expect(step.contains(block("send", " --dry-run", "   ")))
    #expect(
      step.contains(
        "4. Send the request of [`clusters/SE/axl/requests.json`](axl/requests.json) with the same command, "
          + "without `--dry-run`.\n"))
    #expect(step.contains("\n" + block("undo", "", "")))
  }

  /// A command without phases would send everything.
  @Test func noCommandIsWithoutPhases() throws {
    let bundle = try CompiledBundle(Self.large)
    for id in ["LKF-APAC", "LKF-EU", "LKF-US"] {
      let commands = try bundle.text("clusters/\(id)/runbook.md")
        .matches(of: #/python3 tools/axl\.py (?:[^`]|\n)*?```/#).map { String($0.output) }
      #expect(commands.count >= 20)
      for command in commands {
        #expect(command.contains("clusters/\(id) --server "), "\(command)")
        #expect(command.contains("--phase ") || command.contains(" --dry-run > ../\(id)-dry-run.txt"), "\(command)")
        #expect(command.split(separator: "\n").allSatisfy { $0.count <= 106 }, "\(command)")
      }
    }
  }

  @Test func anUnknownPublisherIsAPlaceToFillIn() throws {
    let bundle = try CompiledBundle(
      Self.minimal, replacing: ["role: publisher, ": "", ", bulkProvisioning]": "]"])
    let text = try bundle.text("clusters/SE/runbook.md")
    #expect(text.contains("python3 tools/axl.py send clusters/SE --server PUBLISHER --user NAME"))
    #expect(text.contains("replace `PUBLISHER` in the commands by its host name."))
  }

  @Test func theSenderIsPreparedBeforeTheFirstRequest() throws {
    let text = try CompiledBundle(Self.minimal).text("clusters/SE/runbook.md")
    let begin = try #require(text.range(of: "<a id=\"axl-access\">"))
    let first = try #require(text.range(of: "## SE: Objects that calls do not use yet"))
    #expect(begin.lowerBound < first.lowerBound)
    let end = try #require(text.range(of: "## How requests are sent"))
    let section = text[begin.lowerBound..<first.lowerBound] + text[end.lowerBound...]
    for words in [
      "**Cisco AXL Web Service** runs on the publisher, `sto-cucm.fjord.example`", "**Standard AXL API Access**",
      "`AXL_PASSWORD`", "port 8443 (TCP)", "Every update has a name behind it.",
      "Save the file beside the bundle as `../SE-tomcat.pem`",
      "The dry run sends only `get`s", "The journal `../journal-SE` keeps what each object was before",
    ] {
      #expect(section.contains(words), "\(words)")
    }
  }

  // MARK: Secrets

  @Test func sourcesOfPinsAreNamed() throws {
    let runbook = try CompiledBundle(Self.large).runbook()
    func rows(_ id: String) -> [[String]]? {
      runbook.step(id)?.do.first { $0.columns == ["User", "PIN out of", "Name"] }?.rows
    }
    #expect(rows("US.axl-phones") == [["lobbyden", "environment variable", "PIN_LOBBYDEN"]])
    #expect(rows("EU.axl-phones") == [["lobbylds", "file", "/run/secrets/lobbylds.pin"]])
    #expect(runbook.step("EU.axl-phones")?.do[0].say?.contains("leaves PINs alone that its journal knows") == true)
  }
}
