import Compiler
import EMTestSupport
import Testing

/// Mistakes in a configuration that works otherwise, seen at a phone: the code, and the line to change.
@Suite struct SimulateMistakeTests {
  /// One mistake.
  struct Mistake: Sendable, CustomTestStringConvertible {
    /// What stands in the right configuration, and what in the wrong one.
    let edit: (String, String)
    /// How the line begins in which the mistake is to be mended.
    let line: String
    /// What becomes of the login.
    let result: String
    /// The login, where it is not that of a traveller.
    var words = "--user adiaz --phone SEP00AA20000001"
    var testDescription: String { result }
  }

  static let mistakes = [
    Mistake(
      edit: ("users: {ldap: true, emcc: true}", "users: {ldap: true, emcc: false}"), line: "  users: {ldap",
      result: "31, EMCC not activated for the user"),
    Mistake(
      edit: ("emccBaseDevices: {count: 20", "emccBaseDevices: {count: 0"), line: "emccBaseDevices:",
      result: "33, No free EMCC base device"),
    Mistake(
      edit: (
        "defaultTftpServer: home-sub\n  backupTftpServer: home-sub2\n  geolocationFilter", "geolocationFilter"
      ), line: "  geolocationFilter:",
      result: "39, Configuration issue"),
    Mistake(
      edit: ("pstnAccess: {active: true, sipTrunk: TRUNK-EMCC-GB}", "pstnAccess: {active: false}"),
      line: "  pstnAccess: {active: false", result: "211, EMCC not activated"),
    Mistake(
      edit: (
        "emcc: {active: true}\n  pstnAccess: {active: true, sipTrunk: TRUNK-EMCC-GB}",
        "emcc: {active: false}\n  pstnAccess: {active: true, sipTrunk: TRUNK-EMCC-GB}"
      ),
      line: "  emcc: {active: false", result: "201, Authentication error"),
    Mistake(
      edit: ("node: away-sub, emcc: true", "node: away-sub, emcc: false"), line: "  Extension Mobility GB:",
      result: "23, User does not exist"),
    Mistake(
      edit: ("adiaz: {lastName: Diaz, controlledProfiles: [UDP-ADIAZ]", "adiaz: {lastName: Diaz"), line: "  adiaz:",
      result: "12, Device profile not found"),
    Mistake(
      edit: ("    SEP00AA10000002:", "    SEP00AA20000001:"), line: "  SEP00AA20000001:",
      result: "37, Duplicate device name", words: "--user adiaz --phone SEP00AA20000001 --visiting AWAY"),
    Mistake(
      edit: ("SEP00AA20000001: {description: Hot desk 1}", "SEP00AA20000001: {extensionMobility: false}"),
      line: "  SEP00AA20000001:", result: "22, Device logon disabled"),
    Mistake(
      edit: ("SEP00AA20000001: {description: Hot desk 1}", "SEP00AA20000001: {model: Cisco IP Communicator}"),
      line: "  SEP00AA20000001:", result: "213, Device does not support EMCC"),
    Mistake(
      edit: (
        "controlledProfiles: [UDP-BKIM], primaryExtension: '2101002'",
        "controlledProfiles: [UDP-BKIM], primaryExtension: '2101001'"
      ),
      line: "  bkim:", result: "216, DN has multiple users",
      words: "--user adiaz --phone SEP00AA10000001 --login-type DN"),
    Mistake(
      edit: ("esmith: {lastName: Smith, controlledProfiles: [UDP-ESMITH]", "esmith: {lastName: Smith"),
      line: "  esmith:",
      result: "205, User profile absent", words: "--user esmith --phone SEP00AA20000001"),
  ]

  @Test(arguments: mistakes) func isShownWithTheLineToChange(_ mistake: Mistake) throws {
    let base = ExampleDeployment.text
    // Both clusters have some texts: the first one is HOME's.
    let edit = (mistake.edit.0.trimmingBlanks, mistake.edit.1.trimmingBlanks)
    #expect(base.contains(edit.0))
    let text = base.replacing(edit.0, with: edit.1, maxReplacements: 1)
    let words = mistake.words.split(separator: " ").map(String.init)
    let run = try LintRun(["simulate", "login", "--path", "-"] + words, input: Array(text.utf8))
    #expect(run.code == 1)
    #expect(run.output.contains("\nthe login fails with \(mistake.result)\n"))
    let place = try #require(run.output.firstMatch(of: #/\n  where +[^ ]+?:(\d+):\d+  /#))
    let number = try #require(Int(place.1))
    let line = text.split(separator: "\n", omittingEmptySubsequences: false)[number - 1]
    #expect(line.hasPrefix(mistake.line), "line \(number): \(line)")
  }

  @Test func theMatrixHasTheCodeAndTheReason() throws {
    let text = ExampleDeployment.text.replacing("emccBaseDevices: {count: 20", with: "emccBaseDevices: {count: 0")
    let run = try LintRun(["simulate", "logins", "--quiet", "-"], input: Array(text.utf8))
    #expect(run.code == 1)
    Golden.expect(run.transcript(), matches: "logins/matrix-no-base-devices.txt")
  }

  @Test func phonesWithoutAServiceAreTheirOwnRow() throws {
    let text = ExampleDeployment.text.replacing("emcc: true, enterpriseSubscription: true", with: "emcc: true")
    let run = try LintRun(["simulate", "logins", "--quiet", "-"], input: Array(text.utf8))
    #expect(run.code == 1)
    #expect(run.output.contains("nonsecure, no service"))
    #expect(run.output.contains("has no phone service of Extension Mobility, so nobody can open a login there"))
  }
}

extension String {
  /// Without the blanks at the beginning.
  fileprivate var trimmingBlanks: String { String(drop { $0 == " " }) }
}
