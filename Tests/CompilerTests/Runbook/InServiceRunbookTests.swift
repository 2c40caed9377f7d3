import EMTestSupport
import Foundation
import Testing

/// What changes objects in service, and what users and emergency calls notice of it.
@Suite struct InServiceRunbookTests {
  private static let large = "\(examplesDirectory)/three-continents"

  // MARK: Additions and changes

  /// Before the patterns are there, nothing in service changes.
  @Test func objectsAreAddedBeforeThePatternsAndChangedAfterThem() throws {
    let bundle = try CompiledBundle(Self.large)
    let runbook = try bundle.runbook()
    for handle in ["APAC", "EU", "US"] {
      let steps = runbook.steps.filter { $0.cluster == handle }
      func place(_ phase: String, addOnly: Bool?) -> Int? {
        steps.firstIndex { step in
          step.do.contains { $0.addOnly == addOnly && $0.phases?.contains(phase) == true }
        }
      }
      for phase in ["partitions", "callingSearchSpaces", "devicePools", "sipTrunks"] {
        let added = try #require(place(phase, addOnly: true))
        let patterns = try #require(place("routePatterns", addOnly: nil))
        let changed = try #require(place(phase, addOnly: nil))
        #expect(added < patterns && patterns < changed, "\(handle) \(phase)")
      }
      #expect(steps.first { $0.do.contains { $0.addOnly == true } }?.id == "\(handle).axl-objects")
    }
    let text = try bundle.text("clusters/LKF-EU/runbook.md")
    #expect(text.matches(of: #/--add-only --dry-run\n/#).count == 1)
    // The back-out of the step and that of the window.
    #expect(text.matches(of: #/--keep-added\n/#).count == 2)
  }

  /// Gateways and spaces go back before the patterns, and what was added goes last.
  @Test func theWindowHasOneWayBack() throws {
    let runbook = try CompiledBundle(Self.large).runbook()
    let window = try #require(runbook.windows.first { $0.id == "US.dial-plan" })
    let step = try #require(window.steps.last)
    #expect(step.id == "US.dial-plan-back-out" && step.optional == true)
    let commands = step.do.compactMap(\.command).map { $0.replacing(" \\\n", with: "") }
    #expect(commands.count == 5 && commands.allSatisfy { $0.contains("axl.py undo clusters/LKF-US ") })
    #expect(commands.allSatisfy { $0.contains("--ca-file ../LKF-US-tomcat.pem --journal ../journal-LKF-US") })
    #expect(commands[0].contains("--phase callingSearchSpaces") && commands[0].hasSuffix("--keep-added"))
    #expect(commands[1].contains("--phase routePatterns"))
    #expect(commands[2].contains("--phase routeLists"))
    #expect(commands[4].contains("--phase callingSearchSpaces") && !commands[4].contains("--keep-added"))
    #expect(step.do[0].say?.hasPrefix("First, in Device > Gateway") == true)
    let tables = step.do.compactMap(\.rows)
    #expect(tables.count == 2)
    #expect(tables[0].first?[1] == "route pattern '9.1900[2-9]XXXXXX' in 'PT-BLOCK-US', added by hand")
    #expect(tables[0].contains { $0[1] == "gateway 'GW-DEN-1', where it was added" })
    // Removed by the last command if it came back before.
    #expect(tables[1].contains { $0[1].hasPrefix("SIP trunk 'EMCC-TRUNK', where it was deleted") })
    #expect(step.verify.contains { $0.hasPrefix("Emergency check: Tools > Dialed Number Analyzer") })
    #expect(window.minutes == window.steps.dropLast().reduce(0) { $0 + $1.minutes })
  }

  // MARK: Numbers that are cut

  @Test func urgentPatternsThatCutOtherNumbersAreAsked() throws {
    func rows(_ edits: [String: String]) throws -> [[String]]? {
      try CompiledBundle("\(examplesDirectory)/minimal", replacing: edits).runbook().step("SE.axl-dial-plan")?.do
        .first { $0.columns == ["Urgent pattern", "Partition", "Cut short", "Device pools"] }?.rows
    }
    #expect(try rows([:]) == nil)
    let emergency = "    - {partition: PT-EMER, patterns: ['112'], "
    let service =
      "    - {partition: PT-EMER, patterns: ['112.3XX', '1X!', '113'], to: RL-EMERGENCY, purpose: service}\n"
    #expect(
      try rows([emergency: service + emergency]) == [
        ["112", "PT-EMER", "'112.3XX' in 'PT-EMER', '1X!' in 'PT-EMER'", "DP-SITE"]
      ])
  }

  // MARK: Phones and logins

  @Test func aDeletedServiceHasAWayBack() throws {
    let step = try #require(try CompiledBundle(Self.large).runbook().step("EU.axl-phone-services"))
    #expect(step.do[1].say?.contains("Do the dry run below, delete the service, and send at once") == true)
    #expect(step.do[1].say?.contains("Bulk Administration > Phones > Export Phones") == true)
    #expect(step.undo.contains("they bring the subscriptions back"))
  }

  @Test func parametersOfLocalLoginsAreTold() throws {
    let step = try #require(try CompiledBundle(Self.large).runbook().step("US.emcc-parameters"))
    let table = try #require(step.do.first { $0.columns?.first == "Parameter" }?.rows)
    #expect(table.contains(["maxDuration", "10:00", "after this time they end"]))
    #expect(table.contains { $0[0] == "trustedIPList" && $0[1] == "10.11.9.20;desk-booking.larkfield.example" })
    #expect(step.do[0].say?.contains("Do it in the evening") == true)
  }

  /// The page asks for template and security profile in any case.
  @Test func templatesNameTheFieldsOfTheirPage() throws {
    let step = try #require(try CompiledBundle(Self.large).runbook().step("US.bat-inserts"))
    let template = try #require(step.do[1].rows?.first?.last)
    for field in ["Device Type '", "Device Pool '", "Device Security Profile ", "Phone Button Template "] {
      #expect(template.contains(field), "\(template)")
    }
  }
}
