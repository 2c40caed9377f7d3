import EMBundle
import EMDSL
import EMService
import EMDiagnostics
import EMTestSupport
import Testing

@testable import Compiler

/// Rule 83 and the tables behind it.
@Suite struct SecurityMatrixTests {
  /// A row as the guides print it; `S` and `N` for the phone.
  struct Line: Sendable, CustomTestStringConvertible {
    let text: String
    var testDescription: String { text }
  }

  /// Tables 6, 7 and 8, row by row: home, visiting, phone, session.
  static let lines = """
    9 mixed, 9 mixed, S, secure
    9 mixed, 9 mixed, N, nonsecure
    9 mixed, 9 nonSecure, N, nonsecure
    9 nonSecure, 9 mixed, S, fails 46
    9 nonSecure, 9 nonSecure, N, nonsecure
    9 mixed, 8 mixed, S, unsupported
    9 mixed, 8 mixed, N, nonsecure
    9 mixed, 8 nonSecure, N, nonsecure
    9 nonSecure, 8 mixed, S, unsupported
    9 nonSecure, 8 nonSecure, N, nonsecure
    8 mixed, 9 mixed, S, fails 45
    8 mixed, 9 mixed, N, nonsecure
    8 mixed, 9 nonSecure, N, nonsecure
    8 nonSecure, 9 mixed, S, fails 45
    8 nonSecure, 9 nonSecure, N, nonsecure
    """.split(separator: "\n").map { Line(text: String($0)) }

  @Test func `there are as many rows as in the guides`() {
    #expect(SecurityMatrix.rows.count == Self.lines.count)
    #expect(SecurityMatrix.rows.map(\.table) == [6, 6, 6, 6, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8])
  }

  @Test(arguments: lines) func `a row gives what the guides say`(line: Line) throws {
    let cells = line.text.split(separator: ", ").map(String.init)
    let outcome = SecurityMatrix.outcome(
      home: try side(cells[0]), visiting: try side(cells[1]), isPhoneSecure: cells[2] == "S")
    #expect(outcome.isListed)
    let status: SecurityMatrix.Status =
      switch cells[3] {
      case "secure": .secureSession
      case "nonsecure": .nonSecureSession
      case "unsupported": .unsupported
      default: .fails
      }
    #expect(outcome.status == status)
    #expect(outcome.phoneError?.rawValue == (status == .fails ? Int(cells[3].suffix(2)) : nil))
  }

  @Test func `the last row of table 8 is about a nonsecure phone, for a nonsecure cluster has no other`() throws {
    let outcome = SecurityMatrix.outcome(
      home: try side("8 nonSecure"), visiting: try side("9 nonSecure"), isPhoneSecure: true)
    #expect(outcome == SecurityMatrix.Outcome(status: .nonSecureSession, phoneError: nil, isListed: true))
  }

  @Test(arguments: [
    ("9 nonSecure", "9 mixed", false), ("9 nonSecure", "8 mixed", false), ("8 nonSecure", "9 mixed", false),
    ("8 mixed", "8 mixed", true), ("8 mixed", "8 nonSecure", false), ("8 nonSecure", "8 nonSecure", false),
  ])
  func `what no table lists is a nonsecure session, and marked`(home: String, visiting: String, isSecure: Bool) throws {
    let outcome = SecurityMatrix.outcome(home: try side(home), visiting: try side(visiting), isPhoneSecure: isSecure)
    #expect(outcome == SecurityMatrix.Outcome(status: .nonSecureSession, phoneError: nil, isListed: false))
  }

  static let versions: [(String, SecurityMatrix.VersionClass?)] = [
    ("7.1.5", nil), ("8.0.3", .eight), ("8.6", .eight), ("9.0", .nineOrLater), ("15.0.1", .nineOrLater),
  ]

  @Test(arguments: versions)
  func `versions fall into two classes`(version: String, expected: SecurityMatrix.VersionClass?) throws {
    #expect(SecurityMatrix.VersionClass(try #require(UnifiedCMVersion(version))) == expected)
  }

  // MARK: The rule

  @Test func `a secure phone and a nonsecure home give one finding with 46`() throws {
    let found = try findings(
      [awayVersion: "version: 12.5.1.14900-63\nsecurityMode: nonSecure", bothDesks: bothEncrypted, regions: profiles],
      SecurityModesClash.self)
    #expect(
      found.lines == [
        "EM3083 error: users of AWAY cannot log in at 2 secure phones ('SEP00AA10000001' and 'SEP00AA10000002') of HOME: AWAY is not mixed"
      ])
    #expect(found.first?.phoneShows == "Login is unsuccessful(46)")
    #expect(found.first?.clusters == ["AWAY", "HOME"])
  }

  @Test func `a home of 8.x gives 45`() throws {
    let found = try findings(
      [awayVersion: "version: 8.6.2.10000-1\nsecurityMode: mixed", bothDesks: bothEncrypted, regions: profiles],
      SecurityModesClash.self)
    #expect(found.lines.count == 1)
    #expect(found.first?.message.hasSuffix("of HOME: AWAY has version 8.6.2.10000-1") == true)
    #expect(found.first?.phoneShows == "Login is unsuccessful(45)")
  }

  @Test func `a visited cluster of 8.x does not support secure sessions, and no code is documented`() throws {
    let found = try findings(
      ["version: 14.0.1.13900-155": "version: 8.6.2.10000-1", bothDesks: bothEncrypted, regions: profiles],
      SecurityModesClash.self)
    #expect(found.lines.count == 1)
    #expect(found.first?.message.hasSuffix("of HOME: HOME has version 8.6.2.10000-1") == true)
    #expect(found.first?.phoneShows == nil)
  }

  @Test func `an authenticated phone is secure, a nonsecure profile is not`() throws {
    let modes = ["authenticated": 1, "encrypted": 1, "nonSecure": 0]
    for (mode, expected) in modes {
      let found = try findings(
        [
          awayVersion: "version: 12.5.1.14900-63\nsecurityMode: nonSecure", bothDesks: bothEncrypted,
          regions: profiles.replacing("encrypted", with: mode),
        ], SecurityModesClash.self)
      #expect(found.filter { $0.severity == .error }.count == expected, "\(mode)")
    }
  }

  @Test func `phones that receive nobody are not counted`() throws {
    for fields in [
      "securityProfile: 8851-ENC, extensionMobility: false", "securityProfile: 8851-ENC, model: Cisco IP Communicator",
    ] {
      let found = try findings(
        [
          awayVersion: "version: 12.5.1.14900-63\nsecurityMode: nonSecure",
          bothDesks: "  SEP00AA10000001: {\(fields)}\n", regions: profiles,
        ], SecurityModesClash.self)
      #expect(found.isEmpty, "\(fields)")
    }
  }

  @Test func `a profile that is only known by its name says nothing`() throws {
    let found = try findings(
      [
        awayVersion: "version: 12.5.1.14900-63\nsecurityMode: nonSecure", bothDesks: bothEncrypted,
        regions: "regions: [REG-HOME]\nexisting: {phoneSecurityProfiles: [8851-ENC]}",
      ], SecurityModesClash.self)
    #expect(found.isEmpty)
  }

  @Test func `the standard profile of a model is nonsecure`() throws {
    let found = try findings(
      [
        awayVersion: "version: 12.5.1.14900-63\nsecurityMode: nonSecure",
        bothDesks: "  SEP00AA10000001: {securityProfile: Cisco 8851 - Standard SIP Non-Secure Profile}\n",
      ], SecurityModesClash.self)
    #expect(
      found.lines == [
        "EM3083 info: the guides do not say whether users of AWAY (nonSecure) can log in at 1 phone ('SEP00AA10000001') of HOME (mixed)"
      ])
  }

  @Test func `an external home counts with what the deployment says of it`() throws {
    let found = try findings(
      [
        "members: [HOME, AWAY]": "members: [HOME, AWAY, PARTNER]",
        "emergencyNumbers:\n":
          "clusters: {PARTNER: {external: true, clusterId: P, version: '12.5', securityMode: nonSecure, address: p.example.com}}\nemergencyNumbers:\n",
        bothDesks: bothEncrypted, regions: profiles,
      ], SecurityModesClash.self)
    let secure = found.filter { $0.clusters == ["HOME", "PARTNER"] }
    #expect(secure.map(\.severity) == [.error])
    #expect(secure.first?.phoneShows == "Login is unsuccessful(46)")
    #expect(found.filter { $0.clusters == ["AWAY", "PARTNER"] }.map(\.severity) == [.info])
    #expect(found.count == 2)
  }

  private let awayVersion = "version: 12.5.1.14900-63\nsecurityMode: mixed"
  private let bothDesks = "  SEP00AA10000001: {description: Hot desk 1}\n  SEP00AA10000002: {description: Hot desk 2}\n"
  private let bothEncrypted =
    "  SEP00AA10000001: {securityProfile: 8851-ENC}\n  SEP00AA10000002: {securityProfile: 8851-ENC}\n"
  private let regions = "regions: [REG-HOME]"
  private let profiles = """
    regions: [REG-HOME]
    phoneSecurityProfiles: {8851-ENC: {model: Cisco 8851, protocol: SIP, deviceSecurityMode: encrypted}}
    """

  private func side(_ text: String) throws -> SecurityMatrix.Side {
    let words = text.split(separator: " ")
    let mode: RuntimeCluster.SecurityMode = words[1] == "mixed" ? .mixed : .nonSecure
    return SecurityMatrix.Side(version: words[0] == "8" ? .eight : .nineOrLater, mode: mode)
  }
}
