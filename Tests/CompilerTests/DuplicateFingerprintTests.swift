import EMDiagnostics
import EMTestSupport
import Testing

@testable import Compiler

/// Which fingerprints of certificates are compared, and what is said of those that are equal.
@Suite struct DuplicateFingerprintTests {
  private static let (a, b) = (String(repeating: "1a", count: 32), String(repeating: "2b", count: 32))
  private static let shoutedA = Array(repeating: "1A", count: 32).joined(separator: ":")

  /// The findings in clusters of these `certificates`, named C1, C2 and so on, which no EMCC group holds together.
  private func findings(_ certificates: String...) throws -> [Diagnostic] {
    let documents = certificates.enumerated().map { index, text in
      """
      emcc: v1
      cluster: C\(index + 1)
      clusterId: C\(index + 1)
      version: 14.0.1.13900-155
      securityMode: mixed
      certificates: {\(text)}

      """
    }
    return try check(documents.joined(separator: "---\n"), rules: [DuplicateFingerprint.self]).map(\.diagnostic)
  }

  @Test func `a certificate of three clusters is one finding with the other places`() throws {
    let found = try findings(
      "tomcat: {sha256: '\(Self.a)'}", "tomcatEcdsa: {sha256: '\(Self.b)', nextSha256: '\(Self.shoutedA)'}",
      "tomcat: {sha256: '\(Self.a)'}")
    #expect(found.lines == ["EM3111 error: clusters C1, C2 and C3 have the same certificate"])
    #expect(found.first?.related.map(\.message) == ["C1 has it here", "C2 has it here"])
    #expect(found.first?.clusters == ["C1", "C2", "C3"])
    #expect(found.first?.phoneShows == "Login is unavailable(208)")
  }

  @Test func `two certificates of the same clusters are two findings`() throws {
    let both = "tomcat: {sha256: '\(Self.a)'}, tomcatEcdsa: {sha256: '\(Self.b)'}"
    let found = try findings(both, both)
    #expect(found.map(\.code) == ["EM3111", "EM3111"])
  }

  @Test func `a certificate that follows itself is a warning, of which phones show nothing`() throws {
    let found = try findings("tomcatEcdsa: {sha256: '\(Self.a)', nextSha256: '\(Self.shoutedA)'}")
    #expect(
      found.lines == ["EM3111 warning: 'nextSha256' of the tomcatEcdsa certificate of C1 is the same as 'sha256'"])
    #expect(found.first?.phoneShows == nil)
  }

  @Test func `what one cluster has under both keys proves it all the same`() throws {
    #expect(try findings("tomcat: {sha256: '\(Self.a)'}, tomcatEcdsa: {sha256: '\(Self.a)'}").isEmpty)
  }

  @Test func `kinds of certificates that no service looks at are not compared`() throws {
    let others = ["callManager", "capf", "itlRecovery", "tvs"]
      .map { "\($0): {sha256: '\(Self.a)', nextSha256: '\(Self.a)'}" }.joined(separator: ", ")
    #expect(try findings(others, others + ", tomcat: {sha256: '\(Self.a)'}").isEmpty)
  }

  @Test func `what is no fingerprint is another finding`() throws {
    let found = try findings("tomcat: {sha256: '1a1a'}", "tomcat: {sha256: '1a1a', nextSha256: '1a1a'}")
    #expect(found.map(\.code) == ["EM1009", "EM1009", "EM1009"])
  }
}
