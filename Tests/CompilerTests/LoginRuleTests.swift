import EMBundle
import EMDiagnostics
import EMService
import EMSimulation
import EMTestSupport
import Testing

@testable import Compiler

/// Rules about logins beside the simulator: what a rule warns of fails as it says, and what is right succeeds.
@Suite struct LoginRuleTests {
  /// What a phone of a cluster shows; nil where the user is logged in.
  private func login(_ typed: String, at visiting: String, _ text: String) throws -> PhoneError? {
    let values = try LoginModel(deployment(text)).values
    let cluster = try #require(values.clusters[visiting])
    let phone = try #require(cluster.phones.first { _ in true })
    var simulator = LoginSimulator(values)
    let service = cluster.phoneServices.first { $0.isEnabled }
    return simulator.login(
      LoginAttempt(visiting: visiting, device: phone.name, user: typed, service: service)
    ).outcome.error
  }

  private func deployment(_ text: String) throws -> Deployment {
    let store = SourceStore(paths: [SourceStore.standardInputPath], standardInput: Array(text.utf8))
    return try CheckPipeline.run(store, today: 2026_01_15).deployment
  }

  /// An example of a rule with somebody who tries to log in.
  struct Attempt: Sendable, CustomTestStringConvertible {
    let code: String
    let example: Int
    let user: String
    let visiting: String
    let error: PhoneError?
    /// What stands for the error in the finding.
    var testDescription: String { "\(code), example \(example): \(user) at \(visiting)" }
  }

  static let mistakes = [
    Attempt(code: "EM3510", example: 0, user: "bkim", visiting: "AWAY", error: .userDoesNotExist),
    Attempt(code: "EM3510", example: 0, user: "bkim", visiting: "HOME", error: .userDoesNotExist),
    Attempt(code: "EM3510", example: 1, user: "bkim", visiting: "AWAY", error: .userDoesNotExist),
    Attempt(code: "EM3521", example: 0, user: "bkim", visiting: "AWAY", error: .userDoesNotExist),
    Attempt(code: "EM3521", example: 1, user: "esmith", visiting: "AWAY", error: .userDoesNotExist),
    Attempt(code: "EM3092", example: 0, user: "adiaz", visiting: "AWAY", error: .emccNotActivatedForTheUser),
    Attempt(code: "EM3092", example: 1, user: "adiaz", visiting: "AWAY", error: .userProfileAbsent),
  ]

  @Test(arguments: mistakes) func `a mistake fails with the error that the rule names`(attempt: Attempt) throws {
    let rule = try #require(RuleRegistry.rules.first { $0.descriptor.code == attempt.code })
    let text = rule.descriptor.mistakes[attempt.example].text
    #expect(try login(attempt.user, at: attempt.visiting, text) == attempt.error)
    let found = try check(text).map(\.diagnostic).filter { $0.code == attempt.code }
    #expect(found.map(\.phoneShows) == [attempt.error?.display])
  }

  static let right = [
    Attempt(code: "EM3510", example: 0, user: "bkim", visiting: "AWAY", error: nil),
    Attempt(code: "EM3521", example: 1, user: "2101002", visiting: "AWAY", error: nil),
    Attempt(code: "EM3521", example: 1, user: "3101001", visiting: "AWAY", error: nil),
    Attempt(code: "EM3092", example: 0, user: "adiaz", visiting: "AWAY", error: nil),
    Attempt(code: "EM3092", example: 0, user: "adiaz", visiting: "HOME", error: nil),
  ]

  @Test(arguments: right) func `what is right logs in`(attempt: Attempt) throws {
    let rule = try #require(RuleRegistry.rules.first { $0.descriptor.code == attempt.code })
    #expect(try login(attempt.user, at: attempt.visiting, rule.descriptor.right[attempt.example].text) == nil)
  }

  // MARK: At home nowhere

  private static let superUser = "accessControlGroups: [Standard EM Roaming Across Clusters Super Users]"
  private static let roaming = "deployment: EXAMPLE\nroamingGroup: {members: [HOME, AWAY]}"

  @Test func `the home may be in a cluster that is not described`() throws {
    let partner =
      "clusters: {PARTNER: {external: true, clusterId: P-CUCM, version: 12.5.1.14900-63, securityMode: mixed}}\n"
    #expect(
      try findings(
        [
          "emccGroup:\n  members: [HOME, AWAY]": partner + "emccGroup:\n  members: [HOME, AWAY, PARTNER]",
          "bkim: {lastName: Kim,": "bkim: {lastName: Kim, homeCluster: false,",
        ], UserAtHomeNowhere.self
      ).lines == [])
    #expect(
      try findings(
        [
          "cluster: HOME": "cluster: HOME\nexisting: {users: [zoe]}",
          "bkim: {lastName: Kim,": "bkim: {lastName: Kim, homeCluster: false,",
        ], UserAtHomeNowhere.self
      ).lines == [])
  }

  @Test func `super users are at home everywhere`() throws {
    #expect(
      try findings(
        ["bkim: {lastName: Kim,": "bkim: {lastName: Kim, homeCluster: false, \(Self.superUser),"],
        UserAtHomeNowhere.self
      ).lines == [])
  }

  @Test func `a profile that goes abroad says that the user travels`() throws {
    #expect(
      try findings(
        [
          "UDP-BKIM: {lines:": "UDP-BKIM: {emccCss: CSS-EMCC, lines:",
          "bkim: {lastName: Kim,": "bkim: {lastName: Kim, emcc: false, homeCluster: false,",
        ], UserAtHomeNowhere.self
      ).lines == [
        "EM3510 warning: user 'bkim' of HOME goes abroad with the profile 'UDP-BKIM' and is at home in no cluster"
      ])
  }

  @Test func `defaults that take everybody's home away are one finding`() throws {
    let crowd = (1...12).map { "  u\($0): {lastName: U}\n" }.joined()
    #expect(
      try findings(
        [
          "  adiaz: {lastName: Diaz,": crowd + "  adiaz: {lastName: Diaz, homeCluster: true,",
          "  bkim: {lastName: Kim,": "  bkim: {lastName: Kim, homeCluster: true,",
          "users: {ldap: true, emcc: true}\ndevicePools:\n  DP-NYC:":
            "users: {ldap: true, emcc: true, homeCluster: false}\ndevicePools:\n  DP-NYC:",
        ], UserAtHomeNowhere.self
      ).lines == [
        "EM3510 warning: 12 users ('u1', 'u2', 'u3' and 9 more) of HOME who travel are at home in no cluster"
      ])
  }

  // MARK: Names to log in with

  @Test func `a finding is one service and one home`() throws {
    let found = try findings(
      [
        "{kind: extensionMobility, node: away-sub, emcc: true,":
          "{kind: extensionMobility, node: away-sub, emcc: true, loginType: SP,"
      ],
      LoginNameMissing.self)
    #expect(
      found.lines.sorted() == [
        "EM3521 warning: 1 user ('esmith') of AWAY cannot log in at AWAY: service 'Extension Mobility GB' asks for "
          + "loginType SP, and they have no self-service user ID",
        "EM3521 warning: 2 users ('adiaz' and 'bkim') of HOME cannot log in at AWAY: service 'Extension Mobility GB' "
          + "asks for loginType SP, and they have no self-service user ID",
      ])
  }

  @Test func `versions before twelve leave the login type out of account`() throws {
    #expect(
      try findings(
        [
          "version: 12.5.1.14900-63": "version: 11.5.1.14900-11",
          "{kind: extensionMobility, node: away-sub, emcc: true,":
            "{kind: extensionMobility, node: away-sub, emcc: true, loginType: SP,",
        ], LoginNameMissing.self
      ).lines == [])
  }

  @Test func `a second service without a login type serves the phones that have it only`() throws {
    let edits: KeyValuePairs<String, String> = [
      "  Extension Mobility GB: {kind: extensionMobility, node: away-sub, emcc: true,":
        "  By ID: {kind: extensionMobility, node: away-sub, emcc: true}\n"
        + "  Extension Mobility GB: {kind: extensionMobility, node: away-sub, emcc: true, loginType: DN,",
      "controlledProfiles: [UDP-BKIM], primaryExtension: '2101002'": "controlledProfiles: [UDP-BKIM]",
      "SEP00AA20000001: {": "SEP00AA20000001: {services: [By ID], ",
    ]
    #expect(try findings(edits, LoginNameMissing.self).count == 1)
  }

  // MARK: EM roaming

  @Test func `a membership that is missing is a warning`() throws {
    let found = try findings(
      [
        "deployment: EXAMPLE": Self.roaming,
        "adiaz: {lastName: Diaz,": "adiaz: {emcc: false, \(Self.superUser), lastName: Diaz,",
        "  esmith:": "  adiaz: {lastName: Diaz, emcc: false, controlledProfiles: [UDP-ESMITH]}\n  esmith:",
      ], SuperUserNotSynced.self)
    #expect(
      found.lines == [
        "EM3092 warning: user 'adiaz' is a super user of EM roaming in HOME, but AWAY has the user outside the access "
          + "control group"
      ])
    #expect(found.map(\.phoneShows) == [nil])
  }

  @Test func `members that are too old or not described are not judged`() throws {
    let diaz = "adiaz: {emcc: false, \(Self.superUser), lastName: Diaz,"
    #expect(
      try findings(
        [
          "deployment: EXAMPLE": Self.roaming, "adiaz: {lastName: Diaz,": diaz,
          "version: 12.5.1.14900-63": "version: 12.0.1.10000-10",
        ], SuperUserNotSynced.self
      ).lines == [])
    #expect(
      try findings(
        [
          "deployment: EXAMPLE": Self.roaming, "adiaz: {lastName: Diaz,": diaz,
          "cluster: AWAY": "cluster: AWAY\nexisting: {users: [adiaz]}",
        ], SuperUserNotSynced.self
      ).lines == [])
  }
}
