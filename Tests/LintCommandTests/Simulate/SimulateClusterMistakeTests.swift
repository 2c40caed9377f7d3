import EMTestSupport
import Foundation
import Testing

/// Clusters of the smallest example that do not fit each other, seen at a phone: the code, the line to change, and what
/// to do.
@Suite struct SimulateClusterMistakeTests {
  /// One mistake; a user of FI logs in at a phone of SE.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let name: String
    /// What stands in the right configuration, and what in the wrong one; the file.
    let edits: [(file: String, from: String, to: String)]
    /// What becomes of the login.
    let result: String
    /// How the line begins in which the mistake is to be mended.
    let line: String
    /// How the advice begins.
    let advice: String
    var testDescription: String { name }
  }

  /// Settings at the top of a cluster's file.
  private static func settings(_ handle: String, _ text: String) -> (file: String, from: String, to: String) {
    (handle.lowercased(), "cluster: \(handle)\n", "cluster: \(handle)\n\(text)\n")
  }

  private static func service(_ type: String) -> (file: String, from: String, to: String) {
    ("se", "emcc: true, enterprise", "emcc: true, loginType: \(type), enterprise")
  }

  /// A user with the extension of the one who logs in.
  private static func namesake(_ file: String) -> (file: String, from: String, to: String) {
    (file, "\nusers:\n", "\nusers:\n  other: {lastName: Other, primaryExtension: '35801'}\n")
  }

  private static let securePhone = [
    ("se", "securityMode: nonSecure", "securityMode: mixed"),
    (
      "se", "\nphones:\n",
      "\nphoneSecurityProfiles:\n  SECURE: {model: Cisco 8841, protocol: SIP, deviceSecurityMode: encrypted}\nphones:\n"
    ),
    ("se", "protocol: SIP, devicePool: DP-SITE", "protocol: SIP, securityProfile: SECURE, devicePool: DP-SITE"),
  ]

  static let mistakes = [
    Mistake(
      name: "EMCC off for the only remote cluster",
      edits: [settings("SE", "remoteClusters:\n  FI: {services: {emcc: false}}")],
      result: "36, No remote cluster", line: "  FI: {services",
      advice: "switch EMCC on for FI in the remote clusters of SE"),
    Mistake(
      name: "no remote cluster", edits: [("deployment", "  mesh: full\n", "")],
      result: "36, No remote cluster", line: "cluster: SE", advice: "add FI to the remote clusters of SE"),
    Mistake(
      name: "EMCC off at home", edits: [settings("FI", "remoteClusters:\n  SE: {services: {emcc: false}}")],
      result: "35, Visiting cluster information not in home cluster", line: "  SE: {services",
      advice: "switch EMCC on for SE in the remote clusters of FI"),
    Mistake(
      name: "home does not know the visited cluster",
      edits: [
        ("deployment", "  mesh: full\n", ""), settings("SE", "remoteClusters: [FI]"),
      ],
      result: "35, Visiting cluster information not in home cluster", line: "cluster: FI",
      advice: "add SE to the remote clusters of FI, with the cluster ID 'SE'"),
    Mistake(
      name: "the wrong ID of the home cluster", edits: [settings("SE", "remoteClusters:\n  FI: {clusterId: FINLAND}")],
      result: "42, Invalid cluster ID", line: "  FI: {clusterId",
      advice: "correct the cluster ID of FI in the remote clusters of SE to 'FI'"),
    Mistake(
      name: "the wrong ID of the visited cluster",
      edits: [settings("FI", "remoteClusters:\n  SE: {clusterId: SWEDEN}")],
      result: "42, Invalid cluster ID", line: "  SE: {clusterId",
      advice: "correct the cluster ID of SE in the remote clusters of FI to 'SE'"),
    Mistake(
      name: "one ID for two clusters",
      edits: [settings("SE", "clusterId: StandAloneCluster"), settings("FI", "clusterId: StandAloneCluster")],
      result: "42, Invalid cluster ID", line: "clusterId: Stand", advice: "give SE or FI another cluster ID"),
    Mistake(
      name: "a secure phone and a home of 8.x", edits: securePhone + [("fi", "14.0.1.13900-155", "8.6.2.20000-2")],
      result: "45, Remote cluster version not supported", line: "  SEP0A4600000001:", advice: "use a nonsecure phone"),
    Mistake(
      name: "a secure phone and a nonsecure home", edits: securePhone,
      result: "46, Remote cluster security mode not supported", line: "  SEP0A4600000001:",
      advice: "use a nonsecure phone"),
    Mistake(
      name: "an extension of two at home", edits: [service("DN"), namesake("fi")],
      result: "47, DN has multiple users", line: "  bvirta:", advice: "give each user a primary extension of their own"),
    Mistake(
      name: "an extension of somebody where the phone is", edits: [service("DN"), namesake("se")],
      result: "201, Authentication error", line: "",
      advice: "give each user a number of their own, or log in with another login type: in SE '35801' is"),
    Mistake(
      name: "no extension to type in", edits: [service("DN"), ("fi", ", primaryExtension: '35801'", "")],
      result: "23, User does not exist", line: "  bvirta:", advice: "give the user a primary extension"),
    Mistake(
      name: "a login type for an old home",
      edits: [service("UID"), ("fi", "14.0.1.13900-155", "11.5.1.18900-97")],
      result: "1, Parsing error", line: "  Extension Mobility:", advice: "take the login type out of the service in SE"),
    Mistake(
      name: "at home nowhere", edits: [("fi", "primaryExtension: ", "homeCluster: false, primaryExtension: ")],
      result: "23, User does not exist", line: "  bvirta:", advice: "write 'homeCluster: true' for the user in FI"),
  ]

  @Test(arguments: mistakes) func isShownWithTheLineToChange(_ mistake: Mistake) throws {
    let text = try Self.deployment(mistake.edits)
    let run = try Self.run("login --user bvirta --phone SEP0A4600000001 --path -", text)
    #expect(run.code == 1)
    #expect(run.output.contains("\nthe login fails with \(mistake.result)\n"))
    #expect(run.output.contains("\n  what to do    \(mistake.advice)"))
    let place = run.output.firstMatch(of: #/\n  where +[^ ]+?:(\d+):\d+  /#)
    let number = place.flatMap { Int($0.1) }
    #expect((number == nil) == mistake.line.isEmpty)
    guard let number else { return }
    let line = text.split(separator: "\n", omittingEmptySubsequences: false)[number - 1]
    #expect(line.hasPrefix(mistake.line), "line \(number): \(line)")
  }

  /// Without `mesh` and remote clusters nobody is meant to travel.
  static let meant = mistakes.filter { $0.name != "no remote cluster" }

  @Test(arguments: meant) func isRedInTheMatrix(_ mistake: Mistake) throws {
    let run = try Self.run("logins --quiet --format csv -", Self.deployment(mistake.edits))
    #expect(run.code == 1)
    let code = String(mistake.result.prefix { $0 != "," })
    let cells = run.output.split(whereSeparator: \.isNewline).map { $0.split(separator: ",").map(String.init) }
    #expect(cells.contains { $0.first == "FI" && $0.contains(code) })
  }

  @Test func aThirdClusterDoesNotHideTheRemoteClusterThatIsOff() throws {
    let third = "emcc: v1\ncluster: DK\nversion: 14.0.1.13900-155\n"
    let text = try Self.deployment([
      ("deployment", "members: [SE, FI]", "members: [SE, FI, DK]"),
      Self.settings("SE", "remoteClusters:\n  FI: {services: {emcc: false}}"),
    ])
    let run = try Self.run("login --user bvirta --phone SEP0A4600000001 --path -", text + "\n---\n" + third)
    #expect(run.output.contains("\nthe login fails with 23, User does not exist\n"))
    #expect(run.output.contains("\n  what to do    switch EMCC on for FI in the remote clusters of SE\n"))
  }

  @Test func aRecordThatIsNoHomeMakesNobodyLocal() throws {
    let text = try Self.deployment([("se", "\nusers:\n", "\nusers:\n  bvirta: {lastName: Virta, homeCluster: false}\n")]
    )
    let run = try Self.run("login --user bvirta --visiting SE --phone SEP0A4600000001 --path -", text)
    #expect(run.code == 0)
    #expect(run.output.hasPrefix("bvirta of FI logs in at SEP0A4600000001 in SE\n"))
    #expect(run.output.contains("\nthe login succeeds: EMCC, the phone registers to FI\n"))
    #expect(!run.output.contains("of its own"))
  }

  @Test func ofTwoHomesTheFirstAnswerCounts() throws {
    let third = "emcc: v1\ncluster: DK\nversion: 14.0.1.13900-155\nusers:\n  bvirta: {lastName: V, emcc: true}\n"
    let text = try Self.deployment([("deployment", "members: [SE, FI]", "members: [SE, FI, DK]")])
    let run = try Self.run("login --user bvirta --home DK --phone SEP0A4600000001 --path -", text + "\n---\n" + third)
    #expect(run.output.contains("user 'bvirta' is at home in DK and FI: the first answer counts"))
  }

  @Test func nobodyOpensALoginAtAPhoneWithoutAService() throws {
    let text = try Self.deployment([("se", "enterpriseSubscription: true", "enterpriseSubscription: false")])
    let run = try Self.run("login --user bvirta --phone SEP0A4600000001 --path -", text)
    #expect(run.code == 1)
    #expect(run.output.contains("\nnobody can open a login: 'SEP0A4600000001' has no phone service"))
    let json = try Self.run("login --user bvirta --phone SEP0A4600000001 --format json --path -", text)
    #expect(json.output.contains("\"outcome\": \"no-service\""))
  }

  @Test func whatCannotBeReadIsSaid() throws {
    let text = try Self.deployment([Self.settings("SE", "clusterId: S E")])
    let run = try Self.run("login --user bvirta --phone SEP0A4600000001 --path -", text)
    #expect(run.output.contains("cluster SE, 'clusterId': the cluster ID could not be read, and is taken to be 'SE'"))
  }

  @Test func aSuperUserIsMeantToLogInAtEveryMember() throws {
    let group = "accessControlGroups: [Standard EM Roaming Across Clusters Super Users]"
    let edits = [
      ("deployment", "\neveryCluster:", "\nroamingGroup: {members: [SE, FI]}\neveryCluster:"),
      ("fi", "bvirta: {lastName: Virta, emcc: true,", "bvirta: {lastName: Virta, \(group),"),
    ]
    let login = try Self.run("login --user bvirta --phone SEP0A4600000001 --path -", Self.deployment(edits))
    #expect(login.output.contains("\nthe login fails with 31, EMCC not activated for the user\n"))
    #expect(login.output.contains("\n  what to do    give SE the user too, with the device profile"))
    let logins = try Self.run("logins --quiet --format csv -", Self.deployment(edits))
    #expect(logins.code == 1)
    #expect(logins.output.contains("FI,SE,nonsecure,1,EM roaming,,31,bad,1,"))
    let old = try Self.deployment(edits + [("se", "14.0.1.13900-155", "11.5.1.18900-97")])
    let upgrade = try Self.run("login --user bvirta --phone SEP0A4600000001 --path -", old)
    #expect(upgrade.output.contains("\n  what to do    upgrade SE to 12.0(1)SU1, or take it out of 'roamingGroup'\n"))
  }

  // MARK: Services of a phone

  private static func second(_ words: String) -> (file: String, from: String, to: String) {
    let service = "  EM by number: {kind: extensionMobility, node: sto-cucm, \(words), enterpriseSubscription: true}\n"
    return ("se", "\nphoneServices:\n", "\nphoneServices:\n\(service)")
  }

  @Test func theServiceThatServesWorstStandsForAPhone() throws {
    let old = ("fi", "14.0.1.13900-155", "11.5.1.18900-97")
    let run = try Self.run("logins --quiet -", Self.deployment([Self.second("emcc: true, loginType: DN"), old]))
    #expect(run.code == 1)
    #expect(
      run.output.contains("\n  service 'EM by number': FI (11.5.1.18900-97) cannot read a request with loginType=DN"))
  }

  @Test func servicesThatUsersWillNotPressAreNamed() throws {
    let local = try Self.run("logins --quiet -", Self.deployment([Self.second("loginType: DN")]))
    #expect(local.code == 0)
    #expect(local.output.contains("note: SE: users of other clusters are taken not to press 'EM by number'"))
    let edits = [Self.second("emcc: true, loginType: DN"), ("fi", ", primaryExtension: '35801'", "")]
    let numberless = try Self.run("logins --quiet -", Self.deployment(edits))
    #expect(numberless.code == 0)
    let note = "note: FI: users without a primary extension are taken not to press 'EM by number' of SE"
    #expect(numberless.output.contains(note))
  }

  // MARK: Words

  private static func run(_ words: String, _ text: String) throws -> LintRun {
    try LintRun(["simulate"] + words.split(separator: " ").map(String.init), input: Array(text.utf8))
  }

  /// The smallest example as one text, with edits.
  private static func deployment(_ edits: [(file: String, from: String, to: String)]) throws -> String {
    try ["deployment", "se", "fi"].map { file in
      var text = try String(contentsOfFile: "\(examplesDirectory)/minimal/\(file).yaml", encoding: .utf8)
      for edit in edits where edit.file == file {
        #expect(text.contains(edit.from))
        text = text.replacing(edit.from, with: edit.to, maxReplacements: 1)
      }
      return text
    }.joined(separator: "\n---\n")
  }
}
