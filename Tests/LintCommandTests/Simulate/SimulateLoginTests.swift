import EMTestSupport
import Testing

/// `simulate login` on the three continents: what people read, and what they are told when they mistype.
@Suite struct SimulateLoginTests {
  private static let folder = "\(examplesDirectory)/three-continents"

  private func login(_ words: String) throws -> LintRun {
    try LintRun(["simulate", "login", "--path", Self.folder] + words.split(separator: " ").map(String.init))
  }

  /// A line of options with the name of its golden.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let words: String
    let code: Int32
    var testDescription: String { name }

    init(_ name: String, _ words: String, exit code: Int32 = 1) {
      self.name = name
      self.words = words
      self.code = code
    }
  }

  static let cases = [
    Case("local", "--user vbanks --phone SEP0A1101000001", exit: 0),
    Case("emcc", "--user mreyes --home US --visiting EU --phone SEP0A2101000001", exit: 0),
    Case("emcc-japanese-profile", "--user hmorita --phone SEP0A2201000001 --locale ja_JP", exit: 0),
    Case("roaming", "--user eashworth --phone SEP0A2101000002 --already-on SEP0A1101000001", exit: 0),
    Case("profile-list", "--user tlowell --phone SEP0A3101000001", exit: 0),
    Case("profile-chosen", "--user tlowell --phone SEP0A3101000001 --profile UDP-tlowell-night", exit: 0),
    Case("self-service-id", "--user gfreeman --phone SEP0A1201000001 --login-type SP", exit: 0),
    Case("31-not-enabled", "--user minecontrol --phone SEP0A2101000001 --locale ja_JP"),
    Case("25-logged-in-elsewhere", "--user mreyes --phone SEP0A3101000001 --already-on SEP0A1101000003"),
    Case("18-occupied", "--user mreyes --phone SEP0A2101000001 --occupied-by awebster --locale ko_KR"),
    Case("22-em-off", "--user mreyes --phone SEP0A2101010001 --locale zh_CN"),
    Case("33-no-base-device", "--user mreyes --phone SEP0A2101000001 --no-free-base-devices"),
    Case("208-home-down", "--user mreyes --phone SEP0A2101000001 --down US"),
    Case("40-home-silent", "--user mreyes --phone SEP0A2101000001 --silent US"),
    Case("2-wrong-pin-abroad", "--user mreyes --phone SEP0A2101000001 --pin wrong"),
    Case("201-wrong-pin", "--user mreyes --phone SEP0A1101000001 --pin wrong"),
    Case("41-pin-change", "--user mreyes --phone SEP0A2101000001 --must-change-pin"),
    Case("1-login-type-old-home", "--user acoleman --phone SEP0A2101000001 --login-type SP"),
    Case("205-no-profile", "--user cfairbank --phone SEP0A1101000001"),
    Case("23-nobody", "--user nobody --phone SEP0A2101000001 --unknown"),
  ]

  @Test(arguments: cases) func printsTheGatesAndWhatToDo(_ example: Case) throws {
    let run = try login(example.words)
    #expect(run.code == example.code)
    Golden.expect(run.transcript(without: Self.folder), matches: "logins/\(example.name).txt")
  }

  @Test(arguments: ["emcc", "31-not-enabled"]) func printsObjectsForPrograms(name: String) throws {
    let example = try #require(Self.cases.first { $0.name == name })
    let run = try login(example.words + " --format json")
    Golden.expect(run.transcript(without: Self.folder), matches: "logins/\(name).json")
  }

  /// Codes that depend on the request or the state, each with words that lead there from the clean example.
  static let codes: [(words: String, result: String)] = [
    ("--user mreyes --phone SEPX --visiting EU --unknown", "11, Device does not exist"),
    ("--user mreyes --visiting EU --api", "207, Device name empty"),
    ("--user mreyes --phone SEP0A2101010001 --api", "20, Hoteling flag error"),
    ("--user mreyes --phone SEP0A2101000001 --login-type uid", "215, Login type invalid"),
    ("--user mreyes --phone SEP0A2101000001 --pin blank", "202, Blank user ID or PIN"),
    ("--user mreyes --phone SEP0A2101000001 --untrusted US", "208, EMService connection error"),
    ("--user mreyes --phone SEP0A2101000001 --down EU", "208, EMService connection error"),
    ("--user mreyes --phone SEP0A2101000001 --update-refused US", "212, Cluster ID invalid"),
    ("--user mreyes --phone SEP0A2101000001 --outage application", "210, Init fail"),
    ("--user mreyes --phone SEP0A2101000001 --outage database", "6, Database error"),
    ("--user mreyes --phone SEP0A2101000001 --outage directory", "204, Directory server error"),
    ("--user mreyes --phone SEP0A2101000001 --busy", "26, Busy, please try again"),
    ("--user mreyes --phone SEP0A1101000001 --address 192.0.2.9", "28, Untrusted IP error"),
    ("--user mreyes --phone SEP0A1101000001 --address 192.0.2.9 --outage ris", "29, RIS down"),
    ("--user mreyes --phone SEP0A1101000001 --via-proxy", "30, Proxy not allowed"),
  ]

  @Test(arguments: codes) func reachesWhatDependsOnRequestAndState(words: String, result: String) throws {
    let run = try login(words + " --quiet")
    #expect(run.code == 1)
    #expect(run.output.hasPrefix("the login fails with \(result)"))
    #expect(run.output.split(separator: "\n").count == 1)
  }

  /// Words that mean nothing, with what is said of them.
  static let mistakes: [(words: String, message: String)] = [
    ("--phone SEP0A2101000001", "--user is missing: say who logs in"),
    ("--user mreyes", "--phone is missing: say where the user logs in"),
    ("--user mreyez --phone SEP0A2101000001", "no user 'mreyez'; did you mean 'mreyes'?"),
    ("--user mreyes --home EU --phone SEP0A2101000001", "no user 'mreyes' in EU; US has one"),
    ("--user mreyes --phone SEP0A210100001", "no phone 'SEP0A210100001'; did you mean 'SEP0A2101000001'?"),
    ("--user mreyes --home UZ --phone SEP0A2101000001", "--home UZ: no such cluster; did you mean 'US'?"),
    (
      "--user mreyes --visiting DELFT --phone SEP0A2101000001",
      "--visiting DELFT: somebody else runs it, so nothing is known of it"
    ),
    (
      "--user mreyes --phone SEP0A2101000001 --service Extension-Mobility",
      "--service Extension-Mobility: no phone service of Extension Mobility of EU; did you mean 'Extension Mobility'?"
    ),
    (
      "--user mreyes --phone SEP0A2101000001 --profile UDP-mreys",
      "user 'mreyes' has no device profile 'UDP-mreys'; did you mean 'UDP-mreyes'?"
    ),
    ("--user mreyes --phone SEP0A2101000001 --occupied-by awebstr", "did you mean 'awebster'?"),
    ("--user mreyes --phone SEP0A2101000001 --already-on SEP0A110100001", "did you mean 'SEP0A1101000001'?"),
    ("--user mreyes --phone SEP0A2101000001 --already-on SEP1@UZ", "did you mean 'US'?"),
    ("--user mreyes --phone SEP0A2101000001 --pin rigth", "did you mean 'right'?"),
  ]

  @Test(arguments: mistakes) func saysWhatIsMistyped(words: String, message: String) throws {
    let run = try login(words)
    #expect(run.code == 2)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains(message))
  }

  @Test func aConfigurationWithoutClustersHasNobodyToLogIn() throws {
    let run = try LintRun(
      ["simulate", "login", "--user", "x", "--phone", "SEP1", "--path", "-"],
      input: Array("emcc: v1\ndeployment: X\n".utf8))
    #expect(run.code == 2)
    #expect(run.messages.contains("no document declares a cluster"))
  }
}

/// `simulate logins`: the matrix.
@Suite struct SimulateLoginsTests {
  private static let folder = "\(examplesDirectory)/three-continents"

  @Test(arguments: ["table", "json", "html"]) func everybodyOfTheCleanExampleCanLogIn(format: String) throws {
    let run = try LintRun(["simulate", "logins", "--format", format, Self.folder])
    #expect(run.code == 0)
    Golden.expect(run.transcript(without: Self.folder), matches: "logins/matrix.\(format == "table" ? "txt" : format)")
  }

  @Test func whoIsNotMeantToLogInIsTakenInOnDemand() throws {
    let run = try LintRun(["simulate", "logins", "--all", Self.folder])
    #expect(run.code == 1)
    Golden.expect(run.transcript(without: Self.folder), matches: "logins/matrix-all.txt")
  }
}
