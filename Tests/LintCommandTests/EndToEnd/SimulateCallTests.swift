import EMTestSupport
import Testing

/// `simulate call` on the example of three continents, and what it says of wrong words.
@Suite struct SimulateCallTests {
  private static let folder = "\(examplesDirectory)/three-continents"

  private func call(_ words: String...) throws -> LintRun {
    try LintRun(["simulate", "call", "--path", Self.folder] + words)
  }

  /// What a user of Denver dials abroad: the file's name and the number.
  static let calls = [
    ("999", "999"), ("112", "112"), ("911", "911"), ("9911", "9911"), ("colleague", "3101102"),
    ("national", "9 1 212 555 1234"),
  ]

  @Test(arguments: ["DP-LDS", "DP-CGN"], calls)
  func routeOfATravellerIsPrintedStepByStep(site: String, call: (name: String, number: String)) throws {
    let run = try self.call("--user", "mreyes", "--visiting", "EU", "--site", site, "--dial", call.number)
    Golden.expect(run.transcript(without: Self.folder), matches: "simulate/call/\(site)-\(call.name).txt")
    #expect(run.code == 0)
    #expect(run.messages == "")
  }

  @Test func programsGetEverythingAsJSON() throws {
    let run = try call("--user", "mreyes", "--phone", "SEP0A2101000001", "--dial", "999", "--format", "json")
    Golden.expect(run.transcript(without: Self.folder), matches: "simulate/call/999.json.txt")
  }

  @Test func phoneWithoutAUserCallsFromItsOwnLineOrItsLogoutProfile() throws {
    let run = try call("--phone", "SEP0A2101000009", "--dial", "+49 (221) 4710-100")
    Golden.expect(run.transcript(without: Self.folder), matches: "simulate/call/logged-out.txt")
  }

  @Test func userAtHomeNeedsNoVisitedCluster() throws {
    let run = try call("--user", "mreyes", "--site", "DP-DEN", "--dial", "911")
    Golden.expect(run.transcript(without: Self.folder), matches: "simulate/call/at-home.txt")
  }

  @Test func userOfBothClustersLogsInLocally() throws {
    let run = try call("--user", "eashworth", "--visiting", "EU", "--site", "DP-LDS", "--dial", "2101190")
    Golden.expect(run.transcript(without: Self.folder), matches: "simulate/call/em-roaming.txt")
  }

  @Test func verdictDecidesTheExitCode() throws {
    let bad = try call("--user", "mreyes", "--visiting", "EU", "--site", "DP-CGN", "--dial", "5", "--quiet")
    // Nothing matches, but PT-VM is not described.
    #expect(bad.output.hasPrefix("unknown: "))
    #expect(bad.output.split(separator: "\n").count == 1)
    #expect(bad.code == 1)
    let good = try call("--user", "mreyes", "--visiting", "EU", "--site", "DP-CGN", "--dial", "112", "--quiet")
    #expect(good.output == "ok: '112' reaches the emergency centre of DE by GW-CGN-1\n")
    #expect(good.code == 0)
  }

  @Test func colourIsOnlyUsedWhereItIsWanted() throws {
    let words = ["--user", "mreyes", "--visiting", "EU", "--site", "DP-CGN", "--dial", "112", "--quiet", "--color"]
    let run = try LintRun(["simulate", "call", "--path", Self.folder] + words + ["always"])
    #expect(run.output == "\u{1B}[1;32mok\u{1B}[0m: '112' reaches the emergency centre of DE by GW-CGN-1\n")
  }

  static let misuses: [(words: [String], message: String)] = [
    (["--user", "mreyes"], "--dial is missing: say what is dialled"),
    (["--dial", "nine"], "--dial wants digits, *, # or +, at most 50, not 'nine'"),
    (["--dial", "9"], "--phone is missing: say which phone dials, or name --visiting and --site"),
    (["--user", "mreyez", "--dial", "9"], "no user 'mreyez'; did you mean 'mreyes'?"),
    (["--user", "nobody-at-all", "--home", "US", "--dial", "9"], "no user 'nobody-at-all' in US"),
    (["--user", "mreyes", "--home", "UX", "--dial", "9"], "--home UX: no such cluster; did you mean 'US'?"),
    (
      ["--user", "mreyes", "--visiting", "AMERICAS", "--dial", "9"],
      "--visiting AMERICAS: no such cluster; there are APAC, EU and US"
    ),
    (
      ["--user", "mreyes", "--visiting", "DELFT", "--dial", "9"],
      "--visiting DELFT: somebody else runs it, so nothing is known of it"
    ),
    (
      ["--user", "mreyes", "--visiting", "EU", "--dial", "9"],
      "EU has phones in DP-LDS and DP-CGN: say which with --site, or name one with --phone"
    ),
    (
      ["--user", "mreyes", "--visiting", "EU", "--site", "DP-LDN", "--dial", "9"],
      "--site DP-LDN: no phone with Extension Mobility of EU is in this device pool; did you mean 'DP-LDS'?"
    ),
    (["--phone", "SEP0A210100000X", "--dial", "9"], "no phone 'SEP0A210100000X'; did you mean 'SEP0A2101000001'?"),
    (
      ["--user", "mreyes", "--profile", "UDP-mrayes", "--site", "DP-DEN", "--dial", "9"],
      "user 'mreyes' has no device profile 'UDP-mrayes'; did you mean 'UDP-mreyes'?"
    ),
    (
      ["--user", "mreyes", "--line", "3", "--site", "DP-DEN", "--dial", "9"],
      "device profile 'UDP-mreyes' has 1 line, so no line 3"
    ),
  ]

  @Test(arguments: misuses)
  func wrongWordsAreAnsweredWithAdvice(_ example: (words: [String], message: String)) throws {
    let run = try LintRun(["simulate", "call", "--quiet", "--path", Self.folder] + example.words)
    #expect(run.messages == "emcc-lint: \(example.message)\n")
    #expect(run.output == "")
    #expect(run.code == 2)
  }

  @Test func configurationWithErrorsIsSimulatedAnyway() throws {
    let directory = try TemporaryDirectory()
    try directory.write(
      "a.yaml",
      """
      emcc: v1
      cluster: A
      version: 14.0.1.13900-155
      securityMode: mixed
      phones: {SEP000000000001: {lines: [{dn: '77'}], css: CSS-NOWHERE}}
      """)
    let run = try LintRun(["simulate", "call", "--path", directory.path, "--phone", "SEP000000000001", "--dial", "77"])
    #expect(run.messages.contains("'emcc-lint check' shows them; the call may take another way once they are mended\n"))
    #expect(run.output.contains("ok: '77' reaches extension 77 of A\n"))
    #expect(run.code == 0)
  }

  @Test func groupListsItsCommands() throws {
    let help = try LintRun(["simulate", "--help"])
    #expect(help.code == 0)
    #expect(help.output.contains("\n  call  "))
    let alone = try LintRun(["simulate"])
    #expect(alone.code == 2)
    #expect(alone.messages.hasSuffix(help.output))
    #expect(try LintRun(["simulate", "call", "--help"]).output.contains("--dial NUMBER"))
  }
}
